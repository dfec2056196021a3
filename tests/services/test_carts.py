"""Carts that are not paid yet: kept, put aside, taken up, merged, and paid once."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from pos_app.domain import cart as carts_rules
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import HeldCart
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.services import carts, exchange, returns
from pos_app.services.checkout import checkout
from pos_app.services.till import Till, Work
from pos_app.store import carts as stored
from pos_app.store.sql import execute
from tests.drivers.tills import Clock, as_kept, cash, make_till, sell, selling_till
from tests.drivers.tills import cart_of as on_shelf


def cart_of(till: Till, *products: str) -> Cart:
    return as_kept(on_shelf(till, *products))


def names(till: Till) -> list[str]:
    return [one.name for one in till.read(carts.held).result()]


def hold(till: Till, *products: str, name: str = "") -> Cart:
    cart = cart_of(till, *products)
    till.write(carts.hold, cart, name).result()
    return cart


def code_of(future: Future[Any]) -> str:
    with pytest.raises(LapakError) as caught:
        future.result()
    return caught.value.code


def test_the_cart_at_hand_is_there_after_a_restart(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        cart = cart_of(till, "Kopi", "Kain")
        till.write(carts.keep, cart).result()
    again = make_till(tmp_path)
    assert again.read(carts.at_hand).result() == cart
    again.close()


def test_only_the_latest_cart_at_hand_is_kept_and_an_empty_one_is_none(till: Till) -> None:
    till.write(carts.keep, cart_of(till, "Kopi")).result()
    later = cart_of(till, "Jamu")
    till.write(carts.keep, later).result()
    assert till.read(carts.at_hand).result() == later
    till.write(carts.keep, Cart(till.new_id())).result()
    assert till.read(carts.at_hand).result() is None


def test_a_paid_cart_is_not_kept_nor_at_hand_however_late_it_is_told(till: Till) -> None:
    cart = cart_of(till, "Kopi")
    till.write(carts.keep, cart).result()
    till.write(checkout, price(cart), cash(18_000)).result()
    assert till.read(carts.at_hand).result() is None
    till.write(carts.keep, cart).result()
    assert till.read(carts.at_hand).result() is None
    assert code_of(till.write(carts.hold, cart, "")) == "cart_paid"


def test_carts_are_held_under_names_in_their_order(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        for products, name in ((("Kopi",), "Bu Ani"), (("Jamu", "Kain"), ""), (("Kopi",), "")):
            hold(till, *products, name=name)
            clock.move(minutes=1)
        assert names(till) == ["Bu Ani", "Jamu Beras Kencur", "Kopi Susu Gula Aren"]
        found = till.read(carts.held).result()
        assert [len(one.cart.lines) for one in found] == [1, 2, 1]


def test_an_empty_cart_is_not_held(till: Till) -> None:
    assert code_of(till.write(carts.hold, Cart(till.new_id()), "Bu Ani")) == "cart_empty"


def test_a_resumed_cart_keeps_its_id_and_is_held_no_more(till: Till) -> None:
    cart = hold(till, "Kopi", "Kain")
    assert till.write(carts.resume, cart.id, Cart(till.new_id())).result() == cart
    assert names(till) == []
    assert till.read(carts.at_hand).result() == cart
    assert code_of(till.write(carts.resume, cart.id, Cart(till.new_id()))) == "cart_gone"


def test_what_is_at_hand_is_put_aside_for_a_resumed_cart(till: Till) -> None:
    waiting = hold(till, "Kopi")
    busy = cart_of(till, "Jamu")
    till.write(carts.keep, busy).result()
    till.write(carts.resume, waiting.id, busy).result()
    assert names(till) == ["Jamu Beras Kencur"]
    assert till.read(carts.at_hand).result() == waiting


def test_a_cart_that_was_taken_up_twice_sells_once(till: Till) -> None:
    cart = hold(till, "Kopi")
    one = till.write(carts.resume, cart.id, Cart(till.new_id())).result()
    till.write(carts.hold, one, "lagi").result()
    paid = till.write(checkout, price(one), cash(18_000)).result()
    assert names(till) == []
    assert code_of(till.write(carts.resume, cart.id, Cart(till.new_id()))) == "cart_gone"
    assert till.write(checkout, price(one), cash(18_000)).result() == paid


def test_a_row_of_a_cart_that_was_paid_elsewhere_is_no_cart(till: Till) -> None:
    cart = cart_of(till, "Kopi")
    till.write(checkout, price(cart), cash(18_000)).result()

    def left_behind(work: Work) -> None:
        stored.hold(work.db, HeldCart(cart, "lama", work.at))

    till.write(left_behind).result()
    assert names(till) == []


def test_a_merged_cart_keeps_its_own_discount_and_tells_what_the_other_loses(till: Till) -> None:
    other = carts_rules.set_cart_discount(cart_of(till, "Jamu"), Discount(basis_points=500))
    till.write(carts.hold, other, "Bu Ani").result()
    into = cart_of(till, "Kopi")
    merged = till.write(carts.merge, other.id, into).result()
    assert [line.product.name for line in merged.cart.lines] == [
        "Kopi Susu Gula Aren",
        "Jamu Beras Kencur",
    ]
    assert (merged.cart.id, merged.cart.discount) == (into.id, Discount())
    assert merged.dropped == Discount(basis_points=500)
    assert names(till) == []
    assert till.read(carts.at_hand).result() == merged.cart


def test_a_held_cart_gets_another_name(till: Till) -> None:
    cart = hold(till, "Kopi")
    till.write(carts.rename, cart.id, "Pak Budi").result()
    assert names(till) == ["Pak Budi"]
    assert code_of(till.write(carts.rename, cart.id, "x" * 41)) == "text_too_long"
    assert code_of(till.write(carts.rename, "nobody", "x")) == "cart_gone"


def test_a_discarded_cart_can_be_put_back(till: Till) -> None:
    cart = hold(till, "Kopi", name="Bu Ani")
    gone = till.write(carts.discard, cart.id).result()
    assert names(till) == []
    till.write(carts.put_back, gone).result()
    assert till.read(carts.held).result() == (gone,)
    assert code_of(till.write(carts.discard, "nobody")) == "cart_gone"


def test_held_carts_of_training_stay_among_themselves(till: Till) -> None:
    practised = carts_rules.add(
        Cart(till.new_id(), training=True), cart_of(till, "Kopi").lines[0].product
    )
    real = hold(till, "Jamu")
    till.write(carts.hold, practised, "latihan").result()
    assert names(till) == [real.lines[0].product.name]
    assert [one.cart for one in till.read(carts.held, training=True).result()] == [practised]
    assert code_of(till.write(carts.resume, practised.id, Cart(till.new_id()))) == "cart_gone"
    training = Cart(till.new_id(), training=True)
    till.write(carts.keep, real).result()
    assert till.write(carts.resume, practised.id, training).result() == practised
    assert till.read(carts.at_hand).result() == real


def test_a_cart_that_cannot_be_read_does_not_hide_the_others(till: Till) -> None:
    broken, whole = hold(till, "Kopi"), hold(till, "Jamu")

    def spoil(work: Work) -> None:
        execute(work.db, "UPDATE cart SET content = '{' WHERE cart_id = :of", {"of": broken.id})

    till.write(spoil).result()
    assert [one.id for one in till.read(carts.held).result()] == [whole.id]


def with_credit(till: Till, *products: str) -> Cart:
    """A cart for whose goods a coffee is brought back."""
    sale = sell(till, "Kopi").sale.id
    original = till.read(returns.original_sale, sale).result()
    back = Return(till.new_id(), {1: 1_000}, reason="ukuran")
    credit = till.read(exchange.credit, original, back).result()
    empty = Cart(till.new_id())
    return carts_rules.set_credit(cart_of(till, *products) if products else empty, credit)


def test_goods_brought_back_are_kept_with_their_cart_over_a_restart(tmp_path: Path) -> None:
    with selling_till(tmp_path) as till:
        cart = with_credit(till, "Kain")
        till.write(carts.keep, cart).result()
    again = make_till(tmp_path)
    assert again.read(carts.at_hand).result() == cart
    again.close()


def test_a_cart_with_nothing_but_goods_brought_back_waits_as_any_other(till: Till) -> None:
    cart = with_credit(till)
    till.write(carts.keep, cart).result()
    assert till.read(carts.at_hand).result() == cart
    held = till.write(carts.hold, cart).result()
    assert held.name == "A12-K1-000001"
    assert till.write(carts.resume, cart.id, Cart(till.new_id())).result() == cart
    other = hold(till, "Kopi")
    till.write(carts.resume, other.id, cart).result()
    assert names(till) == ["A12-K1-000001"]


def test_two_exchanges_are_not_merged_and_both_carts_stay(till: Till) -> None:
    first, second = with_credit(till, "Kain"), with_credit(till, "Kopi")
    till.write(carts.hold, first).result()
    assert code_of(till.write(carts.merge, first.id, second)) == "exchange_begun"
    assert len(names(till)) == 1
