"""Phones that buyers gave with consent; they can be forgotten for good."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.moments import stamp
from pos_app.store.tables.machine import ORDER_PHONE


def keep(db: Connection, order_id: str, phone: str, at: datetime) -> None:
    """Remember the phone of an order's buyer, in place of another."""
    values = {"order_id": order_id, "phone": phone, "at": stamp(at)}
    put = upsert(ORDER_PHONE).values(**values)
    db.execute(put.on_conflict_do_update(index_elements=["order_id"], set_=values))


def find(db: Connection, order_id: str) -> str:
    """The phone of an order's buyer; "" if there is none."""
    chosen = select(ORDER_PHONE.c.phone).where(ORDER_PHONE.c.order_id == order_id)
    return db.scalar(chosen) or ""


def count(db: Connection) -> int:
    """How many are remembered."""
    return db.scalar(select(func.count()).select_from(ORDER_PHONE)) or 0


def forget(db: Connection, order_id: str | None = None) -> None:
    """Forget one, or all of them."""
    gone = delete(ORDER_PHONE)
    # Overwritten too, not only left out: no undelete shall find a number that was purged.
    db.exec_driver_sql("PRAGMA secure_delete = ON")
    db.execute(gone if order_id is None else gone.where(ORDER_PHONE.c.order_id == order_id))
