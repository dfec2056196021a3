"""Whether what somebody changes is still what they were shown."""

import hashlib
from typing import Any

import msgspec

from pos_app.domain.errors import LapakError


def mark_of(*shown: Any) -> str:
    """A short text that another state of what is shown would not have."""
    return hashlib.sha256(msgspec.json.encode(shown)).hexdigest()[:16]


def check_seen(seen: str, *now: Any) -> None:
    """Raise LapakError `changed_meanwhile` where a mark is told and is not of what is there now."""
    if seen and seen != mark_of(*now):
        raise LapakError("changed_meanwhile")
