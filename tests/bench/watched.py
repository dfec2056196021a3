"""The live page of a fair for everybody who watches, while its tills push."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from sync.client.http import Http
from sync.server.accounts import sessions
from sync.server.accounts.callers import SESSION_COOKIE
from sync.server.office import open_office
from sync.wire import JOURNAL_PATH, Watermark, compress
from tests.bench.backlog import serving, set_up
from tests.bench.engines import Copies, SqliteFiles, postgres
from tests.bench.measure import Figure, Sizes, ms, p99
from tests.drivers.journals import PaperTill

_ASK_EVERY_S = 1.0
"""The page itself asks every five seconds."""

_SALES_A_PUSH = 5
_PUSH_EVERY_S = 1.0
_PACKED = {"Content-Type": "application/octet-stream", "Content-Encoding": "zstd"}


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`live_p99_ms` and `live_postgresql_p99_ms`."""
    with postgres() as databases:
        return (
            _measured("live_p99_ms", SqliteFiles(work / "watched"), sizes),
            _measured("live_postgresql_p99_ms", databases, sizes),
        )


def _measured(key: str, copies: Copies, sizes: Sizes) -> Figure:
    fair = set_up(copies.template, sizes.pushing, sizes.pushed_each)
    session = _session(copies.template)
    tills = list({batch.till.register: batch.till for batch in fair.batches}.values())
    with serving(copies.template) as (address, _):
        over = threading.Event()
        with ThreadPoolExecutor(len(tills) + sizes.viewers) as hall:
            watching = [
                hall.submit(_watch, address, fair.expo, session, over, number / sizes.viewers)
                for number in range(sizes.viewers)
            ]
            pushing = [hall.submit(_push, address, till) for till in tills]
            try:
                for till in pushing:
                    till.result()
            finally:
                over.set()
            answers = [one for viewer in watching for one in viewer.result()]
    told = (
        f"{len(answers)} answers to {sizes.viewers} viewers, {ms(max(answers))} at most, "
        f"while {len(tills)} tills pushed {fair.sales} sales"
    )
    return Figure(key, p99(answers) * 1000, told)


def _session(url: str) -> str:
    """Somebody who is logged in, whom `set_up` made."""
    office = open_office(url)
    try:
        return sessions.log_in(office, "bench", "a long password for a bench", "127.0.0.1")
    finally:
        office.database.close()


def _watch(
    address: str, expo: str, session: str, over: threading.Event, begins: float
) -> Sequence[float]:
    """How long each answer took, in seconds, asked for as the page does it."""
    answers: list[float] = []
    tag = ""
    with requests.Session() as browser:
        browser.cookies.set(SESSION_COOKIE, session)
        over.wait(begins * _ASK_EVERY_S)
        while not over.is_set() or not answers:
            began = time.perf_counter()
            known = {"If-None-Match": tag} if tag else {}
            answer = browser.get(f"{address}/expos/{expo}/live", headers=known, timeout=30)
            answers.append(time.perf_counter() - began)
            assert answer.status_code in {200, 304}, answer.status_code
            tag = answer.headers["ETag"]
            over.wait(_ASK_EVERY_S)
    return answers


def _push(address: str, till: PaperTill) -> None:
    """A few sales at a time, as they are rung up."""
    line = Http(address, till.token)
    try:
        for after in range(0, len(till.entries), _SALES_A_PUSH):
            upto = min(after + _SALES_A_PUSH, len(till.entries))
            body = compress(till.batch(after, upto, till.head_at(upto)))
            path = JOURNAL_PATH.format(register=till.register)
            answer = line.ask("POST", path, Watermark, body, _PACKED)
            assert answer.acked_seq == upto
            time.sleep(till.random.uniform(0, 2 * _PUSH_EVERY_S))
    finally:
        line.close()
