"""The sums between a cart's lines and its total."""

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.pricing import Terms, price
from pos_app.domain.product import Product
from pos_app.domain.promotion import PercentOff, Promotion
from pos_app.domain.rules import Rules, Tax
from resources.translations import Catalog
from ui.pages.sum_words import sums_of

KOPI, TEH = Product("k", "Kopi", 20_000), Product("t", "Teh", 10_000)
HAPPY_HOUR = Promotion("p", "Happy hour", PercentOff(1_000))


def test_promotions_stand_apart_from_what_the_cashier_gives_away() -> None:
    cart = carts.add(carts.add(Cart("c"), KOPI), TEH)
    cart = carts.set_cart_discount(carts.set_discount(cart, 2, Discount(500)), Discount(1_500))
    rows = sums_of(price(cart, Terms(promotions=(HAPPY_HOUR,))), Catalog("id"))
    assert [(row.name, row.amount) for row in rows] == [
        ("Subtotal", "30.000"),
        ("Promosi", "-3.000"),
        ("Diskon", "-2.000"),
    ]


def test_each_row_is_there_only_if_there_is_something_to_tell() -> None:
    cart = carts.add(Cart("c"), KOPI)
    assert sums_of(price(cart), Catalog("id")) == []
    only_promoted = sums_of(price(cart, Terms(promotions=(HAPPY_HOUR,))), Catalog("id"))
    assert [row.key for row in only_promoted] == ["subtotal", "promotions"]


def test_the_rows_add_up_to_what_is_due() -> None:
    rules = Rules((Tax("PB1", 1_000), Tax("PPN", 1_100, included=True)), 500)
    cart = carts.set_cart_discount(carts.add(Cart("c"), KOPI), Discount(333))
    priced = price(cart, Terms(rules, (HAPPY_HOUR,)))
    rows = sums_of(priced, Catalog("id"))
    assert sum(int(row.amount.replace(".", "")) for row in rows) == priced.total
