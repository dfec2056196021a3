"""How far this machine's journal had come, kept beside the database's folder.

A database that is behind its mark was put back from a copy. The mark may lag behind the journal,
never run ahead of it: it is written after the entries that it tells of.
"""

from pathlib import Path

import msgspec

from pos_app.domain.journal import UNREADABLE, Head
from pos_app.store.install import install_path
from pos_app.whole_file import write_whole


class _Mark(msgspec.Struct, frozen=True):
    register: str
    seq: int
    hash: str


def mark_path(database: Path) -> Path:
    """Where a database's mark is kept: beside its folder, not in it."""
    return install_path(database).with_suffix(".mark")


def read_mark(path: Path) -> Head | None:
    """The last head that was noted; None where there is none, or none that can be read.

    A mark that was lost or torn only means that a restored backup shows itself later, when the
    organizer answers.
    """
    try:
        mark = msgspec.json.decode(path.read_bytes(), type=_Mark)
        return Head(mark.register, mark.seq, bytes.fromhex(mark.hash))
    except (OSError, ValueError, *UNREADABLE):
        return None


def write_mark(path: Path, head: Head) -> None:
    """Note a head, durably; raises OSError."""
    write_whole(path, msgspec.json.encode(_Mark(head.register, head.seq, head.hash.hex())))
