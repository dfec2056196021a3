"""Selling and taking money with the keyboard and the scanner alone."""

from PySide6.QtCore import Qt

from tests.drivers.hands.only_keys import OnlyKeys
from tests.drivers.people import PINS
from ui.widgets.choice_button import ChoiceButton

_CODES = {"Kopi Susu": "8991002101234", "Keripik": "8991002105678"}
Key = Qt.Key


class KeyCounter:
    """Verbs of the counter. `till` is only looked at."""

    def __init__(self, keys: OnlyKeys) -> None:
        self.keys = keys
        self.till = keys.till

    def ring(self, name: str, variant: str = "") -> None:
        """A product by its barcode where it has one, else by search."""
        till, keys = self.till, self.keys
        before = till.cart
        if name in _CODES:
            keys.scan(_CODES[name])
        else:
            keys.key(Key.Key_F2)
            keys.type_text(name.lower())
            till.wait_for(lambda: all(one.startswith(name) for one in till.shown_products()))
            keys.enter()
        if variant:
            self._choose_variant(variant)
        till.wait_for(lambda: till.cart != before)

    def quantity(self, typed: str) -> None:
        """The last line's quantity."""
        self.keys.key(Key.Key_F3)
        self._type_in("line_field", typed)

    def discount(self, typed: str, by: str) -> None:
        """Off the last line, with somebody's word if that needs one."""
        before = self.till.cart
        self.keys.key(Key.Key_F4)
        self._type_in("line_field", typed)
        self.approve(by)
        self.till.wait_for(lambda: self.till.cart != before)

    def free(self, amount: int) -> None:
        """An amount without a product."""
        before = self.till.cart
        self.keys.type_text("*")
        self.keys.wait_focus("free_amount_field")
        self.keys.type_text(str(amount))
        self.keys.enter()
        self.till.wait_for(lambda: self.till.cart != before)

    def to_pay(self) -> None:
        """Ask for the money."""
        self.keys.key(Key.Key_F12)
        self.till.wait_for_page("pay")

    def cash(self, amount: int | None = None) -> None:
        """What is handed over; without an amount it is exact."""
        keys = self.keys
        if amount is None:
            keys.push("cash_exact_button")
        else:
            keys.type_text(str(amount))
        keys.settle()
        keys.enter()

    def card(self, digits: str, code: str) -> None:
        """All that is owed by a card on the terminal beside the till."""
        keys = self.keys
        keys.key(Key.Key_F4)
        self._type("reference_field", digits)
        keys.key(Key.Key_Tab)
        self._type("approval_field", code)
        keys.settle()
        keys.enter()

    def voucher(self, amount: int, number: str) -> None:
        """A part by a voucher."""
        keys = self.keys
        keys.key(Key.Key_F7)
        self._type("reference_field", number)
        keys.tab_to("received_field", back=True)
        keys.type_text(str(amount))
        keys.settle()
        keys.enter()
        self.keys.wait_focus("received_field")

    def transfer(self, reference: str) -> None:
        """All that is owed by bank transfer."""
        keys = self.keys
        keys.key(Key.Key_F5)
        self._type("reference_field", reference)
        keys.settle()
        keys.enter()

    def qris(self, digits: str) -> None:
        """All that is owed by QRIS, seen in the merchant's notification."""
        keys = self.keys
        keys.key(Key.Key_F3)
        self.till.wait_for(lambda: self.till.has("qris_accept_button"))
        keys.key(Key.Key_Down)
        keys.type_text(digits)
        keys.settle()
        keys.enter()

    def next_buyer(self) -> None:
        """The sale is done; the next one begins."""
        self.till.wait_for_page("done")
        self.keys.settle()
        self.keys.enter()
        self.till.wait_for_page("sell")

    def hold(self, name: str) -> None:
        """Put the cart aside."""
        keys = self.keys
        keys.key(Key.Key_F5)
        self._type_in("name_field", name)
        self.till.wait_for_cart(0)

    def resume(self) -> None:
        """Take up the only cart that waits."""
        keys = self.keys
        keys.key(Key.Key_F6)
        self.keys.wait_focus("held_table")
        keys.enter()
        self.till.wait_for(lambda: bool(self.till.cart.lines))

    def approve(self, name: str) -> None:
        """Somebody else's PIN for what was just asked."""
        till = self.till
        till.wait_for(lambda: till.has("approval_cancel_button"))
        self._prove(name)
        till.wait_for(lambda: not till.has("approval_cancel_button"))

    def _prove(self, name: str) -> None:
        keys = self.keys
        tile = next(one for one in range(9) if self._person(one).startswith(name))
        keys.tab_to_any("person_")
        here = int(keys.focus_name.split("_")[1])
        for step, way in (
            (tile // 2 - here // 2, (Key.Key_Up, Key.Key_Down)),
            (tile % 2 - here % 2, (Key.Key_Left, Key.Key_Right)),
        ):
            keys.key(way[step > 0], times=abs(step))
        assert keys.focus_name == f"person_{tile}_button"
        keys.key(Key.Key_Space)
        self.keys.wait_focus("pin_field")
        keys.type_text(PINS[name])
        keys.enter()

    def _person(self, place: int) -> str:
        return self.till.find(ChoiceButton, f"person_{place}_button").accessibleName()

    def _choose_variant(self, variant: str) -> None:
        keys = self.keys
        self.keys.wait_focus("variant_0_button")
        keys.settle()
        for _ in range(9):
            assert keys.focus is not None
            if variant in keys.focus.accessibleName().split(",")[0]:
                break
            keys.key(Key.Key_Right)
        keys.enter()

    def _type(self, field: str, typed: str) -> None:
        self.keys.wait_focus(field)
        self.keys.type_text(typed)

    def _type_in(self, field: str, typed: str) -> None:
        self.keys.wait_focus(field)
        self.keys.type_text(typed)
        self.keys.enter()
