"""The cart as a state machine: whatever a cashier does, it can be paid and makes sense."""

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pos_app.domain import cart as carts
from pos_app.domain.cart import MAX_LINES, Cart, CartLine
from pos_app.domain.discount import WHOLE, Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.pricing import price
from pos_app.domain.product import Product
from pos_app.domain.quantity import MAX_QUANTITY, ONE
from tests.domain.strategies import products, quantities, texts

KOPI = Product(id="kopi", name="Kopi", price=15_000)
BATIK = Product(id="batik", name="Kain batik", price=185_000, unit="m")
EMPTY = Cart(id="sale-1")
REFUSALS = {
    "cart_full",
    "quantity_out_of_range",
    "quantity_not_whole",
    "amount_too_large",
    "discount_out_of_range",
    "cart_discount_out_of_range",
    "price_out_of_range",
    "reason_missing",
    "text_too_long",
    "line_not_in_cart",
}


class CartMachine(RuleBasedStateMachine):
    """Any operation on any cart: done, or refused with the cart as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.cart = EMPTY
        self.catalogue: list[Product] = []

    @initialize(catalogue=st.lists(products(st.sampled_from("abcd")), min_size=1, max_size=6))
    def open_booth(self, catalogue: list[Product]) -> None:
        self.catalogue = catalogue

    def _line(self, data: st.DataObject) -> CartLine:
        return data.draw(st.sampled_from(self.cart.lines))

    def _try(self, operation: object, *args: object) -> None:
        before = self.cart
        assert callable(operation)
        try:
            after = operation(self.cart, *args)
        except LapakError as error:
            assert error.code in REFUSALS  # noqa: PT017 - a refusal is one of two good outcomes
            assert self.cart == before
        else:
            self._only_the_touched_line_changed(before, after)
            self.cart = after

    def _only_the_touched_line_changed(self, before: Cart, after: Cart) -> None:
        old = {line.number: line for line in before.lines}
        for line in after.lines:
            if line.number != after.touched:
                assert old[line.number] == line
            elif line.number in old:
                assert old[line.number].product == line.product

    @rule(data=st.data(), qty_milli=st.just(ONE) | quantities)
    def add(self, data: st.DataObject, qty_milli: int) -> None:
        self._try(carts.add, data.draw(st.sampled_from(self.catalogue)), qty_milli)

    @precondition(lambda self: self.cart.lines)
    @rule(data=st.data(), qty_milli=st.integers(min_value=-ONE, max_value=MAX_QUANTITY + 1))
    def set_quantity(self, data: st.DataObject, qty_milli: int) -> None:
        self._try(carts.set_quantity, self._line(data).number, qty_milli)

    @precondition(lambda self: self.cart.lines)
    @rule(data=st.data(), steps=st.integers(min_value=-5, max_value=5))
    def step_quantity(self, data: st.DataObject, steps: int) -> None:
        self._try(carts.step_quantity, self._line(data).number, steps)

    @precondition(lambda self: self.cart.lines)
    @rule(data=st.data())
    def set_discount(self, data: st.DataObject) -> None:
        line = self._line(data)
        amount = data.draw(st.integers(min_value=-1, max_value=line.gross + 1))
        part = data.draw(st.integers(min_value=-1, max_value=WHOLE + 1))
        chosen = data.draw(st.sampled_from([Discount(amount), Discount(basis_points=part)]))
        self._try(carts.set_discount, line.number, chosen)

    @rule(data=st.data())
    def set_cart_discount(self, data: st.DataObject) -> None:
        sum_of_lines = sum(line.gross for line in self.cart.lines)
        amount = data.draw(st.integers(min_value=-1, max_value=sum_of_lines + 1))
        part = data.draw(st.integers(min_value=-1, max_value=WHOLE + 1))
        chosen = data.draw(st.sampled_from([Discount(amount), Discount(basis_points=part)]))
        self._try(carts.set_cart_discount, chosen)

    @precondition(lambda self: self.cart.lines)
    @rule(data=st.data(), reason=st.sampled_from(["", "  ", "Nego", "x" * 121]))
    def set_price(self, data: st.DataObject, reason: str) -> None:
        agreed = data.draw(st.none() | st.integers(min_value=-1, max_value=5_000_000))
        self._try(carts.set_price, self._line(data).number, agreed, reason)

    @precondition(lambda self: self.cart.lines)
    @rule(data=st.data(), note=texts)
    def set_note(self, data: st.DataObject, note: str) -> None:
        self._try(carts.set_note, self._line(data).number, note)

    @precondition(lambda self: self.cart.lines)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        number = self._line(data).number
        order = [line.number for line in self.cart.lines if line.number != number]
        self._try(carts.remove, number)
        assert [line.number for line in self.cart.lines] == order

    @rule(number=st.integers(min_value=600, max_value=700))
    def reach_for_a_line_that_is_not_there(self, number: int) -> None:
        before = self.cart
        self._try(carts.remove, number)
        assert self.cart is before

    @invariant()
    def it_can_be_paid(self) -> None:
        priced = price(self.cart)
        assert priced.cart.id == EMPTY.id
        assert 0 <= priced.total <= priced.subtotal <= MAX_AMOUNT
        assert priced.total == sum(line.total for line in priced.lines)
        assert priced.discount == sum(line.discount + line.shared for line in priced.lines)

    @invariant()
    def every_line_makes_sense(self) -> None:
        for line in self.cart.lines:
            assert 0 < line.qty_milli <= MAX_QUANTITY
            assert line.qty_milli % ONE == 0 or line.product.unit in {"kg", "m"}
        for priced in price(self.cart).lines:
            assert min(priced.discount, priced.shared, priced.total) >= 0

    @invariant()
    def numbers_are_unique_and_the_touched_line_exists(self) -> None:
        numbers = [line.number for line in self.cart.lines]
        assert len(set(numbers)) == len(numbers)
        assert self.cart.touched in numbers or (self.cart.touched is None and not numbers)


test_any_way_through_a_cart_leaves_one_that_can_be_paid = CartMachine.TestCase


def test_the_same_product_counts_up_on_its_line() -> None:
    cart = carts.add(carts.add(carts.add(EMPTY, KOPI), BATIK), KOPI)
    assert [(line.product.id, line.qty_milli) for line in cart.lines] == [
        ("kopi", 2 * ONE),
        ("batik", ONE),
    ]
    assert cart.touched == cart.lines[0].number
    assert price(cart).total == 2 * 15_000 + 185_000


def test_another_price_of_the_same_product_gets_a_line_of_its_own() -> None:
    dearer = msgspec.structs.replace(KOPI, price=16_000)
    cart = carts.add(carts.add(EMPTY, KOPI), dearer)
    assert [line.gross for line in cart.lines] == [15_000, 16_000]


def test_a_line_with_a_note_stays_apart() -> None:
    noted = CartLine(number=1, product=KOPI, qty_milli=ONE, note="tanpa gula")
    cart = carts.add(Cart(id="sale-1", lines=(noted,), touched=1), KOPI)
    assert [(line.number, line.note) for line in cart.lines] == [(1, "tanpa gula"), (2, "")]


@pytest.mark.parametrize("qty_milli", [0, -500, MAX_QUANTITY + 1])
def test_a_quantity_that_cannot_be_sold_is_refused_on_a_new_and_on_a_known_line(
    qty_milli: int,
) -> None:
    for cart in (EMPTY, carts.add(EMPTY, KOPI, 2 * ONE)):
        with pytest.raises(LapakError) as caught:
            carts.add(cart, KOPI, qty_milli)
        assert caught.value.code == "quantity_out_of_range"


def test_half_a_piece_is_refused_on_a_new_and_on_a_known_line() -> None:
    with pytest.raises(LapakError, match="quantity_not_whole"):
        carts.add(EMPTY, KOPI, 500)
    with pytest.raises(LapakError, match="quantity_not_whole"):
        carts.set_quantity(carts.add(EMPTY, KOPI), 1, 2_500)
    assert price(carts.add(EMPTY, BATIK, 2_500)).total == 462_500


def test_counting_down_to_nothing_takes_the_line_out() -> None:
    cart = carts.add(carts.add(EMPTY, KOPI), BATIK, 2_500)
    cart = carts.step_quantity(cart, 2, -2)
    assert carts.line_of(cart, 2).qty_milli == 500
    cart = carts.step_quantity(cart, 2, -1)
    assert [line.product.id for line in cart.lines] == ["kopi"]
    assert cart.touched == 1
    assert carts.remove(cart, 1) == EMPTY


def test_a_discount_shrinks_with_its_line() -> None:
    cart = carts.set_discount(carts.add(EMPTY, KOPI, 2 * ONE), 1, Discount(20_000))
    priced = price(carts.set_quantity(cart, 1, ONE))
    assert (priced.subtotal, priced.discount, priced.total) == (15_000, 15_000, 0)


def test_a_gift_needs_a_reason_and_a_line_of_its_own() -> None:
    cart = carts.add(EMPTY, KOPI)
    with pytest.raises(LapakError, match="reason_missing"):
        carts.set_price(cart, 1, 0, " \x01")
    cart = carts.add(carts.set_price(cart, 1, 0, "Contoh"), KOPI)
    assert [(line.unit_price, line.reason) for line in cart.lines] == [(0, "Contoh"), (15_000, "")]
    assert carts.set_price(cart, 1, None).lines[0].unit_price == 15_000


def test_taking_everything_out_takes_the_discount_of_the_cart_too() -> None:
    cart = carts.set_cart_discount(carts.add(EMPTY, KOPI), Discount(5_000))
    assert carts.remove(cart, 1) == EMPTY


def test_a_discount_beyond_the_price_is_refused_by_name() -> None:
    with pytest.raises(LapakError) as caught:
        carts.set_discount(carts.add(EMPTY, KOPI), 1, Discount(15_001))
    assert (caught.value.code, caught.value.details) == ("discount_out_of_range", {"name": "Kopi"})


def test_a_cart_holds_five_hundred_lines_and_no_more() -> None:
    cart = EMPTY
    for number in range(MAX_LINES):
        cart = carts.add(cart, Product(id=str(number), name="x", price=1))
    with pytest.raises(LapakError) as caught:
        carts.add(cart, KOPI)
    assert (caught.value.code, caught.value.details) == ("cart_full", {"limit": MAX_LINES})
    assert carts.add(cart, cart.lines[0].product).lines[0].qty_milli == 2 * ONE


def test_a_sum_beyond_all_sense_is_refused() -> None:
    with pytest.raises(LapakError) as caught:
        carts.add(carts.add(EMPTY, KOPI), Product(id="gold", name="Emas", price=MAX_AMOUNT))
    assert caught.value.code == "amount_too_large"
