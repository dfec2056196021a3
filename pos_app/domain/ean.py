"""Numbers under barcodes: the check digit of GS1, and numbers for goods that came without one."""

import hashlib
from collections.abc import Iterator

IN_STORE = "24"
"""How numbers begin that a booth gives itself.

GS1 leaves 20 to 29 to shops and their regions ("restricted circulation"). Tills that read weights
and prices out of a code take 21, 22 and 23 for that by default (Odoo's nomenclature does), scales
often print 20, 28 or 29; 24 is read by none of them as more than a number.
"""

_OWN_DIGITS = 10


def check_digit(digits: str) -> str:
    """The GS1 check digit that belongs behind some digits (of EAN-8, UPC-A, EAN-13)."""
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str((10 - weighted % 10) % 10)


def has_gtin_check_digit(digits: str) -> bool:
    """Whether the last digit is the GS1 check digit of those before it (EAN-8, UPC-A, EAN-13)."""
    return check_digit(digits[:-1]) == digits[-1]


def is_ean(code: str, length: int = 13) -> bool:
    """Whether a code is a whole EAN-13, or an EAN of 8 digits."""
    return len(code) == length and code.isascii() and code.isdigit() and has_gtin_check_digit(code)


def in_store_numbers(product_id: str) -> Iterator[str]:
    """EAN-13 numbers for a product that has none: the first that nothing else has is its own.

    They follow from the product's id alone. So registers that never hear of one another give the
    same product the same number and different ones different numbers: two of a thousand products
    meet in one of 20,000 booths. A number that once hung on a product never comes to another.
    """
    attempt = 0
    while True:
        seed = f"{product_id}:{attempt}".encode()
        own = int.from_bytes(hashlib.sha256(seed).digest()[:8]) % 10**_OWN_DIGITS
        digits = f"{IN_STORE}{own:0{_OWN_DIGITS}d}"
        yield digits + check_digit(digits)
        attempt += 1
