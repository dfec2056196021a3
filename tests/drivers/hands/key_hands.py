"""What a cashier does in a day, done with the keyboard and the scanner alone."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pos_app.domain.cash import DENOMINATIONS
from tests.drivers.hands.exchanging import lists_only
from tests.drivers.hands.key_counter import Key, KeyCounter

_CTRL = Qt.KeyboardModifier.ControlModifier


class KeyHands(KeyCounter):
    """Verbs before, beside and after the counter."""

    def come_in(self, name: str) -> None:
        """Somebody enters with their PIN."""
        till = self.till
        till.wait_for_page("lock")
        till.wait_for(lambda: till.has("person_0_button"))
        self._prove(name)
        till.wait_for(lambda: not till.flow.doorway.is_locked)

    def open_shift(self, notes: Mapping[int, int]) -> None:
        """Count the float into the drawer, note by note."""
        till, keys = self.till, self.keys
        till.wait_for_page("shift")
        keys.push("count_float_button")
        self._count(notes)
        keys.wait_focus("cashier_field", "float_field")
        keys.enter()
        till.wait_for_page("sell")
        till.wait_for_products()

    def order(self, buyer: str) -> None:
        """What is in the cart is promised to a buyer."""
        keys = self.keys
        keys.key(Key.Key_F7)
        self.till.wait_for_page("orders")
        self._type_in("order_buyer_field", buyer)
        self.till.wait_for(lambda: self.till.text_of("order_number") != "")
        self.keys.wait_focus("order_pay_button")

    def down_payment(self, amount: int) -> None:
        """A part of the order's value in cash; then back to selling."""
        keys = self.keys
        keys.key(Key.Key_F12)
        self._type_in("order_amount_field", str(amount))
        self.till.wait_for_page("order_pay")
        self.cash(amount)
        self.keys.wait_focus("order_paid_button")
        keys.enter()
        self.to_sell()

    def to_sell(self) -> None:
        """Back to selling, step by step."""
        for _ in range(4):
            if self.till.page == "sell":
                return
            self.keys.key(Key.Key_Escape)
        assert self.till.page == "sell"

    def find_sale(self, text: str) -> None:
        """Open a past sale, found by what is typed."""
        till, keys = self.till, self.keys
        keys.key(Key.Key_F9)
        till.wait_for_page("history")
        keys.type_text(text)
        till.wait_for(lambda: lists_only(till, text))
        keys.enter()
        self.keys.wait_focus("history_table")
        till.wait_for(lambda: self._opened(text))
        while not self._is_sale:
            keys.key(Key.Key_Down)
            till.qtbot.waitUntil(lambda: self._is_sale, timeout=1000)
        keys.enter()
        self.keys.wait_focus("refund_button")

    def void(self, by: str) -> None:
        """The sale that is open was a mistake."""
        keys = self.keys
        keys.push("void_button")
        self._type_in("void_reason_field", "salah barang")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("reprint_button"))

    def refund(self, line: int, by: str) -> None:
        """One of a line of the sale that is open comes back."""
        keys = self.keys
        keys.push("refund_button")
        keys.tab_to(f"return_quantity_{line}")
        keys.type_text("1")
        keys.enter()
        self._type_in("refund_reason_field", "rusak")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("reprint_button"))

    def exchange(self, line: int, by: str) -> None:
        """One of a line of the open sale is brought back for other goods."""
        keys = self.keys
        keys.push("exchange_button")
        keys.tab_to(f"return_quantity_{line}")
        keys.type_text("1")
        keys.enter()
        self._type_in("refund_reason_field", "tukar")
        self.approve(by)
        self.till.wait_for_page("sell")

    def turnover_today(self, by: str) -> str:
        """What the reports page says of today; back to selling."""
        self.keys.push("rail_reports")
        self.approve(by)
        self.till.wait_for(lambda: self.till.find(QLabel, "report_turnover").isVisible())
        found = self.till.text_of("report_turnover")
        self.to_sell()
        return found

    def reprint(self) -> None:
        """The open sale's paper once more."""
        said = self.till.said()
        self.keys.push("reprint_button")
        self.till.wait_for(lambda: self.till.said() != said)

    def cash_out(self, amount: int, by: str) -> None:
        """Money leaves the drawer for a reason."""
        keys = self.keys
        self._to_shift()
        keys.push("cash_out_button")
        self._type_in("cash_move_amount_field", str(amount))
        self._type_in("cash_move_reason_field", "es batu")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("count_cash_button"))

    def x_report(self, by: str) -> None:
        """What the shift stands at, on screen and on paper."""
        keys = self.keys
        self._to_shift()
        keys.push("x_report_button")
        self.approve(by)
        self.till.wait_for(lambda: self.till.has("print_report_button"))
        keys.push("print_report_button")
        keys.tab_to("leave_report_button")
        keys.settle()
        keys.enter()
        self.till.wait_for(lambda: self.till.has("count_cash_button"))

    def open_drawer(self, by: str) -> None:
        """The drawer without a sale."""
        self.keys.key(Key.Key_F8)
        self._type_in("drawer_reason_field", "tukar uang")
        self.approve(by)

    def hand_over(self, name: str) -> None:
        """The next cashier goes on with the same drawer."""
        keys = self.keys
        self._to_shift()
        keys.push("go_hand_over_button")
        self._type_in("next_cashier_field", name)
        keys.enter()
        self.come_in(name)

    def change_cashier(self, name: str) -> None:
        """Lock; somebody else enters."""
        self.keys.key(Key.Key_L, _CTRL)
        self.come_in(name)

    def close(self, notes: Mapping[int, int]) -> None:
        """Count blind, explain the difference, close."""
        till, keys = self.till, self.keys
        self._to_shift()
        self.keys.wait_focus("count_cash_button")
        keys.enter()
        self._count(notes)
        self.keys.wait_focus("difference_reason_field")
        keys.type_text("kembalian keliru")
        keys.enter()
        till.wait_for(lambda: till.has("leave_report_button"))

    def _to_shift(self) -> None:
        """The register's page, by the rail."""
        if self.till.page != "shift":
            self.keys.push("rail_shift")
            self.till.wait_for_page("shift")

    @property
    def _is_sale(self) -> bool:
        opened = self.till.flow.presenters.history.open
        return opened is not None and opened.is_sale

    def _opened(self, text: str) -> bool:
        opened = self.till.flow.presenters.history.open
        return opened is not None and text in opened.number

    def _count(self, notes: Mapping[int, int]) -> None:
        keys = self.keys
        self.keys.wait_focus(f"count_{DENOMINATIONS[0]}")
        for value in DENOMINATIONS:
            if value in notes:
                keys.type_text(str(notes[value]))
            keys.enter()
