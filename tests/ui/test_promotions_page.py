"""Making and ending promotions, and what the sell page makes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.domain.promotion import (
    BuyGet,
    LotPrice,
    PercentOff,
    Promotion,
    QuantityPrice,
    Scope,
)
from pos_app.services.terms import term_book
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.tills import shelf
from ui.guarded import Guarded
from ui.pages.terms.promotions_page import PromotionsPage
from ui.presenters.terms import TermsPresenter
from ui.theme import Look

Driver = PageDriver[PromotionsPage]


def make(desk: Desk, look: Look) -> PromotionsPage:
    guarded = Guarded(desk.till, desk.background)
    return PromotionsPage(TermsPresenter(desk.counter, desk.background, guarded), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    with on_page(qtbot, tmp_path, make, language="en") as driver:
        driver.wait_for(lambda: driver.page._view is not None)
        yield driver


def kept(page: Driver) -> tuple[Promotion, ...]:
    return page.desk.till.read(term_book).result().promotions


def keep(page: Driver) -> Promotion:
    page.press("keep_promotion_button")
    page.wait_for(lambda: page.text("promotions_notice_text") != "")
    page.wait_for(lambda: page.page.list._rows != [])
    return kept(page)[-1]


def test_buy_two_get_one_of_a_category(page: Driver) -> None:
    page.press("new_promotion_button")
    page.type_text("Beli 2 gratis 1")
    page.press("offer_buy_get_button")
    page.type_into("buy_field", "2")
    page.type_into("get_field", "1")
    page.press("scope_categories_button")
    page.press("scope_category_3_button")
    assert page.text("promotion_summary") == (
        "Beli 2 gratis 1: buy 2, get 1 free · Minuman · always"
    )
    promotion = keep(page)
    assert (promotion.offer, promotion.scope) == (BuyGet(2, 1), Scope(categories=("Minuman",)))
    words = "buy 2, get 1 free · Minuman · always"
    page.wait_for(lambda: page.text("promotion_0_button_follows") == words)


def test_a_happy_hour_on_certain_days(page: Driver) -> None:
    page.press("new_promotion_button")
    page.type_text("Jam sore")
    page.type_into("percent_rate_field", "20")
    page.press("hours_certain_button")
    page.press("weekday_5_button")
    page.type_into("from_time_field", "14.00")
    page.type_into("to_time_field", "16")
    page.type_into("last_day_field", "23/11")
    promotion = keep(page)
    assert promotion.offer == PercentOff(2_000)
    assert (promotion.hours.weekdays, promotion.hours.from_minute) == ((5,), 840)
    assert (promotion.hours.to_minute, str(promotion.hours.last)) == (960, "2026-11-23")


def test_a_wholesale_price_of_a_product_that_was_searched(page: Driver) -> None:
    page.press("new_promotion_button")
    page.type_text("Grosir")
    page.press("offer_quantity_price_button")
    page.type_into("step_1_quantity_field", "3")
    page.type_into("step_1_price_field", "16.000")
    page.press("scope_products_button")
    page.type_into("scope_search_field", "kopi")
    page.wait_for(lambda: len(page.page.form.scope._found.values()) == 1)
    page.wait_for(lambda: page.shows("scope_found_0_button"))
    page.press("scope_found_0_button")
    promotion = keep(page)
    assert promotion.offer == QuantityPrice(((3_000, 16_000),))
    [product] = promotion.scope.products
    assert next(one for one in shelf(page.desk.till) if one.id == product).name.startswith("Kopi")
    page.wait_for(lambda: "Kopi Susu" in page.text("promotion_0_button_follows"))


def test_a_promotion_is_ended_and_begins_again(page: Driver) -> None:
    page.press("new_promotion_button")
    page.type_text("3 gantungan 40rb")
    page.press("offer_lot_price_button")
    page.type_into("lot_pieces_field", "3")
    page.type_into("lot_price_field", "40000")
    assert keep(page).offer == LotPrice(3, 40_000)
    page.wait_for(lambda: page.shows("promotion_0_button"))
    page.press("promotion_0_button")
    page.press("end_promotion_button")
    page.wait_for(lambda: not kept(page)[0].active)
    page.wait_for(lambda: page.text("promotion_0_button_follows").startswith("ended"))
    page.press("promotion_0_button")
    assert not page.shows("end_promotion_button")
    page.press("keep_promotion_button")
    page.wait_for(lambda: kept(page)[0].active)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("percent_rate_field", "12.5.1", "Write a rate such as 11 or 12,5."),
        ("percent_rate_field", "0", "Write a rate above 0% and up to 100%."),
        ("promotion_name_field", " ", "Name the promotion: its name stands on the receipt."),
        ("from_time_field", "25", "Write the time as 14.00."),
        ("last_day_field", "31/2/2026", "Write the day as 21/11/2026."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_kept(
    page: Driver, field: str, text: str, sentence: str
) -> None:
    page.press("new_promotion_button")
    page.type_text("Promo")
    page.press("hours_certain_button")
    page.type_into(field, text)
    page.press("keep_promotion_button")
    assert page.text("promotion_notice_text") == sentence
    assert kept(page) == ()


def test_esc_leads_from_the_form_to_the_list_and_keeps_nothing(page: Driver) -> None:
    page.press("new_promotion_button")
    page.type_text("Promo")
    page.key(Qt.Key.Key_Escape)
    assert page.shows("new_promotion_button")
    assert kept(page) == ()
