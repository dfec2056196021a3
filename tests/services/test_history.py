"""The history of a till: every sale, void and refund once, in order, found by what is typed."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain import receipt_code
from pos_app.domain.errors import LapakError
from pos_app.domain.history import Sought, Span
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.returns import ReturnKind, SaleState
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Method, Tender
from pos_app.services import history, returns, shifts
from pos_app.services.checkout import Completed, checkout
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import receipt_preview
from pos_app.services.till import Till, Work
from pos_app.store import history_search
from pos_app.store.history_search import Scope
from resources.translations import Catalog
from tests.drivers.histories.histories import Step, steps
from tests.drivers.tills import Clock, cart_of, make_till, sell, selling_till, set_up


def bring(till: Till, sale: Completed, quantities: dict[int, int]) -> returns.Refunded:
    original = till.read(returns.original_sale, sale.sale.id).result()
    back = Return(till.new_id(), quantities, reason="rusak")
    return till.write(returns.refund_sale, original, back).result()


def _all_keys(work: Work) -> list[int]:
    return history_search.find(work.db, Sought(), Scope(), "Asia/Jakarta", work.at)


def paid_by(till: Till, method: Method, *names: str) -> Completed:
    priced = price(cart_of(till, *names))
    return till.write(checkout, priced, (Tender(method, priced.total),)).result()


def found(till: Till, text: str, method: Method | None = None, span: Span = Span.ALL) -> list[str]:
    listing = till.read(history.list_history, 50, text, method, span).result()
    assert len(listing.first) == listing.total
    return [row.title for row in listing.first]


def listed(till: Till) -> list[tuple[str, ReturnKind | None]]:
    rows = till.read(history.list_history, 50).result().first
    return [(row.title, row.kind) for row in rows]


def test_sales_voids_and_refunds_are_listed_as_they_were_recorded(till: Till) -> None:
    first, second = sell(till, "Kopi"), sell(till, "Kain")
    bring(till, first, {1: 1_000})
    till.write(returns.void_sale, second.sale.id, "salah").result()
    sell(till)
    assert listed(till) == [
        ("A12-K1-000003", None),
        ("A12-K1-000002", ReturnKind.VOID),
        ("A12-K1-R000001", ReturnKind.REFUND),
        ("A12-K1-000002", None),
        ("A12-K1-000001", None),
    ]
    states = {row.title: row.state for row in till.read(history.history_page, 3, 9).result()}
    assert states == {
        "A12-K1-000001": SaleState.REFUNDED,
        "A12-K1-000002": SaleState.VOIDED,
    }


@settings(max_examples=15)
@given(st.lists(steps, min_size=1, max_size=20), st.integers(1, 5))
def test_pages_and_a_search_for_nothing_show_everything_once_in_the_same_order(
    steps_taken: list[Step], size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        till = make_till(Path(folder), clock)
        try:
            set_up(till)
            for step in steps_taken:
                step(till, clock)
            total = till.read(history.list_history, size).result().total
            pages = [
                row
                for offset in range(0, total + size, size)
                for row in till.read(history.history_page, offset, size).result()
            ]
            assert len(pages) == total
            keys = till.read(_all_keys).result()
            assert [row.key for row in pages] == keys
            assert till.read(history.history_rows, keys).result() == tuple(pages)
        finally:
            till.close()


def test_one_field_finds_a_number_an_amount_a_product_a_method(till: Till) -> None:
    sell(till, "Kopi")
    paid_by(till, Method.QRIS, "Kain")
    bring(till, sell(till, "Keripik"), {1: 1_000})
    assert found(till, "A12-K1-000002") == ["A12-K1-000002"]
    assert found(till, "K1-2") == ["A12-K1-000002"]
    assert found(till, "003") == ["A12-K1-R000001", "A12-K1-000003"]  # a refund is of its sale
    assert found(till, "12.500") == ["A12-K1-R000001", "A12-K1-000003"]
    assert found(till, "78000") == ["A12-K1-000002"]
    assert found(till, "kain batik") == ["A12-K1-000002"]
    assert found(till, "BALADO") == ["A12-K1-R000001", "A12-K1-000003"]
    assert found(till, "qris") == ["A12-K1-000002"]
    assert found(till, "", Method.QRIS) == ["A12-K1-000002"]
    assert found(till, "kopi", Method.QRIS) == []
    assert found(till, "100%") == []
    assert found(till, "_") == []


def test_a_time_or_a_day_is_found_on_the_booths_own_clock(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        sell(till)  # 09.00 in Jakarta
        clock.move(hours=5, minutes=25)
        sell(till)
        clock.move(days=1)
        sell(till)
        assert found(till, "9.05") == ["A12-K1-000001"]
        assert found(till, "14.30") == ["A12-K1-000003", "A12-K1-000002"]
        assert found(till, "kemarin 14.30") == ["A12-K1-000002"]
        assert found(till, "21/11") == ["A12-K1-000002", "A12-K1-000001"]
        assert found(till, "", span=Span.TODAY) == ["A12-K1-000003"]


def test_this_shift_is_the_one_that_is_open(till: Till) -> None:
    first = sell(till)
    till.write(shifts.close_shift, 300_000).result()
    assert found(till, "", span=Span.SHIFT) == []
    till.write(shifts.open_shift, "Budi", 0).result()
    sell(till)
    bring(till, first, {1: 1_000})
    assert found(till, "", span=Span.SHIFT) == ["A12-K1-R000001", "A12-K1-000002"]


def test_an_opened_sale_tells_what_can_still_be_done(till: Till) -> None:
    sale = sell(till, "Kopi", "Kopi")
    opened = till.read(history.open_sale, sale.sale.id).result()
    assert (opened.slip, opened.subject, opened.may_void) == (Slip.SALE, sale.sale.id, True)
    assert opened.may_refund
    refund = bring(till, sale, {1: 1_000})
    opened = till.read(history.open_sale, sale.sale.id).result()
    assert (opened.may_void, opened.may_refund) == (False, True)
    assert opened.left is not None
    assert [line.qty_milli for line in opened.left.lines] == [1_000]
    of_refund = till.read(history.open_entry, -1).result()
    assert (of_refund.slip, of_refund.subject) == (Slip.REFUND, refund.body.id)
    assert not of_refund.may_refund


def test_nothing_is_given_back_while_no_shift_is_open(till: Till) -> None:
    sale = sell(till)
    till.write(shifts.close_shift, 300_000).result()
    opened = till.read(history.open_sale, sale.sale.id).result()
    assert (opened.may_void, opened.may_refund) == (False, False)


def printed_code(till: Till, sale: Completed) -> str:
    original = till.read(returns.original_sale, sale.sale.id).result()
    return receipt_code.encode(original)


def test_a_receipts_code_or_number_opens_its_sale(till: Till) -> None:
    sale = sell(till, "Kopi")
    refund = bring(till, sale, {1: 1_000})
    for scanned in (printed_code(till, sale), "a12-k1-000001", " A12-K1-000001"):
        opened = till.read(history.open_scanned, scanned).result()
        assert (opened.key, opened.number) == (1, "A12-K1-000001")
    opened = till.read(history.open_scanned, refund.body.number).result()
    assert opened.slip is Slip.REFUND


def test_a_receipt_of_another_register_opens_as_its_code_tells(till: Till) -> None:
    foreign = Original(
        sale_id=till.new_id(),
        receipt_number="A12-K2-000007",
        business_date=Clock().at.date(),
        total=54_000,
        payments=(Payment(Method.QRIS, 54_000),),
        lines=(BoughtLine(1, "Kopi Susu Gula Aren", "pcs", 3_000, 54_000),),
        entry_hash="ecef57cc",
    )
    code = receipt_code.encode(foreign)
    opened = till.read(history.open_scanned, code).result()
    assert (opened.key, opened.slip, opened.may_void) == (None, None, False)
    assert opened.original is not None
    back = Return(till.new_id(), {1: 2_000}, reason="rusak")
    till.write(returns.refund_sale, opened.original, back).result()
    again = till.read(history.open_scanned, code).result()
    assert again.left is not None
    assert [line.qty_milli for line in again.left.lines] == [1_000]
    assert again.left.total == 18_000
    of_refund = till.read(history.open_entry, -1).result()
    assert (of_refund.original, of_refund.may_refund) == (None, False)


def test_a_torn_code_or_a_number_of_nobody_is_said_to_be_one(till: Till) -> None:
    code = printed_code(till, sell(till))
    with pytest.raises(LapakError, match="receipt_code_unreadable"):
        till.read(history.open_scanned, code[:-3]).result()
    with pytest.raises(LapakError, match="receipt_unknown"):
        till.read(history.open_scanned, "B7-K1-000001").result()


def test_the_receipt_of_a_voided_sale_says_so(till: Till) -> None:
    sale = sell(till)
    till.write(returns.void_sale, sale.sale.id, "salah").result()
    rows = till.read(receipt_preview, sale.sale.id, 32, Letterhead(Catalog("id"))).result()
    assert any("DIBATALKAN" in row.text for row in rows)
