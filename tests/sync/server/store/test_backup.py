"""A backup is one file, of either kind of database and for either kind."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from pos_app.domain.errors import LapakError
from sync.server.accounts import people, sessions
from sync.server.app import create_app
from sync.server.figures.totals import expo_totals
from sync.server.office import Office, open_office
from sync.server.store.backup import Kept, back_up, restore
from sync.server.store.database import Database, connect
from sync.server.store.generation import restoration
from sync.server.store.rows import Row
from sync.server.store.upgrade import upgrade
from tests.drivers.organizers import EVENING, Clock, Fair
from tests.drivers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a database that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "new" / "organizer.db")
    running: Postgres = request.getfixturevalue("postgres")
    return running.database()


def put_back(place: str, file: Path) -> Kept:
    if "://" not in place:
        Path(place).parent.mkdir(exist_ok=True)
    database = connect(place)
    try:
        return restore(database, file, EVENING)
    finally:
        database.close()


def contents(database: Database, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """All rows of all tables, in an order that no database chooses."""
    with database.read() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for name, table in Row.metadata.tables.items()
            if name not in but
        }


CHANGED = frozenset({"identity", "restoration", "session", "attempt", "first_link"})


def test_everything_comes_back_into_either_database_and_tills_go_on(
    fair: Fair, empty: str, tmp_path: Path, quick_passwords: None
) -> None:
    till = fair.till(sales=20)
    till.void(till.sales[3])
    fair.push(till)
    people.create_account(fair.office, "sri", "rahasia-besar")
    file = tmp_path / "backup.db"
    kept = back_up(fair.office.database, file)
    assert (kept.registers, kept.entries, kept.generation) == (1, till.head.seq, 1)
    before, totals = contents(fair.office.database, CHANGED), fair.totals()
    till.sell(5)
    fair.push(till)
    assert put_back(empty, file) == Kept(1, kept.entries, 2)
    opened = open_office(empty, clock=Clock())
    try:
        assert opened.identity.private_key.private_bytes_raw() == (
            fair.office.identity.private_key.private_bytes_raw()
        )
        assert contents(opened.database, CHANGED) == before
        with opened.database.read() as connection:
            assert expo_totals(connection, fair.expo.id) == totals
            found = restoration(connection)
        assert found is not None
        assert (found.generation, found.noticed_by) == (2, "restore")
        assert sessions.log_in(opened, "sri", "rahasia-besar", "x")
        again = object.__new__(Fair)
        again.office, again.expo, again.booths = opened, fair.expo, fair.booths
        mark = again.push(till)
        assert (mark.acked_seq, mark.generation) == (till.head.seq, 2)
        assert again.booth().total == till.total
    finally:
        opened.database.close()


def test_a_backup_is_one_file_that_a_server_can_serve_as_it_is(fair: Fair, tmp_path: Path) -> None:
    till = fair.till(sales=3)
    fair.push(till)
    folder = tmp_path / "backups"
    folder.mkdir()
    file = folder / "one.db"
    back_up(fair.office.database, file)
    assert [each.name for each in folder.iterdir()] == ["one.db"]
    assert file.stat().st_mode & 0o077 == 0
    office: Office = create_app(str(file)).state.office
    with office.database.read() as connection:
        assert expo_totals(connection, fair.expo.id) == fair.totals()
    office.database.close()


def test_a_backup_never_overwrites_a_file(fair: Fair, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.write_text("precious")
    with pytest.raises(LapakError, match="backup_exists"):
        back_up(fair.office.database, file)
    assert file.read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(fair: Fair, tmp_path: Path) -> None:
    with pytest.raises(LapakError, match="backup_failed"):
        back_up(fair.office.database, tmp_path / "nowhere" / "x.db")
    assert not (tmp_path / "nowhere").exists()


def test_a_database_in_use_is_not_overwritten(fair: Fair, empty: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    back_up(fair.office.database, file)
    before = contents(fair.office.database)
    with pytest.raises(LapakError, match="database_not_empty"):
        restore(fair.office.database, file, EVENING)
    assert contents(fair.office.database) == before
    if "://" not in empty:
        Path(empty).parent.mkdir()
    fresh = open_office(empty)  # started once, with nothing in it
    fresh.database.close()
    assert put_back(empty, file).registers == 0
    opened = open_office(empty)
    assert opened.identity.server_id == fair.office.identity.server_id
    opened.database.close()


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "missing", "empty"])
def test_what_is_no_whole_backup_is_refused_and_changes_nothing(
    sqlite_fair: Fair, tmp_path: Path, damage: str
) -> None:
    till = sqlite_fair.till(sales=200)
    sqlite_fair.push(till)
    file = tmp_path / "backup.db"
    back_up(sqlite_fair.office.database, file)
    data = bytearray(file.read_bytes())
    match damage:
        case "cut":
            file.write_bytes(data[: len(data) // 2])
        case "flipped":
            for page in range(16384 * 3, len(data), 16384):
                data[page : page + 64] = bytes(64)
            file.write_bytes(data)
        case "other":
            file.write_bytes(b"PK\x03\x04" * 1000)
        case "empty":
            file.write_bytes(b"")
        case _:
            file.unlink()
    place = tmp_path / "new.db"
    with pytest.raises(LapakError, match="backup_unusable"):
        put_back(str(place), file)
    opened = connect(str(place))
    upgrade(opened)
    assert not any(contents(opened).values())
    opened.close()


def test_a_file_of_a_newer_lapak_is_told_as_that(sqlite_fair: Fair, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    back_up(sqlite_fair.office.database, file)
    newer = connect(str(file))
    with newer.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    newer.close()
    with pytest.raises(LapakError, match="database_newer"):
        put_back(str(tmp_path / "new.db"), file)


def test_a_generation_that_tills_have_seen_is_not_used_again(
    sqlite_fair: Fair, tmp_path: Path
) -> None:
    """The database was lost, its mark beside it was not."""
    file = tmp_path / "backup.db"
    back_up(sqlite_fair.office.database, file)
    place = tmp_path / "organizer.db"
    sqlite_fair.office.database.close()
    server = sqlite_fair.office.identity.server_id
    shutil.move(place, tmp_path / "aside.db")
    mark = f'{{"server_id":"{server}","generation":5,"entries":0,"registers":0}}'
    place.with_suffix(".mark").write_text(mark)
    assert put_back(str(place), file).generation == 6
    opened = open_office(str(place), clock=lambda: EVENING + timedelta(hours=1))
    with opened.database.read() as connection:
        found = restoration(connection)
    opened.database.close()
    assert found is not None
    assert found.generation == 6
