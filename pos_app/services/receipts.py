"""What is printed: for the printer, for the screen, as PDF."""

from collections.abc import Callable

from pos_app.devices.document import Document
from pos_app.devices.document import Row as ReceiptRow
from pos_app.devices.receipt import sale_receipt
from pos_app.domain.slips import Slip
from pos_app.services import booth, papers, shift_slips
from pos_app.services.checkout import completed_sale
from pos_app.services.papers import PaperRow
from pos_app.store import print_jobs
from pos_app.store.database import Work
from pos_app.store.install import Install
from pos_app.store.print_jobs import PrintJob
from resources.translations import Catalog

__all__ = ["ReceiptRow", "document_of", "receipt", "receipt_pdf", "receipt_preview", "reprint"]


def receipt(work: Work, sale_id: str, tr: Catalog, *, copy: bool = False) -> Document:
    """A sale's receipt as a document; raises LapakError `sale_unknown`."""
    completed = completed_sale(work, sale_id)
    heading = papers.heading_of(booth.register_of_sale(work, sale_id))
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
) -> tuple[PaperRow, ...]:
    """The receipt's rows as they stand on paper of that many columns."""
    return papers.shown(receipt(work, sale_id, tr, copy=copy), columns)


def receipt_pdf(
    work: Work, sale_id: str, columns: int, tr: Catalog, *, copy: bool = False
) -> bytes:
    """The receipt as a PDF page like the roll with that many columns.

    Raises LapakError `sale_unknown` or `paper_unknown`.
    """
    return papers.as_pdf(receipt(work, sale_id, tr, copy=copy), columns)


def reprint(work: Work, sale_id: str) -> PrintJob:
    """Queue another copy of a receipt, marked as such; raises LapakError `sale_unknown`."""
    sale = completed_sale(work, sale_id).sale
    job = PrintJob(work.new_id(work.at), Slip.SALE, sale.id, sale.receipt_number, copy=True)
    return print_jobs.add(work.db, job, work.at)


def document_of(work: Work, job: PrintJob, tr: Catalog, install: Install | None = None) -> Document:
    """What a job prints; a Z report is signed by `install`, if there is one.

    Raises LapakError where it cannot be made.
    """
    if job.slip is Slip.SHIFT_Z:
        return shift_slips.z_document(work, job.subject, tr, install, copy=job.copy)
    return _DOCUMENTS[job.slip](work, job, tr)


def _sale(work: Work, job: PrintJob, tr: Catalog) -> Document:
    return receipt(work, job.subject, tr, copy=job.copy)


_DOCUMENTS: dict[Slip, Callable[[Work, PrintJob, Catalog], Document]] = {
    Slip.SALE: _sale,
    Slip.SHIFT_X: shift_slips.x_of_job,
}
