"""`lapak server doctor`: what is checked, what each check found, and what is to be done about it.

The journals and totals are looked at in a copy of one moment, so a running server is held up by
nothing, and nothing of it is changed.
"""

import argparse
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.server.figures.examination import differing, quarantined
from sync.server.figures.gauges import backlog, database_bytes
from sync.server.journals.examination import Wrong, examine
from sync.server.listening.certificate import days_left
from sync.server.office import system_clock
from sync.server.store import backup
from sync.server.store.database import Database, connect, room_left, shown, storage_error
from sync.server.store.generation import is_put_back
from sync.server.store.rows import AccountRow, ExpoRow, RegisterRow
from sync.server.store.upgrade import form

_LEAST_ROOM = 1_000_000_000
_LEAST_DAYS = 30
_CLOCK_TOLERANCE = timedelta(minutes=2)
_FEW = 5


class Finding(msgspec.Struct, frozen=True):
    """A line: whether all is well there, and what was seen or is to be done."""

    is_well: bool
    told: str


Findings = Iterator[Finding]


def examine_server(
    args: argparse.Namespace, certificate: Path | None, tr: Catalog
) -> Iterator[str]:
    """Look everything over; a line for each check.

    Raises LapakError `doctor_found` at the end if anything is to be mended.
    """
    found = 0
    for each in _all(args.database, certificate, tr, system_clock()):
        found += not each.is_well
        word = tr("fine") if each.is_well else tr("MEND")
        yield f"{word:<8} {each.told}"
    if found:
        raise LapakError("doctor_found", count=found)


def _all(place: str, certificate: Path | None, tr: Catalog, now: datetime) -> Findings:
    try:
        database = _opened(place)
    except LapakError as error:
        yield Finding(False, sentence(error, tr))
        return
    with closing(database):
        try:
            current = yield from _form(database, tr)
        except (LapakError, DBAPIError) as error:
            yield Finding(False, _told(error, database, tr))
            return
        yield from _room(database, tr)
        yield from _certificate(certificate, tr, now)
        if current:
            yield from _held(database, tr, now)


def _opened(place: str) -> Database:
    database = connect(place)
    file = database.engine.url.database
    if database.is_sqlite and not Path(str(file)).is_file():
        raise LapakError("database_missing", path=str(file))
    return database


def _form(database: Database, tr: Catalog) -> Generator[Finding, None, bool]:
    """Whether the database answers, and has this version's form; returns that."""
    current, newest = form(database)
    if current is None:
        yield Finding(False, tr("The database is empty: start the server once."))
        return False
    if current > newest:
        raise LapakError("database_newer", path=shown(database.engine.url))
    with database.read() as connection:
        size = database_bytes(connection)
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    told = tr("The database answers: {kind}, {size} MB, form {form}.")
    yield Finding(True, told.format(kind=kind, size=size // 1_000_000, form=current))
    if current < newest:
        told = tr("It has an older form: stop the server, keep a backup, and start this version.")
        yield Finding(False, told)
    return current == newest


def _room(database: Database, tr: Catalog) -> Findings:
    free = room_left(database)
    if free is None:
        yield Finding(True, tr("The room on its disk has to be looked at where PostgreSQL runs."))
        return
    file = Path(str(database.engine.url.database))
    needed = max(_LEAST_ROOM, 2 * file.stat().st_size)
    told = tr("{free} MB are free on its disk.").format(free=free // 1_000_000)
    if free < needed:
        told += " " + tr("Make room: {needed} MB at least.").format(needed=needed // 1_000_000)
    yield Finding(free >= needed, told)


def _certificate(certificate: Path | None, tr: Catalog, now: datetime) -> Findings:
    if certificate is None:
        yield Finding(True, tr("There is no TLS here (--plain)."))
        return
    days = days_left(certificate, now)
    if days is None:
        told = tr("There is no TLS certificate yet; the next start makes one.")
        yield Finding(True, told)
        return
    told = tr("The TLS certificate is good for {days} days.").format(days=days)
    if days < _LEAST_DAYS:
        told = tr("The TLS certificate is good for {days} days: start the server anew.").format(
            days=days
        )
    yield Finding(days >= _LEAST_DAYS, told)


def _held(database: Database, tr: Catalog, now: datetime) -> Findings:
    """Everything that is asked of the rows."""
    for check in (_clock, _mark, _accounts, _backlog):
        yield from check(database, tr, now)
    try:
        with _copied(database) as copied:
            are_whole = yield from _journals(copied, tr)
            yield from _quarantined(copied, tr)
            if are_whole:
                yield from _totals(copied, tr)
    except (LapakError, DBAPIError) as error:
        yield Finding(False, _told(error, database, tr))


def _clock(database: Database, tr: Catalog, now: datetime) -> Findings:
    with database.read() as connection:
        heard = connection.execute(select(func.max(RegisterRow.last_seen))).scalar_one()
        theirs = now
        if not database.is_sqlite:
            theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    behind = heard is not None and moment(heard) > now + _CLOCK_TOLERANCE
    if behind or abs(theirs - now) > _CLOCK_TOLERANCE:
        yield Finding(False, tr("This computer's clock is wrong: set it, best by the network."))
        return
    yield Finding(
        True,
        tr("The clock agrees with what is held: {time} UTC.").format(time=f"{now:%Y-%m-%d %H:%M}"),
    )


def _mark(database: Database, tr: Catalog, _now: datetime) -> Findings:
    if is_put_back(database):
        told = tr("The database is an older one than the server had: start it, tills send again.")
        yield Finding(False, told)
        return
    yield Finding(True, tr("The database is the one that the server had last."))


def _accounts(database: Database, tr: Catalog, _now: datetime) -> Findings:
    with database.read() as connection:
        count = connection.execute(select(func.count()).select_from(AccountRow)).scalar_one()
    if count:
        yield Finding(True, tr("Accounts that can log in: {n}.").format(n=count))
        return
    yield Finding(False, tr("Nobody has an account: “lapak server first-link” tells how."))


def _backlog(database: Database, tr: Catalog, _now: datetime) -> Findings:
    with database.read() as connection:
        behind = backlog(connection)
    told = tr("All entries are counted.")
    if behind:
        told = tr("Entries not counted yet: {n}. Start the server anew if they stay.")
    yield Finding(not behind, told.format(n=behind))


def _journals(copied: Database, tr: Catalog) -> Generator[Finding, None, bool]:
    """Whether all are in order: of others no totals can be made."""
    with copied.read() as connection:
        examined = examine(connection)
    for wrong in examined.wrong[:_FEW]:
        yield Finding(False, _wrong(wrong, tr))
    if examined.wrong:
        told = tr("Journals that are wrong: {n}. Put a backup back; tills send what it lacks.")
        yield Finding(False, told.format(n=len(examined.wrong)))
        return False
    told = tr("Journals whole and signed: {n}, entries: {entries}.")
    yield Finding(True, told.format(n=examined.registers, entries=examined.entries))
    return True


def _wrong(wrong: Wrong, tr: Catalog) -> str:
    words = {
        "missing": tr("{code}: entry {seq} is missing."),
        "changed": tr("{code}: entry {seq} is not what was stored."),
        "cut_off": tr("{code}: entry {seq} does not follow, or was cut off."),
        "head": tr("{code}: entry {seq} is not what the till signed."),
        "signature": tr("{code}: the till's signature for entry {seq} is wrong."),
    }
    return words[wrong.reason].format(code=wrong.code, seq=wrong.seq)


def _quarantined(copied: Database, tr: Catalog) -> Findings:
    with copied.read() as connection:
        found = quarantined(connection)
    if not found:
        yield Finding(True, tr("Nothing is in quarantine."))
    told = tr("{expo}, booth {booth}: in quarantine {n} ({reason}).")
    for each in found[:_FEW]:
        line = told.format(expo=each.expo, booth=each.booth, n=each.entries, reason=each.reason)
        yield Finding(False, line + " " + tr("A newer Lapak may know them: update the server."))


def _totals(copied: Database, tr: Catalog) -> Findings:
    found = differing(copied)
    with copied.read() as connection:
        rows = connection.execute(select(ExpoRow.expo_id, ExpoRow.name))
        names = {row.expo_id: row.name for row in rows}
    for expo in found:
        told = tr("{expo}: totals differ from the journals. Type: lapak server reproject {id}")
        yield Finding(False, told.format(expo=names[expo], id=expo))
    if not found:
        yield Finding(True, tr("All totals are what the journals come to."))


@contextmanager
def _copied(database: Database) -> Iterator[Database]:
    with TemporaryDirectory(prefix="lapak-") as folder:
        file = Path(folder) / "copy.db"
        backup.back_up(database, file)
        with closing(connect(str(file))) as copied:
            yield copied


def _told(error: LapakError | DBAPIError, database: Database, tr: Catalog) -> str:
    known = storage_error(error) if isinstance(error, DBAPIError) else error
    details = {"path": shown(database.engine.url), **known.details}
    return sentence(LapakError(known.code, **details), tr)
