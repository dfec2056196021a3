"""Sales of which more was given back than was sold: flagged, never refused.

Each till sees that nothing comes back twice there; only the server sees all of them. What is
flagged follows from the entries alone, whatever the order in which they came.
"""

from sqlalchemy import Connection, bindparam, select

from pos_app.domain.continuation import unwrapped
from pos_app.domain.journal import Entry, decode
from sync.server.figures.counted import SoldSale, TakenBack, sold, taken_back
from sync.server.store.database import insert_many, run_many
from sync.server.store.rows import AwaitedSaleRow, JournalRow, OverReturnRow, ReturnRow, SaleRow
from sync.server.store.statements import Statement

MORE_THAN_SOLD = "more_than_sold"
MORE_THAN_PAID = "more_than_paid"
VOIDED_TOO = "voided_and_refunded"

_AWAITED = Statement(
    select(AwaitedSaleRow.sale_id).where(AwaitedSaleRow.expo_id == bindparam("expo"))
)


def look_at(connection: Connection, expo_id: str, touched: set[str], arrived: set[str]) -> None:
    """Judge anew the sales that something came back of, and those that arrived after it.

    `touched` are the first or those of which another entry counts now, `arrived` all new sales.
    While nothing comes back, which is nearly always, this is one look at an empty table.
    """
    awaited = set(_AWAITED.run(connection, expo=expo_id).scalars())
    for sale_id in sorted(touched | (arrived & awaited)):
        if sale_id in awaited or _came_back(connection, expo_id, sale_id):
            _judge(connection, expo_id, sale_id)


def over_returned(connection: Connection, expo_id: str) -> dict[str, tuple[str, ...]]:
    """Receipt numbers of the sales that are flagged, by booth."""
    rows = connection.execute(
        select(OverReturnRow.booth_id, OverReturnRow.receipt_number)
        .where(OverReturnRow.expo_id == expo_id)
        .order_by(OverReturnRow.receipt_number)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row.booth_id] = (*found.get(row.booth_id, ()), row.receipt_number)
    return found


def _came_back(connection: Connection, expo_id: str, sale_id: str) -> bool:
    found = select(ReturnRow.return_id).where(
        ReturnRow.expo_id == expo_id, ReturnRow.sale_id == sale_id
    )
    return connection.execute(found.limit(1)).first() is not None


def _judge(connection: Connection, expo_id: str, sale_id: str) -> None:
    sale = connection.execute(
        select(SaleRow.booth_id, SaleRow.receipt_number, SaleRow.register_id, SaleRow.seq).where(
            SaleRow.expo_id == expo_id, SaleRow.sale_id == sale_id
        )
    ).first()
    for table in ("awaited_sale", "over_return"):
        forgotten = f"DELETE FROM {table} WHERE expo_id = ? AND sale_id = ?"  # noqa: S608 our own names
        run_many(connection, forgotten, [(expo_id, sale_id)])
    if sale is None:
        insert_many(connection, "awaited_sale (expo_id, sale_id)", [(expo_id, sale_id)])
        return
    body = sold(_entry(connection, expo_id, sale.register_id, sale.seq))
    reason = _reason(body, _returns(connection, expo_id, sale_id))
    if reason:
        insert_many(
            connection,
            "over_return (expo_id, sale_id, booth_id, receipt_number, reason)",
            [(expo_id, sale_id, sale.booth_id, sale.receipt_number, reason)],
        )


def _returns(connection: Connection, expo_id: str, sale_id: str) -> list[TakenBack]:
    """What came back of a sale, as it is counted."""
    places = connection.execute(
        select(ReturnRow.register_id, ReturnRow.seq).where(
            ReturnRow.expo_id == expo_id, ReturnRow.sale_id == sale_id
        )
    )
    return [taken_back(_entry(connection, expo_id, row.register_id, row.seq)) for row in places]


def _entry(connection: Connection, expo_id: str, register_id: str, seq: int) -> Entry:
    data = connection.execute(
        select(JournalRow.entry).where(
            JournalRow.expo_id == expo_id,
            JournalRow.register_id == register_id,
            JournalRow.seq == seq,
        )
    ).scalar_one()
    return unwrapped(decode(data))


def _reason(sale: SoldSale, returns: list[TakenBack]) -> str:
    """Why too much came back of a sale; empty if that is not so."""
    refunds = [one for one in returns if one.id]
    if refunds and len(refunds) < len(returns):
        return VOIDED_TOO
    back: dict[int, int] = {}
    for one in returns:
        for line in one.lines:
            back[line.number] = back.get(line.number, 0) - line.qty_milli
    quantities = dict(enumerate((line.qty_milli for line in sale.lines), 1))
    if any(qty > quantities.get(number, 0) for number, qty in back.items()):
        return MORE_THAN_SOLD
    return MORE_THAN_PAID if -sum(one.total for one in returns) > sale.total else ""
