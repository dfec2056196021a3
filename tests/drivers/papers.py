"""Z reports as registers print them, with the code that declares their figures."""

from pos_app.domain import z_code
from pos_app.domain.kinds import Kind
from pos_app.domain.shift import ShiftClosed
from pos_app.domain.z_code import ZCode
from tests.drivers.journals import PaperTill


def close(till: PaperTill) -> ShiftClosed:
    """Close the shift; the last entry of the till's journal."""
    expected = 300_000 + till.total
    closed = ShiftClosed("shift-1", "Sri", len(till.sales), till.total, expected, expected, 0)
    till.append(Kind.SHIFT_CLOSED, closed)
    return closed


def paper_of(till: PaperTill, closed: ShiftClosed, **changes: int) -> str:
    """The code on the Z report of the till's last entry."""
    figures = {
        "number": 1,
        "sales": closed.sales,
        "turnover": closed.turnover,
        "expected": closed.expected,
        "counted": closed.counted,
    }
    head = till.head
    code = ZCode(register=till.register, hash=head.hash.hex(), seq=head.seq, **figures | changes)
    return z_code.write(code, till.key.sign(z_code.message(code)).hex())
