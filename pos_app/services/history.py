"""Past sales: listing and finding them, and opening one with what can still be done about it."""

from collections.abc import Sequence
from datetime import date

import msgspec

from pos_app.domain import receipt_code
from pos_app.domain.business_day import business_date
from pos_app.domain.errors import LapakError
from pos_app.domain.history import Span, sought
from pos_app.domain.original import Original
from pos_app.domain.payment import CashRounding
from pos_app.domain.returns import Earlier, Left, ReturnKind, SaleState, left_of
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Method
from pos_app.services import foreign_receipts
from pos_app.services.booth import register_in_use
from pos_app.services.over_returns import over_returned
from pos_app.services.returns import cash_rounding, original_sale
from pos_app.services.shifts import shift_summary
from pos_app.store import history, history_search, returns, sales, shifts
from pos_app.store.database import Work
from pos_app.store.history import HistoryRow, Key
from pos_app.store.history_search import Scope

__all__ = [
    "HistoryRow",
    "Key",
    "Listing",
    "Opened",
    "history_page",
    "history_rows",
    "list_history",
    "open_entry",
    "open_sale",
    "open_scanned",
    "reads_as_receipt",
]

_SLIPS = {ReturnKind.VOID: Slip.VOID, ReturnKind.REFUND: Slip.REFUND, None: Slip.SALE}


class Listing(msgspec.Struct, frozen=True):
    """What a list shows: how many rows, the first of them, and the day and zone of the booth.

    `keys` are those that were found, the newest first; None is everything, paged by place.
    `over_returned` are the receipts of which more came back than was sold, whatever is listed.
    """

    total: int
    first: tuple[HistoryRow, ...]
    keys: tuple[Key, ...] | None
    zone: str
    today: date
    over_returned: tuple[str, ...] = ()


class Opened(msgspec.Struct, frozen=True):
    """A sale, or a void or refund of one, and what can still be done about the sale.

    `slip` and `subject` name what was printed; there is none of another register's sale, and
    `key` is then None too. `original` is None where the refund's sale is another register's.
    `drawer` is the cash that must be there while a shift is open.
    """

    number: str
    key: Key | None = None
    slip: Slip | None = None
    subject: str = ""
    original: Original | None = None
    earlier: Earlier = Earlier()
    state: SaleState = SaleState.COMPLETED
    may_void: bool = False
    has_shift: bool = False
    cash_rounding: CashRounding = CashRounding()
    drawer: int = 0

    @property
    def is_sale(self) -> bool:
        """Whether it is a sale, not a void or refund of one."""
        return self.slip is None or self.slip is Slip.SALE

    @property
    def is_foreign(self) -> bool:
        """Whether only a code tells of it, which this till cannot check."""
        return self.slip is None

    @property
    def left(self) -> Left | None:
        """What can still come back."""
        return None if self.original is None else left_of(self.original, self.earlier)

    @property
    def may_refund(self) -> bool:
        """Whether something can come back now."""
        left = self.left
        return self.is_sale and self.has_shift and left is not None and not left.nothing


def list_history(
    work: Work, page: int, text: str = "", method: Method | None = None, span: Span = Span.ALL
) -> Listing:
    """What was typed for, as `sought` reads it, with the first page of rows.

    Raises LapakError `booth_not_set_up`.
    """
    register = register_in_use(work)
    zone, today = register.zone, business_date(work.at, register.zone, register.cutoff_minutes)
    wanted, flagged = sought(text, today), over_returned(work)
    if method is not None:
        wanted = msgspec.structs.replace(wanted, method=method)
    if wanted.everything and span is Span.ALL:
        first = history.page(work.db, 0, page)
        return Listing(history.size(work.db), first, None, zone, today, flagged)
    scope = _scope(work, span, register.id, today)
    keys = tuple(history_search.find(work.db, wanted, scope, zone, work.at)) if scope else ()
    first = history.rows(work.db, keys[:page])
    return Listing(len(keys), first, keys, zone, today, flagged)


def history_page(work: Work, offset: int, count: int) -> tuple[HistoryRow, ...]:
    """At most `count` of everything from `offset`, the newest first."""
    return history.page(work.db, offset, count)


def history_rows(work: Work, keys: Sequence[Key]) -> tuple[HistoryRow, ...]:
    """What stands under some keys, in their order."""
    return history.rows(work.db, keys)


def _scope(work: Work, span: Span, register: str, today: date) -> Scope | None:
    """Which part is searched; None where there is no such part: no shift is open."""
    match span:
        case Span.TODAY:
            return Scope(day=today.isoformat())
        case Span.SHIFT:
            shift = shifts.open_shift(work.db, register)
            return Scope(shift_id=shift.id) if shift else None
    return Scope()


def open_entry(work: Work, key: Key) -> Opened:
    """What stands under a key; raises LapakError `sale_unknown`."""
    row = next(iter(history.rows(work.db, [key])), None)
    if row is None:
        raise LapakError("sale_unknown", sale=str(key))
    known = history.key_of_sale(work.db, row.sale_id) is not None
    original = original_sale(work, row.sale_id) if known else None
    opened = _standing(work, original) if original else Opened(row.title)
    return msgspec.structs.replace(
        opened, number=row.title, key=key, slip=_SLIPS[row.kind], subject=row.id, state=row.state
    )


def open_sale(work: Work, sale_id: str) -> Opened:
    """A sale of this till; raises LapakError `sale_unknown`."""
    key = history.key_of_sale(work.db, sale_id)
    if key is None:
        raise LapakError("sale_unknown", sale=sale_id)
    return open_entry(work, key)


def open_scanned(work: Work, scanned: str) -> Opened:
    """The sale of a receipt's code or printed number; of another register as its code tells.

    Raises LapakError `receipt_code_unreadable`, `receipt_unknown` for a number of another till, or
    what `foreign_receipts.check` raises.
    """
    if not receipt_code.is_receipt_code(scanned):
        number = scanned.strip().upper()
        key = history.key_of_number(work.db, number)
        if key is not None:
            return open_entry(work, key)
        original = foreign_receipts.known_elsewhere(
            work, sales.elsewhere_by_number(work.db, number)
        )
        if original is None:
            raise LapakError("receipt_unknown", number=number[:40])
        return _standing(work, original)
    original = receipt_code.decode(scanned)
    if history.key_of_sale(work.db, original.sale_id) is not None:
        return open_sale(work, original.sale_id)
    foreign_receipts.check(work, original)
    known = sales.elsewhere(work.db, original.sale_id)
    return _standing(work, foreign_receipts.known_elsewhere(work, known) or original)


def _standing(work: Work, original: Original) -> Opened:
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    summary = shift_summary(work)
    earlier = returns.earlier(work.db, original.sale_id)
    untouched = not earlier.voided and not earlier.refunds
    return Opened(
        number=original.receipt_number,
        original=original,
        earlier=earlier,
        may_void=untouched and shift is not None and shift.id == original.shift_id,
        has_shift=shift is not None,
        cash_rounding=cash_rounding(work),
        drawer=summary.expected if summary is not None else 0,
    )


def reads_as_receipt(scanned: str) -> bool:
    """Whether a scan is of a receipt, not of a product."""
    return receipt_code.is_receipt_code(scanned)
