"""What is recorded when a payment is found at the bank, or not."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec import UNSET

from pos_app.domain.awaited import AwaitedPayment, PaymentState, SettledBy, settled
from pos_app.domain.errors import LapakError
from pos_app.domain.tender import Method

PAYMENT = AwaitedPayment(
    source="s",
    number=1,
    title="A12-K1-000001",
    shift_id="h",
    cashier="Siti",
    at=datetime(2026, 11, 22, tzinfo=UTC),
    method=Method.QRIS,
    amount=25_000,
)
FOUND, NOT_FOUND = PaymentState.RECONCILED, PaymentState.DISPUTED


def now(state: PaymentState) -> AwaitedPayment:
    return msgspec.structs.replace(PAYMENT, state=state)


HAND = SettledBy.HAND


def test_what_is_found_needs_no_reason() -> None:
    told = settled(PAYMENT, FOUND, how=HAND)
    assert (told.before, told.state) == (PaymentState.CONFIRMED, FOUND)
    assert (told.source, told.number, told.amount, told.shift_id) == ("s", 1, 25_000, "h")


@pytest.mark.parametrize(
    ("before", "state"),
    [(PaymentState.CONFIRMED, NOT_FOUND), (NOT_FOUND, FOUND), (FOUND, NOT_FOUND)],
)
def test_a_dispute_and_a_change_of_mind_need_a_reason(
    before: PaymentState, state: PaymentState
) -> None:
    with pytest.raises(LapakError, match="reason_missing"):
        settled(now(before), state, "  ", how=HAND)
    assert settled(now(before), state, " Tidak  masuk ", how=HAND).reason == "Tidak masuk"


def test_a_statement_is_reason_enough() -> None:
    assert settled(now(NOT_FOUND), FOUND, how=SettledBy.STATEMENT).reason is UNSET
