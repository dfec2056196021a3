"""The papers of orders: the note as a receipt and on A4, and the slip of a payment."""

from pos_app.devices.papers.order_copy import order_copy
from pos_app.devices.papers.order_slip import OrderNote, order_slip, payment_slip, status_name
from pos_app.devices.rendering.document import Document
from pos_app.domain import journal as chain
from pos_app.domain.continuation import unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import body_of
from pos_app.domain.order import OrderPlaced
from pos_app.domain.phone import masked
from pos_app.domain.slips import Slip
from pos_app.services import order_payments
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.services.orders import order, phone_of
from pos_app.services.papers import views
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.views import PaperRow
from pos_app.store import journal, orders, print_jobs, registers, siblings
from pos_app.store.database import Work
from pos_app.store.orders import Place
from pos_app.store.print_jobs import PrintJob

__all__ = ["order_preview", "print_order", "status_name"]


def print_order(work: Work, order_id: str) -> PrintJob:
    """Queue an order note; raises LapakError `order_unknown`."""
    found = order(work, order_id).order
    job = PrintJob(work.new_id(work.at), Slip.ORDER, found.id, found.number)
    return print_jobs.add(work.db, job, work.at)


def order_note(work: Work, order_id: str, look: Letterhead) -> OrderNote:
    """An order as its papers tell it; raises LapakError `order_unknown`."""
    state = order(work, order_id)
    place = orders.place(work.db, order_id)
    if place is None:
        raise LapakError("order_unknown")
    placed, digest, register = _placed(work, place)
    return OrderNote(
        state=state,
        heading=views.heading_of(register, look),
        cashier=placed.cashier,
        zone=placed.zone,
        seq=place.seq,
        entry_hash=digest,
        phone=masked(phone_of(work, order_id)),
    )


def _placed(work: Work, place: Place) -> tuple[OrderPlaced, bytes, RegisterState]:
    """What the entry said that placed an order, its hash, and the register whose paper it is."""
    if place.register in siblings.everyone(work.db):
        outer, digest = siblings.entry_of(work.db, place.register, place.seq)
        return body_of(unwrapped(outer)), digest, register_in_use(work)
    data, digest = journal.entry_at(work.db, place.register, place.seq)
    register = registers.register_by_id(work.db, place.register)
    return body_of(chain.decode(data)), digest, register


def order_document(work: Work, order_id: str, look: Letterhead) -> Document:
    """An order note for a receipt printer; raises LapakError `order_unknown`."""
    return order_slip(order_note(work, order_id, look), look.tr)


def copy_document(work: Work, order_id: str, look: Letterhead) -> Document:
    """An order for those who prepare it; raises LapakError `order_unknown`."""
    note = order_note(work, order_id, look)
    return order_copy(note.state, note.zone, note.cashier, look.tr)


def payment_document(
    work: Work, payment_id: str, look: Letterhead, *, copy: bool = False
) -> Document:
    """The slip of a payment; raises LapakError `slip_unknown`."""
    paid = order_payments.payment(work, payment_id)
    heading = views.heading_of(registers.register_by_id(work.db, paid.register), look)
    return payment_slip(paid.body, heading, look.tr, copy=copy, seq=paid.seq, entry_hash=paid.hash)


def order_preview(
    work: Work, order_id: str, columns: int, look: Letterhead
) -> tuple[PaperRow, ...]:
    """An order note's rows as they stand on paper of that many columns."""
    return views.shown(order_document(work, order_id, look), columns)
