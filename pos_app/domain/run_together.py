"""Codes in what a scanner sent: some that ran together, one behind a scanner's own prefix."""

from collections.abc import Iterator

from pos_app.domain.ean import has_gtin_check_digit

_LENGTHS = (8, 12, 13)
_MOST_CODES = 3
_MOST_PREFIX = 3


def taken_apart(code: str) -> tuple[str, ...]:
    """The two or three barcodes of goods (EAN-8, UPC-A, EAN-13) that a scan without end keys holds.

    Itself where it is one. Nothing is guessed: all must have their check digits right, and that in
    one way only.
    """
    if not (code.isascii() and code.isdigit()):
        return (code,)
    found = [way for way in _ways(code, _MOST_CODES) if len(way) > 1]
    return found[0] if len(found) == 1 else (code,)


def behind_prefix(code: str) -> tuple[str, ...]:
    """The barcodes of goods that a scan may hold behind one to three characters of its scanner.

    A scanner can be set up to send any; digits alone are none, for they may belong to the code.
    """
    ends = ((code[:cut], code[cut:]) for cut in range(1, _MOST_PREFIX + 1))
    return tuple(end for prefix, end in ends if not prefix.isdigit() and _is_barcode(end))


def _ways(digits: str, most: int) -> Iterator[tuple[str, ...]]:
    if _is_barcode(digits):
        yield (digits,)
    if most > 1:
        for length in _LENGTHS:
            if _is_barcode(digits[:length]):
                for rest in _ways(digits[length:], most - 1):
                    yield (digits[:length], *rest)


def _is_barcode(digits: str) -> bool:
    return (
        len(digits) in _LENGTHS
        and digits.isascii()
        and digits.isdigit()
        and has_gtin_check_digit(digits)
    )
