"""Words as people type, paste or import them."""

from pos_app.domain.errors import LapakError

MAX_REASON = 120


def one_line(text: str) -> str:
    """Printable characters with single spaces: no printer, page or database meets any other."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())


def stated_reason(text: str) -> str:
    """Why somebody did something; raises LapakError `reason_missing` or `text_too_long`."""
    reason = one_line(text)
    if not reason:
        raise LapakError("reason_missing")
    if len(reason) > MAX_REASON:
        raise LapakError("text_too_long", limit=MAX_REASON)
    return reason
