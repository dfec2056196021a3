"""One person's word for one action of another, who stays at the till."""

from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.permission import Action, Need

GOOD_FOR = timedelta(minutes=2)
_WITH_ITS_CART = frozenset({Action.DISCOUNT, Action.PRICE})
"""Approved for one cart, which may be paid much later and by another cashier."""


class ApprovalGiven(msgspec.Struct, frozen=True):
    """Body of `approval.given`: what was approved, by whom and for whom.

    `about`, `basis_points` and `amount` are the need's; `subject` is what the approver read on the
    screen.
    """

    id: str
    action: Action
    about: str
    approver: str
    approver_name: str
    person: str
    person_name: str
    subject: str = ""
    basis_points: int | UnsetType = UNSET
    amount: int | UnsetType = UNSET


class ApprovalUsed(msgspec.Struct, frozen=True):
    """Body of `approval.used`, in the transaction of what was approved."""

    id: str
    action: Action
    about: str


class Approval(msgspec.Struct, frozen=True):
    """An approval as it stands."""

    id: str
    need: Need
    person: str
    given_at: datetime
    used: bool = False

    def covers(self, need: Need, person: str, at: datetime) -> bool:
        """Whether it is good for an action now: once, for no more than seen, and not for long."""
        if self.used or not self.need.holds(need):
            return False
        if need.action in _WITH_ITS_CART:
            return True
        return self.person == person and abs(at - self.given_at) <= GOOD_FOR
