"""What is printed: for the printer, for the screen, as PDF."""

from collections.abc import Callable

import msgspec
from msgspec import UNSET

from pos_app.devices.papers.order_copy import sale_copy
from pos_app.devices.papers.other_receipt import other_receipt
from pos_app.devices.papers.qris_slip import qris_slip
from pos_app.devices.papers.receipt import sale_receipt
from pos_app.devices.rendering.document import Document
from pos_app.devices.rendering.document import Row as ReceiptRow
from pos_app.domain import receipt_code
from pos_app.domain.kinds import Kind
from pos_app.domain.money import format_rupiah
from pos_app.domain.original import Original
from pos_app.domain.permission import NOBODY, By, noted
from pos_app.domain.slips import ReceiptReprinted, Slip
from pos_app.domain.sold import original_of
from pos_app.services import booth, order_payments, returns
from pos_app.services.checkout import Completed, completed_sale
from pos_app.services.papers import cash_slips, order_slips, shift_slips, views
from pos_app.services.papers.label_printing import label_document
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.return_slips import refund_document, void_document
from pos_app.services.papers.views import PaperRow
from pos_app.services.qris_prompt import QrisPrompt
from pos_app.store import journal, print_jobs, shifts
from pos_app.store.database import Work
from pos_app.store.install import Install
from pos_app.store.print_jobs import PrintJob
from pos_app.store.returns import earlier

__all__ = [
    "ReceiptRow",
    "document_of",
    "note_file",
    "receipt",
    "receipt_pdf",
    "receipt_preview",
    "reprint",
]


def receipt(work: Work, sale_id: str, look: Letterhead, *, copy: bool = False) -> Document:
    """A sale's receipt as a document; raises LapakError `sale_unknown`."""
    completed = completed_sale(work, sale_id)
    heading = views.heading_of(booth.register_of_sale(work, sale_id), look)
    coded = look.design.code == "receipt" and not completed.training
    return sale_receipt(
        completed.sale,
        heading,
        look.tr,
        copy=copy,
        training=completed.training,
        voided=earlier(work.db, sale_id).voided,
        code=_code(completed) if coded else "",
        seq=completed.seq,
        entry_hash=completed.hash,
    )


def receipt_preview(
    work: Work, sale_id: str, columns: int, look: Letterhead, *, copy: bool = False
) -> tuple[PaperRow, ...]:
    """The receipt's rows as they stand on paper of that many columns."""
    return views.shown(receipt(work, sale_id, look, copy=copy), columns)


def receipt_pdf(
    work: Work, sale_id: str, columns: int, look: Letterhead, *, copy: bool = False
) -> bytes:
    """The receipt as a PDF page like the roll with that many columns.

    Raises LapakError `sale_unknown` or `paper_columns_out_of_range`.
    """
    return views.as_pdf(receipt(work, sale_id, look, copy=copy), columns)


def slip_preview(
    work: Work, slip: Slip, subject: str, columns: int, look: Letterhead
) -> tuple[PaperRow, ...]:
    """A receipt's, void's or refund's rows as they stand on paper of that many columns.

    Raises LapakError `sale_unknown` or `slip_unknown`.
    """
    return views.shown(_again(work, slip, subject, look), columns)


def other_preview(
    _work: Work, original: Original, columns: int, look: Letterhead
) -> tuple[PaperRow, ...]:
    """A receipt of another register, as far as its code tells it."""
    return views.shown(other_receipt(original, look.tr), columns)


def reprint(work: Work, subject: str, slip: Slip = Slip.SALE, *, by: By = NOBODY) -> PrintJob:
    """Queue another copy of a receipt, void or refund, marked as such, and note who asked for it.

    Raises LapakError `sale_unknown`, `slip_unknown` or `booth_not_set_up`.
    """
    number = _note(work, subject, slip, by)
    job = PrintJob(work.new_id(work.at), slip, subject, number, copy=True)
    return print_jobs.add(work.db, job, work.at)


def note_file(work: Work, subject: str, slip: Slip = Slip.SALE, *, by: By = NOBODY) -> None:
    """Note who saved a copy of a receipt, void or refund as a file; raises as `reprint` does."""
    _note(work, subject, slip, by, as_file=True)


def document_of(
    work: Work, job: PrintJob, look: Letterhead, install: Install | None = None
) -> Document:
    """What a job prints; a Z report is signed by `install`, if there is one.

    Raises LapakError where it cannot be made.
    """
    if job.slip is Slip.LABELS:
        return label_document(job)
    if job.slip is Slip.SHIFT_Z:
        return shift_slips.z_document(work, job.subject, look, install, copy=job.copy)
    return _DOCUMENTS[job.slip](work, job, look)


def _note(work: Work, subject: str, slip: Slip, by: By, *, as_file: bool = False) -> str:
    """Note a copy in the journal; what the slip is called."""
    number = _NUMBERS[slip](work, subject)
    register = booth.register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    reprinted = ReceiptReprinted(
        slip=slip,
        subject=subject,
        number=number,
        shift_id=shift.id if shift else "",
        cashier=by.name or (shift.cashier if shift else ""),
        by=noted(by),
        as_file=as_file or UNSET,
    )
    journal.append(work.db, register.head, Kind.RECEIPT_REPRINTED, reprinted, work.at)
    return number


def _again(work: Work, slip: Slip, subject: str, look: Letterhead) -> Document:
    return document_of(work, PrintJob("", slip, subject, ""), look)


def _sale(work: Work, job: PrintJob, look: Letterhead) -> Document:
    return receipt(work, job.subject, look, copy=job.copy)


def _void(work: Work, job: PrintJob, look: Letterhead) -> Document:
    return void_document(work, job.subject, look, copy=job.copy)


def _refund(work: Work, job: PrintJob, look: Letterhead) -> Document:
    return refund_document(work, job.subject, look, copy=job.copy)


def _order(work: Work, job: PrintJob, look: Letterhead) -> Document:
    return order_slips.order_document(work, job.subject, look)


def _order_copy(work: Work, job: PrintJob, look: Letterhead) -> Document:
    if job.content == Slip.ORDER:
        return order_slips.copy_document(work, job.subject, look)
    completed = completed_sale(work, job.subject)
    return sale_copy(completed.sale, look.tr, training=completed.training)


def _cash_move(work: Work, job: PrintJob, look: Letterhead) -> Document:
    return cash_slips.cash_document(work, job.subject, look, copy=job.copy)


def _order_payment(work: Work, job: PrintJob, look: Letterhead) -> Document:
    return order_slips.payment_document(work, job.subject, look, copy=job.copy)


def _code(completed: Completed) -> str:
    """What other registers read the sale from."""
    return receipt_code.encode(original_of(completed.sale, entry_hash=completed.hash.hex()))


def _sale_number(work: Work, subject: str) -> str:
    return completed_sale(work, subject).sale.receipt_number


def _void_number(work: Work, subject: str) -> str:
    return returns.voided_sale(work, subject).body.receipt_number


def _order_payment_number(work: Work, subject: str) -> str:
    return order_payments.payment(work, subject).body.number


def _cash_move_name(work: Work, subject: str) -> str:
    return format_rupiah(cash_slips.cash_moved(work, subject).amount)


def _refund_number(work: Work, subject: str) -> str:
    return returns.refunded(work, subject).body.number


def _qris(work: Work, job: PrintJob, look: Letterhead) -> Document:
    asked = msgspec.json.decode(job.content, type=QrisPrompt)
    heading = views.heading_of(booth.register_in_use(work), look)
    return qris_slip(
        asked.payload, asked.amount, asked.merchant, asked.nmid, heading, look.tr, typed=asked.typed
    )


_DOCUMENTS: dict[Slip, Callable[[Work, PrintJob, Letterhead], Document]] = {
    Slip.SALE: _sale,
    Slip.VOID: _void,
    Slip.REFUND: _refund,
    Slip.QRIS: _qris,
    Slip.ORDER: _order,
    Slip.ORDER_PAYMENT: _order_payment,
    Slip.ORDER_COPY: _order_copy,
    Slip.CASH_MOVE: _cash_move,
    Slip.SHIFT_X: shift_slips.x_of_job,
}
_NUMBERS: dict[Slip, Callable[[Work, str], str]] = {
    Slip.SALE: _sale_number,
    Slip.VOID: _void_number,
    Slip.REFUND: _refund_number,
    Slip.ORDER_PAYMENT: _order_payment_number,
    Slip.CASH_MOVE: _cash_move_name,
}
