"""Looking at a database before it is trusted: whose it is, and whether it is whole."""

import os
from pathlib import Path

from sqlalchemy import Connection, select

from pos_app.domain import journal as chain
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.store import backup
from pos_app.store.engine import APPLICATION_ID
from pos_app.store.install import install_path
from pos_app.store.tables.journal import JOURNAL, REGISTER

_MAGIC = b"SQLite format 3\x00"
_TAIL = 50
_TAIL_BYTES = 512 * 1024
"""A tail of sales is 70 KB; one of imported products would be 5 MB and hold up every start."""


def check_file(path: Path, *, writable: bool = True) -> None:
    """Read the file's header without opening it as a database.

    A missing or empty file is a new one; an empty one beside a log full of sales was cut off.
    Header layout: sqlite.org/fileformat2.html, section 1.3.
    Raises LapakError `database_foreign`, `database_damaged`, `database_read_only` or
    `database_not_opened`.
    """
    shown = str(path)
    try:
        logged = _has_log(path)
        if not logged and (not path.exists() or path.stat().st_size == 0):
            return
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise LapakError("database_not_opened", path=shown, reason=str(error)) from error
    if not header.startswith(_MAGIC[: len(header)]):
        zeros = not any(header)  # what some file systems leave of a file after a power cut
        raise LapakError("database_damaged" if zeros else "database_foreign", path=shown)
    # With a log, a checkpoint may have been cut short; SQLite finishes it from the log.
    if len(header) < 100 or (size < _declared_size(header) and not logged):
        raise LapakError("database_damaged", path=shown)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise LapakError("database_foreign", path=shown)
    if writable and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise LapakError("database_read_only", path=shown)


def check_not_lost(path: Path) -> None:
    """Refuse to begin a new database where this machine had one; raises `database_lost`.

    The installation is written with the first database, and both it and the backups stay when
    that is deleted or cut off.
    """
    if _has_log(path) or (path.exists() and path.stat().st_size > 0):
        return
    if install_path(path).exists() or backup.copies_in(backup.folder_of(path)):
        raise LapakError("database_lost", path=str(path))


def check_tail(db: Connection) -> None:
    """Recompute the end of each register's chain and compare it with the register's head.

    Raises LapakError `chain_broken`. The whole journal is what `lapak verify` reads.
    """
    for row in db.execute(select(REGISTER.c.register_id, REGISTER.c.seq, REGISTER.c.hash)):
        head = _checked_tail(db, row.register_id)
        if (head.seq, head.hash) != (row.seq, row.hash):
            raise LapakError("chain_broken", seq=row.seq, reason="head_differs")


def _checked_tail(db: Connection, register: str) -> Head:
    chosen = (
        select(JOURNAL.c.seq, JOURNAL.c.entry, JOURNAL.c.hash)
        .where(JOURNAL.c.register_id == register)
        .order_by(JOURNAL.c.seq.desc())
        .limit(_TAIL)
    )
    rows, size = [], 0
    with db.execute(chosen) as newest_first:
        for row in newest_first:
            rows.append(row)
            size += len(row.entry)
            if size > _TAIL_BYTES and len(rows) > 1:
                break
    if not rows:
        return Head(register)
    rows.reverse()
    head = Head(register, rows[0].seq, rows[0].hash)
    if head.seq == 1 or (len(rows) < _TAIL and size <= _TAIL_BYTES):
        head = Head(register)
    else:
        rows = rows[1:]
    stored = ((row.seq, row.entry, row.hash) for row in rows)
    return chain.verify_after(head, stored)


def _has_log(path: Path) -> bool:
    """Whether commits stand in SQLite's write-ahead log; with an empty database it drops them."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _declared_size(header: bytes) -> int:
    """Bytes the header promises; 0 when the page count was not kept by the last writer."""
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    kept = header[24:28] == header[92:96]
    return pages * (65536 if page == 1 else page) if kept else 0
