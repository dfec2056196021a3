"""Sales that somebody brings back, as hypothesis draws them."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.payment import CashRounding
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.rounding import Rounding
from pos_app.domain.sale import Occasion
from pos_app.domain.tender import Method

TODAY = Occasion(
    receipt_number="A12-K1-R000003",
    shift_id="shift-2",
    cashier="Sari",
    at=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
    zone="Asia/Jakarta",
    business_date=date(2026, 11, 23),
)
roundings = st.sampled_from(
    [
        CashRounding(1),
        CashRounding(100),
        CashRounding(500),
        CashRounding(100, Rounding.UP),
        CashRounding(100, Rounding.DOWN),
    ]
)


@st.composite
def bought(draw: st.DrawFn, number: int) -> BoughtLine:
    unit = draw(st.sampled_from(["pcs", "kg", "m"]))
    most = 12 if not is_divisible(unit) else 12 * ONE
    paid = draw(st.integers(0, 500_000))
    return BoughtLine(
        number=number,
        name=f"Barang {number}",
        unit=unit,
        qty_milli=draw(st.integers(1, most)) * (1 if is_divisible(unit) else ONE),
        paid=paid,
        tax=draw(st.integers(0, paid // 10)),
        tax_included=draw(st.integers(0, paid // 10)),
        product_id=f"p{number}",
    )


@st.composite
def originals(draw: st.DrawFn, cash_rounding: CashRounding | None = None) -> Original:
    """A sale paid by one or several methods, its cash part rounded as it would have been."""
    lines = tuple(draw(bought(number)) for number in range(1, draw(st.integers(1, 5)) + 1))
    due = sum(line.paid for line in lines)
    others = draw(
        st.lists(st.sampled_from([m for m in Method if m != Method.CASH]), max_size=2, unique=True)
    )
    payments, left = [], due
    for place, method in enumerate(others):
        last = place == len(others) - 1 and draw(st.booleans())
        amount = left if last else draw(st.integers(0, left))
        payments += [Payment(method, amount)] if amount else []
        left -= amount
    rounding = cash_rounding or draw(roundings)
    cash = rounding.of(left) if left else 0
    payments += [Payment(Method.CASH, cash)] if cash else []
    return Original(
        sale_id="01932f6e-8a00-7000-8000-000000000003",
        receipt_number="A12-K1-000123",
        business_date=date(2026, 11, 22),
        total=sum(payment.amount for payment in payments),
        payments=tuple(payments),
        lines=lines,
    )
