"""What tills have to send: journals on paper, batch by batch, and a server that waits for them."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from sync.client.http import Http
from sync.client.organizer_api import OrganizerApi
from sync.server.accounts import people, programs
from sync.server.fair import expos, joining
from sync.server.office import Office, open_office
from sync.wire import JOURNAL_PATH, WATERMARK_PATH, Watermark, compress, read_batch
from tests.bench.processes import TOP
from tests.drivers.journals import PaperTill

_ACCOUNT = "bench"
_PACKED = {"Content-Type": "application/octet-stream", "Content-Encoding": "zstd"}


class Batch(NamedTuple):
    """A batch as it travels, packed; `first` and `last` are seqs."""

    till: PaperTill
    body: bytes
    first: int
    last: int


class Fair(NamedTuple):
    """An expo before the first push, and what is to be pushed."""

    expo: str
    api_token: str
    batches: tuple[Batch, ...]
    entries: int
    sales: int
    total: int

    @property
    def wire_bytes(self) -> int:
        """All batches as they travel, without HTTP's own lines."""
        return sum(len(batch.body) for batch in self.batches)


def set_up(url: str, registers: int, sales_each: int) -> Fair:
    """Prepare a server's database, and the journals of that many tills, one a booth."""
    office = open_office(url)
    try:
        people.create_account(office, _ACCOUNT, "a long password for a bench")
        api_token = programs.create_api_token(office, _ACCOUNT)
        expo = expos.create_expo(office, "Kabupaten Semarang Expo 2026")
        tills = [_joined(office, expo.id, number) for number in range(registers)]
    finally:
        office.database.close()
    for till in tills:
        till.open()
        till.sell(sales_each)
    return Fair(
        expo=expo.id,
        api_token=api_token,
        batches=tuple(_in_turns([_batches(till) for till in tills])),
        entries=sum(len(till.entries) for till in tills),
        sales=sum(len(till.sales) for till in tills),
        total=sum(till.total for till in tills),
    )


def _joined(office: Office, expo: str, number: int) -> PaperTill:
    till = PaperTill(seed=number)
    booth = expos.create_booth(office, expo, f"B{number}", f"Stan {number}")
    code = joining.create_join_code(office, expo, booth.id).code
    till.joined(joining.join(office, till.join_request(code), f"127.0.{number}.1"))
    return till


def _batches(till: PaperTill) -> list[Batch]:
    made = []
    for raw in till.batches():
        header, _ = read_batch(raw)
        last = header.after_seq + header.entries
        made.append(Batch(till, compress(raw), header.after_seq + 1, last))
    return made


def _in_turns(by_till: Sequence[Sequence[Batch]]) -> Iterator[Batch]:
    for place in range(max(map(len, by_till))):
        yield from (batches[place] for batches in by_till if place < len(batches))


class Tills:
    """All tills of a fair with a connection each, as they stand before their first push."""

    def __init__(self, fair: Fair, address: str) -> None:
        self._fair = fair
        self._api = OrganizerApi(address, fair.api_token)
        tills = {batch.till.register: batch.till for batch in fair.batches}.values()
        self._lines = [(till, Http(address, till.token)) for till in tills]

    def greet(self) -> None:
        """Ask what is held, as every session of a till begins."""
        for till, line in self._lines:
            line.ask("GET", WATERMARK_PATH.format(register=till.register), Watermark)
        self._api.totals(self._fair.expo)

    def push_all(self) -> None:
        """Push everything, all registers at once, each one batch after the other."""
        with ThreadPoolExecutor(len(self._lines)) as registers:
            for pushed in [registers.submit(self._push, *one) for one in self._lines]:
                pushed.result()
        _check(self._fair, self._api)

    def close(self) -> None:
        """Let all connections go."""
        self._api.close()
        for _, line in self._lines:
            line.close()

    def _push(self, till: PaperTill, line: Http) -> None:
        for batch in self._fair.batches:
            if batch.till is till:
                path = JOURNAL_PATH.format(register=till.register)
                answer = line.ask("POST", path, Watermark, batch.body, _PACKED)
                assert (answer.acked_seq, answer.quarantined) == (batch.last, 0)


def check_totals(fair: Fair, address: str) -> None:
    """The server must have counted each sale once, or a bench measures something else."""
    api = OrganizerApi(address, fair.api_token)
    try:
        _check(fair, api)
    finally:
        api.close()


def _check(fair: Fair, api: OrganizerApi) -> None:
    totals = api.totals(fair.expo)
    assert (totals.sales, totals.total) == (fair.sales, fair.total)


@contextmanager
def serving(url: str, workers: int = 1) -> Iterator[tuple[str, int]]:
    """A server on a database, in so many processes; its address and its first process's id."""
    command = [sys.executable, "-m", "tests.bench.server_process", url, str(workers)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()
            server.wait(timeout=30)
