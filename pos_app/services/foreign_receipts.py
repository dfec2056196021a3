"""Receipts of other registers: this till sees only their code, which anybody could have made.

What cannot be is refused. The rest cannot be checked here: the organizer sees it later.
"""

import hashlib

from pos_app.domain import journal as chain
from pos_app.domain import receipt_code
from pos_app.domain.business_day import business_date
from pos_app.domain.continuation import unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import body_of
from pos_app.domain.original import Original
from pos_app.domain.register import parted_number
from pos_app.domain.sold import original_of
from pos_app.services.booth import register_in_use
from pos_app.store import journal, registers, returns, sales, siblings
from pos_app.store.database import Work
from pos_app.store.sales import StoredSale

_DIGEST_LETTERS = 16


def digest(original: Original) -> str:
    """What a code told, in few letters: an entry says it, so that it is told alike again."""
    told = receipt_code.told(original)
    return hashlib.sha256(told.encode("ascii")).hexdigest()[:_DIGEST_LETTERS]


def check(work: Work, original: Original) -> None:
    """Refuse a sale that this till does not know and that cannot be.

    Raises LapakError `receipt_not_given_out` for a number of this till, or for none,
    `receipt_of_the_future`, or `receipt_told_otherwise` where its sale or its number was given
    back here before and was another one then.
    """
    number = original.receipt_number
    place = parted_number(number)
    here = {(one.booth.code, one.code) for one in registers.registers(work.db)}
    if place is None or place in here:
        raise LapakError("receipt_not_given_out", number=number or "–")
    register = register_in_use(work)
    today = business_date(work.at, register.zone, register.cutoff_minutes)
    if original.business_date > today:
        day = f"{original.business_date:%d/%m/%Y}"
        raise LapakError("receipt_of_the_future", number=number, day=day)
    if not _as_over_there(work, original):
        raise LapakError("receipt_told_otherwise", number=number)
    before = returns.sales_of_number(work.db, number) - {original.sale_id}
    if before or not _as_before(work, original):
        raise LapakError("receipt_told_otherwise", number=number)


def known_elsewhere(work: Work, stored: StoredSale | None) -> Original | None:
    """A sale of another register of the booth, as its entry tells it; None where none is known."""
    if stored is None:
        return None
    outer, digest_of_entry = siblings.entry_of(work.db, stored.register, stored.seq)
    sale = body_of(unwrapped(outer))
    return original_of(sale, stored.register, digest_of_entry[: receipt_code.HASH_BYTES].hex())


def _as_over_there(work: Work, original: Original) -> bool:
    """Whether a receipt tells what its register sent, where that has come over."""
    known = known_elsewhere(work, sales.elsewhere(work.db, original.sale_id))
    told = original.receipt_number, original.total
    return known is None or told == (known.receipt_number, known.total)


def _as_before(work: Work, original: Original) -> bool:
    """Whether each refund of the sale so far was of the same receipt."""
    for stored in returns.of_sale(work.db, original.sale_id):
        body = body_of(chain.decode(journal.entry_at(work.db, stored.register, stored.seq)[0]))
        told = body.told or digest(original)  # former versions did not note it
        if (body.receipt_number, told) != (original.receipt_number, digest(original)):
            return False
    return True
