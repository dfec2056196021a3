"""Opening the cash drawer without a sale."""

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line

MAX_REASON = 120


class DrawerOpened(msgspec.Struct, frozen=True):
    """Body of `drawer.opened`: who opened it and why. `shift_id` is empty between shifts."""

    person: str
    name: str
    reason: str
    shift_id: str = ""


def why_opened(text: str) -> str:
    """A reason as it is kept; raises LapakError `reason_missing` or `text_too_long`."""
    reason = one_line(text)
    if not reason:
        raise LapakError("reason_missing")
    if len(reason) > MAX_REASON:
        raise LapakError("text_too_long", limit=MAX_REASON)
    return reason
