"""The slips of cash that was moved without a sale, from their entries."""

from pos_app.devices.papers.cash_slip import CashNote, cash_slip
from pos_app.devices.rendering.document import Document
from pos_app.domain import journal as chain
from pos_app.domain.cash import CashMoved
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import body_of
from pos_app.services.papers import views
from pos_app.services.papers.letterhead import Letterhead
from pos_app.store import journal, registers, shifts
from pos_app.store.database import Work


def cash_moved(work: Work, move_id: str) -> CashMoved:
    """A move of cash as its entry tells it; raises LapakError `slip_unknown`."""
    moved: CashMoved = body_of(chain.decode(journal.entry_at(work.db, *_place(work, move_id))[0]))
    return moved


def cash_document(work: Work, move_id: str, look: Letterhead, *, copy: bool = False) -> Document:
    """The slip of a move of cash; raises LapakError `slip_unknown`."""
    register_id, seq = _place(work, move_id)
    data, digest = journal.entry_at(work.db, register_id, seq)
    entry, register = chain.decode(data), registers.register_by_id(work.db, register_id)
    note = CashNote(body_of(entry), entry.at, register.zone, register.code, seq, digest)
    return cash_slip(note, views.heading_of(register, look), look.tr, copy=copy)


def _place(work: Work, move_id: str) -> tuple[str, int]:
    place = shifts.cash_move_place(work.db, move_id)
    if place is None:
        raise LapakError("slip_unknown", kind="cash_move")
    return place
