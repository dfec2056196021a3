"""Two registers of one booth, the organizer's real server between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.cart import Cart
from pos_app.domain.errors import LapakError
from pos_app.domain.product import ProductChange
from pos_app.domain.refund import Return
from pos_app.domain.returns import SaleState
from pos_app.domain.sale import Sale
from pos_app.services import carts, history, outbox, product_changes, returns, shifts
from pos_app.services.till import Till
from pos_app.store.rebuilding import rebuild
from pos_app.store.verification import verify
from sync.client.join import join
from sync.client.pull import pull_siblings
from sync.client.server import Server
from tests.drivers.lines import push
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import cart_of, make_till, open_shop, sell, shelf

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


def meet(*tills: Till) -> list[bool]:
    """Every register sends all it has, then fetches what the others sent."""
    for till in tills:
        push(till)
    return [pull(till) for till in tills]


def pull(till: Till) -> bool:
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
    assert meet(*pair) == [False, False]
    assert prices(second)["Kopi Susu Gula Aren"] == 18_000
    sell(second, "Jamu")
    second.write(carts.keep, Cart(second.new_id())).result()
    assert pull(second)
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
