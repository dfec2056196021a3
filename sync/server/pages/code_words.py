"""Join codes, and the tills that used them, in words."""

from datetime import datetime, timedelta

from pos_app.domain.business_day import business_date, format_clock, format_moment
from resources.translations import Catalog
from sync.server.fair.code_uses import CodeState, SeenCode
from sync.server.fair.registers import RegisterSeen

_MINUTE_MS = 60_000
_RIGHT_MS = 30_000
"""A clock that is off by less shows the same time."""


def code_words(seen: SeenCode | None, zone: str, now: datetime, tr: Catalog) -> str:
    """How a booth's code stands, in one line."""
    if seen is None:
        return tr("No join code yet")
    if seen.state is CodeState.USED:
        return used_words(seen, zone, now, tr)
    if seen.state is CodeState.REPLACED:
        return tr("Replaced by a new code")
    until = format_moment(seen.expires_at, zone, tr.language)
    if seen.state is CodeState.EXPIRED:
        return tr("Expired: {time}").format(time=until)
    return tr("Good until {time}, {left} left").format(
        time=until, left=span_words(seen.expires_at - now, tr)
    )


def used_words(seen: SeenCode, zone: str, now: datetime, tr: Catalog) -> str:
    """Which till used a code and when; of today the time alone."""
    register = seen.register or "?"
    if seen.used_at is None:
        return tr("Used by register {register}").format(register=register)
    if business_date(seen.used_at, zone, 0) == business_date(now, zone, 0):
        told = tr("Used by register {register} at {time}")
        return told.format(register=register, time=format_clock(seen.used_at, zone))
    when = format_moment(seen.used_at, zone, tr.language)
    return tr("Used by register {register}, {time}").format(register=register, time=when)


def register_lines(register: RegisterSeen, zone: str, tr: Catalog) -> tuple[str, ...]:
    """When a till joined and was heard last, what runs on it, and how its clock goes."""
    heard = tr("Not connected yet")
    if register.last_seen:
        when = format_moment(register.last_seen, zone, tr.language)
        heard = tr("last heard at {time}").format(time=when)
    version = tr("Lapak {version}").format(version=register.version) if register.version else ""
    joined = ""
    if register.joined_at:
        when = format_moment(register.joined_at, zone, tr.language)
        joined = tr("joined {time}").format(time=when)
    parts = (heard, clock_words(register.clock_off_ms, tr), version, joined)
    return tuple(part for part in parts if part)


def clock_words(off_ms: int | None, tr: Catalog) -> str:
    """How far a till's clock is off; empty where nobody knows."""
    if off_ms is None:
        return ""
    if abs(off_ms) < _RIGHT_MS:
        return tr("clock right")
    off = _span(max(1, round(abs(off_ms) / _MINUTE_MS)), tr)
    told = tr("clock {span} ahead") if off_ms > 0 else tr("clock {span} behind")
    return told.format(span=off)


def span_words(span: timedelta, tr: Catalog) -> str:
    """How long something lasts: minutes, then hours, then days."""
    return _span(max(0, int(span.total_seconds()) // 60), tr)


def _span(minutes: int, tr: Catalog) -> str:
    if minutes < 120:
        return tr.plural("{count} minute", "{count} minutes", minutes).format(count=minutes)
    if minutes < 48 * 60:
        return tr("{count} hours").format(count=minutes // 60)
    return tr("{count} days").format(count=minutes // (24 * 60))
