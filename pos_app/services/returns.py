"""Taking a sale back: whole while its shift is open, or by line and quantity at any time later."""

from typing import Any

import msgspec

from pos_app.domain import journal as chain
from pos_app.domain.business_day import business_date
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.original import Original
from pos_app.domain.payment import CashRounding
from pos_app.domain.permission import NOBODY, By, noted
from pos_app.domain.receipt_code import HASH_BYTES
from pos_app.domain.refund import Return, SaleRefunded, refund
from pos_app.domain.register import refund_number
from pos_app.domain.return_needs import refund_need, void_need
from pos_app.domain.returns import ReturnKind
from pos_app.domain.sale import Occasion
from pos_app.domain.shift import Shift
from pos_app.domain.slips import Slip
from pos_app.domain.sold import original_of
from pos_app.domain.void import SaleVoided, void
from pos_app.services import foreign_receipts, permission
from pos_app.services.booth import RegisterState, register_in_use
from pos_app.services.checkout import completed_sale
from pos_app.services.terms import term_book
from pos_app.store import journal, print_jobs, returns, sales, shifts
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob


class Voided(msgspec.Struct, frozen=True):
    """A void that is durable; `register`, `seq` and `hash` name its entry."""

    body: SaleVoided
    register: str
    seq: int
    hash: bytes


class Refunded(msgspec.Struct, frozen=True):
    """A refund that is durable, as `Voided`."""

    body: SaleRefunded
    register: str
    seq: int
    hash: bytes


def original_sale(work: Work, sale_id: str) -> Original:
    """What the receipt of a sale of this till says; raises LapakError `sale_unknown`."""
    stored = sales.stored_sale(work.db, sale_id)
    if stored is None:
        raise LapakError("sale_unknown", sale=sale_id)
    completed = completed_sale(work, sale_id)
    return original_of(completed.sale, stored.register, completed.hash[:HASH_BYTES].hex())


def void_sale(work: Work, sale_id: str, reason: str, *, by: By = NOBODY) -> Voided:
    """Take a sale of the open shift back whole and queue the slip; its number stays taken.

    Asked again for the same reason it gives the answer of the first time.
    Raises LapakError `sale_unknown`, `sale_of_another_register` for one that only its register may
    void, `no_shift_open`, `sale_of_another_shift`, what `void` raises,
    or what `permission.require` raises.
    """
    told = foreign_receipts.known_elsewhere(work, sales.elsewhere(work.db, sale_id))
    if told is not None:
        raise LapakError("sale_of_another_register", number=told.receipt_number)
    original = original_sale(work, sale_id)
    if returns.find(work.db, ReturnKind.VOID, sale_id) is not None:
        return _voided_already(work, sale_id, reason)
    register, shift = _at_work(work)
    if original.shift_id != shift.id:
        raise LapakError("sale_of_another_shift", number=original.receipt_number)
    occasion = _occasion(work, register, shift, original.receipt_number, by)
    body = void(original, returns.earlier(work.db, sale_id), occasion, reason, noted(by))
    permission.require_all(work, (void_need(body),), by)
    written = journal.append(work.db, register.head, Kind.SALE_VOIDED, body, work.at)
    _queue(work, Slip.VOID, sale_id, original.receipt_number)
    return Voided(body, written.register, written.seq, written.hash)


def refund_sale(
    work: Work,
    original: Original,
    returned: Return,
    *,
    by: By = NOBODY,
    rounding: CashRounding | None = None,
) -> Refunded:
    """Pay for what came back of a sale of this till or of another register, and queue the slip.

    Cash is rounded as the buyer was told (`rounding`), or else as it is now. The same return again
    gets the answer of the first time. Raises LapakError `no_shift_open`,
    `refund_recorded_otherwise`, what `refund`, `foreign_receipts.check` or `permission.require`
    raise.
    """
    if returns.find(work.db, ReturnKind.REFUND, returned.id) is not None:
        return _refunded_already(work, original, returned)
    register, shift = _at_work(work)
    codes = (register.booth.code, register.code)
    number = refund_number(*codes, returns.refunds_given(work.db, *codes) + 1)
    earlier = returns.earlier(work.db, original.sale_id)
    occasion = _occasion(work, register, shift, number, by)
    coins = cash_rounding(work) if rounding is None else rounding
    body = refund(original, earlier, returned, occasion, coins, noted(by))
    if sales.stored_sale(work.db, original.sale_id) is None:
        foreign_receipts.check(work, original)
        body = msgspec.structs.replace(body, told=foreign_receipts.digest(original))
    permission.require_all(work, (refund_need(body),), by)
    written = journal.append(work.db, register.head, Kind.SALE_REFUNDED, body, work.at)
    _queue(work, Slip.REFUND, body.id, body.number)
    return Refunded(body, written.register, written.seq, written.hash)


def cash_rounding(work: Work) -> CashRounding:
    """How cash is rounded now."""
    return term_book(work).at(work.at).rules.cash_rounding


def voided_sale(work: Work, sale_id: str) -> Voided:
    """A void as its entry tells it; raises LapakError `slip_unknown`."""
    return Voided(*_recorded(work, ReturnKind.VOID, sale_id))


def refunded(work: Work, refund_id: str) -> Refunded:
    """A refund as its entry tells it; raises LapakError `slip_unknown`."""
    return Refunded(*_recorded(work, ReturnKind.REFUND, refund_id))


def _voided_already(work: Work, sale_id: str, reason: str) -> Voided:
    first = voided_sale(work, sale_id)
    if first.body.reason != " ".join(reason.split()):
        raise LapakError("sale_voided", number=first.body.receipt_number)
    return first


def _refunded_already(work: Work, original: Original, returned: Return) -> Refunded:
    first = refunded(work, returned.id)
    body = first.body
    wanted = dict(returned.quantities) or {0: returned.amount}
    told = {line.number: -line.qty_milli or -line.amount for line in body.lines}
    if (body.sale_id, told) != (original.sale_id, wanted):
        raise LapakError("refund_recorded_otherwise", number=body.number)
    return first


def _recorded(work: Work, kind: ReturnKind, return_id: str) -> tuple[Any, str, int, bytes]:
    stored = returns.find(work.db, kind, return_id)
    if stored is None:
        raise LapakError("slip_unknown", kind=kind.value)
    data, digest = journal.entry_at(work.db, stored.register, stored.seq)
    return body_of(chain.decode(data)), stored.register, stored.seq, digest


def _at_work(work: Work) -> tuple[RegisterState, Shift]:
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    if shift is None:
        raise LapakError("no_shift_open")
    return register, shift


def _occasion(work: Work, register: RegisterState, shift: Shift, number: str, by: By) -> Occasion:
    return Occasion(
        receipt_number=number,
        shift_id=shift.id,
        cashier=by.name or shift.cashier,
        at=work.at,
        zone=register.zone,
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
    )


def _queue(work: Work, slip: Slip, subject: str, title: str) -> None:
    print_jobs.add(work.db, PrintJob(work.new_id(work.at), slip, subject, title), work.at)
