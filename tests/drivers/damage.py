"""Writing into a till's database behind its back, as bit rot and curious people do."""

from pathlib import Path
from typing import Any

import pysqlite3


def ask(path: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one statement on a closed till's database and commit it; what it returned."""
    connection = pysqlite3.connect(str(path))
    try:
        found = connection.execute(statement, values).fetchall()
        connection.commit()
    finally:
        connection.close()
    return list(found)


def schema_of(path: Path) -> dict[str, str]:
    """Every table, index and virtual table by name, as it was declared, in single spaces."""
    rows = ask(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: spaced(sql) for name, sql in rows}


def spaced(sql: str) -> str:
    """A declaration in which white space says nothing."""
    return " ".join(sql.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split())
