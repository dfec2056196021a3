"""What is printed: for the printer, for the screen, as PDF."""

from collections.abc import Callable

from pos_app.devices.document import Document, preview
from pos_app.devices.document import Row as ReceiptRow
from pos_app.devices.paper import PAPERS
from pos_app.devices.receipt import ReceiptHeading, sale_receipt
from pos_app.domain.errors import LapakError
from pos_app.domain.slips import Slip
from pos_app.services import booth
from pos_app.services.checkout import completed_sale
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog

__all__ = ["ReceiptRow", "document_of", "receipt", "receipt_pdf", "receipt_preview", "reprint"]


def receipt(work: Work, sale_id: str, tr: Catalog, *, copy: bool = False) -> Document:
    """A sale's receipt as a document; raises LapakError `sale_unknown`."""
    completed = completed_sale(work, sale_id)
    register = booth.register_of_sale(work, sale_id)
    heading = ReceiptHeading(
        business=register.booth.name,
        booth_code=register.booth.code,
        expo=register.expo.name if register.expo else "",
    )
    return sale_receipt(
        completed.sale,
        heading,
        tr,
        copy=copy,
        training=completed.training,
        seq=completed.seq,
        entry_hash=completed.hash,
    )


def receipt_preview(
    work: Work, sale_id: str, columns: int, tr: Catalog, *, copy: bool = False
) -> tuple[ReceiptRow, ...]:
    """The receipt's rows as they stand on paper of that many columns."""
    shown = preview(receipt(work, sale_id, tr, copy=copy), columns)
    return tuple(row for row in shown if isinstance(row, ReceiptRow))


def receipt_pdf(
    work: Work, sale_id: str, columns: int, tr: Catalog, *, copy: bool = False
) -> bytes:
    """The receipt as a PDF page like the roll with that many columns.

    Raises LapakError `sale_unknown` or `paper_unknown`.
    """
    from pos_app.devices import pdf

    paper = next((paper for paper in PAPERS if paper.columns == columns), None)
    if paper is None:
        raise LapakError("paper_unknown", name=str(columns))
    return pdf.render(receipt(work, sale_id, tr, copy=copy), paper)


def reprint(work: Work, sale_id: str) -> PrintJob:
    """Queue another copy of a receipt, marked as such; raises LapakError `sale_unknown`."""
    sale = completed_sale(work, sale_id).sale
    job = PrintJob(work.new_id(work.at), Slip.SALE, sale.id, sale.receipt_number, copy=True)
    return print_jobs.add(work.db, job, work.at)


def document_of(work: Work, job: PrintJob, tr: Catalog) -> Document:
    """What a job prints; raises LapakError where that cannot be made."""
    return _DOCUMENTS[job.slip](work, job, tr)


def _sale(work: Work, job: PrintJob, tr: Catalog) -> Document:
    return receipt(work, job.subject, tr, copy=job.copy)


_DOCUMENTS: dict[Slip, Callable[[Work, PrintJob, Catalog], Document]] = {Slip.SALE: _sale}
