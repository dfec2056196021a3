"""A receipt of another register: what cannot be is refused, and nothing is recorded of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from pos_app.domain import receipt_code
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.refund import Return, SaleRefunded
from pos_app.domain.tender import Method
from pos_app.services import history, returns
from pos_app.services.till import Till
from pos_app.store import verification
from tests.drivers.entries import bodies
from tests.drivers.tills import sell, selling_till

DAY = date(2026, 11, 20)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with selling_till(tmp_path) as till:
        yield till


def receipt(
    till: Till, number: str = "A12-K2-000007", pieces: int = 2, day: date = DAY
) -> Original:
    total = pieces * 18_000
    line = BoughtLine(1, "Kopi", "pcs", pieces * 1_000, total)
    paid = (Payment(Method.CASH, total),)
    return Original(till.new_id(), number, day, total, paid, (line,), entry_hash="ecef57cc")


def bring(till: Till, original: Original, pieces: int = 1) -> str:
    """Why nothing is given back for a code; empty where it is."""
    try:
        opened = till.read(history.open_scanned, receipt_code.encode(original)).result()
        assert opened.original is not None
        back = Return(till.new_id(), {1: pieces * 1_000}, reason="rusak")
        till.write(returns.refund_sale, opened.original, back).result()
    except LapakError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    "number", ["A12-K1-000777", "A12-K1-000001", "", "A12", "A12-K2-LATIHAN-0001", "A12-K2-R000001"]
)
def test_a_receipt_that_nobody_gave_out_is_refused(till: Till, number: str) -> None:
    sell(till)
    assert bring(till, receipt(till, number)) == "receipt_not_given_out"
    assert bodies(till, Kind.SALE_REFUNDED) == []


def test_a_receipt_of_a_day_to_come_is_refused(till: Till) -> None:
    assert bring(till, receipt(till, day=date(2026, 11, 22))) == "receipt_of_the_future"
    assert bring(till, receipt(till, day=date(2026, 11, 21))) == ""


def test_a_number_is_of_one_sale(till: Till) -> None:
    assert bring(till, receipt(till)) == ""
    assert bring(till, receipt(till)) == "receipt_told_otherwise"
    assert bring(till, receipt(till, "A12-K2-000008")) == ""
    assert len(bodies(till, Kind.SALE_REFUNDED)) == 2


def test_a_sale_is_of_one_receipt(till: Till) -> None:
    original = receipt(till)
    assert bring(till, original) == ""
    grown = msgspec.structs.replace(receipt(till, pieces=50), sale_id=original.sale_id)
    renamed = msgspec.structs.replace(original, receipt_number="A12-K2-000008")
    for altered in (grown, renamed):
        assert bring(till, altered) == "receipt_told_otherwise"
    assert bring(till, original) == ""
    assert bring(till, original) == "sale_returned_whole"
    verification.verify(till.path)


def test_what_was_opened_before_another_gave_it_back_is_looked_at_again(till: Till) -> None:
    one, other = receipt(till), receipt(till)
    assert bring(till, one) == ""
    back = Return(till.new_id(), {1: 1_000}, reason="rusak")
    with pytest.raises(LapakError, match="receipt_told_otherwise"):
        till.write(returns.refund_sale, other, back).result()


def test_only_the_refund_of_another_registers_sale_notes_what_its_receipt_told(till: Till) -> None:
    own = till.read(returns.original_sale, sell(till, "Kopi").sale.id).result()
    for original in (own, receipt(till)):
        assert bring(till, original) == ""
    told = [one.told for one in bodies(till, Kind.SALE_REFUNDED) if isinstance(one, SaleRefunded)]
    assert told[0] is msgspec.UNSET
    assert isinstance(told[1], str)
