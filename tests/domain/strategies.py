"""Values of the domain as hypothesis draws them."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from msgspec import UNSET

from pos_app.domain.discount import NONE, WHOLE, Discount
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.payment import CashRounding
from pos_app.domain.pricing import Terms
from pos_app.domain.product import MAX_NAME, Product
from pos_app.domain.promotion import BuyGet, LotPrice, PercentOff, Promotion, QuantityPrice
from pos_app.domain.quantity import MAX_QUANTITY, ONE, is_divisible
from pos_app.domain.rounding import Rounding
from pos_app.domain.rules import Rules, Tax

amounts = st.integers(min_value=0, max_value=MAX_AMOUNT)
signed_amounts = st.integers(min_value=-MAX_AMOUNT, max_value=MAX_AMOUNT)
quantities = st.integers(min_value=1, max_value=MAX_QUANTITY)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
names = texts.filter(str.strip).map(lambda text: text[:MAX_NAME])
ids = st.uuids().map(str)
moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone itself
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - same
    timezones=st.just(UTC),
)


def discounts(price: int) -> st.SearchStrategy[Discount]:
    """What may be taken off a price: nothing, an amount, or a part of it."""
    amount = st.builds(Discount, amount=st.integers(0, price))
    return st.just(NONE) | amount | st.builds(Discount, basis_points=st.integers(0, WHOLE))


def sellable(product: Product) -> st.SearchStrategy[int]:
    """Small quantities of a product: parts of a unit where it is measured, else whole ones."""
    if is_divisible(product.unit):
        return st.integers(min_value=1, max_value=20 * ONE)
    return st.integers(min_value=1, max_value=20).map(lambda pieces: pieces * ONE)


@st.composite
def products(draw: st.DrawFn, product_ids: st.SearchStrategy[str] = ids) -> Product:
    """A product as it may stand in a catalogue, with a price that a cart can hold many of."""
    return Product(
        id=draw(product_ids),
        name=draw(names),
        price=draw(st.integers(min_value=0, max_value=5_000_000)),
        barcodes=tuple(
            draw(st.lists(st.from_regex(r"[A-Z0-9]{4,13}", fullmatch=True), max_size=3))
        ),
        category=draw(texts),
        unit=draw(st.sampled_from(["pcs", "kg", "m", "bungkus"])),
        brand=draw(texts),
        active=draw(st.booleans()),
    )


offers = st.one_of(
    st.builds(PercentOff, st.integers(1, WHOLE)),
    st.builds(
        QuantityPrice,
        st.lists(
            st.tuples(st.integers(1, 10 * ONE), st.integers(0, 90_000)), min_size=1, max_size=3
        ).map(tuple),
    ),
    st.builds(LotPrice, st.integers(2, 6), st.integers(0, 200_000)),
    st.builds(BuyGet, st.integers(1, 4), st.integers(1, 3), st.integers(1, WHOLE)),
)
"""Anything that a promotion may offer."""

taxes = st.builds(Tax, st.sampled_from(("PPN", "PBJT")), st.integers(1, WHOLE), st.booleans())
rules = st.builds(
    Rules,
    taxes=st.lists(taxes, max_size=2, unique_by=lambda tax: tax.name).map(tuple),
    service_points=st.integers(0, WHOLE),
    service_taxed=st.booleans(),
    cash_rounding=st.builds(
        CashRounding, st.sampled_from((1, 50, 100, 500)), st.sampled_from(Rounding)
    ),
    qris_limit=st.sampled_from((UNSET, 20_000_000)),
)
terms = st.builds(
    Terms,
    rules,
    st.lists(st.builds(Promotion, ids, st.just("Promo"), offers), max_size=3).map(tuple),
)
"""What may hold at a booth: taxes, service, rounding, promotions of everything."""
