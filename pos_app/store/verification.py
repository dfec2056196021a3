"""Recomputing everything: the chain from its bytes, the projections from the chain."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from pos_app.domain import journal as chain
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.returns import ReturnKind
from pos_app.store import inspection, journal, migrate, rebuilding, siblings
from pos_app.store.engine import engine_for, memory_engine, storage_error
from pos_app.store.tables import PROJECTIONS
from pos_app.store.tables.journal import JOURNAL, REGISTER
from pos_app.store.tables.products import PRODUCT, SEARCH_TABLES
from pos_app.store.tables.returns import SALE_RETURN
from pos_app.store.tables.sales import SALE


class Verified(msgspec.Struct, frozen=True):
    """What was found to be right: how many registers, entries and sales, and their sum.

    Sales that were voided are no more among them; `total` is what they and all refunds leave.
    """

    registers: int
    entries: int
    sales: int
    total: int


def verify(path: Path) -> Verified:
    """Check a database file without changing it; it may be in use.

    Raises LapakError `database_missing`, `database_other_version`, `chain_broken`,
    `projection_differs` (with `table`, `row`) at the first difference, or what opening raises.
    """
    if not path.is_file() or path.stat().st_size == 0:
        raise LapakError("database_missing", path=str(path))
    inspection.check_file(path, writable=False)
    engine = engine_for(path, read_only=True)
    try:
        with engine.connect() as db, db.begin():
            return _verified(db, path)
    except DBAPIError as error:
        raise _damage(storage_error(error, path)) from error
    finally:
        engine.dispose()


def _verified(db: Connection, path: Path) -> Verified:
    if not migrate.is_up_to_date(db, path):
        raise LapakError("database_other_version", path=str(path))
    _check_chains(db)
    mislabelled = journal.mislabelled(db)
    if mislabelled is not None:
        raise LapakError("projection_differs", table="journal", row=mislabelled)
    _compare(db)
    entries = db.execute(
        select(func.count(func.distinct(JOURNAL.c.register_id)), func.count()).select_from(JOURNAL)
    ).one()
    sales, total = db.execute(select(func.count(), func.coalesce(func.sum(SALE.c.total), 0))).one()
    # Not the sum of a comparison: SQLAlchemy takes that for a truth value, and six voids for one.
    voids = func.count().filter(SALE_RETURN.c.kind == ReturnKind.VOID)
    voided, returned = db.execute(
        select(voids, func.coalesce(func.sum(SALE_RETURN.c.total), 0))
    ).one()
    return Verified(entries[0], entries[1], sales - voided, total + returned)


def _check_chains(db: Connection) -> None:
    """Recompute all chains and hold their ends against what the registers last wrote."""
    heads = {
        register: chain.verify_chain(register, stored) for register, stored in journal.chains(db)
    }
    for sibling, stored in siblings.chains(db):
        if chain.verify_chain(sibling.head.register, stored) != sibling.head:
            raise LapakError("chain_broken", seq=sibling.head.seq, reason="head_differs")
    for row in db.execute(select(REGISTER.c.register_id, REGISTER.c.seq, REGISTER.c.hash)):
        head = heads.get(row.register_id) or Head(row.register_id)
        if head.seq < row.seq:
            raise LapakError("chain_broken", seq=head.seq + 1, reason="cut_off")
        if head.seq == row.seq and head.hash != row.hash:
            raise LapakError("chain_broken", seq=row.seq, reason="head_differs")


def _damage(error: LapakError) -> LapakError:
    """Reading fails in a way of its own only where the file lacks a table it should have."""
    if error.code != "database_failed":
        return error
    return LapakError("database_damaged", **error.details)


def _compare(db: Connection) -> None:
    engine = memory_engine()
    try:
        with engine.connect() as fresh:
            migrate.upgrade(fresh)
            with fresh.begin():
                rebuilding.make_tables(fresh)
            with fresh.begin():
                rebuilding.replay(db, fresh)
                for table in PROJECTIONS:
                    _compare_rows(table.name, _rows(db, table), _rows(fresh, table))
                for name in SEARCH_TABLES:
                    _compare_rows(name, _indexed(db, name), _indexed(fresh, name))
    finally:
        engine.dispose()


def _compare_rows(
    table: str, stored: Iterator[tuple[Any, ...]], made: Iterator[tuple[Any, ...]]
) -> None:
    for held, computed in zip_longest(stored, made):
        if held != computed:
            row = held if held is not None else computed
            assert row is not None
            raise LapakError("projection_differs", table=table, row=str(row[0]))


def _rows(db: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    if table is PRODUCT:
        # Its number only names it in the indexes, in the order in which products came over here.
        columns = [column for column in table.c if column is not PRODUCT.c.number]
        ordered = select(*columns).order_by(PRODUCT.c.product_id)
    else:
        ordered = select(*table.c).order_by(*table.primary_key.columns)
    for row in db.execute(ordered.execution_options(yield_per=1000)):
        yield tuple(row)


def _indexed(db: Connection, name: str) -> Iterator[tuple[Any, ...]]:
    """The products that a search index knows; it keeps no text that could be compared."""
    known = f"SELECT product_id FROM {name} LEFT JOIN product ON product.number = {name}.rowid"  # noqa: S608 constant
    yield from map(tuple, db.exec_driver_sql(f"{known} ORDER BY product_id"))
