"""How moments stand in tables: RFC 3339 in UTC with six decimals, so that text sorts as time."""

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """Write a moment; one without offset counts as UTC."""
    utc = at if at.tzinfo is UTC or at.tzinfo is None else at.astimezone(UTC)
    return f"{utc.isoformat(timespec='microseconds')[:26]}Z"


def moment(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(text)
