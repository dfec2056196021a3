"""Registers of one booth that say different things, and meet again in any order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.kinds import SHARED
from pos_app.domain.product import ProductChange
from pos_app.domain.register import Booth, Expo
from pos_app.services import booth, product_changes, siblings
from pos_app.services.siblings import Portion
from pos_app.services.till import Till, Work
from pos_app.store import journal, rebuilding
from pos_app.store.sync_links import SyncLink
from pos_app.store.tables.journal import JOURNAL
from pos_app.store.tables.people import PERSON
from pos_app.store.tables.products import PRODUCT, PRODUCT_BARCODE
from pos_app.store.tables.stock import STOCK, STOCK_MOVE
from tests.drivers.tills import Clock, make_till

CODES = ("K1", "K2", "K3")
PRODUCTS = ("batik", "kopi", "jamu")
SHARED_STATE = (PRODUCT, PRODUCT_BARCODE, PERSON, STOCK, STOCK_MOVE)


class Hall:
    """Registers of one booth; what is settled of moments is agreed between all of them."""

    def __init__(self, folder: Path, codes: tuple[str, ...] = CODES) -> None:
        self.clocks = [Clock() for _ in codes]
        self.tills = [
            make_till(folder / code, clock) for code, clock in zip(codes, self.clocks, strict=True)
        ]
        self.moments: list[dict[int, int]] = [{} for _ in codes]
        for till, code in zip(self.tills, codes, strict=True):
            link = SyncLink(f"register-{code}", "http://127.0.0.1:1", "t", "server", "00" * 32)
            expo = Expo("expo", "Pameran", "Asia/Jakarta")
            place = Booth("booth", "A1", "Batik Polokarto")
            till.write(booth.join_booth, till.install, link, place, expo, code).result()

    def arrive(self, number: int) -> None:
        """What a register has written reaches the server."""
        for seq, kind, at in self.tills[number].read(_places).result():
            if kind in SHARED:
                self.moments[number].setdefault(seq, at)

    def carry(self, source: int, target: int, most: int = 1000) -> None:
        """At most so many entries of one register reach another one, and count there."""
        giver, taker = self.tills[source], self.tills[target]
        register = register_of(giver)
        known = taker.read(siblings.known).result().get(register, 0)
        portion = portion_of(giver, known, most, self.moments[source])
        taker.write(siblings.keep, portion).result()
        mine = tuple(sorted(self.moments[target].items()))
        taker.write(siblings.merge, register_of(taker), mine).result()

    def meet(self) -> None:
        """Everything reaches everybody."""
        everybody = range(len(self.tills))
        for number in everybody:
            self.arrive(number)
        for source in everybody:
            for target in everybody:
                if source != target:
                    self.carry(source, target)

    def close(self) -> None:
        for till in self.tills:
            till.close()


@contextmanager
def hall() -> Iterator[Hall]:
    with TemporaryDirectory() as folder:
        made = Hall(Path(folder))
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path, CODES[:2])
    yield made
    made.close()


def _places(work: Work) -> list[tuple[int, str, int]]:
    rows = work.db.execute(select(JOURNAL.c.seq, JOURNAL.c.kind, JOURNAL.c.at))
    return [(row.seq, row.kind, int(row.at[11:19].replace(":", ""))) for row in rows]


def register_of(till: Till) -> str:
    register = till.read(booth.current_register).result()
    assert register is not None
    return register.id


def portion_of(till: Till, after: int, most: int, moments: dict[int, int]) -> Portion:
    def read(work: Work) -> tuple[Head, list[bytes], Head]:
        register = booth.register_in_use(work)
        start = journal.head_at(work.db, register.id, after)
        assert start is not None
        return start, journal.tail(work.db, register.id, after, most), register.head

    start, entries, head = till.read(read).result()
    seen = [one for one in moments.items() if after < one[0] <= after + len(entries)]
    return Portion("K", start, entries, head, till.install.sign_head(head), seen)


def shown(till: Till) -> dict[str, list[tuple[Any, ...]]]:
    """All that registers share, without the numbers that only name things in one file."""

    def read(work: Work) -> dict[str, list[tuple[Any, ...]]]:
        found = {}
        for table in SHARED_STATE:
            columns = [one for one in table.c if one is not PRODUCT.c.number]
            found[table.name] = sorted(map(tuple, work.db.execute(select(*columns))), key=repr)
        return found

    return till.read(read).result()


def product(number: int, **fields: Any) -> Callable[[Till], None]:
    change = ProductChange(PRODUCTS[number], **fields)
    return lambda till: till.write(product_changes.record, [change]).result()


any_product = st.integers(0, len(PRODUCTS) - 1)
CHANGES = st.one_of(
    st.builds(lambda one, value: product(one, name=value), any_product, st.sampled_from("AB")),
    st.builds(lambda one, value: product(one, price=value), any_product, st.integers(1, 9)),
    st.builds(lambda one, value: product(one, active=value), any_product, st.booleans()),
    st.builds(
        lambda one, codes: product(one, barcodes=tuple(sorted(codes))),
        any_product,
        st.sets(st.sampled_from(["111", "222"])),
    ),
)
STEPS = st.one_of(
    st.tuples(st.just("do"), st.integers(0, 2), CHANGES),
    st.tuples(st.just("wait"), st.integers(0, 2), st.integers(-90, 90)),
    st.tuples(st.just("arrive"), st.integers(0, 2), st.none()),
    st.tuples(st.just("carry"), st.integers(0, 2), st.tuples(st.integers(0, 2), st.integers(1, 3))),
)


@settings(max_examples=4, deadline=None)
@given(st.lists(STEPS, max_size=10))
def test_whatever_the_order_in_which_they_meet_the_same_state_stands_everywhere(
    steps: list[tuple[str, int, Any]],
) -> None:
    with hall() as made:
        for number in range(len(PRODUCTS)):
            product(number, name="Batik", price=5)(made.tills[0])
        made.meet()
        for act, number, more in steps:
            if act == "do":
                more(made.tills[number])
            elif act == "wait":
                made.clocks[number].move(seconds=more)
            elif act == "arrive":
                made.arrive(number)
            elif more[0] != number:
                made.carry(number, *more)
        made.meet()
        made.meet()
        first, *others = (shown(till) for till in made.tills)
        for other in others:
            assert other == first
        for till in made.tills[:1]:
            till.write(lambda work: rebuilding.rebuild(work.db)).result()
            assert shown(till) == first


def test_a_change_of_ones_own_shows_at_once_whatever_the_others_clock_says(two: Hall) -> None:
    first, second = two.tills
    two.clocks[0].move(hours=5)
    product(0, name="Batik", price=7)(first)
    two.arrive(0)
    two.carry(0, 1)
    product(0, price=9)(second)
    assert [row[3] for row in shown(second)["product"]] == [9]


def test_a_journal_that_its_register_did_not_sign_is_not_taken(two: Hall) -> None:
    first, second = two.tills
    product(0, name="Batik", price=7)(first)
    honest = portion_of(first, 0, 10, {})
    forged = portion_of(second, 0, 10, {})
    wrong = Portion("K", honest.after, honest.entries, honest.declared, forged.signature)
    with pytest.raises(LapakError, match="signature_wrong"):
        second.write(siblings.keep, wrong).result()
    assert second.read(siblings.known).result() == {}


def test_the_same_portion_twice_counts_once(two: Hall) -> None:
    first, second = two.tills
    product(0, name="Batik", price=7)(first)
    portion = portion_of(first, 0, 10, {})
    assert second.write(siblings.keep, portion).result() == 2
    assert second.write(siblings.keep, portion).result() == 0
