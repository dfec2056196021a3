"""Opening a database: ours, a newer one, somebody else's."""

from pathlib import Path

import pysqlite3
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint, select, text

from pos_app.domain.errors import LapakError
from sync.server.office import open_office
from sync.server.store import database
from sync.server.store.database import connect
from sync.server.store.rows import GLOBAL_TABLES, IdentityRow, Row
from tests.drivers.postgres import Postgres


def test_the_migrations_make_the_tables_that_the_code_expects(database_url: str) -> None:
    office = open_office(database_url)
    with office.database.read() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Row.metadata) == []
        sequences = {
            "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'",
            "postgresql": "SELECT count(*) FROM information_schema.sequences",
        }
        assert connection.scalar(text(sequences[connection.dialect.name])) == 0
    office.database.close()


def test_a_server_that_starts_again_is_the_same_server(database_url: str) -> None:
    first = open_office(database_url)
    second = open_office(database_url)
    assert first.identity.server_id == second.identity.server_id
    assert first.identity.public_key == second.identity.public_key
    first.database.close()
    second.database.close()


ASKED_BEFORE_THE_EXPO = {"ix_invitation_secret_hash", "ix_join_code_code_hash"}
"""Whoever joins knows a code or a secret and no more; none is unique, so none binds expos."""

TABLES = [table for name, table in Row.metadata.tables.items() if name not in GLOBAL_TABLES]


def test_tables_that_no_expo_has_a_part_in_are_named() -> None:
    assert set(Row.metadata.tables) >= GLOBAL_TABLES
    assert len(TABLES) > 15


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_key_starts_with_the_expo_so_that_expos_can_live_apart(table: Table) -> None:
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    keys: list[PrimaryKeyConstraint | UniqueConstraint | Index] = [table.primary_key, *unique]
    keys += table.indexes
    first = {str(key.name): next(iter(key.columns)).name for key in keys}
    assert {name for name, column in first.items() if column != "expo_id"} <= ASKED_BEFORE_THE_EXPO
    assert not any(one.unique for one in table.indexes if one.name in ASKED_BEFORE_THE_EXPO)


@pytest.mark.parametrize("table", Row.metadata.tables.values(), ids=str)
def test_no_database_gives_out_numbers(table: Table) -> None:
    """What counts up in one database would mean something else in another."""
    assert table.autoincrement_column is None
    for column in table.columns:
        given = (column.default, column.server_default, column.identity, column.computed)
        assert given == (None,) * 4, column


@pytest.mark.parametrize("table", Row.metadata.tables.values(), ids=str)
def test_nothing_refers_to_another_expo(table: Table) -> None:
    for key in table.foreign_key_constraints:
        columns = [(one.parent.name, one.column.name) for one in key.elements]
        assert columns[0] == ("expo_id", "expo_id"), key.name
        assert {table.name, key.referred_table.name}.isdisjoint(GLOBAL_TABLES)


def test_a_newer_database_is_refused(database_url: str) -> None:
    office = open_office(database_url)
    with office.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    office.database.close()
    with pytest.raises(LapakError) as caught:
        open_office(database_url)
    assert caught.value.code == "database_newer"


def test_another_programs_file_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = pysqlite3.connect(str(path))
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(LapakError, match="database_foreign"):
        open_office(str(path))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"Not a database at all. " * 100)
    with pytest.raises(LapakError, match="database_foreign"):
        open_office(str(path))


def test_another_programs_tables_in_postgresql_are_refused(postgres: Postgres) -> None:
    url = postgres.database()
    other = connect(url)
    with other.write() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    other.close()
    with pytest.raises(LapakError, match="database_foreign"):
        open_office(url)


def test_an_empty_postgresql_database_is_set_up(postgres: Postgres) -> None:
    office = open_office(postgres.database())
    with office.database.read() as connection:
        assert connection.execute(select(IdentityRow.generation)).scalar_one() == 1
    office.database.close()


def test_a_database_that_cannot_be_reached_is_told_without_its_password() -> None:
    url = "postgresql://lapak:rahasia@127.0.0.1:1/lapak?connect_timeout=2"
    with pytest.raises(LapakError) as caught:
        open_office(url)
    assert caught.value.code == "database_unreachable"
    assert "rahasia" not in str(caught.value)


def test_a_place_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(LapakError, match="database_not_opened"):
        open_office(str(tmp_path / "nowhere" / "organizer.db"))


@pytest.mark.parametrize("odd", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", ""])
def test_other_kinds_of_databases_are_refused(odd: str) -> None:
    with pytest.raises(LapakError, match="database_url_unknown"):
        database.database_url(odd)


def test_sqlite_is_opened_so_that_commits_survive_a_power_cut(tmp_path: Path) -> None:
    office = open_office(str(tmp_path / "organizer.db"))
    with office.database.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    office.database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
