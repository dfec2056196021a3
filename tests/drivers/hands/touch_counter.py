"""Selling and taking money by touch alone."""

from PySide6.QtWidgets import QLineEdit

from tests.drivers.hands.only_fingers import OnlyFingers
from tests.drivers.people import PINS
from ui.widgets.choice_button import ChoiceButton

_LINE_KEYS = {key: place for place, key in enumerate("789456123")} | {"0": 10}
_SIGN = 9
_SIGNS = {" ": "letter_space_button", ",": "letter_key_comma", ".": "letter_key_dot"}


class TouchCounter:
    """Verbs of the counter. `till` is only looked at."""

    def __init__(self, fingers: OnlyFingers) -> None:
        self.fingers = fingers
        self.till = fingers.till

    def ring(self, name: str, variant: str = "") -> None:
        """A product by its tile, one of its variants by its button."""
        till, fingers = self.till, self.fingers
        till.wait_for_products()
        before = till.cart
        grid = till.sell.products
        shelf = till.flow.presenters.shelf.grid
        cells = (
            shelf.index(row, column)
            for row in range(shelf.rowCount())
            for column in range(shelf.columnCount())
        )
        tile = next(one for one in cells if str(one.data() or "").startswith(name))
        fingers.tap_at(grid.viewport(), grid.visualRect(tile).center())
        if variant:
            self._choose_variant(variant)
        till.wait_for(lambda: till.cart != before)

    def quantity(self, typed: str) -> None:
        """The last line's quantity, on the panel's keys."""
        before = self.till.cart
        self.fingers.tap("quantity_button")
        self._on_line_keys(typed)
        self.fingers.tap("line_apply_button")
        self.till.wait_for(lambda: self.till.cart != before)

    def discount(self, typed: str, by: str) -> None:
        """Off the last line, with somebody's word."""
        before = self.till.cart
        self.fingers.tap("discount_button")
        self._on_line_keys(typed)
        self.fingers.tap("line_apply_button")
        self.approve(by)
        self.till.wait_for(lambda: self.till.cart != before)

    def free(self, amount: int) -> None:
        """An amount without a product."""
        before = self.till.cart
        self.fingers.tap("free_amount_button")
        self.digits(amount)
        self.fingers.tap("free_add_button")
        self.till.wait_for(lambda: self.till.cart != before)

    def to_pay(self) -> None:
        """Ask for the money."""
        self.fingers.tap("pay_button")
        self.till.wait_for_page("pay")

    def cash(self, amount: int | None = None) -> None:
        """What is handed over; without an amount it is exact."""
        if amount is None:
            self.fingers.tap("cash_exact_button")
        else:
            self.digits(amount)
        self.fingers.settle()
        self.fingers.tap("pay_accept_button")

    def card(self, digits: str, code: str) -> None:
        """All that is owed by a card on the terminal beside the till."""
        self.fingers.tap("method_card_button")
        self.digits(digits)
        self.fingers.tap("approval_field")
        self.write(code)
        self._accept()

    def voucher(self, amount: int, number: str) -> None:
        """A part by a voucher."""
        self.fingers.tap("method_voucher_button")
        self.digits(number)
        self.fingers.tap("received_field")
        self.fingers.tap("keypad_clear")
        self.digits(amount)
        self._accept()
        self.till.wait_for(lambda: self.till.has("cash_exact_button"))

    def transfer(self, reference: str) -> None:
        """All that is owed by bank transfer."""
        self.fingers.tap("method_transfer_button")
        self.digits(reference)
        self._accept()

    def qris(self, digits: str) -> None:
        """All that is owed by QRIS, seen in the merchant's notification."""
        self.fingers.tap_each(
            "method_qris_button", "basis_notification_button", "qris_digits_field"
        )
        self.digits(digits)
        self.fingers.settle()
        self.fingers.tap("qris_accept_button")

    def next_buyer(self) -> None:
        """The sale is done; the next one begins."""
        self.till.wait_for_page("done")
        self.fingers.settle()
        self.fingers.tap("next_sale_button")
        self.till.wait_for_page("sell")

    def hold(self, name: str) -> None:
        """Put the cart aside under a name, written with the letters on the screen."""
        self.fingers.tap_each("hold_button", "name_field")
        self.rewrite("name_field", name)
        self.fingers.tap("name_apply_button")
        self.till.wait_for_cart(0)

    def resume(self) -> None:
        """Take up the only cart that waits."""
        self.fingers.tap_each("held_button", "held_resume_button")
        self.till.wait_for(lambda: bool(self.till.cart.lines))

    def approve(self, name: str) -> None:
        """Somebody else's PIN for what was just asked."""
        till = self.till
        till.wait_for(lambda: till.has("approval_cancel_button"))
        self.prove(name)
        till.wait_for(lambda: not till.has("approval_cancel_button"))

    def prove(self, name: str) -> None:
        """Somebody's tile, and their PIN."""
        tiles = [one for one in self.till.window.findChildren(ChoiceButton) if one.isVisible()]
        self.fingers.tap_widget(next(one for one in tiles if one.accessibleName().startswith(name)))
        self.fingers.tap_each(*(f"pin_key_{digit}" for digit in PINS[name]), "pin_go_button")

    def digits(self, number: int | str) -> None:
        """Keys of the pad for amounts."""
        self.fingers.tap_each(*(f"keypad_{digit}" for digit in str(number)))

    def write(self, text: str) -> None:
        """Letters of the pad that a touched field brings up; it is put away after that."""
        for char in text:
            name = _SIGNS.get(char, f"letter_key_{char.lower()}")
            if char.isalpha() and self.till.find_button(name).text() != char:
                self.fingers.tap("letter_shift_button")
            self.fingers.tap(name)
        self.fingers.tap("letter_done_button")

    def rewrite(self, field: str, text: str) -> None:
        """The same in place of what stands there."""
        written = self.till.find(QLineEdit, field)
        for _ in range(len(written.text())):
            self.fingers.tap("letter_back_button")
        self.write(text)
        assert written.text() == text, written.text()

    def _accept(self) -> None:
        self.fingers.settle()
        self.fingers.tap("pay_accept_button")

    def _on_line_keys(self, typed: str) -> None:
        for char in typed:
            self.fingers.tap(f"line_key_{_LINE_KEYS.get(char, _SIGN)}")

    def _choose_variant(self, variant: str) -> None:
        till = self.till
        till.wait_for(lambda: till.has("variant_0_button"))
        self.fingers.settle()
        names = (
            f"variant_{place}_button" for place in range(9) if till.has(f"variant_{place}_button")
        )
        self.fingers.tap(
            next(
                one
                for one in names
                if variant in till.find_button(one).accessibleName().split(",", maxsplit=1)[0]
            )
        )
