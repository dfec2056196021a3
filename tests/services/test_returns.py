"""Voids, refunds, exchanges: what is recorded and refused, and what the drawer then holds."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from pos_app.domain.cart import set_cart_discount, set_credit
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.payment import CashRounding
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.returns import SaleState
from pos_app.domain.rules import Rules
from pos_app.domain.tender import Method, Tender
from pos_app.services import history, product_import, returns, shifts
from pos_app.services.checkout import Completed, checkout
from pos_app.services.exchange import Credit, complete, credit, exchange
from pos_app.services.printing import print_queue
from pos_app.services.product_import import ProductRow
from pos_app.services.terms import change_rules
from pos_app.services.till import Till, Work
from pos_app.store import verification
from pos_app.store.returns import earlier
from pos_app.store.tables.sales import SALE
from tests.drivers.tills import Clock, cart_of, cash, sell, selling_till

FLOAT = 300_000


def bring(till: Till, sale: str, quantities: Mapping[int, int], **more: object) -> returns.Refunded:
    original = till.read(returns.original_sale, sale).result()
    back = Return(till.new_id(), quantities, reason="rusak", **more)  # type: ignore[arg-type]
    return till.write(returns.refund_sale, original, back).result()


def paid_by(till: Till, method: Method, *names: str) -> Completed:
    priced = price(cart_of(till, *names))
    return till.write(checkout, priced, (Tender(method, priced.total),)).result()


def state_of(till: Till, sale: str) -> str:
    def asked(work: Work) -> object:
        return work.db.scalar(
            SALE.select().with_only_columns(SALE.c.state).where(SALE.c.sale_id == sale)
        )

    return str(till.read(asked).result())


def expected(till: Till) -> int:
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    return summary.expected


def next_shift(till: Till) -> None:
    till.write(shifts.close_shift, expected(till)).result()
    till.write(shifts.open_shift, "Budi", FLOAT).result()


def refused(till: Till, code: str, sale: str, quantities: Mapping[int, int]) -> None:
    with pytest.raises(LapakError) as caught:
        bring(till, sale, quantities)
    assert caught.value.code == code


def test_a_void_keeps_its_number_and_takes_the_money_out_again(till: Till) -> None:
    first = sell(till, "Kopi", "Kopi")
    voided = till.write(returns.void_sale, first.sale.id, "salah ketik").result()
    assert voided.body.receipt_number == first.sale.receipt_number
    assert state_of(till, first.sale.id) == SaleState.VOIDED
    assert expected(till) == FLOAT
    assert sell(till).sale.receipt_number == "A12-K1-000002"


def test_a_void_of_another_shift_is_refused(till: Till) -> None:
    sale = sell(till).sale.id
    next_shift(till)
    with pytest.raises(LapakError, match="sale_of_another_shift"):
        till.write(returns.void_sale, sale, "salah ketik").result()


def test_a_second_press_voids_once_and_another_reason_is_refused(till: Till) -> None:
    sale = sell(till).sale.id
    first = till.write(returns.void_sale, sale, "salah ketik").result()
    assert till.write(returns.void_sale, sale, "salah ketik").result() == first
    with pytest.raises(LapakError, match="sale_voided"):
        till.write(returns.void_sale, sale, "lain").result()
    refused(till, "sale_voided", sale, {1: 1_000})


def test_a_refunded_sale_cannot_be_voided(till: Till) -> None:
    sale = sell(till, "Kopi", "Kain").sale.id
    bring(till, sale, {1: 1_000})
    with pytest.raises(LapakError, match="sale_refunded"):
        till.write(returns.void_sale, sale, "salah ketik").result()


def test_the_same_sale_is_refunded_no_more_often_than_it_was_sold(till: Till) -> None:
    sale = sell(till, "Kopi", "Kopi", "Kain").sale.id
    bring(till, sale, {1: 1_000})
    assert state_of(till, sale) == SaleState.PARTLY_REFUNDED
    refused(till, "more_than_refundable", sale, {1: 2_000})
    bring(till, sale, {1: 1_000, 2: 1_000})
    assert state_of(till, sale) == SaleState.REFUNDED
    refused(till, "sale_returned_whole", sale, {1: 1_000})
    assert expected(till) == FLOAT


def test_refunds_are_numbered_on_their_own_without_gaps(till: Till) -> None:
    sale = sell(till, "Kopi", "Kopi", "Kain").sale.id
    refused(till, "more_than_refundable", sale, {1: 9_000})
    numbers = [bring(till, sale, {1: 1_000}).body.number for _ in range(2)]
    assert numbers == ["A12-K1-R000001", "A12-K1-R000002"]
    assert sell(till).sale.receipt_number == "A12-K1-000002"


def test_the_same_return_again_gets_the_same_answer(till: Till) -> None:
    sale = sell(till, "Kopi", "Kain").sale.id
    original = till.read(returns.original_sale, sale).result()
    back = Return(till.new_id(), {1: 1_000}, reason="rusak")
    first = till.write(returns.refund_sale, original, back).result()
    assert till.write(returns.refund_sale, original, back).result() == first
    assert till.read(_earlier, sale).result() == {1: 1_000}
    other = msgspec.structs.replace(back, quantities={2: 1_000})
    with pytest.raises(LapakError, match="refund_recorded_otherwise"):
        till.write(returns.refund_sale, original, other).result()


def test_a_refund_of_yesterdays_sale_counts_in_todays_shift(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        sale = sell(till, "Kain").sale.id
        next_shift(till)
        clock.move(days=1)
        refund = bring(till, sale, {1: 500})
        assert refund.body.sold_on.day + 1 == refund.body.business_date.day
        assert (refund.body.total, expected(till)) == (-39_000, FLOAT - 39_000)
        summary = till.read(shifts.shift_summary).result()
        assert summary is not None
        assert (summary.totals.sales, summary.totals.refunds) == (0, 1)
        assert summary.totals.net_turnover == -39_000


def test_a_refund_of_a_qris_sale_leaves_the_drawer_alone(till: Till) -> None:
    sale = paid_by(till, Method.QRIS, "Keripik").sale.id
    assert {one.method for one in bring(till, sale, {1: 1_000}).body.payments} == {Method.QRIS}
    assert expected(till) == FLOAT


def test_a_sale_brought_back_whole_is_done_with_although_rounding_left_a_rest(till: Till) -> None:
    till.write(product_import.import_products, (ProductRow("Aneh", 18_040),)).result()
    sale = paid_by(till, Method.QRIS, "Aneh").sale.id
    assert bring(till, sale, {1: 1_000}, in_cash=True).body.total == -18_000
    opened = till.read(history.open_sale, sale).result()
    assert (opened.state, opened.may_refund) == (SaleState.REFUNDED, False)
    refused(till, "sale_returned_whole", sale, {1: 1_000})


def test_a_sale_of_another_register_is_refunded_as_its_receipt_tells(till: Till) -> None:
    own = sell(till, "Kain")
    foreign = msgspec.structs.replace(
        till.read(returns.original_sale, own.sale.id).result(),
        sale_id=till.new_id(),
        receipt_number="A12-K2-000007",
        register="",
    )
    back = Return(till.new_id(), {1: 600}, reason="sobek")
    till.write(returns.refund_sale, foreign, back).result()
    again = msgspec.structs.replace(back, id=till.new_id())
    with pytest.raises(LapakError, match="more_than_refundable"):
        till.write(returns.refund_sale, foreign, again).result()
    assert state_of(till, own.sale.id) == SaleState.COMPLETED
    assert verification.verify(till.path).total == own.sale.total - 46_800


def test_nothing_is_given_back_without_an_open_shift(till: Till) -> None:
    sale = sell(till).sale.id
    till.write(shifts.close_shift, expected(till)).result()
    refused(till, "no_shift_open", sale, {1: 1_000})
    with pytest.raises(LapakError, match="no_shift_open"):
        till.write(returns.void_sale, sale, "salah ketik").result()


def exchanged(till: Till, sale: str, quantities: Mapping[int, int], *names: str) -> Credit:
    original = till.read(returns.original_sale, sale).result()
    back = Return(till.new_id(), quantities, reason="ukuran")
    return till.read(credit, original, back).result()


def test_dearer_goods_are_paid_with_those_brought_back_and_the_difference(till: Till) -> None:
    sale = sell(till, "Kopi").sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    priced = price(cart_of(till, "Kain"))
    done = till.write(exchange, priced, cash(100_000), for_goods).result()
    assert [(one.method, one.amount) for one in done.sale.tenders] == [
        (Method.EXCHANGE, 18_000),
        (Method.CASH, 100_000),
    ]
    assert done.sale.tenders[0].reference == "A12-K1-R000001"
    assert (done.sale.change, expected(till)) == (40_000, FLOAT + 78_000)


def test_for_cheaper_goods_the_difference_is_given_back(till: Till) -> None:
    sale = sell(till, "Kain").sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    done = till.write(exchange, price(cart_of(till, "Kopi")), (), for_goods).result()
    assert (done.sale.total, expected(till)) == (18_000, FLOAT + 18_000)
    assert taken_by(till)[Method.EXCHANGE] == 0


def test_an_exchange_is_both_or_nothing(till: Till) -> None:
    sale = sell(till, "Kopi").sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    with pytest.raises(LapakError, match="paid_too_little"):
        till.write(exchange, price(cart_of(till, "Kain")), cash(10_000), for_goods).result()
    assert till.read(_earlier, sale).result() == {}
    assert sell(till).sale.receipt_number == "A12-K1-000002"


def test_a_second_press_exchanges_once(till: Till) -> None:
    sale = sell(till, "Kopi").sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    priced = price(cart_of(till, "Kain"))
    first = till.write(exchange, priced, cash(60_000), for_goods).result()
    assert till.write(exchange, priced, cash(60_000), for_goods).result() == first
    assert till.read(_earlier, sale).result() == {1: 1_000}


def test_what_was_taken_in_exchange_is_voided_in_cash(till: Till) -> None:
    sale = sell(till, "Kopi").sale.id
    priced = price(cart_of(till, "Kain"))
    done = till.write(exchange, priced, cash(60_000), exchanged(till, sale, {1: 1_000})).result()
    till.write(returns.void_sale, done.sale.id, "salah").result()
    assert expected(till) == FLOAT
    assert taken_by(till)[Method.EXCHANGE] == 0


def test_a_cart_with_goods_brought_back_is_completed_with_their_refund(till: Till) -> None:
    sale = sell(till, "Kopi").sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    priced = price(set_credit(cart_of(till, "Kain"), for_goods))
    assert priced.to_pay == 60_000
    done = till.write(complete, priced, cash(60_000)).result()
    assert done.returned is not None
    assert done.returned.receipt_number == "A12-K1-000001"
    assert (done.handed_back, done.sale.change) == (0, 0)
    assert till.write(complete, priced, cash(60_000)).result() == done
    assert [job.slip for job in till.read(print_queue.unfinished).result()] == [
        "sale",
        "refund",
        "sale",
    ]


def test_what_is_given_back_for_an_exchange_is_cash_however_the_goods_were_paid(till: Till) -> None:
    sale = paid_by(till, Method.QRIS, "Kain").sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    priced = price(set_credit(cart_of(till, "Kopi"), for_goods))
    done = till.write(complete, priced, ()).result()
    assert (priced.to_pay, priced.handed_back, done.handed_back) == (0, 60_000, 60_000)
    assert expected(till) == FLOAT - 60_000


def test_cash_is_rounded_as_the_buyer_was_told_though_the_rule_changed_meanwhile(
    till: Till,
) -> None:
    priced = price(set_cart_discount(cart_of(till, "Kain"), Discount(amount=250)))
    sale = till.write(checkout, priced, (Tender(Method.QRIS, priced.total),)).result().sale.id
    for_goods = exchanged(till, sale, {1: 1_000})
    told = price(set_credit(cart_of(till, "Kopi"), for_goods))
    to_the_rupiah = Rules(cash_rounding=CashRounding(1))
    till.write(change_rules, till.clock().date(), to_the_rupiah).result()
    done = till.write(complete, told, ()).result()
    assert (told.handed_back, done.handed_back) == (59_700, 59_700)


def test_an_exchange_for_as_much_moves_no_money(till: Till) -> None:
    sale = sell(till, "Kopi").sale.id
    priced = price(set_credit(cart_of(till, "Kopi"), exchanged(till, sale, {1: 1_000})))
    done = till.write(complete, priced, ()).result()
    assert (done.handed_back, done.sale.change, expected(till)) == (0, 0, FLOAT + 18_000)


@pytest.mark.parametrize("meanwhile", ["voided", "refunded", "partly", "worth less"])
def test_an_exchange_of_goods_that_went_back_meanwhile_is_refused_whole(
    till: Till, meanwhile: str
) -> None:
    sale = sell(till, "Kopi", "Kopi").sale.id
    for_goods = exchanged(till, sale, {1: 2_000})
    if meanwhile == "voided":
        till.write(returns.void_sale, sale, "salah").result()
    elif meanwhile == "worth less":
        for_goods = msgspec.structs.replace(for_goods, value=for_goods.value + 1)
    else:
        bring(till, sale, {1: 2_000 if meanwhile == "refunded" else 1_000})
    before = expected(till), till.read(_earlier, sale).result()
    priced = price(set_credit(cart_of(till, "Kain"), for_goods))
    with pytest.raises(LapakError, match="exchange_stale"):
        till.write(complete, priced, cash(priced.to_pay)).result()
    assert (expected(till), till.read(_earlier, sale).result()) == before


def test_each_return_is_printed(till: Till) -> None:
    sale = sell(till, "Kopi", "Kain").sale.id
    bring(till, sale, {1: 1_000})
    other = sell(till).sale.id
    till.write(returns.void_sale, other, "salah ketik").result()
    jobs = till.read(print_queue.unfinished).result()
    assert [(job.slip, job.title) for job in jobs if job.slip != "sale"] == [
        ("refund", "A12-K1-R000001"),
        ("void", "A12-K1-000002"),
    ]


def taken_by(till: Till) -> dict[Method, int]:
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    return {one.method: one.net for one in summary.totals.taken}


def _earlier(work: Work, sale: str) -> Mapping[int, int]:
    return earlier(work.db, sale).quantities
