"""Documents as people get them: rows on a screen, a PDF page."""

import msgspec

from pos_app.devices.papers.receipt import ReceiptHeading
from pos_app.devices.rendering import logo
from pos_app.devices.rendering.bars import drawable_bars
from pos_app.devices.rendering.document import QR, Barcode, Document, Picture, Shown, Size, preview
from pos_app.devices.rendering.document import Row as ReceiptRow
from pos_app.devices.rendering.paper import DOTS_A_MM, paper_of_columns
from pos_app.devices.rendering.qr_matrix import QUIET, qr_modules
from pos_app.devices.rendering.raster import Raster, dots_a_module, of_bars
from pos_app.services.papers.letterhead import Letterhead, logo_of
from pos_app.store.registers import RegisterState


class CodeRow(msgspec.Struct, frozen=True):
    """A QR code on paper: its modules row by row, dark is true, and its part of the paper's width.

    It has no letters; what a row of letters says of them is empty.
    """

    dots: tuple[tuple[bool, ...], ...]
    share: float
    text: str = ""
    bold: bool = False
    size: Size = Size.NORMAL


class PictureRow(msgspec.Struct, frozen=True):
    """A picture or a barcode on paper: `width` by `height` dots of the paper's `across`.

    `bits` hold them row by row, each from a fresh byte, the first in its highest bit, dark is 1.
    """

    bits: bytes
    width: int
    height: int
    across: int
    text: str = ""
    bold: bool = False
    size: Size = Size.NORMAL


PaperRow = ReceiptRow | CodeRow | PictureRow


def heading_of(register: RegisterState, look: Letterhead) -> ReceiptHeading:
    """What a register's papers begin and end with."""
    expo = register.expo.name if register.expo else ""
    heading = design_heading(register.booth.name, register.booth.code, expo, look)
    told = register.details.header if register.details else ()
    return msgspec.structs.replace(heading, lines=(*heading.lines, *told))


def design_heading(business: str, booth_code: str, expo: str, look: Letterhead) -> ReceiptHeading:
    """The same for a booth that may not be set up yet."""
    design = look.design
    return ReceiptHeading(
        business=business,
        booth_code=booth_code,
        expo=expo,
        lines=tuple(design.header.splitlines()),
        tax_id=design.tax_id,
        logo=logo_of(design),
        footer=tuple(design.footer.splitlines()),
        link=design.link if design.code == "link" else "",
    )


def shown(document: Document, columns: int) -> tuple[PaperRow, ...]:
    """A document's rows as they stand on paper of that many columns.

    Raises LapakError `paper_columns_out_of_range`, `qr_too_long`, `barcode_not_possible` or
    `barcode_too_wide`.
    """
    width_dots = paper_of_columns(columns).width_dots
    rows = (_row(one, width_dots) for one in preview(document, columns))
    return tuple(row for row in rows if not isinstance(row, PictureRow) or row.bits)


def as_pdf(document: Document, columns: int) -> bytes:
    """A document as a PDF page like the roll with that many columns.

    Raises LapakError `paper_columns_out_of_range` or `qr_too_long`.
    """
    from pos_app.devices.rendering import pdf

    return pdf.render(document, paper_of_columns(columns))


def _row(shown: Shown, width_dots: int) -> PaperRow:
    match shown:
        case QR():
            return _code(shown, width_dots)
        case Barcode(code, height_mm):
            bars = of_bars(drawable_bars(code), width_dots, height_mm * DOTS_A_MM)
            return _picture(bars, width_dots)
        case Picture(png):
            return _picture(logo.dots_of(png, width_dots), width_dots)
    return shown


def _code(code: QR, width_dots: int) -> CodeRow:
    modules = qr_modules(code.payload)
    across = dots_a_module(len(modules) + 2 * QUIET, width_dots, small=code.small)
    return CodeRow(modules, len(modules) * across / width_dots)


def _picture(dots: Raster, width_dots: int) -> PictureRow:
    return PictureRow(b"".join(dots.rows), dots.width, dots.height, width_dots)
