"""Codes that a scanner sent as one: without an end key nothing stands between them."""

from pos_app.domain.product import has_gtin_check_digit

_LENGTHS = (8, 12, 13)


def taken_apart(code: str) -> tuple[str, ...]:
    """The two barcodes of goods (EAN-8, UPC-A, EAN-13) that a scan holds; itself where it is one.

    Nothing is guessed: both must have their check digits right, and that in one way only.
    """
    if not (code.isascii() and code.isdigit()):
        return (code,)
    ways = [(code[:length], code[length:]) for length in _LENGTHS]
    found = [way for way in ways if all(map(_is_barcode, way))]
    return found[0] if len(found) == 1 else (code,)


def _is_barcode(digits: str) -> bool:
    return len(digits) in _LENGTHS and has_gtin_check_digit(digits)
