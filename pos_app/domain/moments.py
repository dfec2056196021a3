"""How moments stand in tables: RFC 3339 in UTC with six decimals, so that text sorts as time."""

from datetime import UTC, datetime

import msgspec


def stamp(at: datetime) -> str:
    """Write a moment; one without offset counts as UTC."""
    utc = at if at.tzinfo is UTC or at.tzinfo is None else at.astimezone(UTC)
    # msgspec is seven times as quick as isoformat, and a push has a thousand moments.
    written: str = msgspec.to_builtins(utc)
    return f"{written[:19]}.000000Z" if len(written) < 26 else f"{written[:26]}Z"


def moment(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(text)
