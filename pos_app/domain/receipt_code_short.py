"""The form of a receipt's code that is printed: a quarter shorter than the first, and says as much.

`LPK8` and a number to the base 35. Its bits are, behind a 1: whether there are lines, the sale's
id, its day, what was paid and how, the receipt number, the first bytes of the entry's hash, the
lines, and a CRC-32 of all that. Small numbers take few bits, frequent letters fewer than rare ones.
The prefix holds a digit that the first form's letters lack, and these lack the prefix's first, so
neither form is ever found within the other.
"""

import zlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.receipt_code_first import (
    DAY_ONE,
    HASH_BYTES,
    LETTERS,
    METHODS,
    NAME_LETTERS,
    PIECES,
    UNIT_LETTERS,
    plain,
    uuid_of,
)

PREFIX = "LPK8"
MAX_LETTERS = 250
"""Some printers draw no QR code of more, where they draw it themselves (EscPosEncoder#6, #41).

As a picture it has 53 modules at level M: 27 mm at 4 dots a module, 8 dots a mm.
"""
_DIGITS = "0123456789ABCDEFGHIJKMNOPQRSTUVWXYZ"
_CHECK_BITS = 32
_GROUP = 3
_ROUND = (1000, 500, 100, 1)
"""What prices in rupiah are multiples of."""
_END = "\n"
_BY_BITS = {
    3: " A",
    4: "EIKNTU",
    5: "BGLMOPRS",
    6: f"{_END}D",
    7: "012CHJWY",
    8: "45X",
    9: "&36789FV",
    10: "-.QZ",
}
"""Letters by how many bits they take: as frequent as in the products of a fair in Java."""


def _codes() -> Iterator[tuple[str, str]]:
    """Each letter's bits: a canonical Huffman code."""
    code = before = 0
    for bits, letters in _BY_BITS.items():
        code <<= bits - before
        before = bits
        for letter in letters:
            yield letter, f"{code:0{bits}b}"
            code += 1


_CODES = dict(_codes())
_LETTER_OF = {bits: letter for letter, bits in _CODES.items()}
_MOST_HEAD, _MOST_TAIL = 31, 15


def encode(original: Original) -> str:
    """The code of a sale; one with too many lines leaves them out."""
    header = _header(original)
    whole = _sealed("1" + header + _lines(original.lines))
    return whole if len(whole) <= MAX_LETTERS else _sealed("0" + header)


def decode(code: str) -> Original:
    """The sale that a code tells of; another error than LapakError for one that was torn."""
    bits = _Reader(_opened(code))
    has_lines = bits.take(1)
    sale_id = uuid_of(f"{bits.take(128):032x}")
    day = DAY_ONE + timedelta(days=bits.number())
    total = bits.amount()
    payments = _read_payments(bits, total)
    number = _read_receipt_number(bits)
    entry_hash = f"{bits.take(8 * HASH_BYTES):0{2 * HASH_BYTES}x}"
    count = bits.number() if has_lines else 0
    lines = tuple(_read_line(bits, place) for place in range(1, count + 1))
    return Original(sale_id, number, day, total, payments, lines, entry_hash=entry_hash)


def _sealed(bits: str) -> str:
    content = int("1" + bits, 2)
    return PREFIX + _letters(content << _CHECK_BITS | _check(content))


def _opened(code: str) -> str:
    if len(code) > MAX_LETTERS:
        raise ValueError("longer than any")
    sealed = 0
    for letter in code.removeprefix(PREFIX):
        sealed = sealed * len(_DIGITS) + _DIGITS.index(letter)
    content = sealed >> _CHECK_BITS
    if PREFIX + _letters(content << _CHECK_BITS | _check(content)) != code:
        raise ValueError("checksum")
    return f"{content:b}"[1:]


def _check(content: int) -> int:
    return zlib.crc32(content.to_bytes(-(-content.bit_length() // 8), "big"))


def _letters(value: int) -> str:
    written = []
    while value:
        value, place = divmod(value, len(_DIGITS))
        written.append(_DIGITS[place])
    return "".join(reversed(written))


def _header(original: Original) -> str:
    return "".join(
        (
            f"{int(original.sale_id.replace('-', ''), 16):0128b}",
            _number((original.business_date - DAY_ONE).days),
            _amount(original.total),
            _payments(original.payments),
            _receipt_number(original.receipt_number),
            f"{int(original.entry_hash[: 2 * HASH_BYTES].ljust(2 * HASH_BYTES, '0'), 16):032b}",
        )
    )


def _payments(payments: Sequence[Payment]) -> str:
    """Methods, and how much by all but the last: that is the rest."""
    methods = (_number(METHODS.index(one.method)) for one in payments)
    return "".join((_number(len(payments)), *methods, *(_amount(p.amount) for p in payments[:-1])))


def _receipt_number(number: str) -> str:
    """What stands before its last digits, how many these are, and what they count."""
    kept = plain(number, _MOST_HEAD)
    digits = len(kept) - len(kept.rstrip("0123456789"))
    tail = kept[len(kept) - min(digits, _MOST_TAIL) :]
    head = 0
    for letter in kept.removesuffix(tail):
        head = head * len(LETTERS) + LETTERS.index(letter)
    length = len(kept) - len(tail)
    written = f"{length:05b}" + (f"{head:0{_head_bits(length)}b}" if length else "")
    return written + f"{len(tail):04b}" + _number(int(tail or "0"))


def _head_bits(length: int) -> int:
    return int(len(LETTERS) ** length - 1).bit_length()


def _lines(lines: Sequence[BoughtLine]) -> str:
    return _number(len(lines)) + "".join(map(_line, lines))


def _line(line: BoughtLine) -> str:
    """Name, paid, whether the quantity has parts and is measured, how much, and its unit then."""
    measured, parts = is_divisible(line.unit), bool(line.qty_milli % ONE)
    amount = line.qty_milli if parts else line.qty_milli // ONE
    written = _text(line.name, NAME_LETTERS) + _amount(line.paid)
    written += f"{parts:b}{measured:b}" + _number(amount)
    return written + _text(line.unit, UNIT_LETTERS) if measured else written


def _number(value: int) -> str:
    """Three bits at a time, the lowest first, each behind a 1 if more follow."""
    if value < 0:
        raise ValueError("below zero")
    written = ""
    while value >> _GROUP:
        written += f"1{value & 7:03b}"
        value >>= _GROUP
    return f"{written}0{value:03b}"


def _amount(value: int) -> str:
    """What it is a multiple of, and how often."""
    place = next(place for place, part in enumerate(_ROUND) if value % part == 0)
    return f"{place:02b}" + _number(value // _ROUND[place])


def _text(text: str, most: int) -> str:
    kept = plain(text, most)
    return "".join(map(_CODES.__getitem__, kept if len(kept) == most else kept + _END))


class _Reader:
    """Takes a code's bits from the front; past the end is an IndexError."""

    def __init__(self, bits: str) -> None:
        self._bits = bits
        self._at = 0

    def take(self, count: int) -> int:
        taken = self._bits[self._at : self._at + count]
        if len(taken) < count:
            raise IndexError(count)
        self._at += count
        return int(taken or "0", 2)

    def number(self) -> int:
        value = shift = 0
        while True:
            group = self.take(1 + _GROUP)
            value |= (group & 7) << shift
            if not group >> _GROUP:
                return value
            shift += _GROUP

    def amount(self) -> int:
        return _ROUND[self.take(2)] * self.number()

    def text(self, most: int) -> str:
        read = ""
        while len(read) < most and (letter := self._letter()) != _END:
            read += letter
        return read

    def _letter(self) -> str:
        bits = ""
        while bits not in _LETTER_OF:
            bits += str(self.take(1))
        return _LETTER_OF[bits]


def _read_payments(bits: _Reader, total: int) -> tuple[Payment, ...]:
    methods = [METHODS[bits.number()] for _ in range(bits.number())]
    amounts = [bits.amount() for _ in methods[:-1]]
    amounts += [total - sum(amounts)] if methods else []
    return tuple(map(Payment, methods, amounts))


def _read_receipt_number(bits: _Reader) -> str:
    length = bits.take(5)
    head, letters = bits.take(_head_bits(length)) if length else 0, ""
    for _ in range(length):
        head, place = divmod(head, len(LETTERS))
        letters = LETTERS[place] + letters
    width = bits.take(4)
    value = bits.number()
    return letters + (f"{value:0{width}d}" if width else "")


def _read_line(bits: _Reader, place: int) -> BoughtLine:
    name, paid = bits.text(NAME_LETTERS), bits.amount()
    parts, measured = bits.take(1), bits.take(1)
    amount = bits.number()
    unit = bits.text(UNIT_LETTERS).lower() if measured else PIECES
    return BoughtLine(place, name, unit, amount if parts else amount * ONE, paid)
