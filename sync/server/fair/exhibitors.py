"""The booths of an expo with who stands in each: found, looked up, added, changed and removed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, literal, or_, select
from sqlalchemy.exc import IntegrityError

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import (
    BoothKind,
    Certificate,
    CertificateKind,
    Cluster,
    Exhibitor,
    Site,
    exhibitor_key,
)
from pos_app.domain.moments import stamp
from pos_app.domain.product import fold
from pos_app.domain.words import one_line
from sync.server.accounts import audit
from sync.server.fair.expos import expo_by_id, find_booth, lock_expo
from sync.server.fair.regions import regencies
from sync.server.office import Office
from sync.server.store.database import insert_many, run_many
from sync.server.store.rows import (
    BoothCertificateRow,
    BoothRow,
    ClosedBoothRow,
    InvitationRow,
    JoinCodeRow,
    RegisterRow,
)

PAGE = 50
"""So many booths a page of a list shows."""

MAX_BOOTHS = 20_000
_WHO = ("business", "owner", "regency", "cluster", "site", "kind")
_COLUMNS = ("expo_id", "booth_id", "code", "name", "registers", "created_at", *_WHO, "exhibitor")
_MENDED = ("code", "name", *_WHO, "exhibitor")


class BoothEntry(msgspec.Struct, frozen=True):
    """A booth as it is set up; `tills` is how many have joined it.

    Its exhibitor's `key` is empty where business or name say who it is.
    """

    id: str
    code: str
    name: str
    exhibitor: Exhibitor
    tills: int = 0


class BoothSearch(msgspec.Struct, frozen=True):
    """Which booths to show: words of their code, name, business, owner or regency; a cluster."""

    text: str = ""
    cluster: str = ""
    page: int = 1


class BoothList(msgspec.Struct, frozen=True):
    """One page of the booths found, by code; `found` is how many there are on all `pages`."""

    booths: tuple[BoothEntry, ...]
    found: int
    page: int
    pages: int


def find_booths(
    connection: Connection, expo_id: str, search: BoothSearch, size: int = PAGE
) -> BoothList:
    """The booths that fit a search; a page past the end is the last one. Raises `expo_unknown`."""
    fits = booths_fitting(expo_by_id(connection, expo_id).id, search)
    counted = select(func.count()).select_from(BoothRow).where(*fits)
    found = connection.execute(counted).scalar_one()
    pages = max(1, -(-found // size))
    page = min(max(1, search.page), pages)
    rows = connection.execute(
        _question().where(*fits).order_by(BoothRow.code).limit(size).offset((page - 1) * size)
    ).all()
    return BoothList(_entries(connection, expo_id, rows), found, page, pages)


def booth_entry(connection: Connection, expo_id: str, booth: str) -> BoothEntry:
    """A booth by its id or code; raises LapakError `expo_unknown` or `booth_unknown`."""
    found = find_booth(connection, expo_by_id(connection, expo_id).id, booth)
    rows = connection.execute(
        _question().where(BoothRow.expo_id == expo_id, BoothRow.booth_id == found.id)
    ).all()
    return _entries(connection, expo_id, rows)[0]


def entries_by_code(connection: Connection, expo_id: str) -> dict[str, BoothEntry]:
    """Every booth of an expo by its code; raises LapakError `expo_unknown`."""
    expo = expo_by_id(connection, expo_id)
    rows = connection.execute(_question().where(BoothRow.expo_id == expo.id)).all()
    return {entry.code: entry for entry in _entries(connection, expo_id, rows)}


def count_booths(connection: Connection, expo_id: str) -> int:
    """How many booths an expo has."""
    counted = select(func.count()).select_from(BoothRow).where(BoothRow.expo_id == expo_id)
    return connection.execute(counted).scalar_one()


def write_entries(
    connection: Connection, office: Office, expo_id: str, entries: Sequence[BoothEntry]
) -> None:
    """Add booths, or change those whose ids are there already, with their certificates.

    Raises LapakError `booth_code_taken` for another booth's code.
    """
    if not entries:
        return
    now = stamp(office.clock())
    marks = ", ".join(f"{name} = excluded.{name}" for name in _MENDED)
    try:
        insert_many(
            connection,
            f"booth ({', '.join(_COLUMNS)})",
            [_values(expo_id, entry, now) for entry in entries],
            conflict=f"(expo_id, booth_id) DO UPDATE SET {marks}",
        )
    except IntegrityError as error:
        raise LapakError("booth_code_taken", booth=entries[0].code) from error
    gone = "DELETE FROM booth_certificate WHERE expo_id = ? AND booth_id = ?"
    run_many(connection, gone, [(expo_id, entry.id) for entry in entries])
    rows = [row for entry in entries for row in _certificate_rows(expo_id, entry)]
    insert_many(connection, "booth_certificate (expo_id, booth_id, kind, number, until)", rows)


def remove_booth(office: Office, expo_id: str, booth: str) -> None:
    """Take a booth away while no till has joined it, with its join codes.

    Raises LapakError `expo_unknown`, `booth_unknown` or `booth_in_use`.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        entry = booth_entry(connection, expo_id, booth)
        if entry.tills or _is_closed(connection, expo_id, entry.id):
            raise LapakError("booth_in_use", booth=entry.code)
        codes = select(JoinCodeRow.code_hash).where(
            JoinCodeRow.expo_id == expo_id, JoinCodeRow.booth_id == entry.id
        )
        named = InvitationRow.code_hash.in_(codes)
        connection.execute(delete(InvitationRow).where(InvitationRow.expo_id == expo_id, named))
        try:
            for table in (JoinCodeRow, BoothCertificateRow, BoothRow):
                mine = table.expo_id == expo_id, table.booth_id == entry.id
                connection.execute(delete(table).where(*mine))
        except IntegrityError as error:  # something else of this expo names it
            raise LapakError("booth_in_use", booth=entry.code) from error
        audit.note(connection, office, "booth.removed", expo_id, booth=entry.code)


def copy_booths(connection: Connection, office: Office, source: str, target: str) -> int:
    """Give an expo the booths of another one with who stands in them; returns how many."""
    now = stamp(office.clock())
    booths = connection.execute(
        select(BoothRow.__table__).where(BoothRow.expo_id == source).order_by(BoothRow.code)
    ).all()
    fresh = {row.booth_id: office.new_id() for row in booths}
    copied = [_copied(row, target, fresh[row.booth_id], now) for row in booths]
    insert_many(connection, f"booth ({', '.join(_COLUMNS)})", copied)
    held = select(BoothCertificateRow.__table__).where(BoothCertificateRow.expo_id == source)
    rows = [
        (target, fresh[row.booth_id], row.kind, row.number, row.until)
        for row in connection.execute(held)
    ]
    insert_many(connection, "booth_certificate (expo_id, booth_id, kind, number, until)", rows)
    return len(copied)


def _copied(row: Row[Any], expo_id: str, booth_id: str, now: str) -> tuple[Any, ...]:
    who = (getattr(row, name) for name in _WHO)
    key = row.exhibitor or exhibitor_key(Exhibitor(row.business), row.name)
    return (expo_id, booth_id, row.code, row.name, 0, now, *who, key)


def booths_fitting(expo_id: str, search: BoothSearch) -> list[Any]:
    """The conditions for the rows of booths that fit a search."""
    fits: list[Any] = [BoothRow.expo_id == expo_id]
    if search.cluster:
        fits.append(BoothRow.cluster == one_line(search.cluster))
    for word in one_line(search.text).lower().split()[:6]:
        pattern = f"%{_escaped(word)}%"
        texts = (BoothRow.code, BoothRow.name, BoothRow.business, BoothRow.owner)
        likes = [func.lower(text).like(pattern, escape="~") for text in texts]
        fits.append(or_(*likes, BoothRow.regency.in_(_regencies_with(word))))
    return fits


def _escaped(word: str) -> str:
    return word.replace("~", "~~").replace("%", "~%").replace("_", "~_")


def _regencies_with(word: str) -> list[str]:
    return [code for code, region in regencies().items() if word in fold(region.name)]


def _question() -> Any:
    joined = (
        select(func.count())
        .select_from(RegisterRow)
        .where(RegisterRow.expo_id == BoothRow.expo_id, RegisterRow.booth_id == BoothRow.booth_id)
        .scalar_subquery()
    )
    who = [getattr(BoothRow, name) for name in (*_WHO, "exhibitor")]
    return select(BoothRow.booth_id, BoothRow.code, BoothRow.name, *who, joined.label("tills"))


def _entries(
    connection: Connection, expo_id: str, rows: Sequence[Row[Any]]
) -> tuple[BoothEntry, ...]:
    certificates = _certificates(connection, expo_id, [row.booth_id for row in rows])
    return tuple(_entry(row, tuple(certificates[row.booth_id])) for row in rows)


def _entry(row: Row[Any], certificates: tuple[Certificate, ...]) -> BoothEntry:
    who = Exhibitor(
        row.business,
        row.owner,
        row.regency,
        Cluster(row.cluster),
        Site(row.site),
        BoothKind(row.kind),
        certificates=certificates,
    )
    if row.exhibitor != exhibitor_key(who, row.name):
        who = msgspec.structs.replace(who, key=row.exhibitor)
    return BoothEntry(row.booth_id, row.code, row.name, who, row.tills)


def _certificates(
    connection: Connection, expo_id: str, booths: Collection[str]
) -> dict[str, list[Certificate]]:
    held = BoothCertificateRow
    chosen = select(held.__table__).where(held.expo_id == expo_id)
    if len(booths) <= PAGE:
        chosen = chosen.where(held.booth_id.in_(booths))
    found: dict[str, list[Certificate]] = defaultdict(list)
    for row in connection.execute(chosen.order_by(held.kind, held.number)):
        until = date.fromisoformat(row.until) if row.until else None
        found[row.booth_id].append(Certificate(CertificateKind(row.kind), row.number, until))
    return found


def _is_closed(connection: Connection, expo_id: str, booth_id: str) -> bool:
    kept = select(literal(1)).where(
        ClosedBoothRow.expo_id == expo_id, ClosedBoothRow.booth_id == booth_id
    )
    return connection.execute(kept.limit(1)).first() is not None


def _values(expo_id: str, entry: BoothEntry, now: str) -> tuple[Any, ...]:
    who = (str(getattr(entry.exhibitor, name)) for name in _WHO)
    key = exhibitor_key(entry.exhibitor, entry.name)
    return (expo_id, entry.id, entry.code, entry.name, 0, now, *who, key)


def _certificate_rows(expo_id: str, entry: BoothEntry) -> list[tuple[str, ...]]:
    return [
        (expo_id, entry.id, each.kind, each.number, each.until.isoformat() if each.until else "")
        for each in entry.exhibitor.certificates
    ]
