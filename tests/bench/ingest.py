"""Ingest: journals pushed over real HTTP against a bare bulk insert of what the server made."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.backlog import Fair, Tills, serving, set_up
from tests.bench.engines import Bare, Copies, Row, SqliteFiles, postgres
from tests.bench.measure import Figure, Sizes, median, ms, paired, seconds

_TABLES = ("journal", "sale", "hour_rollup", "product_rollup", "projection_mark")


class _Written(NamedTuple):
    """Rows that belong to one batch, by table, and where its register then stands."""

    rows: dict[str, list[Row]]
    register: Row


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`ingest_per_s` and `ingest_vs_bare` on both engines, and `wire_bytes_a_sale`."""
    with postgres() as databases:
        return (
            *_measured("ingest", SqliteFiles(work / "ingest"), sizes),
            *_measured("ingest_postgresql", databases, sizes)[:2],
        )


def _measured(key: str, copies: Copies, sizes: Sizes) -> tuple[Figure, ...]:
    fair = set_up(copies.template, sizes.registers, sizes.sales_each)
    first = copies.copy("first")
    _pushed(fair, first)  # not counted: it warms the disk's cache, and its rows are the yardstick
    rows = _read_back(fair, first)
    ours, bare = [], []
    for _ in range(sizes.ingests):
        pushed, written = copies.copy("pushed"), copies.copy("bare")
        ours.append(_pushed(fair, pushed))
        empty = Bare(written)
        bare.append(seconds(lambda to=empty: _write(to, rows)))  # type: ignore[misc]
        _check_same(Bare(first), empty)
        copies.drop("pushed")
        copies.drop("bare")
    here, there = median(ours), median(bare)
    told = f"{fair.entries} in {ms(here)}, {len(fair.batches)} batches"
    a_sale = fair.wire_bytes / fair.sales
    return (
        Figure(f"{key}_per_s", fair.entries / here, told),
        paired(f"{key}_vs_bare", bare, ours, f"{ms(there)} / {ms(here)}"),
        Figure("wire_bytes_a_sale", a_sale, f"{fair.wire_bytes} bytes, {fair.sales} sales"),
    )


def _pushed(fair: Fair, url: str) -> float:
    """How long it takes until the server has acknowledged all, and its totals say so."""
    with serving(url) as (address, _):
        tills = Tills(fair, address)
        try:
            tills.greet()
            return seconds(tills.push_all)
        finally:
            tills.close()


def _read_back(fair: Fair, url: str) -> list[_Written]:
    bare = Bare(url)
    written = []
    for batch in fair.batches:
        register = batch.till.register
        rows = {
            table: bare.rows(
                f"SELECT * FROM {table} WHERE register_id = ? AND seq BETWEEN ? AND ?",
                register,
                batch.first,
                batch.last,
            )
            for table in ("journal", "sale", "projection_mark")
        }
        if batch.last == len(batch.till.entries):
            for table in ("hour_rollup", "product_rollup"):
                booth = batch.till.booth.id
                rows[table] = bare.rows(f"SELECT * FROM {table} WHERE booth_id = ?", booth)
        head = (batch.last, batch.till.hashes[batch.last], register)
        written.append(_Written({name: found for name, found in rows.items() if found}, head))
    bare.close()
    return written


def _write(bare: Bare, written: Sequence[_Written]) -> None:
    for batch in written:
        with bare.durably():
            for table, rows in batch.rows.items():
                bare.insert(table, rows)
            bare.run_many(
                "UPDATE register SET acked_seq = ?, acked_hash = ? WHERE register_id = ?",
                [batch.register],
            )


def _check_same(ours: Bare, theirs: Bare) -> None:
    """Both databases must hold the same, or the bench compares two different things."""
    for table in _TABLES:
        query = f"SELECT * FROM {table}"
        assert sorted(ours.rows(query)) == sorted(theirs.rows(query)), table
    ours.close()
    theirs.close()
