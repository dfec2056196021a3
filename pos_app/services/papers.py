"""Documents as people get them: rows on a screen, a PDF page."""

import msgspec

from pos_app.devices.document import QR, Document, Size, preview
from pos_app.devices.document import Row as ReceiptRow
from pos_app.devices.paper import paper_of_columns
from pos_app.devices.qr_matrix import qr_matrix
from pos_app.devices.receipt import ReceiptHeading
from pos_app.store.registers import RegisterState


class CodeRow(msgspec.Struct, frozen=True):
    """A QR code on paper: its modules row by row, dark is true, the quiet zone included.

    It has no letters; what a row of letters says of them is empty.
    """

    dots: tuple[tuple[bool, ...], ...]
    text: str = ""
    bold: bool = False
    size: Size = Size.NORMAL


PaperRow = ReceiptRow | CodeRow


def heading_of(register: RegisterState) -> ReceiptHeading:
    """What a register's papers begin with."""
    return ReceiptHeading(
        business=register.booth.name,
        booth_code=register.booth.code,
        expo=register.expo.name if register.expo else "",
    )


def shown(document: Document, columns: int) -> tuple[PaperRow, ...]:
    """A document's rows as they stand on paper of that many columns.

    Raises LapakError `qr_too_long`.
    """
    return tuple(
        CodeRow(qr_matrix(row.payload)) if isinstance(row, QR) else row
        for row in preview(document, columns)
    )


def as_pdf(document: Document, columns: int) -> bytes:
    """A document as a PDF page like the roll with that many columns.

    Raises LapakError `paper_columns_out_of_range` or `qr_too_long`.
    """
    from pos_app.devices import pdf

    return pdf.render(document, paper_of_columns(columns))
