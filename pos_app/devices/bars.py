"""The bars of a barcode, as every rendering of it draws them: EAN-13, EAN-8 or Code 128."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from pos_app.domain.ean import is_ean
from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line


class Kind(StrEnum):
    """How a code is drawn. A UPC-A is stored as the EAN-13 it is, and has the same bars."""

    EAN13 = "ean13"
    EAN8 = "ean8"
    CODE128 = "code128"


class Bars(msgspec.Struct, frozen=True):
    """A code as `modules`, dark ones true, without its quiet zones.

    `quiet` are the light modules that have to stay free at the left and at the right.
    """

    kind: Kind
    text: str
    modules: tuple[bool, ...]
    quiet: tuple[int, int]

    @property
    def width(self) -> int:
        """How many modules wide it is with its quiet zones."""
        return len(self.modules) + sum(self.quiet)


def bars_of(code: str) -> Bars | None:
    """A product's code in the kind it is of; None for one that no kind can hold."""
    if is_ean(code):
        return _ean13(code)
    if is_ean(code, 8):
        return _ean8(code)
    if code and all(" " <= letter <= "~" for letter in code):
        return _code128(code)
    return None


def drawable_bars(code: str) -> Bars:
    """As `bars_of`; raises LapakError `barcode_not_possible` for one that no kind can hold."""
    bars = bars_of(code)
    if bars is None:
        raise LapakError("barcode_not_possible", code=one_line(code)[:_TOLD])
    return bars


_TOLD = 40
_DIGITS_A = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"
_SETS = {"A": tuple(_DIGITS_A.split())}
_SETS["C"] = tuple("".join("10"[int(one)] for one in pattern) for pattern in _SETS["A"])
_SETS["B"] = tuple(pattern[::-1] for pattern in _SETS["C"])
_PARITY = "AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA"
_PARITIES = tuple(_PARITY.split())
"""Which sets the left digits of an EAN-13 are drawn in, by its first digit (GS1 5.2)."""
_GUARD, _MIDDLE = "101", "01010"


def _ean13(code: str) -> Bars:
    sets = _PARITIES[int(code[0])]
    left = "".join(_SETS[one][int(digit)] for one, digit in zip(sets, code[1:7], strict=True))
    return _ean(Kind.EAN13, code, left, code[7:], (11, 7))


def _ean8(code: str) -> Bars:
    left = "".join(_SETS["A"][int(digit)] for digit in code[:4])
    return _ean(Kind.EAN8, code, left, code[4:], (7, 7))


def _ean(kind: Kind, code: str, left: str, right_digits: str, quiet: tuple[int, int]) -> Bars:
    right = "".join(_SETS["C"][int(digit)] for digit in right_digits)
    drawn = f"{_GUARD}{left}{_MIDDLE}{right}{_GUARD}"
    return Bars(kind, code, tuple(one == "1" for one in drawn), quiet)


_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 "
    "122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 "
    "321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 "
    "211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 "
    "213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 "
    "121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 "
    "241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 "
    "412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 "
    "211214 211232 2331112"
)
_WIDTHS = tuple(_TABLE.split())
"""Widths of bars and gaps of Code 128 by value (ISO/IEC 15417, table 1)."""
_TO_C, _TO_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
_WORTH_C = 4
"""So many digits in a row take less room as pairs."""


def _code128(code: str) -> Bars:
    values = list(_values(code))
    weighted = values[0] + sum(place * value for place, value in enumerate(values[1:], 1))
    widths = "".join(_WIDTHS[value] for value in (*values, weighted % 103, _STOP))
    modules = [not place % 2 for place, width in enumerate(widths) for _ in range(int(width))]
    return Bars(Kind.CODE128, code, tuple(modules), (10, 10))


def _values(code: str) -> Iterator[int]:
    """The values of a code, its start first: digits in pairs where that is shorter."""
    in_pairs: bool | None = None
    place = 0
    while place < len(code):
        digits = _digits_from(code, place)
        pairs = digits >= (2 if in_pairs else _WORTH_C)
        if pairs and not in_pairs and digits % 2:
            pairs = False  # the odd digit first, so that the rest are whole pairs
        if pairs != in_pairs:
            starts = (_START_C if pairs else _START_B, _TO_C if pairs else _TO_B)
            yield starts[in_pairs is not None]
            in_pairs = pairs
        yield int(code[place : place + 2]) if pairs else ord(code[place]) - ord(" ")
        place += 2 if pairs else 1


def _digits_from(code: str, place: int) -> int:
    rest = code[place:]
    return len(rest) - len(rest.lstrip("0123456789"))
