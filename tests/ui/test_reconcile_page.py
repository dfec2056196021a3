"""The reconcile page: each payment is settled once, and a statement in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pos_app.domain.awaited import PaymentsSettled, PaymentState, SettledBy
from pos_app.domain.kinds import Kind
from tests.drivers.desk import Desk
from tests.drivers.entries import bodies
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.people import staffed
from tests.drivers.scenes.scenes_qris import PAID, STATEMENT, pay_in_the_morning
from ui.guarded import Guarded
from ui.pages.qris.reconcile_page import ReconcilePage
from ui.presenters.reconciliation import ReconciliationPresenter
from ui.theme import Look
from ui.widgets import settling

ReconcileDriver = PageDriver[ReconcilePage]
FOUND, LOST = PaymentState.RECONCILED, PaymentState.DISPUTED


def _page(desk: Desk, look: Look) -> ReconcilePage:
    pay_in_the_morning(desk)
    return _empty_page(desk, look)


def _empty_page(desk: Desk, look: Look) -> ReconcilePage:
    guarded = Guarded(desk.till, desk.background)
    return ReconcilePage(ReconciliationPresenter(desk.counter, desk.background, guarded), look)


@pytest.fixture
def page(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReconcileDriver]:
    monkeypatch.setattr(settling, "SETTLE_S", 0.0)
    with on_page(qtbot, tmp_path, _page, language="en") as driver:
        driver.wait_for(lambda: rows(driver) == len(PAID))
        yield driver


def rows(page: ReconcileDriver) -> int:
    return page.page.open_view.model.rowCount()


def settled(page: ReconcileDriver) -> list[tuple[int, PaymentState, str]]:
    return [
        (one.amount, one.state, one.reason or "")
        for entry in entries(page)
        for one in entry.payments
    ]


def entries(page: ReconcileDriver) -> list[PaymentsSettled]:
    told = bodies(page.desk.till, Kind.PAYMENT_SETTLED)
    return [one for one in told if isinstance(one, PaymentsSettled)]


def open_statement(page: ReconcileDriver, content: str = STATEMENT) -> None:
    path = page.desk.till.path.parent / "mutasi.csv"
    path.write_text(content, encoding="utf-8")
    page.page._on_file(str(path))


def until_compared(page: ReconcileDriver) -> None:
    page.wait_for(lambda: page.shows("comparison_view"))


def chips(page: ReconcileDriver) -> list[str]:
    return [chip.text() for chip in page.page.comparison.lists.chips.values() if chip.isVisible()]


def test_the_tables_keep_to_the_rules_of_models(page: ReconcileDriver) -> None:
    view = page.page.comparison
    for model in (page.page.open_view.model, view.found, view.missing, view.surplus):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_what_waits_is_shown_with_its_sums(page: ReconcileDriver) -> None:
    model = page.page.open_view.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == [
        *("A12-K1-000001", "21/11 09.00", "QRIS", "25.000"),
        *("Notification", "0471", "Still open"),
    ]
    assert page.text("confirmed_sum") == "Rp513.500 (5)"
    assert page.text("reconciled_sum") == page.text("disputed_sum") == "Rp0 (0)"


def test_a_payment_is_found_with_the_keyboard_alone(page: ReconcileDriver) -> None:
    page.page.open_view.table.setFocus()
    page.key(Qt.Key.Key_Down)
    assert page.text("settle_words").startswith("A12-K1-000002 · QRIS · Rp78.000")
    page.key(Qt.Key.Key_Return)
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: rows(page) == len(PAID) - 1)
    assert settled(page) == [(78_000, FOUND, "")]
    assert page.text("reconciled_sum") == "Rp78.000 (1)"
    assert "Rp78.000 was found" in page.text("reconcile_notice_text")


def test_what_did_not_come_needs_a_reason_and_stays_in_sight(page: ReconcileDriver) -> None:
    page.press("settle_lost_button")
    assert settled(page) == []
    page.press("settle_reason_third_button")
    page.press("settle_record_button")
    page.wait_for(lambda: page.text("disputed_sum") == "Rp25.000 (1)")
    assert settled(page) == [(25_000, LOST, "False proof")]
    assert rows(page) == len(PAID)
    assert page.text("settle_before") == "Disputed: False proof"
    assert not page.button("settle_lost_button").isEnabled()


def test_a_reason_of_ones_own_counts_before_the_chosen_one(page: ReconcileDriver) -> None:
    page.press("settle_lost_button")
    page.type_into("settle_reason_field", "Pembeli kabur")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: bool(settled(page)))
    assert settled(page) == [(25_000, LOST, "Pembeli kabur")]


def test_a_disputed_payment_that_comes_after_all_is_recorded_with_why(
    page: ReconcileDriver,
) -> None:
    page.press("settle_lost_button")
    page.press("settle_record_button")
    page.wait_for(lambda: page.text("disputed_sum") == "Rp25.000 (1)")
    page.press("settle_found_button")
    page.press("settle_record_button")
    page.wait_for(lambda: rows(page) == len(PAID) - 1)
    assert settled(page)[-1] == (25_000, FOUND, "It came later")


def test_escape_takes_the_question_back_then_leaves(page: ReconcileDriver) -> None:
    asked: list[str] = []
    page.page.page_asked.connect(asked.append)
    page.press("settle_lost_button")
    page.key(Qt.Key.Key_Escape)
    assert not page.page.open_view.panel.is_asking
    assert asked == []
    page.key(Qt.Key.Key_Escape)
    assert asked == ["back"]


def test_a_bounced_press_does_not_settle_the_next_payment(
    page: ReconcileDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.press("settle_found_button")
    monkeypatch.setattr(settling, "SETTLE_S", 60.0)
    page.wait_for(lambda: rows(page) == len(PAID) - 1)
    page.press("settle_found_button")
    page.press("settle_found_button")
    page.desk.till.read(lambda _work: None).result()
    assert len(settled(page)) == 1


def test_a_statement_is_compared_and_settled_in_one_step(page: ReconcileDriver) -> None:
    open_statement(page)
    until_compared(page)
    assert chips(page) == ["Matched (2)", "Missing (1)", "Surplus (1)", "Not read (1)"]
    assert settled(page) == []
    assert page.words("settle_all_button") == "RECONCILE 2 PAYMENTS, Rp143.500"
    page.press("settle_all_button")
    page.wait_for(lambda: rows(page) == len(PAID) - 2)
    assert sorted(settled(page)) == [(25_000, FOUND, ""), (118_500, FOUND, "")]
    assert [one.how for one in entries(page)] == [SettledBy.STATEMENT]
    assert page.shows("open_payments")
    assert "2 payments were reconciled: Rp143.500" in page.text("reconcile_notice_text")


def test_pressing_twice_settles_a_statement_once(page: ReconcileDriver) -> None:
    open_statement(page)
    until_compared(page)
    button = page.button("settle_all_button")
    button.click()
    button.click()
    page.wait_for(lambda: rows(page) == len(PAID) - 2)
    assert len(settled(page)) == 2


def test_the_lists_are_chosen_by_touch_and_say_what_they_mean(page: ReconcileDriver) -> None:
    open_statement(page)
    until_compared(page)
    for chip, table, words in (
        ("missing", "missing_table", "do not show"),
        ("surplus", "surplus_table", "no sale here"),
        ("problems", "statement_problems_table", "could not be read"),
        ("found", "found_table", "One press"),
    ):
        page.press(f"comparison_{chip}_button")
        assert page.shows(table)
        assert words.split()[-1] in page.text("comparison_meaning")


def test_escape_puts_a_statement_away_and_records_nothing(page: ReconcileDriver) -> None:
    open_statement(page)
    until_compared(page)
    page.key(Qt.Key.Key_Escape)
    assert page.shows("open_payments")
    assert settled(page) == []


def test_the_same_statement_again_has_nothing_to_settle(page: ReconcileDriver) -> None:
    open_statement(page)
    until_compared(page)
    page.press("settle_all_button")
    page.wait_for(lambda: page.shows("open_payments"))
    open_statement(page)
    until_compared(page)
    assert chips(page)[0] == "Matched (0)"
    assert not page.button("settle_all_button").isEnabled()
    assert "2 were reconciled before." in page.text("comparison_summary")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nama;harga\nKopi;1000\n", "needs a column for the amount"),
        ("tanggal;jumlah\n21/11/2026;-500\n", "No money that came in"),
        ("<html><table>", "is a web page"),
        ("", "is empty"),
    ],
)
def test_a_file_that_is_no_statement_is_told(
    page: ReconcileDriver, content: str, words: str
) -> None:
    open_statement(page, content)
    page.wait_for(lambda: words in page.text("reconcile_notice_text"))
    assert page.shows("open_payments")


def test_who_may_not_reconcile_changes_nothing(page: ReconcileDriver) -> None:
    staffed(page.desk.till)
    page.press("settle_found_button")
    page.wait_for(lambda: page.shows("reconcile_notice"))
    assert settled(page) == []
    assert page.button("settle_found_button").isEnabled()


def test_nothing_that_waits_is_said_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with on_page(qtbot, tmp_path, _empty_page, language="en") as page:
        page.wait_for(lambda: page.shows("reconcile_empty"))
        assert not page.shows("open_payments_table")
        assert page.button("statement_button").isEnabled()
