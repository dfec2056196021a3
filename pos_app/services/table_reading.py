"""Reading the tables of a file that somebody chose."""

from pathlib import Path

from pos_app.services.file_reading import read_whole
from pos_app.spreadsheets.sheets import MAX_BYTES, Table, tables_in


def read_tables(path: Path) -> list[Table]:
    """Every table that a file may be; raises as `read_whole` and `tables_in` do."""
    return tables_in(read_whole(path, MAX_BYTES), path.name)
