"""Ingest: journals pushed over real HTTP against a bare bulk insert of what the server made."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sync.client.http import Http
from sync.client.organizer_api import OrganizerApi
from sync.server import accounts, expos, joining
from sync.server.database import connect
from sync.server.office import Office, open_office
from sync.wire import JOURNAL_PATH, WATERMARK_PATH, Watermark, compress, read_batch
from tests.bench.measure import Figure, Sizes, median, ms, paired, seconds
from tests.bench.processes import TOP
from tests.drivers.journals import PaperTill

_ACCOUNT = "bench"
_PACKED = {"Content-Type": "application/octet-stream", "Content-Encoding": "zstd"}
_TABLES = ("journal", "sale", "hour_rollup", "product_rollup", "projection_mark")


class _Batch(NamedTuple):
    """A batch as it travels, packed; `first` and `last` are seqs."""

    till: PaperTill
    body: bytes
    first: int
    last: int


class _Fair(NamedTuple):
    """A server's database before the first push, and what is to be pushed."""

    template: Path
    expo: str
    api_token: str
    batches: tuple[_Batch, ...]
    entries: int
    sales: int
    total: int


class _Written(NamedTuple):
    """Rows that belong to one batch, by table, and where its register then stands."""

    rows: dict[str, list[tuple[Any, ...]]]
    register: tuple[Any, ...]


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`ingest_per_s` and `ingest_vs_bare`."""
    fair = _set_up(work / "ingest", sizes)
    first = _copy(fair, "first.db")
    _pushed(fair, first)  # not counted: it warms the disk's cache, and its rows are the yardstick
    rows = _read_back(fair, first)
    ours, bare = [], []
    for turn in range(sizes.ingests):
        pushed, written = _copy(fair, f"pushed-{turn}.db"), _copy(fair, f"bare-{turn}.db")
        ours.append(_pushed(fair, pushed))
        empty = _driver(written)
        bare.append(seconds(lambda to=empty: _write(to, rows)))  # type: ignore[misc]
        _check_same(_driver(first), empty)
        pushed.unlink()
        written.unlink()
    here, there = median(ours), median(bare)
    batches = f"{len(fair.batches)} batches"
    return (
        Figure("ingest_per_s", fair.entries / here, f"{fair.entries} in {ms(here)}, {batches}"),
        paired("ingest_vs_bare", bare, ours, f"{ms(there)} / {ms(here)}"),
    )


def _set_up(folder: Path, sizes: Sizes) -> _Fair:
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / "template.db"
    office = open_office(str(template))
    try:
        accounts.create_account(office, _ACCOUNT, "a long password for a bench")
        api_token = accounts.create_api_token(office, _ACCOUNT)
        expo = expos.create_expo(office, "Kabupaten Semarang Expo 2026")
        tills = [_joined(office, expo.id, number) for number in range(sizes.registers)]
    finally:
        office.database.close()
    for till in tills:
        till.open()
        till.sell(sizes.sales_each)
    return _Fair(
        template=template,
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
    till.joined(joining.join(office, till.join_request(code), "127.0.0.1"))
    return till


def _batches(till: PaperTill) -> list[_Batch]:
    made = []
    for raw in till.batches():
        header, _ = read_batch(raw)
        last = header.after_seq + header.entries
        made.append(_Batch(till, compress(raw), header.after_seq + 1, last))
    return made


def _in_turns(by_till: Sequence[Sequence[_Batch]]) -> Iterator[_Batch]:
    for place in range(max(map(len, by_till))):
        yield from (batches[place] for batches in by_till if place < len(batches))


def _pushed(fair: _Fair, database: Path) -> float:
    """How long it takes until the server has acknowledged all, and its totals say so.

    Every register pushes its batches one after the other, all registers at once, as tills do.
    """
    with _serving(database) as address:
        api = OrganizerApi(address, fair.api_token)
        by_register = [
            (Http(address, till.token), [batch for batch in fair.batches if batch.till is till])
            for till in {batch.till.register: batch.till for batch in fair.batches}.values()
        ]
        try:
            for line, batches in by_register:  # as every session of a till begins
                line.ask("GET", WATERMARK_PATH.format(register=batches[0].till.register), Watermark)
            api.totals(fair.expo)
            return seconds(lambda: _push_all(fair, by_register, api))
        finally:
            api.close()
            for line, _ in by_register:
                line.close()


def _push_all(
    fair: _Fair, by_register: Sequence[tuple[Http, list[_Batch]]], api: OrganizerApi
) -> None:
    with ThreadPoolExecutor(len(by_register)) as registers:
        for pushed in [registers.submit(_push, *pushing) for pushing in by_register]:
            pushed.result()
    totals = api.totals(fair.expo)
    assert (totals.sales, totals.total) == (fair.sales, fair.total)


def _push(line: Http, batches: Sequence[_Batch]) -> None:
    for batch in batches:
        path = JOURNAL_PATH.format(register=batch.till.register)
        answer = line.ask("POST", path, Watermark, batch.body, _PACKED)
        assert (answer.acked_seq, answer.quarantined) == (batch.last, 0)


@contextmanager
def _serving(database: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.server_process", str(database)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            server.wait(timeout=30)


def _copy(fair: _Fair, name: str) -> Path:
    return Path(shutil.copy(fair.template, fair.template.with_name(name)))


def _driver(database: Path) -> Any:
    """A driver's connection that was set up as the server's own are."""
    return connect(str(database)).engine.raw_connection().driver_connection


def _read_back(fair: _Fair, database: Path) -> list[_Written]:
    connection = _driver(database)
    written = []
    for batch in fair.batches:
        register = batch.till.register
        between = (register, batch.first, batch.last)
        rows = {
            table: _rows(
                connection,
                f"SELECT * FROM {table} WHERE register_id = ? AND seq BETWEEN ? AND ?",
                *between,
            )
            for table in ("journal", "sale", "projection_mark")
        }
        if batch.last == len(batch.till.entries):
            for table in ("hour_rollup", "product_rollup"):
                rows[table] = _rows(
                    connection, f"SELECT * FROM {table} WHERE booth_id = ?", batch.till.booth.id
                )
        head = (batch.last, batch.till.hashes[batch.last], register)
        written.append(_Written({name: found for name, found in rows.items() if found}, head))
    connection.close()
    return written


def _write(connection: Any, written: Sequence[_Written]) -> None:
    for batch in written:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in batch.rows.items():
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        connection.execute(
            "UPDATE register SET acked_seq = ?, acked_hash = ? WHERE register_id = ?",
            batch.register,
        )
        connection.execute("COMMIT")


def _check_same(ours: Any, theirs: Any) -> None:
    """Both databases must hold the same, or the bench compares two different things."""
    for table in _TABLES:
        query = f"SELECT * FROM {table}"
        assert sorted(_rows(ours, query)) == sorted(_rows(theirs, query)), table
    ours.close()
    theirs.close()


def _rows(connection: Any, query: str, *values: object) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
    return rows
