"""Registers of one booth that say different things, and meet again in any order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pos_app.domain.continuation import EntryCarried, unwrapped, wrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry, Head, decode, encode
from pos_app.domain.kinds import SHARED, Kind, ProductsChanged
from pos_app.domain.order import Buyer, Order, OrderStatus
from pos_app.domain.people import PersonChanged
from pos_app.domain.permission import Action, By, Grants, Role
from pos_app.domain.product import ProductChange
from pos_app.domain.promotion import BuyGet, Promotion
from pos_app.domain.qris import ImportedFrom, read_code
from pos_app.domain.quantity import ONE
from pos_app.domain.refund import Return
from pos_app.domain.register import Booth, Expo
from pos_app.domain.rules import Rules
from pos_app.domain.stock import MoveKind
from pos_app.services import (
    booth,
    carts,
    history,
    order_payments,
    orders,
    people,
    product_changes,
    returns,
    shifts,
    siblings,
)
from pos_app.services.qris import use_code
from pos_app.services.siblings import Portion
from pos_app.services.stock import MoveRow, NewMove, move_stock
from pos_app.services.terms import change_rules, save_promotion
from pos_app.services.till import Till, Work
from pos_app.store import journal, rebuilding
from pos_app.store import returns as sale_returns
from pos_app.store.sync_links import SyncLink
from pos_app.store.tables.journal import JOURNAL
from pos_app.store.tables.orders import PLACED_ORDER
from pos_app.store.tables.people import PERSON, ROLE_GRANT
from pos_app.store.tables.products import PRODUCT, PRODUCT_BARCODE
from pos_app.store.tables.qris import QRIS_CODE
from pos_app.store.tables.siblings import SIBLING_RETURN, SIBLING_SALE
from pos_app.store.tables.stock import STOCK, STOCK_MOVE
from pos_app.store.tables.terms import PROMOTION, RULES
from tests.drivers.people import by_of, quick_hash, staffed
from tests.drivers.qris_codes import COFFEE, TRAP
from tests.drivers.tills import Clock, cart_of, cash, make_till, open_shop, sell

CODES = ("K1", "K2", "K3")
PIECE = 2
PRODUCTS = ("batik", "kopi", "jamu")
FIRST_RECEIPT = "A1-K1-000001"
SHARED_STATE = (
    PRODUCT,
    PRODUCT_BARCODE,
    PERSON,
    ROLE_GRANT,
    STOCK,
    STOCK_MOVE,
    PLACED_ORDER,
    PROMOTION,
    RULES,
    QRIS_CODE,
)


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
        for seq, entry in self.tills[number].read(_entries).result():
            if entry.kind in SHARED:
                at = round(entry.at.timestamp() * 1000)
                self.moments[number].setdefault(seq, at)

    def carry(self, source: int, target: int, most: int = 1000) -> None:
        """At most so many entries of one register reach another one, and count there."""
        self.arrive(source)
        giver, taker = self.tills[source], self.tills[target]
        register = register_of(giver)
        known = taker.read(siblings.known).result().get(register, 0)
        portion = portion_of(giver, known, most, self.moments[source])
        taker.write(siblings.keep, portion).result()
        mine = tuple(sorted(self.moments[target].items()))
        taker.write(siblings.merge, register_of(taker), mine, PIECE).result()
        while taker.read(siblings.is_behind).result():
            taker.write(siblings.merge, register_of(taker), (), PIECE).result()

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


def _entries(work: Work) -> list[tuple[int, Entry]]:
    """What was written, and what was carried over."""
    rows = work.db.execute(select(JOURNAL.c.seq, JOURNAL.c.entry))
    return [(row.seq, unwrapped(decode(row.entry))) for row in rows]


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


def refund(till: Till) -> None:
    """One piece of the sale that stands before all else: refused where it is known to be back."""
    with suppress(LapakError):
        opened = till.read(history.open_scanned, FIRST_RECEIPT).result()
        assert opened.original is not None
        back = Return(till.new_id(), {1: ONE}, reason="rusak")
        till.write(returns.refund_sale, opened.original, back).result()


def order(service: Callable[..., Any], *args: Any) -> Callable[[Till], None]:
    def run(till: Till) -> None:
        with suppress(LapakError):
            till.write(service, "order", *args).result()

    return run


def pay_order(till: Till) -> None:
    order(order_payments.pay, till.new_id(), 100, cash(100))(till)


def edit_order(till: Till) -> None:
    with suppress(LapakError):
        state = till.read(orders.order, "order").result()
        edited = msgspec.structs.replace(state.order, text=till.new_id(), value=1000)
        till.write(orders.edit, edited).result()


def receive(till: Till) -> None:
    rows = (MoveRow(PRODUCTS[0], ONE),)
    till.write(move_stock, NewMove(till.new_id(), MoveKind.RECEIVE, rows)).result()


DEEDS = st.sampled_from(
    [
        refund,
        pay_order,
        edit_order,
        receive,
        order(orders.move, OrderStatus.CONFIRMED),
        order(orders.move, OrderStatus.CANCELLED, "Batal"),
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("do"), st.integers(0, 2), CHANGES),
    st.tuples(st.just("do"), st.integers(0, 2), DEEDS),
    st.tuples(st.just("wait"), st.integers(0, 2), st.integers(-90, 90)),
    st.tuples(st.just("arrive"), st.integers(0, 2), st.none()),
    st.tuples(st.just("carry"), st.integers(0, 2), st.tuples(st.integers(0, 2), st.integers(1, 3))),
    st.tuples(st.just("over"), st.integers(0, 2), st.tuples(st.integers(0, 2), st.integers(1, 3))),
)


@settings(max_examples=4, deadline=None)
@given(st.lists(STEPS, max_size=10))
def test_whatever_the_order_in_which_they_meet_the_same_state_stands_everywhere(
    steps: list[tuple[str, int, Any]],
) -> None:
    with hall() as made:
        for number in range(len(PRODUCTS)):
            product(number, name="Batik", price=5)(made.tills[0])
        seller = made.tills[0]
        for till in made.tills:
            till.write(shifts.open_shift, "Siti", 1000).result()
        receive(seller)
        sold = sell(seller, "Batik").sale
        assert sold.receipt_number == FIRST_RECEIPT
        seller.write(
            orders.place, Order("order", "", Buyer("Bu Ani"), text="Kopi", value=500)
        ).result()
        made.meet()
        for act, number, more in steps:
            if act == "do":
                more(made.tills[number])
            elif act == "wait":
                made.clocks[number].move(seconds=more)
            elif act == "arrive":
                made.arrive(number)
            else:
                pass_on(made, act, number, *more)
        made.meet()
        made.meet()
        first, *others = (shown(till) for till in made.tills)
        for other in others:
            assert other == first
        came_back = [
            till.read(lambda work: sale_returns.earlier(work.db, sold.id)).result()
            for till in made.tills
        ]
        assert came_back[1:] == came_back[:-1]
        for till in made.tills[:1]:
            till.write(lambda work: rebuilding.rebuild(work.db)).result()
            assert shown(till) == first


def owners(service: Callable[..., Any], *args: Any) -> Callable[[Till, By], None]:
    """What an owner does; nothing where it may not be, as taking the last owner away."""

    def run(till: Till, by: By) -> None:
        with suppress(LapakError):
            till.write(service, *args, by=by).result()

    return run


def person(**fields: Any) -> Callable[[Till, By], None]:
    def run(till: Till, by: By) -> None:
        for one in till.read(people.staff).result().people:
            if one.name.startswith("Siti") or "role" not in fields:
                owners(people.change_person, PersonChanged(one.id, **fields))(till, by)
                return

    return run


any_promotion = st.builds(
    lambda one, gets, active: owners(
        save_promotion, Promotion(one, "Promo", BuyGet(2, gets), active=active)
    ),
    st.sampled_from(["first", "second"]),
    st.integers(1, 3),
    st.booleans(),
)
any_rules = st.builds(
    lambda day, points: owners(change_rules, day, Rules(service_points=points)),
    st.sampled_from([date(2026, 11, 21), date(2026, 11, 22)]),
    st.integers(0, 900),
)
OWNERS_DEEDS = st.one_of(
    any_promotion,
    any_rules,
    st.builds(
        lambda code: owners(use_code, read_code(code), ImportedFrom.TEXT),
        st.sampled_from([COFFEE, TRAP]),
    ),
    st.builds(lambda name: person(name=name), st.sampled_from(["Bu Tini", "Ibu Tini"])),
    st.builds(lambda role: person(role=role), st.sampled_from(list(Role))),
    st.builds(lambda active: person(active=active), st.booleans()),
    st.builds(
        lambda role, actions: owners(
            people.change_permissions, role, Grants(frozenset(actions), 500)
        ),
        st.sampled_from([Role.SUPERVISOR, Role.CASHIER]),
        st.sets(st.sampled_from([Action.CLOSE_SHIFT, Action.REFUND]), max_size=2),
    ),
)
OWNERS_STEPS = st.one_of(
    st.tuples(st.just("do"), st.integers(0, 2), OWNERS_DEEDS),
    st.tuples(st.just("wait"), st.integers(0, 2), st.integers(-90, 90)),
    st.tuples(st.just("arrive"), st.integers(0, 2), st.none()),
    st.tuples(st.just("carry"), st.integers(0, 2), st.tuples(st.integers(0, 2), st.integers(1, 3))),
)


@settings(max_examples=4, deadline=None)
@given(st.lists(OWNERS_STEPS, max_size=10))
def test_so_do_promotions_rules_the_qris_code_people_and_what_they_may_do(
    steps: list[tuple[str, int, Any]],
) -> None:
    with hall() as made:
        owner = staffed(made.tills[0], "Bu Tini", "Siti")["Bu Tini"]
        made.meet()
        for till in made.tills[1:]:
            till.write(people.set_pin, owner.id, quick_hash("5926")).result()
        for act, number, more in steps:
            if act == "do":
                more(made.tills[number], by_of(owner))
            elif act == "wait":
                made.clocks[number].move(seconds=more)
            elif act == "arrive":
                made.arrive(number)
            elif more[0] != number:
                made.carry(number, *more)
        made.meet()
        made.meet()
        first, *others = (shown(till) for till in made.tills)
        assert others == [first, first]
        for till in made.tills:
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


def test_a_cart_at_hand_holds_up_only_what_there_is(two: Hall) -> None:
    first, second = two.tills
    open_shop(second)
    two.carry(0, 1)
    second.write(carts.keep, cart_of(second, "Kopi")).result()
    assert second.write(siblings.merge, register_of(second)).result() is False
    product(0, name="Batik", price=7)(first)
    second.write(siblings.keep, portion_of(first, 1, 10, {})).result()
    assert second.write(siblings.merge, register_of(second)).result() is None


def test_what_came_over_counts_in_pieces(two: Hall) -> None:
    first, second = two.tills
    for price in (7, 8, 9):
        product(0, name="Batik", price=price)(first)
    second.write(siblings.keep, portion_of(first, 0, 10, {})).result()
    shown_then = []
    while second.read(siblings.is_behind).result():
        assert second.write(siblings.merge, register_of(second), (), 2).result()
        shown_then += [row[3] for row in shown(second)["product"]]
    assert shown_then == [7, 9]


def test_a_barcode_is_whose_it_was_made_last_whatever_the_order_in_the_file(two: Hall) -> None:
    first, second = two.tills
    product(1, name="Kopi", barcodes=("111",))(first)
    two.clocks[1].move(minutes=1)
    product(0, name="Batik", barcodes=("111",))(second)
    two.meet()
    two.meet()
    for till in two.tills:
        assert shown(till)["product_barcode"] == [("111", PRODUCTS[0])]
    product(1, price=7)(first)
    assert shown(first)["product_barcode"] == [("111", PRODUCTS[0])]


def carried_on(source: Till, target: Till, after: int = 0) -> None:
    """A register carries what another one has written, as a copy without its key does."""

    def read(work: Work) -> list[EntryCarried]:
        register = booth.register_in_use(work).id
        stored = journal.stored(work.db, register, after, 1000)
        return [wrapped(register, seq, digest, data) for seq, data, digest in stored]

    def write(work: Work, body: EntryCarried) -> None:
        head = booth.register_in_use(work).head
        journal.append(work.db, head, Kind.ENTRY_CARRIED, body, work.at)

    for body in source.read(read).result():
        target.write(write, body).result()


def pass_on(made: Hall, way: str, source: int, target: int, most: int) -> None:
    """Entries come over as the journal that they stand in, or carried over into another one."""
    if source != target and way == "carry":
        made.carry(source, target, most)
    elif source != target:
        head = made.tills[source].read(booth.register_in_use).result().head
        carried_on(made.tills[source], made.tills[target], max(0, head.seq - most))


def elsewhere(till: Till) -> dict[str, list[tuple[Any, ...]]]:
    tables = (SIBLING_SALE, SIBLING_RETURN, STOCK_MOVE, STOCK)

    def read(work: Work) -> dict[str, list[tuple[Any, ...]]]:
        return {one.name: sorted(map(tuple, work.db.execute(select(one)))) for one in tables}

    return till.read(read).result()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_what_came_twice_is_the_same_whichever_came_first(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    made = Hall(tmp_path)
    here, seller, carrier = made.tills
    open_shop(seller)
    [kept, gone] = [sell(seller, "Kopi Susu Gula Aren").sale for _ in range(2)]
    seller.write(returns.void_sale, gone.id, "salah ketik").result()
    original = seller.read(returns.original_sale, kept.id).result()
    back = Return("refund", {1: ONE}, reason="rusak")
    seller.write(returns.refund_sale, original, back).result()
    rows = (MoveRow(kept.lines[0].product_id, 5 * ONE),)
    seller.write(move_stock, NewMove("move", MoveKind.COUNT, rows)).result()
    carried_on(seller, carrier)
    for number in order:
        made.carry(number, 0)
    before = elsewhere(here)
    assert [len(before[name]) for name in ("sibling_sale", "sibling_return")] == [2, 2]
    here.write(lambda work: rebuilding.rebuild(work.db)).result()
    assert elsewhere(here) == before
    made.close()


@pytest.mark.parametrize("order", [(2,), (1, 2), (2, 1)])
def test_what_was_carried_over_counts_once_when_it_was_said(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    made = Hall(tmp_path)
    here, old, carrier = made.tills
    product(0, name="Batik", price=7)(old)
    product(1, name="Kopi", price=1)(old)
    for clock in made.clocks:
        clock.move(minutes=1)
    product(0, name="Batik tulis", price=9)(here)
    for clock in made.clocks:
        clock.move(minutes=1)
    product(0, category="Kain")(old)
    carried_on(old, carrier)
    for number in range(3):
        made.arrive(number)
    for number in order:
        made.carry(number, 0)
    told = {row[0]: row[1:] for row in here.read(_products).result()}
    assert told == {"batik": ("Batik tulis", 9, "Kain"), "kopi": ("Kopi", 1, "")}
    before = shown(here)
    here.write(lambda work: rebuilding.rebuild(work.db)).result()
    assert shown(here) == before
    made.close()


def test_both_branches_of_a_copied_register_count(tmp_path: Path) -> None:
    """The same place of one journal twice, with other words: neither hides the other."""
    made = Hall(tmp_path)
    here, old, carrier = made.tills
    product(0, name="Batik", price=7)(old)
    product(1, name="Kopi", price=1)(old)

    def branch(work: Work) -> None:
        at = work.at
        change = ProductsChanged((ProductChange(PRODUCTS[2], name="Jamu", price=3),))
        inner = encode(register_of_old, 3, at, Kind.PRODUCT_CHANGED, change)
        head = booth.register_in_use(work).head
        body = wrapped(register_of_old, 3, bytes(32), inner)
        journal.append(work.db, head, Kind.ENTRY_CARRIED, body, at)

    register_of_old = register_of(old)
    carrier.write(branch).result()
    for number in (1, 2):
        made.arrive(number)
        made.carry(number, 0)
    assert {row[0] for row in here.read(_products).result()} == set(PRODUCTS)
    made.close()


def _products(work: Work) -> list[tuple[Any, ...]]:
    chosen = select(PRODUCT.c.product_id, PRODUCT.c.name, PRODUCT.c.price, PRODUCT.c.category)
    return list(map(tuple, work.db.execute(chosen)))
