"""Stock: what is brought, counted, thrown away and given back, each as a journal entry."""

from collections.abc import Mapping

import msgspec
from msgspec import UNSET

from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.product import Product
from pos_app.domain.stock import MoveKind, StockLine, StockMoved
from pos_app.domain.words import MAX_REASON, one_line
from pos_app.services import permission, product_changes
from pos_app.services.booth import register_in_use
from pos_app.store import journal, products, shelf, shifts
from pos_app.store import stock as stored
from pos_app.store.database import Work
from pos_app.store.stock import StockMove

__all__ = ["MoveRow", "NewMove", "StockMove", "latest_moves", "move_stock"]

_LINES_AN_ENTRY = 250
_COUNTS = frozenset({MoveKind.OPENING, MoveKind.COUNT})
_TAKES = frozenset({MoveKind.WASTE, MoveKind.RETURN})


class MoveRow(msgspec.Struct, frozen=True):
    """How much of a product was counted, brought or taken away; only a count may be zero."""

    product_id: str
    qty_milli: int


class NewMove(msgspec.Struct, frozen=True):
    """A move that is to be recorded; the same `id` again records nothing."""

    id: str
    kind: MoveKind
    rows: tuple[MoveRow, ...]
    reason: str = ""


def move_stock(work: Work, move: NewMove, by: By = NOBODY) -> tuple[str, ...]:
    """Record a move; what was not tracked before is from now on. Returns the products' ids.

    A count is stored with what differs from what was expected at this moment.
    Raises LapakError `move_empty`, `product_unknown`, `stock_not_own` for bundles and tiles of
    variants, `stock_not_moved`, `text_too_long` or what `quantity.checked` raises.
    """
    permission.require(work, Action.STOCK, by)
    ids = tuple(dict.fromkeys(row.product_id for row in move.rows))
    if not ids:
        raise LapakError("move_empty")
    if len(one_line(move.reason)) > MAX_REASON:
        raise LapakError("text_too_long", limit=MAX_REASON)
    if not stored.is_known(work.db, move.id):
        known = _movable(work, ids)
        record_moves(work, move, known, by)
    return ids


def count_stock(work: Work, counted: Mapping[str, int], by: By, about: str) -> None:
    """Record what lies there of some products with another change; nothing where none is counted.

    `about` names what the permission for both is asked for. Raises as `move_stock` does.
    """
    if not counted:
        return
    permission.require(work, Action.STOCK, by, about)
    rows = tuple(MoveRow(product_id, qty_milli) for product_id, qty_milli in counted.items())
    move = NewMove(work.new_id(work.at), MoveKind.COUNT, rows)
    record_moves(work, move, _movable(work, tuple(counted)), by)


def record_moves(work: Work, move: NewMove, known: dict[str, Product], by: By) -> None:
    """Record a move of products that exist; long ones are several entries."""
    lines = _lines(work, move, known)
    _track(work, known)
    register = register_in_use(work)
    shift = shifts.open_shift(work.db, register.id)
    for start in range(0, len(lines), _LINES_AN_ENTRY):
        body = StockMoved(
            id=move.id if not start else work.new_id(work.at),
            kind=move.kind,
            lines=lines[start : start + _LINES_AN_ENTRY],
            reason=one_line(move.reason),
            cashier=shift.cashier if shift else "",
            by=UNSET if by == NOBODY else by,
        )
        journal.append(work.db, register_in_use(work).head, Kind.STOCK_MOVED, body, work.at)


def latest_moves(work: Work, product_id: str = "", limit: int = 200) -> tuple[StockMove, ...]:
    """The latest moves first, of one product or of all."""
    return stored.moves(work.db, limit, product_id)


def _movable(work: Work, ids: tuple[str, ...]) -> dict[str, Product]:
    known = products.by_ids(work.db, ids)
    if len(known) < len(ids):
        raise LapakError("product_unknown")
    tiles = {one.id for one in shelf.by_ids(work.db, ids) if one.variants}
    for product in known.values():
        if product.parts or product.id in tiles:
            raise LapakError("stock_not_own", name=product.name)
    return known


def _lines(work: Work, move: NewMove, known: dict[str, Product]) -> tuple[StockLine, ...]:
    wanted: dict[str, int] = {}
    for row in move.rows:
        wanted[row.product_id] = wanted.get(row.product_id, 0) + row.qty_milli
    expected = stored.in_stock(work.db, wanted)
    return tuple(
        _line(move.kind, known[product_id], qty_milli, expected.get(product_id, 0))
        for product_id, qty_milli in wanted.items()
    )


def _line(kind: MoveKind, product: Product, qty_milli: int, expected: int) -> StockLine:
    if qty_milli <= 0 and not (qty_milli == 0 and kind in _COUNTS):
        raise LapakError("stock_not_moved", name=product.name)
    if qty_milli:
        quantity.checked(qty_milli, product.unit)
    counts = kind in _COUNTS
    added = qty_milli - expected if counts else -qty_milli if kind in _TAKES else qty_milli
    return StockLine(
        product_id=product.id,
        name=product.name,
        unit=product.unit,
        qty_milli=added,
        counted_milli=qty_milli if counts else UNSET,
    )


def _track(work: Work, known: dict[str, Product]) -> None:
    untracked = [product for product in known.values() if not product.tracked]
    product_changes.record_difference(
        work, *((one, msgspec.structs.replace(one, tracked=True)) for one in untracked)
    )
