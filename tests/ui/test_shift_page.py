"""Opening, watching, counting and closing a shift."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from msgspec import UNSET
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.cash import CashMoved, CashWay
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import Permissions, Role
from pos_app.domain.pricing import price
from pos_app.domain.shift import Shift, ShiftClosed, ShiftHandedOver, ShiftOpened
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import booth, carts, shifts
from pos_app.services.checkout import checkout
from pos_app.services.papers.shift_slips import checked_z_code
from pos_app.services.printing import print_queue
from pos_app.services.till import Till
from tests.drivers.desk import Desk
from tests.drivers.entries import bodies
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.shift_pages import shift_page
from tests.drivers.tills import cart_of, sell
from ui.pages.shift.shift_page import ShiftPage
from ui.theme import Look


class ShiftDriver:
    """The page, and what it told the window."""

    def __init__(self, page: PageDriver[ShiftPage]) -> None:
        self.page = page
        self.presenter = page.page._presenter
        self.opened: list[Shift] = []
        self.closed: list[ShiftClosed] = []
        self.moved: list[CashMoved] = []
        self.presenter.opened.connect(self.opened.append)
        self.presenter.closed.connect(self.closed.append)
        self.presenter.moved.connect(self.moved.append)

    @property
    def till(self) -> Till:
        return self.page.desk.till

    def count(self, **notes: int) -> None:
        """Count by denomination, as `count(n_50000=3)`."""
        for name, number in notes.items():
            field = name.replace("n_", "count_")
            self.page.type_into(field, str(number))

    def start_count(self) -> None:
        self.page.wait_for(lambda: self.page.shows("count_cash_button"))
        self.page.press("count_cash_button")

    def compare(self) -> None:
        self.page.press("close_shift_button")
        self.page.wait_for(lambda: self.page.shows("close_expected"))

    def close(self) -> None:
        """Close after the comparison, and wait for the report."""
        self.page.press("close_shift_button")
        self.wait_for_paper()

    def wait_for_paper(self) -> None:
        self.page.wait_for(lambda: self.page.shows("shift_report_view") and bool(self.paper()))

    def paper(self) -> tuple[str, ...]:
        return self.page.page.views.report.paper.paper.rows

    def leave_report(self) -> None:
        self.page.desk.clock.move(seconds=2)
        self.page.press("leave_report_button")


def _closed_page(desk: Desk, look: Look) -> ShiftPage:
    desk.till.write(booth.create_booth, desk.till.install, "Batik Polokarto", "A12").result()
    return shift_page(desk, look)


@pytest.fixture
def running(qtbot: QtBot, tmp_path: Path) -> Iterator[ShiftDriver]:
    """A page while Siti's shift runs."""
    with on_page(qtbot, tmp_path, shift_page, language="en") as page:
        page.wait_for(lambda: page.shows("shift_running_view"))
        yield ShiftDriver(page)


@pytest.fixture
def idle(qtbot: QtBot, tmp_path: Path) -> Iterator[ShiftDriver]:
    """A page while no shift runs."""
    with on_page(qtbot, tmp_path, _closed_page, language="en", ready=False) as page:
        page.wait_for(lambda: page.shows("shift_open_view"))
        yield ShiftDriver(page)


def test_a_shift_is_opened_with_name_and_float(idle: ShiftDriver) -> None:
    idle.page.type_text("Siti")
    idle.page.key(Qt.Key.Key_Return)
    idle.page.type_text("300000")
    assert idle.page.field("float_field").text() == "Rp300.000"
    idle.page.key(Qt.Key.Key_Return)
    idle.page.wait_for(lambda: bool(idle.opened))
    assert (idle.opened[0].cashier, idle.opened[0].float_amount) == ("Siti", 300_000)
    idle.page.wait_for(lambda: idle.page.shows("shift_running_view"))


def test_a_float_may_be_the_largest_sum(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    idle.page.type_into("float_field", "999999999999")
    idle.page.press("open_shift_button")
    idle.page.wait_for(lambda: bool(idle.opened))
    assert idle.opened[0].float_amount == 999_999_999_999


def test_an_empty_drawer_is_a_float_of_nothing(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    idle.page.press("open_shift_button")
    idle.page.wait_for(lambda: bool(idle.opened))
    assert idle.opened[0].float_amount == 0


def test_without_a_name_the_field_says_so(idle: ShiftDriver) -> None:
    idle.page.press("open_shift_button")
    idle.page.wait_for(lambda: idle.page.shows("cashier_field_error"))
    assert "cashier's name" in idle.page.text("cashier_field_error")
    assert idle.opened == []


def test_the_keypad_fills_the_float(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    for key in ("2", "5", "0", "000"):
        idle.page.press(f"keypad_{key}")
    assert idle.page.field("float_field").text() == "Rp250.000"


def test_pressing_twice_opens_one_shift(idle: ShiftDriver) -> None:
    idle.page.type_into("cashier_field", "Siti")
    button = idle.page.button("open_shift_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    idle.page.wait_for(lambda: idle.page.shows("shift_running_view"))
    assert len(idle.opened) == 1


def test_a_running_shift_shows_what_was_sold(running: ShiftDriver) -> None:
    till = running.page.desk.till
    sell(till, "Kopi")
    sell(till, "Keripik", "Jamu")
    running.page.page.enter()
    running.page.wait_for(lambda: running.page.text("shift_turnover") == "Rp38.500")
    assert running.page.text("shift_sales") == "2"
    assert running.page.text("shift_average") == "Rp19.250"
    assert running.page.text("shift_since") == "Open since 21 Nov 2026 09:00 WIB"
    methods = running.page.page.views.running.methods.model()
    assert methods.index(0, 0).data() == "Cash"


def test_the_count_is_blind_until_it_is_done(running: ShiftDriver) -> None:
    sell(running.page.desk.till, "Kopi")
    running.start_count()
    running.count(n_100000=3, n_2000=9)
    assert running.page.text("counted_amount") == "Rp318.000"
    assert not running.page.shows("close_expected")
    assert not running.page.shows("difference_panel")
    running.compare()
    assert running.page.text("close_expected") == "Rp318.000"
    assert running.page.text("difference_name") == "No difference"


def test_a_right_count_closes_without_a_reason(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    assert not running.page.shows("difference_reason_field")
    running.close()
    assert (running.closed[0].counted, running.closed[0].difference) == (300_000, 0)
    running.leave_report()
    assert running.page.shows("shift_open_view")
    assert running.page.text("shift_notice_text") == (
        "Siti's shift is closed: 0 sales, turnover Rp0. The cash is right."
    )
    assert running.page.desk.till.read(shifts.current_shift).result() is None


def test_a_difference_needs_a_reason_and_is_recorded(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=2, n_50000=1)
    running.compare()
    assert running.page.text("difference_name") == "Cash short"
    assert running.page.text("difference_amount") == "Rp50.000"
    assert not running.page.button("close_shift_button").isEnabled()
    running.page.press("difference_reason_0")
    running.close()
    assert running.closed[0].difference == -50_000
    assert running.closed[0].reason == "Wrong change given"


def test_back_from_the_comparison_keeps_the_count(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=2)
    running.compare()
    running.page.key(Qt.Key.Key_Escape)
    assert not running.page.shows("close_expected")
    assert running.page.text("counted_amount") == "Rp200.000"
    running.page.key(Qt.Key.Key_Escape)
    assert running.page.shows("shift_running_view")
    assert running.closed == []


def test_the_grid_counts_by_keys_alone(running: ShiftDriver) -> None:
    running.start_count()
    for keys in ("3", "", "1"):
        running.page.type_text(keys)
        running.page.key(Qt.Key.Key_Return)
    running.page.type_text("++")
    assert running.page.text("counted_amount") == "Rp340.000"
    running.page.key(Qt.Key.Key_Up)
    running.page.type_text("-")
    assert running.page.text("counted_amount") == "Rp320.000"


def test_the_grid_counts_by_touch(running: ShiftDriver) -> None:
    running.start_count()
    running.page.press("count_50000_plus")
    running.page.press("count_50000_plus")
    running.page.press("count_50000_minus")
    running.page.field("count_20000").setFocus()
    running.page.press("keypad_1")
    running.page.press("keypad_2")
    assert running.page.text("counted_amount") == "Rp290.000"


def test_the_cashiers_before_are_offered(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    running.close()
    running.leave_report()
    running.page.press("cashier_chip_0")
    assert running.page.field("cashier_field").text() == "Siti"
    running.page.press("open_shift_button")
    running.page.wait_for(lambda: bool(running.opened))
    assert running.opened[0].cashier == "Siti"


def test_a_float_is_counted_by_denomination(idle: ShiftDriver) -> None:
    page = idle.page
    page.type_into("cashier_field", "Siti")
    page.press("count_float_button")
    page.type_text("2")
    page.key(Qt.Key.Key_Return)
    page.type_text("3")
    assert page.words("use_float_button") == "USE Rp350.000"
    page.press("use_float_button")
    assert page.field("float_field").text() == "Rp350.000"
    page.press("open_shift_button")
    page.wait_for(lambda: bool(idle.opened))
    assert idle.opened[0].float_amount == 350_000
    [opened] = bodies(idle.till, Kind.SHIFT_OPENED)
    assert isinstance(opened, ShiftOpened)
    assert opened.notes == ((100_000, 2), (50_000, 3))


def test_typing_another_float_forgets_the_count(idle: ShiftDriver) -> None:
    page = idle.page
    page.type_into("cashier_field", "Siti")
    page.press("count_float_button")
    page.press("count_50000_plus")
    page.press("use_float_button")
    page.type_into("float_field", "75000")
    page.press("open_shift_button")
    page.wait_for(lambda: bool(idle.opened))
    [opened] = bodies(idle.till, Kind.SHIFT_OPENED)
    assert isinstance(opened, ShiftOpened)
    assert (opened.float_amount, opened.notes) == (75_000, UNSET)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12.500", 12_500),
        ("12500", 12_500),
        ("Rp 12.500,-", 12_500),
        ("-12500", 12_500),
    ],
)
def test_cash_is_moved_with_an_amount_as_people_type_it(
    running: ShiftDriver, typed: str, told: int
) -> None:
    page = running.page
    page.press("cash_out_button")
    page.type_text(typed)
    page.press("cash_move_reason_0")
    page.press("save_cash_move_button")
    page.wait_for(lambda: bool(running.moved))
    assert (running.moved[0].amount, running.moved[0].reason) == (-told, "To the owner")


def test_the_slip_of_any_cash_that_was_moved_is_printed_again_as_a_copy(
    running: ShiftDriver,
) -> None:
    page, till = running.page, running.till
    assert not page.shows("reprint_cash_slip_button")
    for amount, reason in ((50_000, "Change"), (20_000, "More change")):
        till.write(shifts.move_cash, CashWay.IN, amount, reason).result()
    running.presenter.load()
    page.wait_for(lambda: page.shows("reprint_cash_slip_button"))
    moves = page.page.views.running.moves
    assert moves.chosen == 1, "the last one"
    page.press("reprint_cash_slip_button")
    page.wait_for(lambda: "copy" in page.text("running_notice_text"))
    QTest.keyClick(moves, Qt.Key.Key_Up)
    page.press("reprint_cash_slip_button")
    page.wait_for(lambda: len(copies(running)) == 2)
    summary = running.presenter.view.summary
    assert summary is not None
    assert copies(running) == list(reversed(summary.moves))


def copies(running: ShiftDriver) -> list[str]:
    """Of which slips a copy is asked for."""
    jobs = running.till.read(print_queue.unfinished).result()
    return [job.subject for job in jobs if job.slip is Slip.CASH_MOVE and job.copy]


@pytest.mark.parametrize("typed", ["1234567890123456", "12,5", "12,500"])
def test_cash_is_not_moved_with_what_is_no_amount(running: ShiftDriver, typed: str) -> None:
    page = running.page
    page.press("cash_out_button")
    page.type_text(typed)
    page.press("cash_move_reason_0")
    page.press("save_cash_move_button")
    assert page.text("cash_move_amount_field_error")
    assert page.shows("save_cash_move_button")
    assert not running.moved


def test_an_amount_and_a_reason_are_asked_for_where_they_are_missing(running: ShiftDriver) -> None:
    page = running.page
    page.press("cash_in_button")
    page.press("save_cash_move_button")
    page.wait_for(lambda: page.shows("cash_move_amount_field_error"))
    assert page.text("cash_move_amount_field_error") == "Write an amount above zero."
    page.type_into("cash_move_amount_field", "50000")
    page.press("save_cash_move_button")
    page.wait_for(lambda: page.shows("cash_move_reason_error"))
    assert running.moved == []


def test_a_cash_move_is_recorded_by_keys_alone(running: ShiftDriver) -> None:
    page = running.page
    page.button("cash_in_button").setFocus()
    page.key(Qt.Key.Key_Return)
    page.type_text("25000")
    page.key(Qt.Key.Key_Return)
    page.type_text("Uang receh")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: page.shows("shift_running_view"))
    assert page.text("running_notice_text") == "Cash in recorded: Rp25.000, Uang receh."
    page.wait_for(lambda: page.text("shift_expected") == "Rp325.000")
    assert page.page.views.running.moves.model().rowCount() == 1


def test_pressing_save_twice_moves_cash_once(running: ShiftDriver) -> None:
    page = running.page
    page.press("cash_out_button")
    page.type_text("10000")
    page.press("cash_move_reason_1")
    button = page.button("save_cash_move_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.wait_for(lambda: page.text("shift_expected") == "Rp290.000")
    assert len(bodies(running.till, Kind.CASH_MOVED)) == 1


def test_escape_leaves_a_form_without_recording(running: ShiftDriver) -> None:
    for button in ("cash_in_button", "go_hand_over_button"):
        running.page.press(button)
        assert not running.page.shows("shift_running_view")
        running.page.key(Qt.Key.Key_Escape)
        assert running.page.shows("shift_running_view")
    assert running.moved == []


def test_another_cashier_goes_on_without_closing(running: ShiftDriver) -> None:
    page = running.page
    page.press("go_hand_over_button")
    page.type_text("Budi")
    page.key(Qt.Key.Key_Return)
    page.type_text("300000")
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: page.text("shift_cashier") == "Cashier Budi")
    assert page.text("running_notice_text") == "Budi goes on from here."
    [handed] = bodies(running.till, Kind.SHIFT_HANDED_OVER)
    assert isinstance(handed, ShiftHandedOver)
    assert (handed.before, handed.counted, handed.expected) == ("Siti", 300_000, 300_000)


def test_who_stands_there_already_cannot_take_over(running: ShiftDriver) -> None:
    page = running.page
    page.press("go_hand_over_button")
    page.type_text("Siti")
    page.press("hand_over_button")
    page.wait_for(lambda: page.shows("next_cashier_field_error"))
    assert "Siti stands at the register already" in page.text("next_cashier_field_error")


def test_an_x_report_is_shown_and_printed_and_the_shift_goes_on(running: ShiftDriver) -> None:
    sell(running.till, "Kopi")
    running.page.press("x_report_button")
    running.wait_for_paper()
    assert running.page.text("shift_report_title") == "X report"
    assert "TURNOVER                Rp18.000" in running.paper()
    running.page.press("print_report_button")
    running.page.wait_for(lambda: running.page.shows("shift_report_said"))
    [*_, job] = running.till.read(print_queue.unfinished).result()
    assert job.slip is Slip.SHIFT_X
    running.page.key(Qt.Key.Key_Escape)
    assert running.page.shows("shift_running_view")


def test_without_permission_no_sum_tells_how_much_cash_there_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def blind(desk: Desk, look: Look) -> ShiftPage:
        page = shift_page(desk, look)
        page._presenter._guarded._grants = Permissions().of(Role.CASHIER)
        return page

    with on_page(qtbot, tmp_path, blind, language="en") as page:
        page.wait_for(lambda: page.shows("shift_running_view"))
        for name in ("shift_turnover", "shift_average", "shift_expected"):
            assert not page.shows(name)
        assert page.shows("shift_sales")
        assert page.text("shift_hidden") == "Cash sums are shown after the drawer was counted."


def test_the_report_of_a_closed_shift_is_shown_printed_and_leads_on(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    running.close()
    assert running.page.text("shift_report_title") == "Z report A12-K1-Z0001"
    assert "No difference                Rp0" in running.paper()
    assert running.page.text("report_counted") == "Rp300.000"
    queued = running.till.read(print_queue.unfinished).result()
    assert [job.title for job in queued] == ["A12-K1-Z0001"]
    assert ("wake", None) in running.page.desk.spooler.asked
    running.page.press("print_report_button")
    running.page.wait_for(lambda: running.page.shows("shift_report_said"))
    assert [job.copy for job in running.till.read(print_queue.unfinished).result()] == [False, True]


def test_the_press_that_closes_does_not_also_leave_the_report(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    running.close()
    running.page.key(Qt.Key.Key_Return)
    assert running.page.shows("shift_report_view")
    running.page.desk.clock.move(seconds=2)
    running.page.key(Qt.Key.Key_Return)
    assert running.page.shows("shift_open_view")


def test_pressing_close_twice_closes_once(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    button = running.page.button("close_shift_button")
    for _ in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    running.wait_for_paper()
    assert len(bodies(running.till, Kind.SHIFT_CLOSED)) == 1


def test_a_count_that_is_changed_after_the_comparison_is_remembered(running: ShiftDriver) -> None:
    running.start_count()
    running.count(n_100000=2)
    running.compare()
    running.page.key(Qt.Key.Key_Escape)
    running.count(n_100000=3)
    running.compare()
    running.close()
    assert (running.closed[0].first_counted, running.closed[0].counted) == (200_000, 300_000)
    assert running.closed[0].notes == ((100_000, 3),)


def test_open_carts_are_carried_over_unless_somebody_throws_them_away(
    running: ShiftDriver,
) -> None:
    running.till.write(carts.hold, cart_of(running.till, "Kopi"), "Meja 3").result()
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    assert running.page.text("open_carts_name") == "1 cart is not paid: Meja 3"
    assert running.page.button("open_carts_carry_over_button").isChecked()
    running.page.press("open_carts_throw_away_button")
    running.close()
    assert running.till.read(carts.held).result() == ()
    assert "Held carts thrown away         1" in running.paper()


def test_an_earlier_shift_is_looked_up_by_keys_alone(running: ShiftDriver) -> None:
    page = running.page
    running.till.write(shifts.close_shift, 250_000, "kurang").result()
    running.till.write(shifts.open_shift, "Budi", 100_000).result()
    page.button("past_shifts_button").setFocus()
    page.key(Qt.Key.Key_Return)
    page.wait_for(lambda: page.shows("past_shifts_view"))
    model = page.page.views.past.model
    assert [model.index(0, at).data() for at in (0, 1, 3, 6)] == [
        "Z0001",
        "21 Nov 2026",
        "Siti",
        "-50.000",
    ]
    page.key(Qt.Key.Key_Return)
    running.wait_for_paper()
    assert page.text("shift_report_title") == "Z report A12-K1-Z0001"
    page.key(Qt.Key.Key_Escape)
    assert page.shows("past_shifts_view")
    page.key(Qt.Key.Key_Escape)
    assert page.shows("shift_running_view")


def test_a_report_is_saved_as_a_pdf(running: ShiftDriver, tmp_path: Path) -> None:
    running.page.press("x_report_button")
    running.wait_for_paper()
    running.page.page.views.report._on_place_chosen(str(tmp_path / "x.pdf"))
    running.page.wait_for(lambda: running.page.shows("shift_report_said"))
    assert running.page.text("shift_report_said") == "Saved as x.pdf."
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_coming_back_to_the_page_leaves_what_was_only_looked_at(running: ShiftDriver) -> None:
    running.page.press("x_report_button")
    running.wait_for_paper()
    running.page.page.enter()
    assert running.page.shows("shift_running_view")
    running.start_count()
    running.page.page.enter()
    assert running.page.shows("shift_close_view")


def test_the_code_of_a_closed_shift_is_read_from_the_screen(
    running: ShiftDriver, tmp_path: Path
) -> None:
    running.start_count()
    running.count(n_100000=3)
    running.compare()
    running.close()
    picture = tmp_path / "z.png"
    running.page.page.views.report.paper.paper.grab().save(str(picture))
    [found] = zxingcpp.read_barcodes(Image.open(picture))
    code = checked_z_code(found.text, running.till.install.public_key)
    assert (code.number, code.counted, code.expected) == (1, 300_000, 300_000)


def test_qris_that_nobody_found_yet_is_one_press_from_being_reconciled(
    running: ShiftDriver,
) -> None:
    asked: list[str] = []
    running.page.page.page_asked.connect(asked.append)
    assert not running.page.shows("shift_reconcile_button")
    priced = price(cart_of(running.till, "Kopi"))
    tender = Tender(Method.QRIS, priced.total, "1234", basis=Basis.NOTIFICATION)
    running.till.write(checkout, priced, (tender,)).result()
    running.page.page.enter()
    running.page.wait_for(lambda: running.page.shows("shift_reconcile_button"))
    running.page.press("shift_reconcile_button")
    assert asked == ["reconcile"]
