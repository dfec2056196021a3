"""Where new ids come from."""

import os
from datetime import datetime
from uuid import UUID


def uuid7(at: datetime) -> str:
    """A UUID version 7 (RFC 9562, 5.7): sorts by its millisecond, the rest is random."""
    milliseconds = int(at.timestamp() * 1000)
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=number))
