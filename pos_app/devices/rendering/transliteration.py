"""Texts in the letters that a printer or a font has: read differently, never as garbage."""

import functools
import re
import unicodedata
from collections.abc import Callable, Collection

from pos_app.devices.rendering.code_pages import ASCII, letters_of

_LETTERS = {
    "ß": "ss", "ẞ": "SS", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th",
    "Ŋ": "Ng", "ŋ": "ng", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D",
    "ð": "d", "Ħ": "H", "ħ": "h", "Ŧ": "T", "ŧ": "t", "ı": "i", "ĸ": "k",
}  # fmt: skip
_READINGS = {
    **_LETTERS,
    **dict.fromkeys("·‧∙", "-"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("‘’‚‛′´ʻʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‹", "<"),
    **dict.fromkeys("›", ">"),
    **dict.fromkeys("•●★☆†‡", "*"),
    **dict.fromkeys("✓✔", "v"),
    **dict.fromkeys("×✕", "x"),
    **dict.fromkeys("µμ", "u"),
    "÷": "/",
    "⁄": "/",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
    "≈": "~",
    "→": "->",
    "←": "<-",
    "°": " deg ",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "¢": "c",
    "©": "(c)",
    "®": "(R)",
    "¡": "!",
    "¿": "?",
    "§": "S.",
    "¶": "P.",
    "¦": "|",
}
_FRACTION = re.compile(r"(?<=\d)(?=[¼½¾⅐-⅞])")
_FRACTION_NOT_IN_FONT = re.compile(r"(?<=\d)(?=[⅐-⅞])")
_KEPT_SIGNS = frozenset("–—‘’‚“”„†•…′″‹›€™−")
_UNKNOWN = "?"


def to_ascii(text: str) -> str:
    """The text in ASCII without control characters, for printers of any code page.

    Accents fall, signs are read (`×` as x, `€` as EUR), pictures and invisible characters are
    left out. Only a letter that has no reading here, as of another script, becomes `?`.
    Leading spaces stay. A control character could be a command to the printer: it is a space.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _FRACTION.sub(" ", unicodedata.normalize("NFC", text))
    return _read(text, _ascii)


def to_latin(text: str) -> str:
    """The text in the letters of the receipt font: Latin with accents and common signs.

    What the font lacks is read as in `to_ascii`, so that no row changes its width.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _FRACTION_NOT_IN_FONT.sub(" ", unicodedata.normalize("NFC", text))
    return _read(text, lambda char: char if _in_font(char) else to_ascii(char))


def to_letters(text: str, known: Collection[int]) -> str:
    """The text in the letters of a font that has these code points, the rest as in `to_ascii`."""
    text = unicodedata.normalize("NFC", text)
    text = _FRACTION.sub(lambda at: "" if ord(text[at.end()]) in known else " ", text)
    return _read(text, lambda char: char if ord(char) in known else to_ascii(char))


@functools.cache
def folding_to(code_page: str) -> Callable[[str], str]:
    """What turns a text into the letters of a printer's code page."""
    if code_page == ASCII:
        return to_ascii
    known = letters_of(code_page)

    def folded(text: str) -> str:
        return text if text.isascii() and text.isprintable() else to_letters(text, known)

    return folded


def _read(text: str, reading: Callable[[str], str]) -> str:
    """Each character's reading; the space beside a picture that is left out goes with it."""
    read: list[str] = []
    left_out = False
    for char in text:
        letters = reading(char)
        if not letters:
            left_out = left_out or not read or read[-1].endswith(" ")
        elif not (left_out and letters == " "):
            read.append(letters)
            left_out = False
    if left_out and read and read[-1] == " ":
        read.pop()
    return "".join(read)


def _in_font(char: str) -> bool:
    return " " <= char <= "~" or ("¡" <= char <= "ſ" and char != "\xad") or char in _KEPT_SIGNS


def _ascii(char: str) -> str:
    if " " <= char <= "~":
        return char
    if char in _READINGS:
        return _READINGS[char]
    return "".join(map(_plain, unicodedata.normalize("NFKD", char)))


def _plain(char: str) -> str:
    """One character of a decomposition: itself, a reading, nothing, or the sign for unknown."""
    if " " <= char <= "~":
        return char
    if char in _READINGS:
        return _READINGS[char]
    category = unicodedata.category(char)
    if category == "Cc" or category.startswith("Z"):
        return " "
    if category[0] in "MSC":  # accents, emoji and dingbats, invisible formatting
        return ""
    return str(unicodedata.digit(char, _UNKNOWN))
