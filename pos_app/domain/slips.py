"""What a till prints besides a test page."""

from enum import StrEnum


class Slip(StrEnum):
    """Kinds of printed documents; the value is what the queue stores."""

    SALE = "sale"
    SHIFT_X = "shift_x"
    SHIFT_Z = "shift_z"
