"""Voids: a sale taken back whole, with every sign turned."""

import pytest
from hypothesis import given

from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original
from pos_app.domain.returns import NOTHING_YET, Earlier
from pos_app.domain.sold import original_of, payments_of
from pos_app.domain.tender import Method
from pos_app.domain.void import void
from tests.domain.example_journal import BODIES
from tests.domain.returning import TODAY, originals

SALE = BODIES[3][1]


@given(originals())
def test_a_void_is_the_sale_with_every_sign_turned(original: Original) -> None:
    body = void(original, NOTHING_YET, TODAY, "salah ketik")
    assert body.total == -original.total
    assert body.total == sum(line.amount for line in body.lines) + body.rounding
    assert body.total == sum(payment.amount for payment in body.payments)
    assert [-line.qty_milli for line in body.lines] == [line.qty_milli for line in original.lines]
    assert [-line.amount for line in body.lines] == [line.paid for line in original.lines]
    assert Method.EXCHANGE not in {payment.method for payment in body.payments}


def test_a_void_gives_back_by_each_method_what_the_sale_left_there() -> None:
    original = original_of(SALE)  # type: ignore[arg-type]
    body = void(original, NOTHING_YET, TODAY, "salah ketik")
    assert {one.method: one.amount for one in body.payments} == {
        Method.QRIS: -35_000,
        Method.CASH: -50_000,
    }
    assert payments_of(SALE) == original.payments  # type: ignore[arg-type]
    assert (body.receipt_number, body.shift_id, body.reason) == (
        original.receipt_number,
        "shift-2",
        "salah ketik",
    )


@pytest.mark.parametrize(
    ("earlier", "reason", "code"),
    [
        (Earlier(voided=True), "x", "sale_voided"),
        (Earlier({1: 1_000}, {Method.CASH: 1}, 1, 1), "x", "sale_refunded"),
        (NOTHING_YET, "  ", "reason_missing"),
        (NOTHING_YET, "x" * 121, "text_too_long"),
    ],
)
def test_a_sale_is_voided_once_whole_and_with_a_reason(
    earlier: Earlier, reason: str, code: str
) -> None:
    with pytest.raises(LapakError) as caught:
        void(original_of(SALE), earlier, TODAY, reason)  # type: ignore[arg-type]
    assert caught.value.code == code
