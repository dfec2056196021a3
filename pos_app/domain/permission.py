"""What not everybody at a booth may do, and on whose word it is done."""

from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType


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


class By(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who does something: the person at the till, and somebody's approval of this one action.

    Both are ids; both are empty at a booth that has set up no people.
    """

    person: str = ""
    approval: str = ""


NOBODY = By()


def noted(by: By) -> By | UnsetType:
    """Who did it, as an entry says it: nothing where no people are set up."""
    return UNSET if by == NOBODY else by
