"""What not everybody at a booth may do, on whose word it is done, and who may do what."""

from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.discount import WHOLE


class Action(StrEnum):
    """What may need permission; a discount does above a limit, `people` always the owner's."""

    DISCOUNT = "discount"
    PRICE = "price"
    VOID = "void"
    REFUND = "refund"
    CASH_OUT = "cash_out"
    OPEN_DRAWER = "open_drawer"
    CLOSE_SHIFT = "close_shift"
    SEE_EXPECTED = "see_expected"
    RECONCILE = "reconcile"
    STOCK = "stock"
    PRODUCTS = "products"
    SETTINGS = "settings"
    PEOPLE = "people"


GRANTABLE = tuple(one for one in Action if one not in {Action.DISCOUNT, Action.PEOPLE})
"""What an owner can leave to others by a yes or no; discounts have a limit instead."""


class By(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who does something: the person at the till, and somebody's approval of this one action.

    `person` and `approval` are ids, `name` is what receipts say of the person; all are empty at a
    booth that has set up no people.
    """

    person: str = ""
    approval: str = ""
    name: str = ""


NOBODY = By()


def noted(by: By) -> By | UnsetType:
    """Who did it, as an entry says it: nothing where no people are set up."""
    return UNSET if by == NOBODY else by


class Need(msgspec.Struct, frozen=True):
    """One action for which permission is asked.

    `about` names what it is done to (a cart and product, a sale), so that an approval is good for
    that only; `basis_points` is how much of a price is given away, `amount` what that comes to, or
    what is paid back.
    """

    action: Action
    about: str = ""
    basis_points: int = 0
    amount: int = 0

    def holds(self, other: "Need") -> bool:
        """Whether who was allowed this is allowed the other too: the same thing, and no more."""
        same = (self.action, self.about) == (other.action, other.about)
        return same and self.basis_points >= other.basis_points and self.amount >= other.amount


class Role(StrEnum):
    """What a person is at the booth; the owner may do everything."""

    OWNER = "owner"
    SUPERVISOR = "supervisor"
    CASHIER = "cashier"


class Grants(msgspec.Struct, frozen=True):
    """What a role may do on its own word; discounts up to `discount_limit` basis points."""

    actions: frozenset[Action]
    discount_limit: int

    def allow(self, need: Need) -> bool:
        """Whether no one else has to be asked."""
        if need.action is Action.DISCOUNT:
            return need.basis_points <= self.discount_limit
        return need.action in self.actions


OWNERS = Grants(frozenset(Action), WHOLE)


class Permissions(msgspec.Struct, frozen=True):
    """The table that an owner sets: what supervisors and cashiers may do."""

    supervisor: Grants = Grants(frozenset(GRANTABLE) - {Action.SETTINGS}, 5_000)
    cashier: Grants = Grants(frozenset({Action.CLOSE_SHIFT}), 1_000)

    def of(self, role: Role) -> Grants:
        """What a role may do."""
        match role:
            case Role.OWNER:
                return OWNERS
            case Role.SUPERVISOR:
                return self.supervisor
            case Role.CASHIER:
                return self.cashier


class PermissionsChanged(msgspec.Struct, frozen=True):
    """Body of `permissions.changed`: all that a role may do from now on."""

    role: Role
    actions: tuple[Action, ...]
    discount_limit: int


def change_grants(role: Role, grants: Grants) -> PermissionsChanged:
    """The entry's body for what a role may do; actions stand in a fixed order."""
    actions = tuple(action for action in GRANTABLE if action in grants.actions)
    limit = min(max(grants.discount_limit, 0), WHOLE)
    return PermissionsChanged(role, actions, limit)
