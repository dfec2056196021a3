"""Reports in the window: the rail leads there, somebody may have to let the cashier see them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.permission import Action
from tests.drivers.staffed_window import enter, is_asked, locked_window, tap_pin
from tests.drivers.till_driver import TillDriver
from tests.drivers.tills import sell


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    """Siti at the till; a coffee was sold."""
    with locked_window(qtbot, tmp_path) as driver:
        enter(driver)
        driver.wait_for_page("sell")
        sell(driver.counter.till, "Kopi")
        yield driver


def test_a_cashier_sees_reports_for_one_visit_with_a_supervisors_word(till: TillDriver) -> None:
    till.press("rail_reports")
    till.wait_for(lambda: is_asked(till))
    assert not till.has("report_pdf_button")
    tap_pin(till, "Pak Danu")
    till.wait_for(lambda: till.has("report_pdf_button"))
    assert till.text_of("report_turnover") == "Rp18.000"
    till.press("rail_sell")
    till.wait_for_page("sell")
    till.press("rail_reports")
    till.wait_for(lambda: is_asked(till))
    assert not till.has("report_pdf_button")


def test_who_may_see_expected_cash_is_not_asked(till: TillDriver) -> None:
    till.flow.doorway.lock()
    till.wait_for(lambda: till.has("person_0_button"))
    enter(till, "Pak Danu")
    assert till.flow.presenters.guarded.may(Action.SEE_EXPECTED)
    till.press("rail_reports")
    till.wait_for(lambda: till.has("report_pdf_button"))
    assert not is_asked(till)


def test_a_report_does_not_stay_for_the_next_person(till: TillDriver) -> None:
    till.flow.doorway.lock()
    till.wait_for(lambda: till.has("person_0_button"))
    enter(till, "Pak Danu")
    till.press("rail_reports")
    till.wait_for(lambda: till.has("report_pdf_button"))
    till.flow.doorway.lock()
    till.wait_for(lambda: till.has("person_0_button"))
    enter(till, "Siti")
    till.wait_for(lambda: is_asked(till))
    assert not till.has("report_pdf_button")
