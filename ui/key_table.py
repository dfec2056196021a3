"""The keys of the till, in one table: the help page lists it, buttons take their badges from it.

A key stands here when it works. A new one is one line; a test finds the buttons and the help.
"""

from typing import NamedTuple

from resources.translations import mark


class KeyEntry(NamedTuple):
    """A key as it is written on a badge, what it does, and the name that a button asks for."""

    key: str
    words: str
    name: str = ""


KEYS = (
    KeyEntry("F1", mark("This help"), "help"),
    KeyEntry("F2", mark("Search for a product"), "search"),
    KeyEntry("F3", mark("Quantity of the last line"), "quantity"),
    KeyEntry("F4", mark("Discount, price or note of the last line"), "discount"),
    KeyEntry("F5", mark("Hold the cart for later"), "hold"),
    KeyEntry("F6", mark("Carts that are held"), "held"),
    KeyEntry("F7", mark("Order the cart's goods; all orders"), "order"),
    KeyEntry("F8", mark("Open the drawer without a sale"), "drawer"),
    KeyEntry("F9", mark("History: past sales, refunds, exchanges"), "history"),
    KeyEntry("F10", mark("Menu"), "menu"),
    KeyEntry("F11", mark("Full screen"), "full_screen"),
    KeyEntry("F12", mark("Pay"), "pay"),
    KeyEntry("F2 … F7", mark("While paying: cash, QRIS, card, transfer, e-wallet, voucher")),
    KeyEntry("+", mark("While paying: take the cash as a part, the rest otherwise")),
    KeyEntry("*", mark("Sell an amount without a product"), "free"),
    KeyEntry("+  −", mark("Change the last line's quantity")),
    KeyEntry("Del", mark("Remove the last line"), "remove"),
    KeyEntry("Ctrl+N", mark("On the Products page: a new product"), "new_product"),
    KeyEntry("Ctrl+L", mark("Lock, change cashier"), "lock"),
    KeyEntry("Enter", mark("Confirm")),
    KeyEntry("Esc", mark("One step back; the cart stays")),
)

_BY_NAME = {entry.name: entry.key for entry in KEYS if entry.name}


def key_of(name: str) -> str:
    """The key that does something, for a button's badge; raises KeyError where there is none."""
    return _BY_NAME[name]
