"""kill -9 of a till and of a server while they push: nothing acknowledged is lost, nothing doubles.

More of it: `make rough ROUGH=20`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from pos_app.services import outbox
from pos_app.services.till import Till
from sync.client.join import join
from sync.server.office import open_office
from tests.drivers.lines import entries, open_line, push, register_id
from tests.drivers.organizers import Fair, prepared
from tests.drivers.postgres import running_postgres
from tests.drivers.server_process import ServerProcess
from tests.drivers.tills import make_till, open_shop, sell

TOP = Path(__file__).parents[2]
MORE = int(os.environ.get("LAPAK_ROUGH_SEEDS", "1"))
TILL_KILLS, SERVER_KILLS, POSTGRES_KILLS = 4 * MORE, 4 * MORE, 2 * MORE
SALES = 40


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{prepared(tmp_path / 'organizer.db')}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    with running_postgres() as running:
        yield running.prepared()


def held(fair: Fair, register: str) -> list[bytes]:
    chosen = text("SELECT entry FROM journal WHERE register_id = :register ORDER BY seq")
    with fair.office.database.read() as connection:
        return [bytes(row.entry) for row in connection.execute(chosen, {"register": register})]


def acked(till: Till) -> int:
    link = till.read(outbox.situation).result().link
    assert link is not None
    return link.acked_seq


def check_whole(till: Till, fair: Fair, sales: int) -> None:
    """After one more push in peace everything is there, once."""
    push(till)
    assert held(fair, register_id(till)) == entries(till)
    booth = fair.booth()
    assert (booth.sales, booth.held, booth.missing) == (sales, len(entries(till)), 0)
    assert (booth.status, booth.quarantined) == ("complete", 0)


def sold_until_killed(folder: Path, rng: Random) -> list[str]:
    """The receipts that a selling and sending till told before it was killed."""
    command = [sys.executable, "-m", "tests.drivers.sending_seller", str(folder)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as seller:
        assert seller.stdout is not None
        told = [seller.stdout.readline() for _ in range(rng.randint(1, 12))]
        time.sleep(rng.uniform(0, 0.05))  # a kill falls anywhere, not only behind a sale
        seller.kill()
        told += seller.stdout.readlines()
    return [line.strip() for line in told if line.endswith("\n")]


def test_a_till_that_is_killed_while_it_pushes_hands_everything_over_once(
    tmp_path: Path, sqlite_url: str
) -> None:
    rng = Random(1)
    fair = Fair(open_office(sqlite_url))
    with closing(fair.office.database), ServerProcess(sqlite_url) as server:
        till = make_till(tmp_path)
        join(till, f"http://127.0.0.1:{server.port}", fair.join_code())
        register = register_id(till)
        till.close()
        told: list[str] = []
        for _ in range(TILL_KILLS):
            told += sold_until_killed(tmp_path, rng)
            stands = make_till(tmp_path)
            mine, there = entries(stands), held(fair, register)
            assert there == mine[: len(there)]
            assert acked(stands) <= len(there)
            stands.close()
        last = make_till(tmp_path)
        sold = [data for data in entries(last) if b'"sale.completed"' in data]
        numbers = [receipt for receipt in told if any(receipt.encode() in one for one in sold)]
        assert numbers == told
        assert len(told) <= len(sold) <= len(told) + TILL_KILLS
        check_whole(last, fair, len(sold))
        last.close()


def killed_again_and_again(folder: Path, url: str, kills: int) -> None:
    """A server is killed while a till sends its backlog, entry by entry and in batches."""
    rng = Random(2)
    fair = Fair(open_office(url))
    till = make_till(folder)
    with closing(fair.office.database), closing(till), ServerProcess(url) as server:
        join(till, f"http://127.0.0.1:{server.port}", fair.join_code())
        open_shop(till)
        for _ in range(kills):
            before = acked(till)
            with open_line(till) as opened:
                for _ in range(SALES):
                    sell(till)
                    opened.line.send_now()
                opened.heard.until(lambda _now, seen=before: acked(till) > seen)  # type: ignore[misc]
                time.sleep(rng.uniform(0, 0.05))  # a kill falls anywhere, not behind an answer
                server.kill()
                here = held(fair, register_id(till))
                assert here == entries(till)[: len(here)]
                assert before < acked(till) <= len(here)
                server.start()
                opened.line.send_now()
                opened.until_sent(len(entries(till)))
        check_whole(till, fair, kills * SALES)


def test_a_server_that_is_killed_while_a_till_pushes_keeps_what_it_acknowledged(
    tmp_path: Path, sqlite_url: str
) -> None:
    killed_again_and_again(tmp_path, sqlite_url, SERVER_KILLS)


def test_a_server_on_postgresql_that_is_killed_keeps_what_it_acknowledged(
    tmp_path: Path, postgres_url: str
) -> None:
    killed_again_and_again(tmp_path, postgres_url, POSTGRES_KILLS)
