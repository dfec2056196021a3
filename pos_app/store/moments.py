"""How moments stand in tables: RFC 3339 in UTC with six decimals, so that text sorts as time."""

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """Write an aware moment."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(text)
