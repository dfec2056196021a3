"""What not everybody at a booth may do, and on whose word it is done."""

from enum import StrEnum

import msgspec


class Action(StrEnum):
    """What may need permission."""

    DISCOUNT = "discount"
    PRICE = "price"
    VOID = "void"
    REFUND = "refund"
    CASH_OUT = "cash_out"
    OPEN_DRAWER = "open_drawer"
    CLOSE_SHIFT = "close_shift"
    SEE_EXPECTED = "see_expected"
    STOCK = "stock"
    PRODUCTS = "products"
    SETTINGS = "settings"


class By(msgspec.Struct, frozen=True):
    """Who does something: the person at the till, and somebody's approval of this one action.

    Both are ids; both are empty at a booth that has set up no people.
    """

    person: str = ""
    approval: str = ""


NOBODY = By()
