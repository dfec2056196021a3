"""Completing a sale: the one transaction that everything else waits for."""

import msgspec

from pos_app.domain import journal as chain
from pos_app.domain.business_day import business_date
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind, body_of
from pos_app.domain.pricing import PricedCart
from pos_app.domain.register import receipt_number
from pos_app.domain.sale import Occasion, Sale, complete
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Tender
from pos_app.services.booth import register_in_use
from pos_app.store import journal, print_jobs, sales, shifts
from pos_app.store.database import Work
from pos_app.store.print_jobs import PrintJob


class Completed(msgspec.Struct, frozen=True):
    """A sale that is durable; `seq` and `hash` name its entry and stand on its receipt."""

    sale: Sale
    seq: int
    hash: bytes


def checkout(work: Work, priced: PricedCart, tenders: tuple[Tender, ...]) -> Completed:
    """Record a paid cart as it was priced on the screen, and queue its receipt.

    The same cart again gets the answer of the first time, so a repeated press pays once.
    Raises LapakError `no_shift_open`, `booth_not_set_up`, `sale_recorded_otherwise` where the
    cart's id was paid with other content, and what `sale.complete` raises.
    """
    stored = sales.stored_sale(work.db, priced.cart.id)
    if stored is not None:
        return _repeated(_recorded(work, stored), priced, tenders)
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    if shift is None:
        raise LapakError("no_shift_open")
    occasion = Occasion(
        receipt_number=receipt_number(register.booth.code, register.code, register.receipts + 1),
        shift_id=shift.id,
        cashier=shift.cashier,
        at=work.at,
        zone=register.zone,
        business_date=business_date(work.at, register.zone, register.cutoff_minutes),
    )
    sale = complete(priced, tenders, occasion)
    written = journal.append(work.db, register.head, Kind.SALE_COMPLETED, sale, work.at)
    job = PrintJob(work.new_id(work.at), Slip.SALE, sale.id, sale.receipt_number)
    print_jobs.add(work.db, job, work.at)
    return Completed(sale, written.seq, written.hash)


def completed_sale(work: Work, sale_id: str) -> Completed:
    """A sale as its entry tells it; raises LapakError `sale_unknown`."""
    stored = sales.stored_sale(work.db, sale_id)
    if stored is None:
        raise LapakError("sale_unknown", sale=sale_id)
    return _recorded(work, stored)


def _repeated(first: Completed, priced: PricedCart, tenders: tuple[Tender, ...]) -> Completed:
    sale = first.sale
    occasion = Occasion(
        sale.receipt_number, sale.shift_id, sale.cashier, sale.at, sale.zone, sale.business_date
    )
    if complete(priced, tenders, occasion) != sale:
        raise LapakError("sale_recorded_otherwise", number=sale.receipt_number)
    return first


def _recorded(work: Work, stored: sales.StoredSale) -> Completed:
    data, digest = journal.entry_at(work.db, stored.register, stored.seq)
    return Completed(body_of(chain.decode(data)), stored.seq, digest)
