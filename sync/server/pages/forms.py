"""Telling our own forms from forged ones: a random cookie, and its keyed hash in the form."""

import hashlib
import hmac

from pos_app.domain.errors import LapakError


def seen_again(error: LapakError, seen: str) -> str:
    """The mark for a form that is shown again: a fresh one (empty) once somebody was told."""
    return "" if error.code == "changed_meanwhile" else seen


def page_number(text: str) -> int:
    """Which page of a list is asked for; what is no number is the first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


class FormSeal:
    """Seals forms. The key is the same in every process, so any of them can take a form."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def field(self, cookie: str) -> str:
        """What a form carries to go with a cookie."""
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def fits(self, cookie: str | None, field: str) -> bool:
        """Whether a form was made for the browser that sends it."""
        return bool(cookie) and hmac.compare_digest(self.field(cookie or ""), field)
