"""Checkout: a paid cart becomes one sale, whatever is pressed twice."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pos_app.domain.cart import Cart, step_quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.tender import Method, Tender
from pos_app.services import shifts
from pos_app.services.checkout import checkout, completed_sale
from pos_app.services.printing import print_queue
from pos_app.services.till import Till
from tests.drivers.tills import Clock, cart_of, cash, make_till, sell, selling_till


def test_receipt_numbers_count_up_without_gaps(till: Till) -> None:
    numbers = [sell(till).sale.receipt_number for _ in range(12)]
    assert numbers == [f"A12-K1-{number:06d}" for number in range(1, 13)]


def test_a_sale_that_is_refused_takes_no_number(till: Till) -> None:
    cart = cart_of(till, "Kopi")
    with pytest.raises(LapakError) as caught:
        till.write(checkout, price(cart), cash(17_999)).result()
    assert (caught.value.code, caught.value.details) == ("paid_too_little", {"missing": 1})
    assert (
        till.write(checkout, price(cart), cash(18_000)).result().sale.receipt_number
        == "A12-K1-000001"
    )


def test_the_same_cart_twice_is_one_sale_with_one_answer(till: Till) -> None:
    cart = cart_of(till, "Kopi", "Kain")
    asked = [till.write(checkout, price(cart), cash(100_000)) for _ in range(5)]
    answers = [future.result() for future in asked]
    assert len(set(map(repr, answers))) == 1
    summary = till.read(shifts.shift_summary).result()
    assert summary is not None
    assert (summary.totals.sales, summary.totals.turnover) == (1, 96_000)
    assert len(till.read(print_queue.unfinished).result()) == 1


def test_the_same_cart_after_a_restart_is_still_the_same_sale(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        cart = cart_of(till, "Kopi")
        first = till.write(checkout, price(cart), cash(20_000)).result()
        till.write(shifts.close_shift, 318_000).result()
    clock.move(hours=20)
    again = make_till(tmp_path, clock)
    assert again.write(checkout, price(cart), cash(20_000)).result() == first
    assert again.read(completed_sale, cart.id).result() == first
    again.close()


def test_nothing_is_sold_before_a_shift_is_open(till: Till) -> None:
    cart = cart_of(till)
    till.write(shifts.close_shift, 300_000).result()
    with pytest.raises(LapakError, match="no_shift_open"):
        till.write(checkout, price(cart), cash(15_000)).result()


def test_nothing_is_sold_before_there_is_a_booth(tmp_path: Path) -> None:
    till = make_till(tmp_path)
    with pytest.raises(LapakError, match="booth_not_set_up"):
        till.write(checkout, price(Cart("cart")), cash(1)).result()
    till.close()


def test_an_empty_cart_is_no_sale(till: Till) -> None:
    with pytest.raises(LapakError, match="cart_empty"):
        till.write(checkout, price(Cart(till.new_id())), ()).result()


def test_change_comes_from_cash_only(till: Till) -> None:
    cart = cart_of(till, "Kopi")
    assert till.write(checkout, price(cart), cash(50_000)).result().sale.change == 32_000
    other = cart_of(till, "Kopi")
    with pytest.raises(LapakError, match="noncash_above_total"):
        till.write(checkout, price(other), (Tender(Method.QRIS, 18_001),)).result()
    mixed = (Tender(Method.QRIS, 8_000), Tender(Method.CASH, 20_000))
    assert till.write(checkout, price(other), mixed).result().sale.change == 10_000


def test_a_sale_after_midnight_belongs_to_the_booths_own_day(tmp_path: Path) -> None:
    with selling_till(tmp_path, Clock(datetime(2026, 11, 21, 16, 59, tzinfo=UTC))) as till:
        assert sell(till).sale.business_date == date(2026, 11, 21)
    with selling_till(tmp_path / "late", Clock(datetime(2026, 11, 21, 17, tzinfo=UTC))) as till:
        assert sell(till).sale.business_date == date(2026, 11, 22)


def test_a_clock_that_runs_backwards_stops_no_sale(tmp_path: Path) -> None:
    clock = Clock()
    with selling_till(tmp_path, clock) as till:
        first = sell(till)
        clock.move(days=-400)
        second = sell(till)
    assert (second.seq, second.sale.receipt_number) == (first.seq + 1, "A12-K1-000002")


def test_a_sale_that_never_was_is_unknown(till: Till) -> None:
    with pytest.raises(LapakError, match="sale_unknown"):
        till.read(completed_sale, "nothing").result()


def test_a_cart_that_was_paid_with_other_goods_is_told_not_silently_answered(till: Till) -> None:
    first = cart_of(till)
    paid = till.write(checkout, price(first), cash(price(first).total)).result()
    other = step_quantity(first, first.lines[0].number, 1)
    with pytest.raises(LapakError, match="sale_recorded_otherwise"):
        till.write(checkout, price(other), cash(price(other).total)).result()
    assert till.read(completed_sale, first.id).result() == paid
