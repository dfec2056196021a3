"""How the tables are made: names of constraints, kinds of columns.

Times are RFC 3339 in UTC, dates ISO 8601, amounts minor units.

Core tables and no mapped classes: importing SQLAlchemy's ORM and mapping ten classes costs 0.2 s
and 11 MB at every start, and no session is ever used here.
"""

from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text_column(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    """A text; required unless `null`."""
    return Column(name, Text, primary_key=key, nullable=null)


def integer_column(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    """An integer; required unless `null`."""
    return Column(name, Integer, primary_key=key, nullable=null, autoincrement=False)


def blob_column(name: str) -> Column[bytes]:
    """Bytes; required."""
    return Column(name, LargeBinary, nullable=False)


def projection(name: str, *parts: Any, rowid: bool = True) -> Table:
    """A table that is made from the journal: it may be dropped and made anew at any time.

    `rowid` False keeps rows in the order of their key; it suits short rows with a long key.
    """
    return _table(name, parts, rowid=rowid, projection=True)


def kept(name: str, *parts: Any) -> Table:
    """A table that nothing else tells again: only a migration may change it."""
    return _table(name, parts, rowid=True, projection=False)


def _table(name: str, parts: tuple[Any, ...], *, rowid: bool, projection: bool) -> Table:
    options: dict[str, Any] = {"sqlite_strict": True, "info": {"projection": projection}}
    if not rowid:
        options["sqlite_with_rowid"] = False
    return Table(name, METADATA, *parts, **options)
