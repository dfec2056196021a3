"""Handing data over without a network: what a window asks; the client of the sync room does it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from pos_app.domain.continuation import Continued
from pos_app.domain.journal import Head
from pos_app.services import outbox
from pos_app.services.outbox import Situation
from pos_app.store import journal, registers
from pos_app.store.database import Work

ACK_SUFFIX = ".lapakack"
CONFIRMATION = "LAPAKA1/"
"""What the code of an organizer's confirmation begins with."""


Progress = Callable[[int, int], None]
"""Hears how many entries are written, and of how many."""


class Written(msgspec.Struct, frozen=True):
    """A file that was written, read back and found whole; `size` is in bytes."""

    path: Path
    entries: int
    size: int
    is_complete: bool


class Confirmed(msgspec.Struct, frozen=True):
    """What a confirmation changed: `news` entries that nobody knew of as confirmed before.

    `waiting` entries of all registers are not confirmed yet.
    """

    news: int
    waiting: int


class Standing(msgspec.Struct, frozen=True):
    """What there is to hand over: entries of all registers, and those not confirmed yet."""

    entries: int
    waiting: int
    expo: str


class Bundles(Protocol):
    """Everything waits for the stick or the database: never call it from a window's thread."""

    def write(self, folder: Path, progress: Progress, *, complete: bool) -> tuple[Written, ...]:
        """Write what the organizer lacks, or all; one file for each organizer's server."""

    def confirm(self, code: str) -> Confirmed:
        """Take the organizer's answer as a scanned or typed code."""

    def confirm_file(self, path: Path) -> Confirmed:
        """Take the organizer's answer as a file, or the one in a folder that fits this till."""

    def recovery_code(self) -> str:
        """With it the till's files can be opened without the organizer."""

    def bring(self, path: Path, code: str) -> Continued:
        """Go on here with a till's complete file, by its recovery code; this till must be empty."""


def consigned(work: Work) -> tuple[Situation, ...]:
    """All registers of this till that have an organizer, the one that sells now first."""
    found = (outbox.situated(work, register) for register in registers.registers(work.db))
    return tuple(one for one in found if one.link is not None)


def standing(work: Work) -> Standing | None:
    """What there is to hand over; None for a till that belongs to no expo."""
    found = consigned(work)
    if not found:
        return None
    current = found[0].register
    assert current is not None
    return Standing(
        entries=sum(one.register.head.seq for one in found if one.register),
        waiting=sum(max(0, one.waiting) for one in found),
        expo=current.expo.name if current.expo else "",
    )


def stretch(work: Work, register: str, after: Head, limit: int) -> tuple[bytes, ...]:
    """At most `limit` entries that follow a head."""
    return tuple(journal.tail(work.db, register, after.seq, limit))


def head_at(work: Work, register: str, seq: int) -> Head | None:
    """The head of a register's chain as it was at a seq; None where it never was."""
    return journal.head_at(work.db, register, seq)
