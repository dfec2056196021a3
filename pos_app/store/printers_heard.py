"""Printers that have answered, by their addresses."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from pos_app.store.tables.machine import PRINTER_ANSWERED


def has_answered(db: Connection, address: str) -> bool:
    """Whether the printer there has ever told how it is."""
    chosen = select(PRINTER_ANSWERED).where(PRINTER_ANSWERED.c.address == address)
    return db.execute(chosen).first() is not None


def note_answer(db: Connection, address: str) -> None:
    """The printer there has told how it is."""
    db.execute(insert(PRINTER_ANSWERED).values(address=address).on_conflict_do_nothing())


def forget(db: Connection, address: str) -> None:
    """Another printer may be there now."""
    db.execute(delete(PRINTER_ANSWERED).where(PRINTER_ANSWERED.c.address == address))
