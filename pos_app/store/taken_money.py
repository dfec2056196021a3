"""Money that was taken for carts and orders which are not paid yet, as this machine keeps it."""

import logging
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, exists, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import stamp
from pos_app.domain.taken_money import TakenMoney
from pos_app.store.tables.machine import TAKEN_MONEY
from pos_app.store.tables.orders import ORDER_PAYMENT
from pos_app.store.tables.sales import SALE

log = logging.getLogger(__name__)

_decoder = msgspec.json.Decoder(TakenMoney)


def keep(db: Connection, taken: TakenMoney, at: datetime) -> None:
    """Remember what was taken for something, in place of what was before."""
    content = msgspec.json.encode(taken).decode()
    put = upsert(TAKEN_MONEY).values(source_id=taken.source, at=stamp(at), content=content)
    changed = {"at": put.excluded.at, "content": put.excluded.content}
    db.execute(put.on_conflict_do_update(index_elements=["source_id"], set_=changed))


def forget(db: Connection, source: str) -> None:
    """Forget what was taken for something."""
    db.execute(delete(TAKEN_MONEY).where(TAKEN_MONEY.c.source_id == source))


def kept(db: Connection) -> tuple[TakenMoney, ...]:
    """All of it, the oldest first; what was booked meanwhile is no more among it."""
    source = TAKEN_MONEY.c.source_id
    sold = exists().where(SALE.c.sale_id == source)
    paid = exists().where(ORDER_PAYMENT.c.payment_id == source)
    chosen = select(TAKEN_MONEY.c.content).where(~sold, ~paid).order_by(TAKEN_MONEY.c.at)
    read = map(_read, db.scalars(chosen))
    return tuple(one for one in read if one is not None)


def _read(content: str) -> TakenMoney | None:
    try:
        return _decoder.decode(content)
    except ValueError:  # msgspec's own errors are such too; its row stays
        log.exception("money that was taken cannot be read")
        return None
