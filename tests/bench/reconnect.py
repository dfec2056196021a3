"""The network is back: all tills of a hall push what they have to one server at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sync.client.http import Refused
from sync.client.server import Server
from sync.wire import Watermark, decompress
from tests.bench.backlog import Batch, Fair, check_totals, serving, set_up
from tests.bench.engines import Bare, SqliteFiles
from tests.bench.measure import Figure, Sizes, ms, p99
from tests.bench.peak import peak_bytes
from tests.drivers.journals import PaperTill

_MEGABYTE = 1024 * 1024
_MOST_TRIES = 400
"""Of one batch: a till that is put off comes back when it was told to."""


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`reconnect_s`, `reconnect_p99_ms`, `reconnect_memory_mb`; an error or a double fails it."""
    copies = SqliteFiles(work / "reconnect")
    fair = set_up(copies.template, sizes.crowd, sizes.crowd_sales)
    by_till: dict[str, list[Batch]] = {}
    for batch in fair.batches:
        by_till.setdefault(batch.till.register, []).append(batch)
    with serving(copies.template) as (address, server):
        before = peak_bytes(server) / _MEGABYTE
        start = Barrier(len(by_till) + 1)
        with ThreadPoolExecutor(len(by_till)) as hall:
            pushing = [hall.submit(_pushed, address, one, start) for one in by_till.values()]
            start.wait()
            began = time.perf_counter()
            told = [till.result() for till in pushing]
            whole = time.perf_counter() - began
        check_totals(fair, address)
        memory = peak_bytes(server) / _MEGABYTE
    _check_no_doubles(copies.template, fair)
    answers = [answer for answered, _ in told for answer in answered]
    put_off = sum(often for _, often in told)
    crowd = f"{len(by_till)} tills, {sizes.crowd_sales} sales each, put off {put_off} times"
    return (
        Figure("reconnect_s", whole, crowd),
        Figure(
            "reconnect_p99_ms",
            p99(answers) * 1000,
            f"{len(answers)} answers, {ms(max(answers))} at most",
        ),
        Figure("reconnect_memory_mb", memory, f"{before:.0f} MB before"),
    )


def _pushed(address: str, batches: list[Batch], start: Barrier) -> tuple[list[float], int]:
    """How long each answer took, in seconds, and how often the server asked to come later."""
    till = batches[0].till
    server = Server(address, till.token)
    start.wait()
    answers, put_off = [], 0
    try:
        for batch in batches:
            for _ in range(_MOST_TRIES):
                began = time.perf_counter()
                wait_s = _try(server, till, batch)
                answers.append(time.perf_counter() - began)
                if not wait_s:
                    break
                put_off += 1
                time.sleep(till.random.uniform(0, wait_s))
            else:
                raise AssertionError("never taken")
    finally:
        server.close()
    return answers, put_off


def _try(server: Server, till: PaperTill, batch: Batch) -> float:
    """Push once; 0 when it was taken, else the seconds that the server asks for."""
    try:
        answer: Watermark = server.push(till.register, decompress(batch.body, "zstd"))
    except Refused as refused:
        if not refused.retry_after_s:
            raise
        return refused.retry_after_s
    assert (answer.acked_seq, answer.quarantined) == (batch.last, 0)
    return 0


def _check_no_doubles(url: str, fair: Fair) -> None:
    bare = Bare(url)
    assert bare.rows("SELECT count(*) FROM journal") == [(fair.entries,)]
    assert bare.rows("SELECT count(*) FROM sale") == [(fair.sales,)]
    bare.close()
