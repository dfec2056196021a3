"""A database that an earlier release wrote is brought up to date, and sells on.

`NAME.db.zst` was written by that release's own code, and `NAME.json` is what it told of it:
`tests/drivers/release.py` makes both. 0001 is the foundation, 0002 the counter with projections of
form 2, 0003 that of form 5, 0004 the printers with form 6, 0008 sync with form 10: what was on main
when a piece of work ended. Between 0002 and 0003, with projections of form 3, revision 0002 had a
table that is 0003's since.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard

from pos_app.services import identity
from pos_app.services.till import Till
from pos_app.store import migrate, rebuilding, verification
from pos_app.store.engine import engine_for
from pos_app.store.tables import METADATA
from tests.drivers.release import told
from tests.drivers.tills import database_in, make_till, sell

RELEASES = Path(__file__).parent / "releases"
Rows = list[tuple[Any, ...]]


@pytest.fixture(params=sorted(path.stem for path in RELEASES.glob("*.json")))
def release(request: pytest.FixtureRequest) -> str:
    """The newest revision that a release knew."""
    return str(request.param)


@pytest.fixture
def said(release: str) -> dict[str, Any]:
    """What that release told of its database."""
    found: dict[str, Any] = msgspec.json.decode((RELEASES / f"{release}.json").read_bytes())
    return found


@pytest.fixture
def folder(release: str, tmp_path: Path) -> Path:
    """A booth A12 as that release left it, with an open shift."""
    database = database_in(tmp_path)
    database.parent.mkdir(parents=True)
    packed = (RELEASES / f"{release}.db.zst").read_bytes()
    database.write_bytes(zstandard.decompress(packed))
    return tmp_path


@pytest.fixture(autouse=True)
def on_the_machine_that_wrote_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of those releases' installations are not kept, so they cannot be compared."""
    monkeypatch.setattr(identity, "noticed", lambda *_: None)


def opened(folder: Path) -> Till:
    return make_till(folder)


def kept_in(folder: Path) -> dict[tuple[str, str], Rows]:
    """Journal and what belongs to this machine, column by column as the file has it."""
    with reading(folder) as ask:
        return {
            (table.name, column): ask(f"SELECT {column} FROM {table.name}")
            for table in METADATA.sorted_tables
            if not table.info["projection"]
            for _, column, *_ in ask(f"PRAGMA table_info({table.name})")
        }


def form_in(folder: Path) -> tuple[str, int]:
    with reading(folder) as ask:
        [(revision,)] = ask("SELECT version_num FROM alembic_version")
        [(form,)] = ask("PRAGMA user_version")
    return revision, form


@contextmanager
def reading(folder: Path) -> Iterator[Callable[[str], Rows]]:
    """The file as it is, without what a till does to it."""
    engine = engine_for(database_in(folder), read_only=True)
    with engine.connect() as db, db.begin():
        yield lambda asked: [tuple(row) for row in db.exec_driver_sql(asked)]
    engine.dispose()


def test_what_an_earlier_release_told_is_told_today(folder: Path, said: dict[str, Any]) -> None:
    till = opened(folder)
    now = told(till)
    till.close()
    assert {subject: now[subject] for subject in said} == said


def test_nothing_that_only_this_file_holds_is_lost(folder: Path) -> None:
    before = kept_in(folder)
    opened(folder).close()
    after = kept_in(folder)
    assert before["journal", "entry"]
    assert before.keys() - after.keys() <= {("print_job", "sale_id")}  # its subject since 0002
    assert {place: after[place] for place in before.keys() & after.keys()} == {
        place: before[place] for place in before.keys() & after.keys()
    }


def test_projections_of_an_earlier_release_are_what_its_journal_makes(folder: Path) -> None:
    till = opened(folder)
    till.close()
    assert form_in(folder) == (migrate.SCHEMA, rebuilding.FORM)
    assert verification.verify(till.path).entries


def test_an_earlier_release_sells_on_with_the_next_number(
    folder: Path, said: dict[str, Any]
) -> None:
    till = opened(folder)
    number = sell(till).sale.receipt_number
    till.close()
    assert number == f"A12-K1-{said['receipts'] + 1:06d}"
    verification.verify(till.path)


def test_a_copy_of_the_earlier_database_stays_beside_it(folder: Path) -> None:
    is_earlier = form_in(folder) != (migrate.SCHEMA, rebuilding.FORM)
    opened(folder).close()
    opened(folder).close()
    copies = list(database_in(folder).parent.glob("*.before-*"))
    assert len(copies) == is_earlier
