"""The schema: what the migrations make is what the tables say, and it refuses what is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

import pos_app.store
from pos_app.domain.errors import LapakError
from pos_app.services.till import Till, Work
from pos_app.store import migrate
from pos_app.store.tables import METADATA
from pos_app.store.tables.products import SEARCH_TABLES
from tests.drivers.damage import schema_of, spaced
from tests.drivers.tills import database_in, first_start, sell

MIGRATIONS = Path(pos_app.store.__file__).parent / "migrations"


def declared() -> dict[str, str]:
    """Every table and index as the code declares them."""
    sqlite = dialect()
    tables = METADATA.tables.values()
    made = {table.name: str(CreateTable(table).compile(dialect=sqlite)) for table in tables}
    for table in tables:
        for index in table.indexes:
            made[str(index.name)] = str(CreateIndex(index).compile(dialect=sqlite))
    return {name: spaced(sql) for name, sql in made.items()}


def test_migrations_make_exactly_the_tables_and_indexes_that_the_rows_declare(
    tmp_path: Path,
) -> None:
    first_start(tmp_path).close()
    made = schema_of(database_in(tmp_path))
    others = {name for name in made if name.startswith(SEARCH_TABLES)} | {"alembic_version"}
    assert {name: sql for name, sql in made.items() if name not in others} == declared()
    assert set(SEARCH_TABLES) <= others


def test_the_schema_that_the_till_expects_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.SCHEMA


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE sale SET total = total + 1",
        "UPDATE sale SET total = 'free'",
        "UPDATE sale SET state = 'lost'",
        "UPDATE sale_line SET total = total - 1",
        "UPDATE product SET price = -1",
        "UPDATE product SET price = 12.5",
        "UPDATE journal SET hash = x'00'",
        "UPDATE journal SET seq = 0 WHERE seq = 1",
        "UPDATE register SET receipts = -1",
        "UPDATE print_job SET state = 'lost'",
        "UPDATE journal SET seq = 2 WHERE seq = 1",
        (
            "INSERT INTO shift SELECT 'another', register_id, seq, opened_by, cashier, opened_at,"
            " business_date, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM shift"
        ),
        (
            "INSERT INTO sale SELECT NULL, 'another', register_id, seq, receipt_number, shift_id,"
            " cashier, at, business_date, subtotal, discount, service, tax,"
            " tax_included, rounding, total, change, state FROM sale"
        ),
    ],
)
def test_a_wrong_row_is_refused_by_the_schema_itself(till: Till, wrong: str) -> None:
    sell(till)
    with pytest.raises(LapakError) as caught:
        till.write(executing(wrong)).result()
    assert caught.value.code == "database_failed"
    assert "CONSTRAINT" in caught.value.details["reason"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("mmap_size", 0),
        ("application_id", 0x4C50414B),
    ],
)
def test_what_durability_rests_on_is_in_force(till: Till, setting: str, value: object) -> None:
    def asked(work: Work) -> object:
        return work.db.exec_driver_sql(f"PRAGMA {setting}").scalar()

    assert till.read(asked).result() == value
    assert till.write(asked).result() == value


def test_a_reader_that_writes_by_mistake_still_cannot_upset_the_next_one(till: Till) -> None:
    with pytest.raises(LapakError):
        till.read(executing("INSERT INTO nowhere VALUES (1)")).result()
    assert till.read(executing("SELECT 1")).result() is None


def executing(statement: str) -> Callable[[Work], None]:
    def execute(work: Work) -> None:
        work.db.exec_driver_sql(statement)

    return execute
