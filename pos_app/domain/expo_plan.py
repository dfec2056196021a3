"""What an organizer plans for an expo, beyond what its tills are told."""

from enum import StrEnum

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line

MAX_EDITION = 40
MAX_PLACE = 80
MAX_TARGET = 10**15
"""A thousand trillion rupiah, far above any fair and below what a number may be."""


class ExpoStatus(StrEnum):
    """Where an expo stands: set up, then tills may join, then its figures are kept."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class ExpoPlan(msgspec.Struct, frozen=True):
    """Which edition it is, where it is held, and the turnover hoped for in minor units (0: none).

    All texts may be empty.
    """

    edition: str = ""
    city: str = ""
    venue: str = ""
    target: int = 0


def checked_plan(plan: ExpoPlan) -> ExpoPlan:
    """Return a plan with single spaces.

    Raises LapakError `edition_too_long`, `place_too_long` or `target_out_of_range`.
    """
    if not 0 <= plan.target <= MAX_TARGET:
        raise LapakError("target_out_of_range")
    edition, city, venue = (one_line(text) for text in (plan.edition, plan.city, plan.venue))
    if len(edition) > MAX_EDITION:
        raise LapakError("edition_too_long", limit=MAX_EDITION)
    if max(len(city), len(venue)) > MAX_PLACE:
        raise LapakError("place_too_long", limit=MAX_PLACE)
    return ExpoPlan(edition, city, venue, plan.target)
