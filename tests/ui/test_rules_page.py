"""Setting taxes, service and rounding: by keyboard, with an example, from a day on."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.payment import CashRounding
from pos_app.domain.rounding import Rounding
from pos_app.domain.rules import NO_RULES, Rules, Tax
from pos_app.services.qris_prompt import qris_terms
from pos_app.services.terms import term_book
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.tills import MORNING
from ui.guarded import Guarded
from ui.pages.terms.rules_page import RulesPage
from ui.presenters.terms import TermsPresenter
from ui.theme import Look

Driver = PageDriver[RulesPage]


def make(desk: Desk, look: Look) -> RulesPage:
    guarded = Guarded(desk.till, desk.background)
    return RulesPage(TermsPresenter(desk.counter, desk.background, guarded), look)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    with on_page(qtbot, tmp_path, make, language="en") as driver:
        driver.wait_for(driver.button("save_rules_button").isEnabled)
        yield driver


def held(page: Driver, days: int = 0) -> Rules:
    book = page.desk.till.read(term_book).result()
    return book.at(MORNING + timedelta(days=days)).rules


def said(page: Driver) -> str:
    return page.text("rules_notice_text")


def test_a_tax_in_the_prices_is_set_and_told_with_an_example(page: Driver) -> None:
    page.type_into("tax_1_name_field", "PPN")
    page.type_into("tax_1_rate_field", "11")
    assert "of which PPN Rp9.910" in page.text("rules_example")
    page.press("save_rules_button")
    page.wait_for(lambda: said(page).startswith("Holds from 21/11/2026"))
    assert held(page) == Rules((Tax("PPN", 1_100, included=True),))


def test_an_example_shows_what_is_set_and_there_is_none_of_nothing(page: Driver) -> None:
    page.press("rounding_100_button")
    assert page.text("rules_example") == "Example: Rp12.345 in cash = Rp12.300"
    page.press("rounding_1_button")
    assert not page.page._example.isVisible()


def test_everything_can_be_set_from_another_day_on(page: Driver) -> None:
    page.type_into("tax_1_name_field", "PB1")
    page.type_into("tax_1_rate_field", "10")
    page.press("tax_1_added_button")
    page.type_into("service_rate_field", "5")
    page.press("rounding_500_button")
    page.press("rounding_mode_down_button")
    page.press("rules_from_day_button")
    page.type_into("rules_day_field", "24/11")
    assert page.text("rules_example").splitlines() == [
        "Example: Rp100.000 + Service charge Rp5.000 + PB1 Rp10.500 = Rp115.500",
        "Example: Rp12.345 in cash = Rp12.000",
    ]
    page.press("save_rules_button")
    page.wait_for(lambda: "24/11/2026" in page.text("rules_past"))
    assert held(page) == NO_RULES
    assert held(page, days=3) == Rules(
        (Tax("PB1", 1_000),), 500, cash_rounding=CashRounding(500, Rounding.DOWN)
    )


def test_the_most_for_a_qris_payment_follows_the_day_that_it_holds_from(page: Driver) -> None:
    till = page.desk.till
    page.type_into("qris_limit_field", "20.000.000")
    page.press("rules_from_tomorrow_button")
    page.press("save_rules_button")
    page.wait_for(lambda: "QRIS up to Rp20.000.000" in page.text("rules_past"))
    assert till.read(qris_terms).result().limit == 10_000_000
    page.desk.clock.move(days=1)
    assert till.read(qris_terms).result().limit == 20_000_000
    page.page.enter()
    page.wait_for(lambda: page.field("qris_limit_field").text() == "Rp20.000.000")


def test_it_is_done_by_keyboard_alone(page: Driver) -> None:
    page.type_text("PPN")
    page.key(Qt.Key.Key_Tab)
    page.type_text("11")
    save = page.button("save_rules_button")
    for _ in range(30):
        if save.hasFocus():
            break
        page.key(Qt.Key.Key_Tab)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: bool(said(page)))
    assert held(page).taxes == (Tax("PPN", 1_100, included=True),)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("tax_1_rate_field", "sebelas", "Write a rate such as 11 or 12,5."),
        ("tax_1_rate_field", "11", "Name the tax as it stands on the receipt, such as PPN."),
        ("service_rate_field", "-5", "Write a rate such as 11 or 12,5."),
        ("service_rate_field", "120", "A discount is at most 100%."),
        ("qris_limit_field", "0", "The most for one QRIS payment must be above 0."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_kept(
    page: Driver, field: str, text: str, sentence: str
) -> None:
    page.type_into(field, text)
    page.press("save_rules_button")
    assert said(page) == sentence
    assert held(page) == NO_RULES


def test_two_presses_keep_rules_once(page: Driver) -> None:
    page.type_into("service_rate_field", "5")
    QTest.mouseDClick(page.button("save_rules_button"), Qt.MouseButton.LeftButton)
    page.press("save_rules_button")
    page.wait_for(lambda: bool(said(page)))
    book = page.desk.till.read(term_book).result()
    assert [one.valid_from for one in book.rules] == [date(2026, 11, 21)]
