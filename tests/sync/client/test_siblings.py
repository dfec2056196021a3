"""Two registers of one booth, the organizer's real server between them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Head
from pos_app.domain.order import Buyer, Order, OrderStatus
from pos_app.domain.people import Person, PersonChanged
from pos_app.domain.permission import Role
from pos_app.domain.product import ProductChange
from pos_app.domain.promotion import BuyGet, Promotion
from pos_app.domain.refund import Return
from pos_app.domain.returns import SaleState
from pos_app.domain.sale import Sale
from pos_app.services import (
    booth,
    carts,
    history,
    order_payments,
    orders,
    outbox,
    people,
    product_changes,
    returns,
    shifts,
)
from pos_app.services.organizer import SyncKind
from pos_app.services.papers import order_slips
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.terms import save_promotion, term_book
from pos_app.services.till import Till
from pos_app.store.rebuilding import rebuild
from pos_app.store.verification import verify
from resources.translations import Catalog
from sync.client.join import join
from sync.client.pull import pull_siblings
from sync.client.server import Server
from tests.drivers.lines import open_line, push
from tests.drivers.people import by_of, enters, quick_hash, staffed
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import cart_of, cash, make_till, open_shop, sell, selling_till, shelf

Pair = tuple[Till, Till]


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[RealOrganizer]:
    with RealOrganizer(tmp_path) as running:
        yield running


@pytest.fixture
def pair(tmp_path: Path, organizer: RealOrganizer) -> Iterator[Pair]:
    tills = make_till(tmp_path / "first"), make_till(tmp_path / "second")
    for till in tills:
        join(till, organizer.address, organizer.join_code())
    open_shop(tills[0])
    tills[1].write(shifts.open_shift, "Budi", 200_000).result()
    yield tills
    for till in tills:
        till.close()


def meet(*tills: Till) -> list[bool | None]:
    """Every register sends all it has, then fetches what the others sent."""
    for till in tills:
        push(till)
    return [pull(till) for till in tills]


def pull(till: Till) -> bool | None:
    now = till.read(outbox.situation).result()
    assert now.register is not None
    assert now.link is not None
    server = Server(now.link.address, now.link.token)
    try:
        return pull_siblings(till, server, now.register)
    finally:
        server.close()


def prices(till: Till) -> dict[str, int]:
    return {one.name: one.price for one in shelf(till)}


def change(till: Till, name: str, **fields: object) -> None:
    product = next(one for one in shelf(till) if one.name.startswith(name))
    changed = ProductChange(product.id, **fields)  # type: ignore[arg-type]
    till.write(product_changes.record, [changed]).result()


def test_what_one_register_sells_the_other_sells_too(pair: Pair) -> None:
    first, second = pair
    assert meet(*pair) == [False, True]
    assert prices(second) == prices(first)
    assert len(prices(second)) == 5
    assert meet(*pair) == [False, False]


def test_fields_that_two_registers_changed_apart_both_count(pair: Pair) -> None:
    first, second = pair
    meet(*pair)
    change(first, "Kopi", price=20_000)
    change(second, "Kopi", category="Kopi")
    meet(*pair)
    meet(*pair)
    for till in pair:
        kopi = next(one for one in shelf(till) if one.name.startswith("Kopi"))
        assert (kopi.price, kopi.category) == (20_000, "Kopi")


def test_nothing_changes_in_the_middle_of_a_cart(pair: Pair) -> None:
    first, second = pair
    meet(*pair)
    filled = cart_of(second, "Kopi")
    second.write(carts.keep, filled).result()
    change(first, "Kopi", price=20_000)
    assert meet(*pair) == [False, None]
    assert prices(second)["Kopi Susu Gula Aren"] == 18_000
    sell(second, "Jamu")
    second.write(carts.keep, Cart(second.new_id())).result()
    assert pull(second)
    assert prices(second)["Kopi Susu Gula Aren"] == 20_000


def test_the_line_fetches_it_and_tells_when_something_counts_anew(pair: Pair) -> None:
    first, second = pair
    meet(*pair)
    with open_line(second) as line:
        assert line.until(SyncKind.SYNCED).merged == 0
        change(first, "Kopi", price=20_000)
        push(first)
        line.line.send_now()
        line.heard.until(lambda now: now.merged == 1)
        assert prices(second)["Kopi Susu Gula Aren"] == 20_000


def test_a_receipt_comes_back_once_whichever_register_takes_it(pair: Pair) -> None:
    first, second = pair
    sold = sell(first, "Kopi").sale
    meet(*pair)
    opened = second.read(history.open_scanned, sold.receipt_number).result()
    assert opened.original is not None
    assert opened.original.lines[0].product_id
    returned = Return("refund-1", {1: 1000}, reason="rusak")
    second.write(returns.refund_sale, opened.original, returned).result()
    meet(*pair)
    again = Return("refund-2", {1: 1000}, reason="rusak")
    original = first.read(returns.original_sale, sold.id).result()
    with pytest.raises(LapakError, match="sale_returned_whole"):
        first.write(returns.refund_sale, original, again).result()
    assert first.read(history.open_sale, sold.id).result().state is SaleState.REFUNDED


def give_back(till: Till, sale: Sale, refund_id: str) -> None:
    opened = till.read(history.open_scanned, sale.receipt_number).result()
    assert opened.original is not None
    returned = Return(refund_id, {1: 1000}, reason="rusak")
    till.write(returns.refund_sale, opened.original, returned).result()


def test_what_both_gave_back_while_they_were_apart_is_told_to_owner_and_organizer(
    pair: Pair, organizer: RealOrganizer
) -> None:
    first, second = pair
    sold, other = sell(first, "Kopi").sale, sell(first, "Jamu").sale
    meet(*pair)
    give_back(first, sold, "refund-1")
    give_back(second, sold, "refund-2")
    give_back(second, other, "refund-3")
    assert first.read(history.list_history, 10).result().over_returned == ()
    meet(*pair)
    for till in pair:
        assert till.read(history.list_history, 10).result().over_returned == (sold.receipt_number,)
        with pytest.raises(LapakError, match="sale_returned_whole"):
            give_back(till, sold, "refund-4")
        verify(till.path)
    assert organizer.booth().over_returned == (sold.receipt_number,)


def place(till: Till) -> Order:
    wanted = Order(till.new_id(), "", Buyer("Bu Ani"), text="Kopi 40 bungkus", value=500_000)
    return till.write(orders.place, wanted).result().order


def pay(till: Till, order: Order, amount: int) -> None:
    till.write(order_payments.pay, order.id, till.new_id(), amount, cash(amount)).result()


def states(till: Till) -> list[tuple[str, OrderStatus, int, str]]:
    return [
        (one.order.number, one.order.status, one.paid, one.order.text)
        for one in till.read(orders.listed).result()
    ]


def test_an_order_of_one_register_is_changed_and_settled_at_the_other_once(pair: Pair) -> None:
    first, second = pair
    order = place(first)
    pay(first, order, 100_000)
    meet(*pair)
    pay(second, order, 400_000)
    second.write(orders.move, order.id, OrderStatus.CONFIRMED).result()
    edited = msgspec.structs.replace(order, text="Kopi 50 bungkus")
    first.write(orders.edit, edited).result()
    meet(*pair)
    meet(*pair)
    for till in pair:
        assert states(till) == [(order.number, OrderStatus.CONFIRMED, 500_000, "Kopi 50 bungkus")]
        with pytest.raises(LapakError, match="order_paid_too_much"):
            pay(till, order, 1)
        assert till.read(
            order_slips.order_preview, order.id, 32, Letterhead(Catalog("id"))
        ).result()
        verify(till.path)
    drawers = [till.read(shifts.shift_summary).result() for till in pair]
    assert [one and one.expected for one in drawers] == [400_000, 600_000]


def test_a_cancelled_order_is_given_back_at_any_register_by_the_way_it_was_paid(
    pair: Pair,
) -> None:
    first, second = pair
    order = place(first)
    pay(first, order, 100_000)
    meet(*pair)
    second.write(orders.move, order.id, OrderStatus.CANCELLED, "Batal").result()
    second.write(order_payments.give_back, order.id, second.new_id(), "Batal").result()
    meet(*pair)
    assert [one.paid for one in first.read(orders.listed).result()] == [0]
    with pytest.raises(LapakError, match="nothing_returned"):
        first.write(order_payments.give_back, order.id, first.new_id(), "Batal").result()


def test_money_that_both_took_or_gave_back_while_apart_is_told_as_too_much(pair: Pair) -> None:
    paid, cancelled = place(pair[0]), place(pair[0])
    pay(pair[0], cancelled, 100_000)
    pair[0].write(orders.move, cancelled.id, OrderStatus.CANCELLED, "Batal").result()
    meet(*pair)
    for till in pair:
        pay(till, paid, 500_000)
        till.write(order_payments.give_back, cancelled.id, till.new_id(), "Batal").result()
    meet(*pair)
    for till in pair:
        told = {one.order.id: one.too_much for one in till.read(orders.listed).result()}
        assert told == {paid.id: 500_000, cancelled.id: 100_000}
        with pytest.raises(LapakError, match="nothing_returned"):
            till.write(order_payments.give_back, cancelled.id, till.new_id(), "Batal").result()
        verify(till.path)


def names(till: Till) -> list[tuple[str, Role, bool]]:
    return [(one.name, one.role, one.active) for one in till.read(people.staff).result().people]


def test_people_come_over_without_their_pins_and_an_owner_s_is_set_first(pair: Pair) -> None:
    first, second = pair
    staff = staffed(first, "Bu Tini", "Siti")
    meet(*pair)
    assert names(second) == names(first)
    assert not second.read(people.staff).result().guarded
    sell(second, "Kopi")
    for wrong in (
        (people.set_pin, staff["Siti"].id, quick_hash("5926")),
        (people.add_person, "Tono", Role.OWNER, quick_hash("5926")),
        (people.change_person, PersonChanged(staff["Siti"].id, role=Role.OWNER)),
    ):
        with pytest.raises(LapakError, match="owner_pin_first"):
            second.write(*wrong).result()
    second.write(people.set_pin, staff["Bu Tini"].id, quick_hash("5926")).result()
    assert second.read(people.staff).result().guarded
    assert isinstance(enters(second, staff["Bu Tini"], "5926"), Person)
    with pytest.raises(LapakError, match="pin_not_set"):
        enters(second, staff["Siti"])
    verify(second.path)


def test_registers_apart_cannot_leave_the_booth_without_an_owner(pair: Pair) -> None:
    first, second = pair
    tini = staffed(first, "Bu Tini")["Bu Tini"]
    tono = first.write(
        people.add_person, "Tono", Role.OWNER, quick_hash("5926"), by=by_of(tini)
    ).result()
    meet(*pair)
    second.write(people.set_pin, tono.id, quick_hash("5926")).result()
    first.write(people.change_person, PersonChanged(tono.id, active=False), by=by_of(tini)).result()
    second.write(
        people.change_person, PersonChanged(tini.id, active=False), by=by_of(tono)
    ).result()
    meet(*pair)
    meet(*pair)
    assert names(first) == names(second)
    assert any(role is Role.OWNER and active for _, role, active in names(first))
    for till in pair:
        verify(till.path)


def test_what_a_booth_sold_with_before_it_joined_is_told_to_its_other_registers_once(
    tmp_path: Path, organizer: RealOrganizer, pair: Pair
) -> None:
    with selling_till(tmp_path / "alone") as alone:
        change(alone, "Kopi", price=21_000)
        alone.write(save_promotion, Promotion("", "Promo", BuyGet(2, 1))).result()
        alone.write(shifts.close_shift, 300_000).result()
        staffed(alone, "Bu Tini")
        before = prices(alone)
        code = organizer.join_code()
        join(alone, organizer.address, code)
        head = current_head(alone)
        join(alone, organizer.address, code)
        assert current_head(alone) == head
        assert prices(alone) == before
        verify(alone.path)
        meet(alone, pair[1])
        assert prices(pair[1]) == before
        assert names(pair[1]) == names(alone)
        told = [till.read(term_book).result().promotions for till in (alone, pair[1])]
        assert told[0] == told[1] != ()


def current_head(till: Till) -> Head:
    register = till.read(booth.current_register).result()
    assert register is not None
    return register.head


def test_a_sale_of_another_register_comes_back_as_a_refund_not_as_a_void(pair: Pair) -> None:
    first, second = pair
    sold = sell(first, "Kopi").sale
    meet(*pair)
    opened = second.read(history.open_scanned, sold.receipt_number).result()
    assert (opened.may_void, opened.may_refund) == (False, True)
    with pytest.raises(LapakError, match="sale_of_another_register"):
        second.write(returns.void_sale, sold.id, "salah").result()


def test_verification_and_rebuilding_find_the_same_state(pair: Pair) -> None:
    first, second = pair
    meet(*pair)
    change(first, "Kopi", price=20_000)
    sell(first, "Kopi", "Jamu")
    change(second, "Jamu", price=9_000)
    sell(second, "Keripik")
    meet(*pair)
    meet(*pair)
    for till in pair:
        verify(till.path)
        before = prices(till)
        till.write(lambda work: rebuild(work.db)).result()
        assert prices(till) == before
    assert prices(first) == prices(second)
