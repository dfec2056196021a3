"""Entries that the server knows and stores, and that no total of sales counts."""

from types import ModuleType

import pytest
from sqlalchemy import select

from pos_app.domain.kinds import Kind
from sync.server.store.rows import (
    HourRollupRow,
    JournalRow,
    ProductRollupRow,
    QuarantineRow,
    SaleRow,
)
from tests.domain import (
    golden_expo,
    golden_orders,
    golden_people,
    golden_qris,
    golden_shift,
    golden_stock,
)
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair


def kinds_stored(fair: Fair) -> list[str]:
    with fair.office.database.read() as connection:
        return list(connection.execute(select(JournalRow.kind).order_by(JournalRow.seq)).scalars())


def counted(fair: Fair) -> int:
    """How many rows anything was counted or complained into."""
    tables = (SaleRow, HourRollupRow, ProductRollupRow, QuarantineRow)
    with fair.office.database.read() as connection:
        return sum(len(connection.execute(select(table)).all()) for table in tables)


def practise(till: PaperTill) -> None:
    sold = till.make_sale()
    till.append(Kind.TRAINING_COMPLETED, sold, sold.at)


def test_practised_sales_are_stored_and_known_and_counted_nowhere(fair: Fair) -> None:
    till = fair.till()
    for _ in range(3):
        practise(till)
    fair.push(till)
    assert kinds_stored(fair)[-3:] == ["training.completed"] * 3
    assert counted(fair) == 0
    booth = fair.booth()
    assert (booth.sales, booth.total, booth.quarantined) == (0, 0, 0)
    assert booth.status == "complete"


def test_orders_and_their_money_are_stored_and_known_and_no_turnover(fair: Fair) -> None:
    till = fair.till()
    for kind, body, _ in golden_orders.LATER:
        till.append(kind, body)
    fair.push(till)
    assert kinds_stored(fair)[-3:] == ["order.placed", "order.changed", "order.paid"]
    assert counted(fair) == 0
    assert (fair.booth().total, fair.booth().quarantined) == (0, 0)
    assert fair.booth().status == "complete"


@pytest.mark.parametrize(
    "subject", [golden_expo, golden_people, golden_qris, golden_shift, golden_stock]
)
def test_what_is_no_sale_is_stored_and_known_and_counted_nowhere(
    fair: Fair, subject: ModuleType
) -> None:
    till = fair.till()
    told = [(kind, body) for kind, body, _ in subject.LATER if kind is not Kind.SALE_COMPLETED]
    for kind, body in told:
        till.append(kind, body)
    fair.push(till)
    written = [kind.value for kind, _ in told]
    assert kinds_stored(fair)[-len(written) :] == written
    assert counted(fair) == 0
    assert fair.booth().status == "complete"


def test_a_sale_after_practising_counts_alone(fair: Fair) -> None:
    till = fair.till()
    practise(till)
    till.sell(1)
    practise(till)
    fair.push(till)
    assert (fair.booth().sales, fair.booth().total) == (1, till.total)
