"""A sale in a code that its receipt bears, so that any register of the fair can take goods back.

Capital letters and digits only, since cheap scanners are keyboards, and a QR code holds these in
its smaller alphanumeric mode. There are two forms; the shorter one is printed, both are read.
"""

from collections.abc import Callable

from pos_app.domain import receipt_code_first, receipt_code_short
from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original
from pos_app.domain.receipt_code_first import HASH_BYTES, NAME_LETTERS
from pos_app.domain.receipt_code_short import MAX_LETTERS, PREFIX, encode

__all__ = [
    "HASH_BYTES",
    "MAX_LETTERS",
    "NAME_LETTERS",
    "PREFIX",
    "decode",
    "encode",
    "is_receipt_code",
    "told",
]

_FORMS: dict[str, Callable[[str], Original]] = {
    form.PREFIX: form.decode for form in (receipt_code_short, receipt_code_first)
}
_LEAST_LETTERS = 32
"""The header alone takes more."""
_MOST_BEFORE = 7
"""A scanner's own prefix is shorter, a barcode is longer."""


def is_receipt_code(scanned: str) -> bool:
    """Whether a scan is the code of a receipt, read well or not, or holds one.

    A product's own short code may begin alike.
    """
    text = scanned.upper()
    return len(scanned) >= _LEAST_LETTERS and any(prefix in text for prefix in _FORMS)


def decode(scanned: str) -> Original:
    """The sale that a code tells of; names are short, units those of pieces or of what is measured.

    A keyboard with its capitals the wrong way round does no harm, nor does a short prefix that a
    scanner adds. Raises LapakError `receipt_code_unreadable` for a code that was torn or is none,
    `codes_ran_together` for more than one.
    """
    text = scanned.strip().upper()
    begins = [prefix for prefix in _FORMS for _ in range(text.count(prefix))]
    if len(begins) > 1 or any(text.find(prefix) > _MOST_BEFORE for prefix in begins):
        raise LapakError("codes_ran_together")
    try:
        [prefix] = begins
        return _FORMS[prefix](text[text.find(prefix) :])
    except (ValueError, IndexError, OverflowError) as error:
        raise LapakError("receipt_code_unreadable") from error


def told(original: Original) -> str:
    """What any code of a sale says of it, whatever form it was read from."""
    return receipt_code_first.encode(original)
