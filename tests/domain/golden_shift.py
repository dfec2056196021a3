"""What the entries of a shift look like since cash moves, hand-overs and numbered Z reports."""

from datetime import UTC, date, datetime

import msgspec

from pos_app.domain.cash import CashMoved, CashWay
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import By
from pos_app.domain.register import CutoffChanged
from pos_app.domain.shift import ShiftClosed, ShiftHandedOver, ShiftOpened
from pos_app.domain.shift_totals import (
    BrandTotal,
    CashierTotal,
    Moved,
    ShiftReport,
    ShiftTotals,
    Taken,
)
from pos_app.domain.tender import Method

DAY = date(2026, 11, 22)
REPORT = ShiftReport(
    opened_at=datetime(2026, 11, 22, 1, tzinfo=UTC),
    until=datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
    opened_by="Sari",
    cashier="Budi",
    zone="Asia/Jakarta",
    business_date=DAY,
    float_amount=200_000,
    totals=ShiftTotals(
        sales=2,
        gross=100_000,
        discount=5_000,
        turnover=95_000,
        refunds=1,
        refunded=10_000,
        taken=(
            Taken(Method.CASH, tendered=100_000, change=40_000, refunded=10_000),
            Taken(Method.QRIS, tendered=35_000),
        ),
        cashiers=(CashierTotal("Budi", 1, 35_000), CashierTotal("Sari", 1, 60_000)),
    ),
    first_seq=3,
    last_seq=9,
    moves=(Moved(-50_000, "Setoran", "Sari", datetime(2026, 11, 22, 5, tzinfo=UTC)),),
    first_receipt="A12-K1-000001",
    last_receipt="A12-K1-000002",
    held=1,
)

BRANDED = ShiftReport(
    opened_at=datetime(2026, 11, 22, 1, tzinfo=UTC),
    until=datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
    opened_by="Sari",
    cashier="Sari",
    zone="Asia/Jakarta",
    business_date=DAY,
    float_amount=0,
    totals=ShiftTotals(
        sales=1,
        gross=60_000,
        turnover=60_000,
        refunds=1,
        refunded=10_000,
        brands=(BrandTotal("Bu Tini", 40_000, 10_000), BrandTotal("", 20_000)),
    ),
    first_seq=3,
    last_seq=5,
)
"""A report of several owners' goods."""

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.SHIFT_OPENED,
        ShiftOpened("s", "Sari", DAY, 200_000, notes=((100_000, 1), (50_000, 2)), by=By("p1")),
        (
            '{"shift_id":"s","cashier":"Sari","business_date":"2026-11-22","float_amount":200000,'
            '"notes":[[100000,1],[50000,2]],"by":{"person":"p1"}}'
        ),
    ),
    (Kind.CUTOFF_CHANGED, CutoffChanged(180), '{"cutoff_minutes":180}'),
    (
        Kind.CASH_MOVED,
        CashMoved("m", "s", "Sari", CashWay.OUT, -50_000, "Setoran", DAY),
        (
            '{"id":"m","shift_id":"s","cashier":"Sari","kind":"out","amount":-50000,'
            '"reason":"Setoran","business_date":"2026-11-22"}'
        ),
    ),
    (
        Kind.SHIFT_HANDED_OVER,
        ShiftHandedOver("s", "Budi", "Sari", expected=210_000, counted=210_000),
        '{"shift_id":"s","cashier":"Budi","before":"Sari","expected":210000,"counted":210000}',
    ),
    (
        Kind.SHIFT_CLOSED,
        ShiftClosed(
            shift_id="s",
            cashier="Budi",
            sales=2,
            turnover=95_000,
            expected=200_000,
            counted=199_500,
            difference=-500,
            reason="koin hilang",
            number=1,
            notes=((100_000, 1), (50_000, 1), (500, 99)),
            first_counted=199_000,
            report=REPORT,
        ),
        (
            '{"shift_id":"s","cashier":"Budi","sales":2,"turnover":95000,"expected":200000,'
            '"counted":199500,"difference":-500,"reason":"koin hilang","number":1,'
            '"notes":[[100000,1],[50000,1],[500,99]],"first_counted":199000,"report":{'
            '"opened_at":"2026-11-22T01:00:00Z","until":"2026-11-22T10:30:00Z",'
            '"opened_by":"Sari","cashier":"Budi","zone":"Asia/Jakarta",'
            '"business_date":"2026-11-22","float_amount":200000,"totals":{"sales":2,'
            '"gross":100000,"discount":5000,"turnover":95000,"refunds":1,"refunded":10000,'
            '"taken":[{"method":"cash","tendered":100000,"change":40000,"refunded":10000},'
            '{"method":"qris","tendered":35000}],"cashiers":[{"cashier":"Budi","sales":1,'
            '"turnover":35000},{"cashier":"Sari","sales":1,"turnover":60000}]},'
            '"first_seq":3,"last_seq":9,"moves":[{"amount":-50000,"reason":"Setoran",'
            '"cashier":"Sari","at":"2026-11-22T05:00:00Z"}],"first_receipt":"A12-K1-000001",'
            '"last_receipt":"A12-K1-000002","held":1}}'
        ),
    ),
    (
        Kind.SHIFT_CLOSED,
        ShiftClosed("s", "Sari", 1, 60_000, 50_000, 50_000, 0, number=2, report=BRANDED),
        (
            '{"shift_id":"s","cashier":"Sari","sales":1,"turnover":60000,"expected":50000,'
            '"counted":50000,"difference":0,"reason":"","number":2,"report":{'
            '"opened_at":"2026-11-22T01:00:00Z","until":"2026-11-22T10:30:00Z",'
            '"opened_by":"Sari","cashier":"Sari","zone":"Asia/Jakarta",'
            '"business_date":"2026-11-22","float_amount":0,"totals":{"sales":1,"gross":60000,'
            '"turnover":60000,"refunds":1,"refunded":10000,"brands":[{"brand":"Bu Tini",'
            '"sold":40000,"returned":10000},{"brand":"","sold":20000}]},"first_seq":3,'
            '"last_seq":5}}'
        ),
    ),
]
"""Kind, body, and the bytes that it was first written as."""
