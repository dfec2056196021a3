"""Projections are nothing but the journal: made again from it they are the same, row by row."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.services.catalogue import search
from pos_app.services.till import Till, Work
from pos_app.store import rebuilding, verification
from pos_app.store.tables import PROJECTIONS
from tests.drivers.histories.histories import Step, steps
from tests.drivers.tills import Clock, make_till, sell, set_up


def projected(work: Work) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [
            tuple(row) for row in work.db.execute(table.select().order_by(*table.primary_key))
        ]
        for table in PROJECTIONS
    }


def rebuild(work: Work) -> None:
    rebuilding.rebuild(work.db)


def live_through(history: list[Step], folder: Path) -> Till:
    clock = Clock()
    till = make_till(folder, clock)
    set_up(till)
    for step in history:
        step(till, clock)
    return till


@settings(max_examples=18)
@given(st.lists(steps, min_size=1, max_size=16))
def test_rebuilt_projections_are_the_live_ones_and_verify(history: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        till = live_through(history, Path(folder))
        try:
            live = till.read(projected).result()
            till.write(rebuild).result()
            assert till.read(projected).result() == live
        finally:
            till.close()
        verified = verification.verify(till.path)
        states = [row[-1] for row in live["sale"]]
        assert verified.sales == len(states) - states.count("voided")


def test_rebuilding_makes_the_search_index_anew_too(till: Till) -> None:
    before = till.read(search, "kop").result()
    till.write(rebuild).result()
    assert till.read(search, "kop").result() == before
    assert [product.name for product in before] == ["Kopi Susu Gula Aren"]


def test_rebuilding_twice_and_selling_on_gives_the_next_receipt_number(till: Till) -> None:
    sell(till)
    till.write(rebuild).result()
    till.write(rebuild).result()
    assert sell(till).sale.receipt_number == "A12-K1-000002"
