"""The slips of voids and refunds, from their entries."""

from pos_app.devices.papers.receipt import ReceiptHeading
from pos_app.devices.papers.return_slip import refund_slip, void_slip
from pos_app.devices.rendering.document import Document
from pos_app.services import returns
from pos_app.services.papers import views
from pos_app.services.papers.letterhead import Letterhead
from pos_app.store import registers
from pos_app.store.database import Work


def void_document(work: Work, sale_id: str, look: Letterhead, *, copy: bool = False) -> Document:
    """A void's slip; raises LapakError `slip_unknown`."""
    void = returns.voided_sale(work, sale_id)
    heading = _heading(work, void.register, look)
    return void_slip(void.body, heading, look.tr, copy=copy, seq=void.seq, entry_hash=void.hash)


def refund_document(
    work: Work, refund_id: str, look: Letterhead, *, copy: bool = False
) -> Document:
    """A refund's slip; raises LapakError `slip_unknown`."""
    refund = returns.refunded(work, refund_id)
    heading = _heading(work, refund.register, look)
    return refund_slip(
        refund.body, heading, look.tr, copy=copy, seq=refund.seq, entry_hash=refund.hash
    )


def _heading(work: Work, register_id: str, look: Letterhead) -> ReceiptHeading:
    return views.heading_of(registers.register_by_id(work.db, register_id), look)
