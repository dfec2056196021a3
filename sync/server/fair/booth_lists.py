"""A list of booths from a file or a program: held against what is there, then taken in at once."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import (
    BoothKind,
    Certificate,
    Cluster,
    Exhibitor,
    Site,
    checked_exhibitor,
    exhibitor_key,
)
from pos_app.domain.register import MAX_BOOTH_NAME, booth_code, booth_name
from pos_app.domain.words import one_line
from pos_app.spreadsheets.sheets import RowProblem
from sync.server.accounts import audit
from sync.server.fair.exhibitors import (
    MAX_BOOTHS,
    BoothEntry,
    booth_entry,
    entries_by_code,
    write_entries,
)
from sync.server.fair.expos import lock_expo
from sync.server.fair.regions import regencies
from sync.server.fair.seen import check_seen, mark_of
from sync.server.office import Office

MAX_LINE = 2**31 - 1


class ToldBooth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a list tells of a booth, known by its code; what it does not tell stays as it is.

    A certificate takes the place of those of its kind. `line` is where it stands in a file.
    """

    code: str
    name: str | UnsetType = UNSET
    business: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    regency: str | UnsetType = UNSET
    cluster: Cluster | UnsetType = UNSET
    site: Site | UnsetType = UNSET
    kind: BoothKind | UnsetType = UNSET
    key: str | UnsetType = UNSET
    certificates: tuple[Certificate, ...] = ()
    line: Annotated[int, Meta(ge=0, le=MAX_LINE)] = 0


class Step(StrEnum):
    """What a row of a list does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class Compared(msgspec.Struct, frozen=True):
    """A row of a list and the booth as it would be; `fields` are those that would change."""

    told: ToldBooth
    step: Step
    entry: BoothEntry
    fields: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True):
    """What a list would do, row by row, and the rows that cannot be used."""

    rows: tuple[Compared, ...]
    problems: tuple[RowProblem, ...]

    def count(self, step: Step) -> int:
        """How many rows do one thing."""
        return sum(row.step is step for row in self.rows)


class BoothsChange(msgspec.Struct, frozen=True):
    """How many booths a list added, changed, and left as they were."""

    added: int
    changed: int
    unchanged: int


def compare(known: Mapping[str, BoothEntry], told: Sequence[ToldBooth]) -> Comparison:
    """What a list would do to the booths that are known by code; nothing is changed."""
    rows: dict[str, Compared] = {}
    problems: list[RowProblem] = []
    for each in told:
        try:
            row = _compared(known, each, rows)
            rows[row.entry.code] = row
        except LapakError as error:
            problems.append(RowProblem(each.line, error.code, dict(error.details)))
    return Comparison(tuple(rows.values()), tuple(problems))


class RowsRefusedError(LapakError):
    """A list of which nothing was stored: the first row's problem, and those of all rows."""

    def __init__(self, problems: tuple[RowProblem, ...]) -> None:
        super().__init__(problems[0].code, **problems[0].details)
        self.problems = problems


def put_booths(office: Office, expo_id: str, told: Sequence[ToldBooth]) -> BoothsChange:
    """Take a list in as `take_booths` does; returns how much that was."""
    return change_of(take_booths(office, expo_id, told))


def take_booths(office: Office, expo_id: str, told: Sequence[ToldBooth]) -> Comparison:
    """Take a list in as one step: a row is the booth with its code. What it does not name stays.

    Raises RowsRefusedError for rows that cannot be used, and LapakError `expo_unknown` or
    `too_many_booths`; then nothing is stored.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        known = entries_by_code(connection, expo_id)
        found = compare(known, told)
        if found.problems:
            raise RowsRefusedError(found.problems)
        check_room(len(known), found)
        entries = [_with_id(row, office) for row in found.rows if row.step is not Step.SAME]
        write_entries(connection, office, expo_id, entries)
        if entries:
            done = change_of(found)
            counts = {"added": done.added, "changed": done.changed}
            audit.note(connection, office, "booths.taken_in", expo_id, **counts)
    return found


def change_of(found: Comparison) -> BoothsChange:
    """How much a list does."""
    return BoothsChange(*(found.count(step) for step in (Step.NEW, Step.CHANGED, Step.SAME)))


def check_room(known: int, found: Comparison) -> None:
    """Raise LapakError `too_many_booths` where an expo would have more than it may."""
    if known + found.count(Step.NEW) > MAX_BOOTHS:
        raise LapakError("too_many_booths", limit=MAX_BOOTHS)


def booth_mark(entry: BoothEntry) -> str:
    """Marks a booth as it is set up; tills that join it change nothing of that."""
    return mark_of(entry.code, entry.name, entry.exhibitor)


def save_booth(office: Office, expo_id: str, entry: BoothEntry, seen: str = "") -> BoothEntry:
    """Add a booth (its id is empty) or change one, with everything that is told of it.

    `seen` marks the booth that was shown, if one was. Raises LapakError `expo_unknown`,
    `booth_unknown`, `changed_meanwhile`, `booth_code_taken`, `too_many_booths`,
    `booth_code_in_use` for another code once a till has joined, and what checks of its parts raise.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        if seen:
            now = booth_entry(connection, expo_id, entry.id)
            check_seen(seen, now.code, now.name, now.exhibitor)
        return store_entry(connection, office, expo_id, entry)


def store_entry(
    connection: Connection, office: Office, expo_id: str, entry: BoothEntry
) -> BoothEntry:
    """The same in a transaction of the caller's, who has locked the expo."""
    told = checked_entry(entry)
    known = entries_by_code(connection, expo_id)
    before = next((one for one in known.values() if one.id == told.id), None)
    _check_place(told, before, known)
    saved = told if told.id else msgspec.structs.replace(told, id=office.new_id())
    write_entries(connection, office, expo_id, [saved])
    action = "booth.changed" if before else "booth.added"
    audit.note(connection, office, action, expo_id, booth=saved.code, name=saved.name)
    return saved


def _check_place(
    told: BoothEntry, before: BoothEntry | None, known: Mapping[str, BoothEntry]
) -> None:
    if told.id and before is None:
        raise LapakError("booth_unknown", booth=told.id)
    if (other := known.get(told.code)) and other.id != told.id:
        raise LapakError("booth_code_taken", booth=told.code)
    if before is None and len(known) >= MAX_BOOTHS:
        raise LapakError("too_many_booths", limit=MAX_BOOTHS)
    if before and before.tills and before.code != told.code:
        raise LapakError("booth_code_in_use", booth=before.code)


def checked_entry(entry: BoothEntry) -> BoothEntry:
    """A booth that can be kept; its name is the business where none is told.

    Raises LapakError `booth_code_not_usable`, `booth_name_not_usable`, `regency_unknown` and what
    `checked_exhibitor` raises.
    """
    who = checked_exhibitor(entry.exhibitor)
    if who.regency and who.regency not in regencies():
        raise LapakError("regency_unknown", text=who.regency)
    name = booth_name(one_line(entry.name) or who.business[:MAX_BOOTH_NAME])
    unnamed = msgspec.structs.replace(who, key="")
    if who.key == exhibitor_key(unnamed, name):
        who = unnamed  # it says no more than the names do
    return BoothEntry(entry.id, booth_code(entry.code), name, who, entry.tills)


_PLAIN = ("business", "owner", "regency", "cluster", "site", "kind", "key")


def _compared(known: Mapping[str, BoothEntry], told: ToldBooth, seen: Collection[str]) -> Compared:
    code = booth_code(told.code)
    if code in seen:
        raise LapakError("booth_twice", booth=code)
    before = known.get(code)
    start = before or BoothEntry("", told.code, "", Exhibitor())
    after = checked_entry(_with_told(start, told))
    if before is None:
        return Compared(told, Step.NEW, after)
    fields = _differing(before, after)
    return Compared(told, Step.CHANGED if fields else Step.SAME, after, fields)


def _with_told(entry: BoothEntry, told: ToldBooth) -> BoothEntry:
    named = {name: getattr(told, name) for name in _PLAIN}
    who = {name: value for name, value in named.items() if value is not UNSET}
    kinds = {each.kind for each in told.certificates}
    kept = [each for each in entry.exhibitor.certificates if each.kind not in kinds]
    certificates = (*kept, *told.certificates)
    exhibitor = msgspec.structs.replace(entry.exhibitor, **who, certificates=certificates)
    name = entry.name if told.name is UNSET else told.name
    return msgspec.structs.replace(entry, name=name, exhibitor=exhibitor)


def _differing(before: BoothEntry, after: BoothEntry) -> tuple[str, ...]:
    was, now = before.exhibitor, after.exhibitor
    names = [name for name in (*_PLAIN, "certificates") if getattr(was, name) != getattr(now, name)]
    return (*(("name",) if before.name != after.name else ()), *names)


def _with_id(row: Compared, office: Office) -> BoothEntry:
    if row.entry.id:
        return row.entry
    return msgspec.structs.replace(row.entry, id=office.new_id())
