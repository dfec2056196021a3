"""Sales of a booth by the number on their receipt, told in whole or by its end alone."""

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from pos_app.domain.register import receipt_number
from sync.server.figures.receipts import WrittenSale, written_at
from sync.server.store.rows import SaleRow

MOST = 50
MOST_CHARACTERS = 32
"""More than any receipt's number has."""

_NUMBER = re.compile(r"[A-Z0-9-]+", re.ASCII)
_TOLD = re.compile(r"(?:([A-Z0-9]{1,8})-)?([0-9]{1,9})", re.ASCII)


def numbers_meant(text: str, booth: str, registers: Iterable[str]) -> tuple[str, ...]:
    """Receipt numbers that somebody may mean: `A1-K1-000123`, `k1-123` or `123`.

    `registers` are the codes of the booth's registers; without one in the text it may be any.
    What stands there otherwise is taken as a whole number, since a booth may have had another
    code. No number is meant by what is empty, too long or has signs that no number has.
    """
    told = "".join(text.split()).upper()
    if len(told) > MOST_CHARACTERS or not _NUMBER.fullmatch(told):
        return ()
    found = _TOLD.fullmatch(told.removeprefix(f"{booth}-"))
    if found is None:
        return (told,)
    codes = [found[1]] if found[1] else sorted(set(registers))
    return tuple(receipt_number(booth, code, int(found[2])) for code in codes)


def find_sales(
    connection: Connection, expo_id: str, booth_id: str, numbers: Iterable[str]
) -> tuple[WrittenSale, ...]:
    """The booth's counted sales that have one of some numbers, at most `MOST`."""
    rows = connection.execute(numbered(expo_id, booth_id, numbers)).all()
    found = (written_at(connection, expo_id, row.register_id, row.seq) for row in rows)
    return tuple(one for one in found if one is not None)


def numbered(expo_id: str, booth_id: str, numbers: Iterable[str]) -> Select[str, int]:
    """Where the sales of some numbers are written."""
    sale = SaleRow
    mine: ColumnElement[bool] = and_(sale.expo_id == expo_id, sale.booth_id == booth_id)
    return (
        select(sale.register_id, sale.seq)
        .where(mine, sale.receipt_number.in_(list(numbers)))
        .order_by(sale.receipt_number, sale.sale_id)
        .limit(MOST)
    )
