"""A fair of two million sales beside one of ten thousand: live figures, a start, a count anew."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from litestar.testing import TestClient

from pos_app.domain.register import receipt_number
from sync.server.accounts import people, sessions
from sync.server.accounts.callers import SESSION_COOKIE
from sync.server.app import app_for
from sync.server.fair import expos, joining
from sync.server.figures.live import live_of
from sync.server.figures.projection import reproject
from sync.server.intake.receive import receive
from sync.server.office import Office, open_office
from sync.wire import compress
from tests.bench.backlog import serving
from tests.bench.engines import SqliteFiles
from tests.bench.measure import Figure, Sizes, ms, paired, ratio, seconds
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import prepared

_PASSWORD = "a long password for a bench"
_STEP_S = 7
"""Between two sales of a till, so that a booth's two or three days of them fit a fair."""

_MOST_SHOWN = 64
"""Sales that a till really rings up; the others have the same goods at other times."""


class _Expo(NamedTuple):
    """A database, the id of its expo, and somebody who is logged in."""

    office: Office
    id: str
    session: str


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`booth_table_2m_vs_10k`, `server_start_2m_vs_empty` and `reprojected_per_s`."""
    files = SqliteFiles(work / "large")
    few = _sold(work / "large" / "few.db", sizes.booths, sizes.small_fair)
    many = _sold(work / "large" / "many.db", sizes.booths, sizes.large_fair)
    table = _tables(few, many, sizes)
    entries = sizes.large_fair + 2 * sizes.booths
    counted = seconds(lambda: reproject(many.office.database, many.id))
    _check(many, sizes.large_fair)
    for one in (few, many):
        one.office.database.close()
    prepared(Path(files.template))
    started = _starts(files, str(work / "large" / "many.db"), sizes)
    told = f"{entries} entries in {counted:.1f} s"
    return (table, started, Figure("reprojected_per_s", entries / counted, told))


def _sold(database: Path, booths: int, sales: int) -> _Expo:
    """A fair whose booths have sold so much together, pushed as tills push it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    office = open_office(str(prepared(database)))
    people.create_account(office, "sri", _PASSWORD)
    expo = expos.create_expo(office, "Kabupaten Semarang Expo 2026").id
    for number in range(booths):
        till = _joined(office, expo, number)
        till.open()
        _push(office, till, sales // booths + (number < sales % booths))
    return _Expo(office, expo, sessions.log_in(office, "sri", _PASSWORD, "127.0.0.1"))


def _joined(office: Office, expo: str, number: int) -> PaperTill:
    till = PaperTill(seed=number)
    booth = expos.create_booth(office, expo, f"B{number}", f"Stan {number}")
    code = joining.create_join_code(office, expo, booth.id).code
    till.joined(joining.join(office, till.join_request(code), f"127.0.{number}.1"))
    return till


def _push(office: Office, till: PaperTill, sales: int) -> None:
    rung_up = min(sales, _MOST_SHOWN)
    till.sell(rung_up)
    for number in range(rung_up + 1, sales + 1):
        till.now += timedelta(seconds=_STEP_S)
        alike = till.sales[number % rung_up]
        again = msgspec.structs.replace(
            alike,
            id=till.new_id(),
            receipt_number=receipt_number(till.booth.code, till.code, number),
            at=till.now,
        )
        till.append("sale.completed", again, till.now)
    for raw in till.batches():
        receive(office, till.token, till.register, compress(raw), "zstd")


def _tables(few: _Expo, many: _Expo, sizes: Sizes) -> Figure:
    """The live page's booth table, asked for in turns as a browser does."""
    times: tuple[list[float], list[float]] = ([], [])
    with TestClient(app_for(few.office)) as small, TestClient(app_for(many.office)) as large:
        for client, expo in ((small, few), (large, many)):
            client.cookies.set(SESSION_COOKIE, expo.session)
        for _ in range(sizes.around):
            for client, expo, taken in ((small, few, times[0]), (large, many, times[1])):
                taken.append(seconds(lambda ask=client, of=expo: _ask(ask, of)))  # type: ignore[misc]
    return ratio("booth_table_2m_vs_10k", times[1], times[0])


def _ask(client: TestClient, expo: _Expo) -> None:  # type: ignore[type-arg]
    answer = client.get(f"/expos/{expo.id}/live")
    assert answer.status_code == 200, answer.text


def _starts(files: SqliteFiles, large: str, sizes: Sizes) -> Figure:
    """From the process to its address, of an empty database and the large one in turns."""
    empty, full = zip(*_pairs(files, large, sizes.starts), strict=True)
    told = f"{ms(min(full))} / {ms(min(empty))} at best"
    return paired("server_start_2m_vs_empty", full, empty, told)


def _pairs(files: SqliteFiles, large: str, starts: int) -> Iterator[tuple[float, float]]:
    for _ in range(starts):
        yield _start(files.template), _start(large)


def _start(url: str) -> float:
    """Seconds from the process to the address that it says."""
    began = time.perf_counter()
    with serving(url) as (address, _):
        assert address
        return time.perf_counter() - began


def _check(expo: _Expo, sales: int) -> None:
    """What was counted anew must be all that was sold, or something else was measured."""
    with expo.office.database.read() as connection:
        assert live_of(connection, expo.id, expo.office.clock()).totals.sales == sales
