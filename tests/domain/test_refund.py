"""Refunds: never more than was paid, to the rupiah all that was paid, however it is divided."""

from collections.abc import Mapping
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from pos_app.domain.errors import LapakError
from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.payment import NO_ROUNDING, CashRounding
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.refund import Return, SaleRefunded, refund, value_of
from pos_app.domain.returns import NOTHING_YET, Earlier, left_of, portion
from pos_app.domain.tender import Method
from tests.domain.returning import TODAY, originals, roundings

HUNDREDS = CashRounding(100)
COFFEE = BoughtLine(1, "Kopi Susu", "pcs", 3_000, 54_000, product_id="p1")
CLOTH = BoughtLine(2, "Kain Batik", "m", 2_500, 195_030, tax=19_503, product_id="p2")


def sold(*lines: BoughtLine, **payments: int) -> Original:
    return Original(
        sale_id="01932f6e-8a00-7000-8000-000000000003",
        receipt_number="A12-K1-000123",
        business_date=date(2026, 11, 22),
        total=sum(payments.values()),
        payments=tuple(Payment(Method(name), amount) for name, amount in payments.items()),
        lines=lines,
    )


def after(earlier: Earlier, body: SaleRefunded) -> Earlier:
    """What was given back once this refund is recorded, as the till's tables add it up."""
    quantities = dict(earlier.quantities)
    for line in body.lines:
        quantities[line.number] = quantities.get(line.number, 0) - line.qty_milli
    methods = dict(earlier.methods)
    for payment in body.payments:
        methods[payment.method] = methods.get(payment.method, 0) - payment.amount
    return Earlier(quantities, methods, earlier.total - body.total, earlier.refunds + 1)


def given_back(body: SaleRefunded) -> dict[str, int]:
    return {payment.method.value: -payment.amount for payment in body.payments}


def brought(
    original: Original,
    quantities: Mapping[int, int],
    earlier: Earlier = NOTHING_YET,
    rounding: CashRounding = HUNDREDS,
    **more: object,
) -> SaleRefunded:
    returned = Return("refund-1", quantities, reason="rusak", **more)  # type: ignore[arg-type]
    return refund(original, earlier, returned, TODAY, rounding)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_portions_of_a_line_add_up_to_it_whatever_they_are(whole: int, parts: list[int]) -> None:
    done, paid = 0, []
    for part in parts:
        paid.append(portion(whole, sum(parts), done, part))
        done += part
    assert sum(paid) == whole
    assert min(paid) >= 0


@given(st.data(), originals(), roundings)
def test_a_sale_that_comes_back_bit_by_bit_gives_back_all_that_was_paid_and_no_more(
    data: st.DataObject, original: Original, rounding: CashRounding
) -> None:
    earlier, bodies = NOTHING_YET, []
    while not (left := left_of(original, earlier)).nothing:
        quantities = {}
        for one in left.lines:
            step = 1 if is_divisible(one.line.unit) else ONE
            most = one.qty_milli // step
            if most and (steps := data.draw(st.integers(0, most))):
                quantities[one.line.number] = steps * step
        if not quantities:
            quantities = {one.line.number: one.qty_milli for one in left.lines if one.qty_milli}
        if not quantities:
            break
        in_cash = data.draw(st.booleans())
        bodies.append(brought(original, quantities, earlier, rounding, in_cash=in_cash))
        earlier = after(earlier, bodies[-1])
    paid = {payment.method: payment.amount for payment in original.payments}
    for body in bodies:
        assert body.total == sum(line.amount for line in body.lines) + body.rounding
        assert body.total == sum(payment.amount for payment in body.payments) <= 0
        assert all(line.amount <= 0 and line.qty_milli < 0 for line in body.lines)
    for method, amount in earlier.methods.items():
        assert amount <= paid.get(method, 0) or method is Method.CASH
    assert earlier.total <= original.total
    if rounding.step == 1:
        assert earlier.total == original.total
    assert original.total - earlier.total < rounding.step
    for number, line in enumerate(original.lines, 1):
        lines = [one for body in bodies for one in body.lines if one.number == number]
        assert -sum(one.amount for one in lines) == line.paid
        assert -sum(one.tax or 0 for one in lines) == line.tax
        assert -sum(one.tax_included or 0 for one in lines) == line.tax_included


@given(originals(), roundings)
def test_all_at_once_is_given_back_just_as_it_was_paid(
    original: Original, rounding: CashRounding
) -> None:
    quantities = {line.number: line.qty_milli for line in original.lines}
    body = brought(original, quantities, rounding=rounding)
    cash = {Method.CASH, Method.EXCHANGE}
    paid = {one.method.value: one.amount for one in original.payments if one.method not in cash}
    in_coins = sum(one.amount for one in original.payments if one.method in cash)
    assert body.total == -original.total
    assert given_back(body) == {**paid, **({"cash": in_coins} if in_coins else {})}


def test_a_part_of_a_line_costs_its_share_with_its_tax() -> None:
    body = brought(sold(COFFEE, CLOTH, cash=249_000), {2: 1_000}, rounding=NO_ROUNDING)
    [line] = body.lines
    assert (line.qty_milli, line.amount, line.tax) == (-1_000, -78_012, -7_801)
    assert (body.total, body.rounding) == (-78_012, 0)
    assert (line.product_id, line.name, line.unit) == ("p2", "Kain Batik", "m")


def test_only_cash_is_rounded_and_the_row_says_by_how_much() -> None:
    body = brought(sold(COFFEE, CLOTH, cash=249_000), {2: 1_000})
    assert (body.total, body.rounding, given_back(body)) == (-78_000, 12, {"cash": 78_000})
    body = brought(sold(COFFEE, CLOTH, qris=249_030), {2: 1_000})
    assert (body.total, body.rounding, given_back(body)) == (-78_012, 0, {"qris": 78_012})


def test_what_was_paid_in_cash_and_otherwise_comes_back_in_cash_first() -> None:
    original = sold(COFFEE, CLOTH, qris=200_000, cash=49_000)
    assert given_back(brought(original, {1: 1_000})) == {"cash": 18_000}
    assert given_back(brought(original, {1: 3_000})) == {"cash": 49_000, "qris": 5_000}
    assert given_back(brought(original, {1: 3_000}, in_cash=True)) == {"cash": 54_000}


def test_a_method_never_gives_back_more_than_it_brought_in_over_all_refunds() -> None:
    original = sold(COFFEE, qris=54_000)
    first = brought(original, {1: 1_000}, in_cash=True)
    earlier = after(NOTHING_YET, first)
    rest = brought(original, {1: 2_000}, earlier)
    assert (given_back(first), given_back(rest)) == ({"cash": 18_000}, {"qris": 36_000})


def test_goods_taken_in_exchange_were_paid_once_so_they_come_back_in_cash() -> None:
    assert given_back(brought(sold(COFFEE, exchange=54_000), {1: 1_000})) == {"cash": 18_000}


def test_what_stays_for_other_goods_is_no_money_and_the_rest_is() -> None:
    body = brought(sold(COFFEE, cash=54_000), {1: 3_000}, exchanged=40_000)
    assert given_back(body) == {"exchange": 40_000, "cash": 14_000}
    assert value_of(sold(COFFEE, cash=54_000), NOTHING_YET, Return("r", {1: 3_000})) == 54_000
    with pytest.raises(LapakError, match="exchanged_too_much"):
        brought(sold(COFFEE, cash=54_000), {1: 1_000}, exchanged=18_001)


def test_a_receipt_without_lines_is_refunded_by_amount_up_to_its_total() -> None:
    original = sold(cash=54_000)
    body = refund(original, NOTHING_YET, Return("r", amount=20_000, reason="x"), TODAY)
    earlier = after(NOTHING_YET, body)
    assert (body.total, body.lines[0].number) == (-20_000, 0)
    with pytest.raises(LapakError, match="more_than_refundable"):
        refund(original, earlier, Return("r", amount=34_001, reason="x"), TODAY)
    rest = refund(original, earlier, Return("r", amount=34_000, reason="x"), TODAY)
    assert left_of(original, after(earlier, rest)).nothing


@pytest.mark.parametrize(
    ("quantities", "code"),
    [
        ({}, "nothing_returned"),
        ({1: 4_000}, "more_than_refundable"),
        ({1: 2_000}, "more_than_refundable"),
        ({1: 500}, "quantity_not_whole"),
        ({2: 0}, "quantity_out_of_range"),
        ({2: -1_000}, "quantity_out_of_range"),
        ({3: 1_000}, "line_not_on_receipt"),
    ],
)
def test_only_what_can_still_come_back_is_taken(quantities: dict[int, int], code: str) -> None:
    original = sold(COFFEE, CLOTH, cash=249_000)
    earlier = after(NOTHING_YET, brought(original, {1: 2_000}))
    with pytest.raises(LapakError) as caught:
        brought(original, quantities, earlier)
    assert caught.value.code == code


def test_nothing_more_comes_back_of_a_sale_that_was_voided_or_has_come_back_whole() -> None:
    original = sold(COFFEE, cash=54_000)
    with pytest.raises(LapakError, match="sale_voided"):
        brought(original, {1: 1_000}, Earlier(voided=True))
    earlier = after(NOTHING_YET, brought(original, {1: 3_000}))
    with pytest.raises(LapakError, match="sale_returned_whole"):
        brought(original, {1: 1_000}, earlier)


def test_a_refund_says_why() -> None:
    with pytest.raises(LapakError, match="reason_missing"):
        refund(sold(COFFEE, cash=54_000), NOTHING_YET, Return("r", {1: 1_000}, reason=" "), TODAY)


def test_a_gift_comes_back_for_nothing() -> None:
    original = sold(msgspec.structs.replace(COFFEE, paid=0), cash=0)
    body = brought(original, {1: 1_000})
    assert (body.total, body.payments, body.lines[0].qty_milli) == (0, (), -1_000)
    rest = brought(original, {1: 2_000}, after(NOTHING_YET, body))
    assert left_of(original, after(after(NOTHING_YET, body), rest)).nothing


def test_a_refund_of_which_all_is_unsellable_says_so_once_and_of_some_by_line() -> None:
    original = sold(COFFEE, CLOTH, cash=249_000)
    both = {1: 1_000, 2: 1_000}
    for more in ({"unsellable": True}, {"unsellable_lines": frozenset({1, 2})}):
        body = brought(original, both, **more)
        assert body.unsellable is True
        assert [line.unsellable for line in body.lines] == [UNSET, UNSET]
    some = brought(original, both, unsellable_lines=frozenset({2, 9}))
    assert some.unsellable is UNSET
    assert [line.unsellable for line in some.lines] == [UNSET, True]
    assert b'"unsellable"' not in msgspec.json.encode(brought(original, both))
