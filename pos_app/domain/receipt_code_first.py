"""The first form of a receipt's code: read for ever, and what a refund's entry is reckoned from.

`LPK1` and base32 (RFC 4648, no padding). Inside, in order: flags, the sale's id, its day, what was
paid and how, the receipt number, the first bytes of the entry's hash, the lines, and a CRC-32 of
all that. Numbers are LEB128, texts have 5.3 bits a letter.
"""

import base64
import binascii
import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.product import fold
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.tender import Method

PREFIX = "LPK1"
NAME_LETTERS, UNIT_LETTERS = 12, 5
HASH_BYTES = 4

LETTERS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.&"
_BASE = len(LETTERS)
DAY_ONE = date(2020, 1, 1)
_CHECK_BYTES = 4
PIECES = "pcs"
METHODS = (
    Method.CASH,
    Method.QRIS,
    Method.CARD,
    Method.TRANSFER,
    Method.EWALLET,
    Method.VOUCHER,
    Method.EXCHANGE,
)
"""By their numbers in codes that are printed already: new ones come at the end."""


def encode(original: Original) -> str:
    """The code of a sale, however long it becomes."""
    return _sealed(b"\1" + _header(original) + _lines(original.lines))


def decode(code: str) -> Original:
    """The sale that a code tells of; another error than LapakError for one that was torn."""
    return _read(_Reader(_opened(code)))


def plain(text: str, most: int) -> str:
    """At most so many letters of the few there are; any other is a space."""
    upper = fold(text).upper()
    kept = " ".join("".join(one if one in LETTERS else " " for one in upper).split())
    return kept[:most].rstrip()


def _sealed(content: bytes) -> str:
    check = zlib.crc32(content).to_bytes(_CHECK_BYTES, "big")
    return PREFIX + base64.b32encode(content + check).decode("ascii").rstrip("=")


def _opened(code: str) -> bytes:
    letters = code.removeprefix(PREFIX)
    sealed = base64.b32decode(letters + "=" * (-len(letters) % 8))
    content = sealed[:-_CHECK_BYTES]
    if _sealed(content) != code:
        raise ValueError("checksum")
    return content


def _header(original: Original) -> bytes:
    return b"".join(
        (
            bytes.fromhex(original.sale_id.replace("-", "")),
            _number((original.business_date - DAY_ONE).days),
            _number(original.total),
            _payments(original),
            _text(original.receipt_number, 32),
            binascii.unhexlify(original.entry_hash)[:HASH_BYTES].ljust(HASH_BYTES, b"\0"),
        )
    )


def _payments(original: Original) -> bytes:
    """Methods, and how much by all but the last: that is the rest."""
    payments = original.payments
    parts = [_number(len(payments)), bytes(METHODS.index(one.method) for one in payments)]
    return b"".join((*parts, *(_number(one.amount) for one in payments[:-1])))


def _lines(lines: Sequence[BoughtLine]) -> bytes:
    return _number(len(lines)) + b"".join(map(_line, lines))


def _line(line: BoughtLine) -> bytes:
    """Name, paid, and the quantity; its lowest bits say if it is measured and if it has parts."""
    measured = is_divisible(line.unit)
    parts = bool(line.qty_milli % ONE)
    amount = line.qty_milli if parts else line.qty_milli // ONE
    written = _text(line.name, NAME_LETTERS) + _number(line.paid)
    written += _number(amount << 2 | measured << 1 | parts)
    return written + _text(line.unit, UNIT_LETTERS) if measured else written


def _number(value: int) -> bytes:
    if value < 0:
        raise ValueError("below zero")
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*written, value))


def _text(text: str, most: int) -> bytes:
    kept = plain(text, most)
    padded = kept.ljust(-(-len(kept) // 3) * 3)
    places = [LETTERS.index(one) for one in padded]
    triples = zip(places[::3], places[1::3], places[2::3], strict=True)
    packed = (((a * _BASE + b) * _BASE + c).to_bytes(2, "big") for a, b, c in triples)
    return bytes([len(padded) // 3]) + b"".join(packed)


class _Reader:
    """Takes a code's bytes from the front; past the end is an IndexError."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def take(self, count: int) -> bytes:
        taken, self._data = self._data[:count], self._data[count:]
        if len(taken) < count:
            raise IndexError(count)
        return taken

    def number(self) -> int:
        value = shift = 0
        while True:
            [byte] = self.take(1)
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def text(self) -> str:
        triples = [int.from_bytes(self.take(2), "big") for _ in range(*self.take(1))]
        return "".join(map(_letters, triples)).rstrip()


def _letters(packed: int) -> str:
    rest, third = divmod(packed, _BASE)
    first, second = divmod(rest, _BASE)
    return LETTERS[first] + LETTERS[second] + LETTERS[third]


def _read(data: _Reader) -> Original:
    [has_lines] = data.take(1)
    sale_id = uuid_of(data.take(16).hex())
    day = DAY_ONE + timedelta(days=data.number())
    total = data.number()
    payments = _read_payments(data, total)
    number = data.text()
    entry_hash = data.take(HASH_BYTES).hex()
    count = data.number() if has_lines else 0
    lines = tuple(_read_line(data, place) for place in range(1, count + 1))
    return Original(sale_id, number, day, total, payments, lines, entry_hash=entry_hash)


def uuid_of(digits: str) -> str:
    """An id as it is written, of its 32 hexadecimal digits."""
    return "-".join(digits[start:end] for start, end in pairwise((0, 8, 12, 16, 20, 32)))


def _read_payments(data: _Reader, total: int) -> tuple[Payment, ...]:
    methods = [METHODS[place] for place in data.take(data.number())]
    amounts = [data.number() for _ in methods[:-1]]
    amounts += [total - sum(amounts)] if methods else []
    return tuple(map(Payment, methods, amounts))


def _read_line(data: _Reader, place: int) -> BoughtLine:
    name, paid, packed = data.text(), data.number(), data.number()
    unit = data.text().lower() if packed & 2 else PIECES
    qty_milli = packed >> 2 if packed & 1 else (packed >> 2) * ONE
    return BoughtLine(place, name, unit, qty_milli, paid)
