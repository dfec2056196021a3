"""Promotions: what they are about, when they hold, what is refused."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain import promotion as promotions
from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.promotion import (
    BuyGet,
    Hours,
    LotPrice,
    Offer,
    PercentOff,
    Promotion,
    QuantityPrice,
    Scope,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
KOPI = Product(id="kopi", name="Kopi", price=15_000, category="Minuman", brand="Lereng")


def clock(day: int, hour: int, minute: int) -> datetime:
    """A moment in November 2026 by the booth's own clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (Scope(), True),
        (Scope(products=("kopi",)), True),
        (Scope(categories=("Minuman",)), True),
        (Scope(brands=("Lereng",)), True),
        (Scope(products=("teh",), categories=("Minuman",)), True),
        (Scope(products=("teh",)), False),
        (Scope(categories=("Makanan",), brands=("Bu Tini",)), False),
    ],
)
def test_a_promotion_is_about_products_categories_or_brands(scope: Scope, covered: bool) -> None:
    assert scope.covers(KOPI) is covered


def test_a_promotion_of_a_product_is_one_of_its_variants_too() -> None:
    variant = Product(id="kaos-m", name="Kaos", price=50_000, variant_of="kaos", options=("M",))
    assert Scope(products=("kaos",)).covers(variant)
    assert not Scope(products=("kaos-l",)).covers(variant)


def test_what_has_no_category_is_in_none() -> None:
    assert not Scope(categories=("",)).covers(Product(id="x", name="X", price=1))


@pytest.mark.parametrize(
    ("hours", "at", "hold"),
    [
        (Hours(), clock(21, 3, 0), True),
        (Hours(from_minute=840, to_minute=960), clock(21, 14, 0), True),
        (Hours(from_minute=840, to_minute=960), clock(21, 15, 59), True),
        (Hours(from_minute=840, to_minute=960), clock(21, 16, 0), False),
        (Hours(from_minute=1320, to_minute=60), clock(21, 23, 0), True),
        (Hours(from_minute=1320, to_minute=60), clock(22, 0, 59), True),
        (Hours(from_minute=1320, to_minute=60), clock(22, 1, 0), False),
        (Hours(first=date(2026, 11, 22)), clock(21, 23, 59), False),
        (Hours(last=date(2026, 11, 21)), clock(21, 23, 59), True),
        (Hours(last=date(2026, 11, 21)), clock(22, 0, 0), False),
        (Hours(weekdays=(5, 6)), clock(21, 12, 0), True),
        (Hours(weekdays=(0,)), clock(21, 12, 0), False),
        (
            Hours(last=date(2026, 11, 21), from_minute=1320, to_minute=60),
            clock(22, 0, 30),
            True,
        ),
    ],
)
def test_hours_of_a_promotion(hours: Hours, at: datetime, hold: bool) -> None:
    assert hours.hold(at) is hold


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (PercentOff(0), "rate_out_of_range"),
        (PercentOff(10_001), "rate_out_of_range"),
        (QuantityPrice(()), "promotion_pieces_out_of_range"),
        (QuantityPrice(((0, 100),)), "promotion_pieces_out_of_range"),
        (QuantityPrice(((1_000, -1),)), "promotion_price_out_of_range"),
        (LotPrice(1, 100), "promotion_pieces_out_of_range"),
        (LotPrice(3, -1), "promotion_price_out_of_range"),
        (BuyGet(0, 1), "promotion_pieces_out_of_range"),
        (BuyGet(2, 1, 0), "rate_out_of_range"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(offer: Offer, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        promotions.checked(Promotion("p", "Promo", offer))


def test_a_promotion_needs_a_name_and_hours_that_can_come() -> None:
    with pytest.raises(LapakError, match="promotion_name_missing"):
        promotions.checked(Promotion("p", " \n", PercentOff(1_000)))
    never = Hours(first=date(2026, 11, 22), last=date(2026, 11, 21))
    for hours in (never, Hours(from_minute=60, to_minute=60)):
        with pytest.raises(LapakError, match="promotion_hours_empty"):
            promotions.checked(Promotion("p", "Promo", PercentOff(1_000), hours=hours))


def test_a_name_that_is_too_long_is_refused_not_cut() -> None:
    whole = "x" * promotions.MAX_PROMOTION_NAME
    assert promotions.checked(Promotion("p", f" {whole}\n", PercentOff(1_000))).name == whole
    with pytest.raises(LapakError, match="promotion_name_too_long"):
        promotions.checked(Promotion("p", f"{whole}x", PercentOff(1_000)))
