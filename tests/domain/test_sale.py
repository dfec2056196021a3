"""A completed sale adds up to the rupiah, and only cash gives change."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.payment import settle
from pos_app.domain.pricing import PricedCart, Terms, price
from pos_app.domain.product import Product
from pos_app.domain.promotion import PercentOff, Promotion, Scope
from pos_app.domain.rules import Rules, Tax, TaxRow
from pos_app.domain.sale import Occasion, complete
from pos_app.domain.tender import Method, Tender
from tests.domain.strategies import discounts, products, sellable, terms

OCCASION = Occasion(
    receipt_number="A12-K1-000123",
    shift_id="shift-1",
    cashier="Sari",
    at=datetime(2026, 11, 22, 14, 5, tzinfo=UTC),
    zone="Asia/Jakarta",
    business_date=date(2026, 11, 22),
)
NONCASH = [method for method in Method if method is not Method.CASH]


@st.composite
def filled_carts(draw: st.DrawFn) -> Cart:
    """A cart with lines, broken quantities and discounts."""
    cart = Cart(id="sale-1")
    for product in draw(st.lists(products(), min_size=1, max_size=8)):
        cart = carts.add(cart, product, draw(sellable(product)))
        line = cart.lines[-1]
        cart = carts.set_discount(cart, line.number, draw(discounts(line.gross)))
    return carts.set_cart_discount(cart, draw(discounts(sum(line.gross for line in cart.lines))))


@st.composite
def payments(draw: st.DrawFn, priced: PricedCart) -> list[Tender]:
    """Tenders that pay a cart: some of it without cash, the rest or more in cash."""
    tenders: list[Tender] = []
    owed = priced.total
    for method in draw(st.lists(st.sampled_from(NONCASH), max_size=3)):
        if owed:
            tenders.append(Tender(method, draw(st.integers(min_value=1, max_value=owed))))
            owed -= tenders[-1].amount
    due = settle(priced.total, tenders, priced.rules.cash_rounding).cash_due
    over = draw(st.integers(min_value=0, max_value=200_000))
    if owed or over:
        tenders.append(Tender(Method.CASH, due + over))
    return draw(st.permutations(tenders))


def cash(*amounts: int) -> list[Tender]:
    return [Tender(Method.CASH, amount) for amount in amounts]


@given(st.data(), terms)
def test_the_header_of_a_sale_is_the_sum_of_its_lines_and_rows(
    data: st.DataObject, held: Terms
) -> None:
    priced = price(data.draw(filled_carts()), held)
    sale = complete(priced, data.draw(payments(priced)), OCCASION)
    rows = sale.taxes or ()
    service = sale.service or 0
    assert sale.subtotal == sum(line.gross for line in sale.lines)
    assert sale.discount == sum(line.discount for line in sale.lines)
    assert service == sum(line.service or 0 for line in sale.lines)
    assert sale.tax == sum(line.tax for line in sale.lines)
    assert sale.tax == sum(row.amount for row in rows if not row.included)
    assert sale.tax_included == sum(line.tax_included for line in sale.lines)
    assert sale.tax_included == sum(row.amount for row in rows if row.included)
    assert sale.total == sale.subtotal - sale.discount + service + sale.tax + sale.rounding
    assert all(line.total == line.gross - line.discount >= 0 for line in sale.lines)


@given(st.data(), terms)
def test_tenders_less_change_are_the_total_and_change_is_cash(
    data: st.DataObject, held: Terms
) -> None:
    priced = price(data.draw(filled_carts()), held)
    sale = complete(priced, data.draw(payments(priced)), OCCASION)
    given_cash = sum(tender.amount for tender in sale.tenders if tender.method is Method.CASH)
    assert sum(tender.amount for tender in sale.tenders) - sale.change == sale.total
    assert 0 <= sale.change <= given_cash


def test_a_sale_names_its_promotions_its_service_and_its_taxes() -> None:
    kopi = Product(id="k", name="Kopi", price=20_000, category="Minuman")
    cart = carts.add(
        carts.add(Cart(id="s"), kopi, 2_000), Product(id="b", name="Kue", price=11_000)
    )
    sore = Promotion("p", "Jam sore", PercentOff(2_500), Scope(categories=("Minuman",)))
    ppn, pb1 = Tax("PPN", 1_100, included=True), Tax("PB1", 1_000)
    priced = price(cart, Terms(Rules((ppn, pb1), service_points=500), (sore,)))
    sale = complete(priced, [Tender(Method.QRIS, priced.total)], OCCASION)
    first, second = sale.lines
    assert (first.promotion, first.promoted_discount, first.total) == ("Jam sore", 10_000, 30_000)
    assert (second.promotion, second.promoted_discount) == (UNSET, UNSET)
    assert (sale.subtotal, sale.discount, sale.service) == (51_000, 10_000, 2_050)
    assert sale.taxes == (
        TaxRow("PPN", 1_100, True, 43_050, 4_266),
        TaxRow("PB1", 1_000, False, 43_050, 4_305),
    )
    assert (sale.tax, sale.tax_included, sale.rounding, sale.total) == (4_305, 4_266, 0, 47_355)


def test_a_sale_keeps_every_word_of_its_cart_and_occasion() -> None:
    product = Product(
        id="p1", name="Batik tulis", price=90_001, unit="m", category="Batik", brand="Bu Tin"
    )
    cart = carts.set_discount(carts.add(Cart(id="sale-9"), product, 2_500), 1, Discount(3))
    sale = complete(price(cart), cash(300_000), OCCASION)
    [line] = sale.lines
    assert (line.gross, line.discount, line.total) == (225_003, 3, 225_000)
    assert (line.product_id, line.name, line.unit) == ("p1", "Batik tulis", "m")
    assert (line.category, line.brand, line.unit_price) == ("Batik", "Bu Tin", 90_001)
    assert (sale.id, sale.receipt_number, sale.cashier) == ("sale-9", "A12-K1-000123", "Sari")
    assert (sale.shift_id, sale.at, sale.zone) == ("shift-1", OCCASION.at, "Asia/Jakarta")
    assert (sale.business_date, sale.change) == (OCCASION.business_date, 75_000)


def test_an_empty_cart_is_no_sale() -> None:
    with pytest.raises(LapakError) as caught:
        complete(price(Cart(id="sale-1")), cash(1_000), OCCASION)
    assert caught.value.code == "cart_empty"


BATIK = carts.add(Cart(id="sale-1"), Product(id="b", name="Batik", price=50_000))


def test_too_little_says_how_much_is_missing() -> None:
    with pytest.raises(LapakError) as caught:
        complete(price(BATIK), [Tender(Method.QRIS, 20_000), *cash(25_000)], OCCASION)
    assert (caught.value.code, caught.value.details) == ("paid_too_little", {"missing": 5_000})


def test_what_costs_nothing_is_sold_without_money() -> None:
    gift = carts.add(Cart(id="sale-1"), Product(id="p", name="Contoh gratis", price=0))
    assert complete(price(gift), [], OCCASION).total == 0
    assert complete(price(gift), cash(0), OCCASION).change == 0


def test_an_agreed_price_is_told_with_its_reason_beside_the_usual_one() -> None:
    syal = Product(id="s", name="Syal", price=100_000)
    cart = carts.add(carts.add(Cart(id="sale-1"), syal), Product(id="k", name="Kopi", price=50_000))
    cart = carts.set_price(cart, 1, 90_000, " Cacat  kecil ")
    cart = carts.set_cart_discount(cart, Discount(basis_points=1_000))
    sale = complete(price(cart), cash(126_000), OCCASION)
    first, second = sale.lines
    assert (first.unit_price, first.list_price, first.reason) == (90_000, 100_000, "Cacat kecil")
    assert (first.discount, first.shared_discount, first.total) == (9_000, 9_000, 81_000)
    assert (second.list_price, second.reason, second.shared_discount) == (UNSET, UNSET, 5_000)
    assert (sale.subtotal, sale.discount, sale.total) == (140_000, 14_000, 126_000)


def test_cash_is_rounded_by_the_rule_and_the_rounding_is_a_row_of_its_own() -> None:
    kopi = carts.add(Cart(id="sale-1"), Product(id="k", name="Kopi", price=12_565))
    sale = complete(price(kopi), [Tender(Method.QRIS, 2_500), *cash(20_000)], OCCASION)
    assert (sale.subtotal, sale.rounding, sale.total, sale.change) == (12_565, 35, 12_600, 9_900)


def test_nothing_recorded_holds_more_of_a_cards_number_than_its_end() -> None:
    with pytest.raises(LapakError, match="card_digits_not_usable"):
        complete(price(BATIK), [Tender(Method.CARD, 50_000, "5412751234567741")], OCCASION)
