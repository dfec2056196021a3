"""What a cashier does in a day, done by touch alone."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLabel

from tests.drivers.hands.exchanging import history_of, lists_only
from tests.drivers.hands.touch_counter import TouchCounter
from ui.pages.history.history_page import HistoryPage
from ui.widgets.plain_table import PlainTable


class TouchHands(TouchCounter):
    """Verbs before, beside and after the counter."""

    def come_in(self, name: str) -> None:
        """Somebody enters with their PIN."""
        till = self.till
        till.wait_for_page("lock")
        till.wait_for(lambda: till.has("person_0_button"))
        self.prove(name)
        till.wait_for(lambda: not till.flow.doorway.is_locked)

    def open_shift(self, notes: Mapping[int, int]) -> None:
        """Count the float into the drawer, note by note."""
        self.till.wait_for_page("shift")
        self.fingers.tap("count_float_button")
        self._count(notes)
        self.fingers.tap_each("use_float_button", "open_shift_button")
        self.till.wait_for_page("sell")
        self.till.wait_for_products()
        self.fingers.settle()  # the grid is still being filled

    def order(self, buyer: str) -> None:
        """What is in the cart is promised to a buyer."""
        self.fingers.tap("order_button")
        self.till.wait_for_page("orders")
        self.fingers.tap("order_buyer_field")
        self.write(buyer)
        self.fingers.tap("keep_order_button")
        self.till.wait_for(lambda: self.till.text_of("order_number") != "")

    def down_payment(self, amount: int) -> None:
        """A part of the order's value in cash; then back to selling."""
        self.fingers.tap("order_pay_button")
        self.fingers.tap("order_amount_field")
        for _ in range(9):
            self.fingers.tap("keypad_back")
        self.digits(amount)
        self.fingers.tap("order_amount_go_button")
        self.till.wait_for_page("order_pay")
        self.cash(amount)
        self.fingers.tap("order_paid_button")
        self.to_sell()

    def to_sell(self) -> None:
        """Back to selling, by the rail."""
        self.fingers.tap("rail_sell")
        self.till.wait_for_page("sell")

    def find_sale(self, number: str) -> None:
        """Open a past sale, found by what is written."""
        till, fingers = self.till, self.fingers
        fingers.tap("rail_history")
        till.wait_for_page("history")
        fingers.tap("history_search_field")
        self.rewrite("history_search_field", number)
        till.wait_for(lambda: lists_only(till, number))
        page = history_of(till)
        row = next(n for n in range(9) if self._is_sale(page, n))
        table = till.find(PlainTable, "history_table")
        at = table.visualRect(page.list.model.index(row, 0)).center()
        fingers.tap_at(table.viewport(), at)
        till.wait_for(lambda: self._opened(number))

    def void(self, by: str) -> None:
        """The sale that is open was a mistake."""
        self.fingers.tap_each("void_button", "void_reason_0", "confirm_void_button")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("reprint_button"))

    def refund(self, line: int, by: str) -> None:
        """One of a line of the sale that is open comes back."""
        self.fingers.tap("refund_button")
        self.fingers.tap(f"return_quantity_{line}_plus")
        self.fingers.tap("refund_reason_0")
        self.fingers.tap("confirm_refund_button")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("reprint_button"))

    def exchange(self, line: int, by: str) -> None:
        """One of a line of the open sale is brought back for other goods."""
        self.fingers.tap_each(
            "exchange_button",
            f"return_quantity_{line}_plus",
            "refund_reason_0",
            "confirm_refund_button",
        )
        self.approve(by)
        self.till.wait_for_page("sell")

    def turnover_today(self, by: str) -> str:
        """What the reports page says of today; back to selling."""
        self.fingers.tap("rail_reports")
        self.approve(by)
        self.till.wait_for(lambda: self.till.find(QLabel, "report_turnover").isVisible())
        found = self.till.text_of("report_turnover")
        self.to_sell()
        return found

    def reprint(self) -> None:
        """The open sale's paper once more."""
        said = self.till.said()
        self.fingers.tap("reprint_button")
        self.till.wait_for(lambda: self.till.said() != said)

    def cash_out(self, amount: int, by: str) -> None:
        """Money leaves the drawer for a reason."""
        self._to_shift()
        self.fingers.tap("cash_out_button")
        self.digits(amount)
        self.fingers.tap_each("cash_move_reason_1", "save_cash_move_button")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("count_cash_button"))

    def x_report(self, by: str) -> None:
        """What the shift stands at, on screen and on paper."""
        self._to_shift()
        self.fingers.tap("x_report_button")
        self.approve(by)
        self.fingers.tap("print_report_button")
        self.fingers.settle()
        self.fingers.tap("leave_report_button")
        self.till.wait_for(lambda: self.till.has("count_cash_button"))

    def open_drawer(self, by: str) -> None:
        """The drawer without a sale, from the menu."""
        self.fingers.tap("menu_button")
        self._menu("menu_drawer")
        self.fingers.tap("drawer_reason_0_button")
        self.approve(by)

    def hand_over(self, name: str) -> None:
        """The next cashier goes on with the same drawer."""
        till = self.till
        self._to_shift()
        self.fingers.tap("go_hand_over_button")
        till.wait_for(lambda: till.has("next_cashier_chip_0"))
        chips = (f"next_cashier_chip_{place}" for place in range(9))
        self.fingers.tap(next(one for one in chips if till.find_button(one).text() == name))
        self.fingers.tap("hand_over_button")
        self.come_in(name)

    def change_cashier(self, name: str) -> None:
        """Lock from the menu; somebody else enters."""
        self.fingers.tap("menu_button")
        self._menu("menu_lock")
        self.come_in(name)

    def close(self, notes: Mapping[int, int]) -> None:
        """Count blind, explain the difference, close."""
        self._to_shift()
        self.fingers.tap("count_cash_button")
        self._count(notes)
        self.fingers.tap_each("close_shift_button", "difference_reason_0", "close_shift_button")
        self.till.wait_for(lambda: self.till.has("leave_report_button"))

    def _to_shift(self) -> None:
        if self.till.page != "shift":
            self.fingers.tap("rail_shift")
            self.till.wait_for_page("shift")

    def _menu(self, name: str) -> None:
        menu = self.till.flow.menu.menu
        self.till.wait_for(menu.isVisible)
        action = next(one for one in menu.actions() if one.objectName() == name)
        self.fingers.tap_menu(menu, action)

    def _count(self, notes: Mapping[int, int]) -> None:
        for value, count in notes.items():
            self.fingers.tap(f"count_{value}")
            self.digits(count)

    def _is_sale(self, page: HistoryPage, place: int) -> bool:
        row = page.list.model.row_at(place)
        return row is not None and row.kind is None

    def _opened(self, number: str) -> bool:
        opened = self.till.flow.presenters.history.open
        return opened is not None and opened.is_sale and number in opened.number
