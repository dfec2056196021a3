"""Code pages of printers: what people choose, the codec behind it, and the letters that it has."""

import functools
import unicodedata

ASCII = "ascii"
"""The choice that is right on every printer: accents fall, signs are read."""

CODE_PAGES = (ASCII, "cp437", "cp850", "cp852", "cp858", "cp1252")
"""What can be chosen, named as Python's codecs; each has one byte a letter and ASCII below 128."""

USUAL_PAGES = (("cp437", 0), ("cp850", 2), ("cp852", 18), ("cp858", 19), ("cp1252", 16))
"""Their numbers for `ESC t` on Epson's printers, which most others copy."""


@functools.cache
def letters_of(code_page: str) -> frozenset[int]:
    """The code points that a code page prints: no controls, no space but the usual one."""
    every = bytes(range(0x20, 0x100)).decode(code_page, errors="ignore")
    return frozenset(ord(char) for char in every if char == " " or _is_sign(char))


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] not in "CZ"
