"""Texts that a spreadsheet would run as formulas (CWE-1236)."""

import re

# Compiled at the first use: a till starts without.
_SIGNS = "=+@＝＋－＠\t\r-"
_FORMULA = rf"'*[{_SIGNS}]"
_GUARDED = rf"'+[{_SIGNS}]"


def is_formula(text: str) -> bool:
    """Whether a text begins as a formula does."""
    return text.startswith(tuple(_SIGNS))


def guarded(text: str, *, is_text: bool = False) -> str:
    """A text that no spreadsheet runs as a formula; `is_text` where it knows that."""
    return f"'{text}" if re.match(_GUARDED if is_text else _FORMULA, text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was told."""
    return text[1:] if re.match(_GUARDED, text) else text
