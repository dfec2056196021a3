"""Stock: what there is of each product, and the moves that changed it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, exists, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import moment, stamp
from pos_app.domain.stock import MoveKind, StockMoved, Taken, sums
from pos_app.store import siblings
from pos_app.store.products import in_few
from pos_app.store.sql import Statement
from pos_app.store.tables.stock import STOCK, STOCK_MOVE

if TYPE_CHECKING:
    from pos_app.store.written import Written

_ADD = Statement(
    lambda: (added := upsert(STOCK)).on_conflict_do_update(
        index_elements=["product_id"],
        set_={"qty_milli": STOCK.c.qty_milli + added.excluded.qty_milli},
    )
)


class StockMove(msgspec.Struct, frozen=True):
    """One product of a stored move; `qty_milli` was added, `counted_milli` is told of counts."""

    move_id: str
    product_id: str
    name: str
    unit: str
    kind: MoveKind
    qty_milli: int
    counted_milli: int | None
    reason: str
    cashier: str
    at: datetime


def in_stock(db: Connection, ids: Iterable[str]) -> dict[str, int]:
    """How much there is of some products; those of which nothing is known are left out."""
    found: dict[str, int] = {}
    for portion in in_few(list(ids)):
        chosen = select(STOCK).where(STOCK.c.product_id.in_(portion))
        found |= {row.product_id: row.qty_milli for row in db.execute(chosen)}
    return found


def moves(db: Connection, limit: int, product_id: str = "") -> tuple[StockMove, ...]:
    """The latest moves first, of one product or of all."""
    chosen = select(STOCK_MOVE)
    if product_id:
        chosen = chosen.where(STOCK_MOVE.c.product_id == product_id)
    latest = chosen.order_by(STOCK_MOVE.c.at.desc(), STOCK_MOVE.c.seq.desc(), STOCK_MOVE.c.number)
    return tuple(
        StockMove(
            move_id=row.move_id,
            product_id=row.product_id,
            name=row.name,
            unit=row.unit,
            kind=MoveKind(row.kind),
            qty_milli=row.qty_milli,
            counted_milli=row.counted_milli,
            reason=row.reason,
            cashier=row.cashier,
            at=moment(row.at),
        )
        for row in db.execute(latest.limit(limit))
    )


def is_known(db: Connection, move_id: str) -> bool:
    """Whether a move was recorded."""
    return bool(db.scalar(select(exists().where(STOCK_MOVE.c.move_id == move_id))))


def take(db: Connection, taken: Iterable[Taken]) -> None:
    """Take what was sold out of stock; what was given back has a negative quantity."""
    _add(db, {product: -qty_milli for product, qty_milli in sums(taken).items()})


def moved(db: Connection, written: "Written", body: StockMoved) -> None:
    """Write what `stock.moved` says; a move that is known already changes nothing."""
    if is_known(db, body.id):
        siblings.name_first(db, STOCK_MOVE, STOCK_MOVE.c.move_id == body.id, written)
        return
    rows = [
        {
            "move_id": body.id,
            "number": number,
            "product_id": line.product_id,
            "name": line.name,
            "unit": line.unit,
            "kind": body.kind.value,
            "qty_milli": line.qty_milli,
            "counted_milli": line.counted_milli if isinstance(line.counted_milli, int) else None,
            "reason": body.reason,
            "cashier": body.cashier,
            "at": stamp(written.at),
            "register_id": written.register,
            "seq": written.seq,
        }
        for number, line in enumerate(body.lines, 1)
    ]
    if rows:
        db.execute(insert(STOCK_MOVE), rows)
    _add(db, sums(Taken(line.product_id, line.qty_milli) for line in body.lines))


def _add(db: Connection, added: Mapping[str, int]) -> None:
    _ADD.run_many(db, [{"product_id": product, "qty_milli": qty} for product, qty in added.items()])
