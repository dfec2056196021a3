"""Sales that were only practised: where they stand, and how many there were."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from pos_app.domain.sale import Sale
from pos_app.store.sales import StoredSale
from pos_app.store.tables.sales import TRAINING_SALE

if TYPE_CHECKING:
    from pos_app.store.written import Written


def stored_sale(db: Connection, sale_id: str) -> StoredSale | None:
    """The place of a practised sale's entry, if there is one."""
    chosen = select(TRAINING_SALE.c.register_id, TRAINING_SALE.c.seq).where(
        TRAINING_SALE.c.sale_id == sale_id
    )
    row = db.execute(chosen).first()
    return None if row is None else StoredSale(row.register_id, row.seq)


def count(db: Connection) -> int:
    """How many sales were practised on this machine; they are numbered by it."""
    return db.scalar(select(func.count()).select_from(TRAINING_SALE)) or 0


def completed(db: Connection, written: "Written", sale: Sale) -> None:
    """Write what `training.completed` says: no line, no tender, nothing to add up."""
    db.execute(
        insert(TRAINING_SALE).values(
            sale_id=sale.id,
            register_id=written.register,
            seq=written.seq,
            receipt_number=sale.receipt_number,
        )
    )
