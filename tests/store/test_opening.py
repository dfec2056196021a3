"""Opening what is not a good database of this till: said by its name, and nothing touched."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest

from pos_app.domain.errors import LapakError
from pos_app.services.till import open_till
from pos_app.store.install import install_path
from pos_app.store.verification import verify
from tests.drivers.damage import ask
from tests.drivers.nobody import give_to_nobody, told_as_nobody
from tests.drivers.tills import Clock, database_in, first_start, make_till, sell, selling_till


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with selling_till(tmp_path) as till:
        sell(till)
    return database_in(tmp_path)


def refusal(path: Path) -> str:
    """The code with which a file is refused; the file must be as it was afterwards."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LapakError) as caught:
        open_till(path, Clock())
    assert caught.value.details["path"] == str(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    return caught.value.code


def test_a_new_database_is_closed_without_leaving_anything_beside_it(tmp_path: Path) -> None:
    first_start(tmp_path).close()
    left = {path.name for path in database_in(tmp_path).parent.iterdir()}
    assert left <= {"lapak.db", "lapak.db.lock"}


def test_another_programs_database_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "kasir.db"
    ask(path, "CREATE TABLE penjualan (id INTEGER)")
    assert refusal(path) == "database_foreign"
    ask(path, "PRAGMA application_id = 252006673")  # Fossil's
    assert refusal(path) == "database_foreign"
    assert ask(path, "SELECT count(*) FROM penjualan") == [(0,)]


@pytest.mark.parametrize(
    "content", [b"nama,harga\nKopi,12000\n", b"\x89PNG\r\n\x1a\n", b"S", b"\n"]
)
def test_a_file_that_is_no_database_is_foreign_or_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lapak.db"
    path.write_bytes(content * 30)
    assert refusal(path) == "database_foreign"


@pytest.mark.parametrize("left", [None, b""])
def test_a_database_that_is_gone_is_not_begun_anew(closed: Path, left: bytes | None) -> None:
    closed.unlink()
    if left is not None:
        closed.write_bytes(left)
    assert refusal(closed) == "database_lost"


def test_a_file_of_zeros_is_damaged(closed: Path) -> None:
    closed.write_bytes(bytes(8192))
    assert refusal(closed) == "database_damaged"


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "database_not_opened"


def test_a_place_that_cannot_be_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "lapak.db") == "database_not_opened"


def test_a_newer_lapaks_database_is_refused_by_name(closed: Path) -> None:
    ask(closed, "UPDATE alembic_version SET version_num = '9999'")
    assert refusal(closed) == "database_newer"


@pytest.mark.parametrize("loss", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_database_that_lost_its_revision_is_damaged(closed: Path, loss: str) -> None:
    ask(closed, loss)
    assert refusal(closed) == "database_damaged"
    with pytest.raises(LapakError, match="database_damaged"):
        verify(closed)


@pytest.mark.parametrize("kept", [1, 15, 16, 60, 99, 100, 512, 4096, 8192, 30_000])
def test_a_cut_off_database_is_damaged_and_is_left_alone(closed: Path, kept: int) -> None:
    with closed.open("r+b") as file:
        file.truncate(kept)
    assert refusal(closed) == "database_damaged"


def test_a_database_cut_to_nothing_beside_its_log_is_damaged(tmp_path: Path) -> None:
    with selling_till(tmp_path, begin=first_start) as till:
        crashed = crashed_copy(till.path, tmp_path / "crashed")
    crashed.write_bytes(b"")
    log = crashed.with_name("lapak.db-wal")
    before = log.read_bytes()
    assert refusal(crashed) == "database_damaged"
    assert log.read_bytes() == before


def crashed_copy(path: Path, folder: Path) -> Path:
    """The files as a power cut leaves them while the till is open."""
    folder.mkdir()
    for name in (path.name, f"{path.name}-wal"):
        shutil.copy(path.with_name(name), folder / name)
    shutil.copy(install_path(path), install_path(folder / path.name))
    return folder / path.name


def test_a_power_cut_right_after_the_first_start_loses_nothing(tmp_path: Path) -> None:
    with selling_till(tmp_path, begin=first_start) as till:
        sold = sell(till)
        crashed = crashed_copy(till.path, tmp_path / "crashed")
    assert verify(crashed).sales == 1
    again = open_till(crashed, Clock())
    assert sell(again).seq == sold.seq + 1
    again.close()


def test_a_power_cut_within_a_checkpoint_loses_nothing(tmp_path: Path) -> None:
    """SQLite writes pages in order: the first one may promise pages that are still to come."""
    with selling_till(tmp_path, begin=first_start) as till:
        sell(till)
        crashed = crashed_copy(till.path, tmp_path / "crashed")
    finished = database_in(tmp_path).read_bytes()
    assert len(finished) > crashed.stat().st_size
    with crashed.open("r+b") as file:
        file.write(finished[:4096])
    assert verify(crashed).sales == 1
    again = open_till(crashed, Clock())
    again.close()
    assert verify(crashed).sales == 1


def test_a_power_cut_while_the_tables_are_made_starts_anew(tmp_path: Path) -> None:
    path = database_in(tmp_path)
    path.parent.mkdir()
    connection = pysqlite3.connect(str(path))
    connection.execute(f"PRAGMA application_id = {0x4C50414B}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with selling_till(tmp_path) as till:
        assert sell(till).sale.receipt_number == "A12-K1-000001"


def test_a_database_in_use_is_refused_in_the_same_process(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        with pytest.raises(LapakError, match="already_running"):
            make_till(tmp_path)
        assert sell(till).sale.receipt_number == "A12-K1-000001"
    make_till(tmp_path).close()


def test_a_database_in_use_is_refused_under_another_name(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        link = tmp_path / "link.db"
        link.symlink_to(till.path)
        with pytest.raises(LapakError, match="already_running"):
            open_till(link, Clock())


@pytest.fixture
def other_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    program = (
        "import sys; from pathlib import Path; from tests.drivers.tills import make_till;"
        "till = make_till(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_database_in_use_by_another_process_is_free_once_that_is_gone(
    tmp_path: Path, other_process: subprocess.Popen[str]
) -> None:
    with pytest.raises(LapakError, match="already_running"):
        make_till(tmp_path)
    other_process.kill()
    other_process.wait()
    make_till(tmp_path).close()


@pytest.mark.skipif(os.name != "posix", reason="rights are asked another way there")
@pytest.mark.parametrize("guarded", ["file", "folder", "both"])
def test_a_read_only_database_is_told_as_such_and_can_still_be_verified(
    tmp_path: Path, closed: Path, guarded: str
) -> None:
    give_to_nobody(tmp_path)
    assert told_as_nobody(lambda: make_till(tmp_path).close()) == "done"
    if guarded in {"file", "both"}:
        closed.chmod(0o444)
    if guarded in {"folder", "both"}:
        closed.parent.chmod(0o555)
        closed.with_name("lapak.db.lock").chmod(0o444)
    assert told_as_nobody(lambda: make_till(tmp_path)) == "database_read_only"
    assert told_as_nobody(lambda: verify(closed)) == "done"
    closed.parent.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="rights are asked another way there")
def test_a_database_that_may_not_even_be_read_is_not_opened(tmp_path: Path, closed: Path) -> None:
    give_to_nobody(tmp_path)
    closed.chmod(0)
    assert told_as_nobody(lambda: make_till(tmp_path)) == "database_not_opened"
    assert told_as_nobody(lambda: verify(closed)) == "database_not_opened"
