"""What entries about orders say: bytes that must never change."""

from datetime import UTC, date, datetime

import msgspec

from pos_app.domain.kinds import Kind
from pos_app.domain.order import Buyer, Order, OrderChanged, OrderLine, OrderPlaced, OrderStatus
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.permission import By
from pos_app.domain.tender import Basis, Method, Tender

DAY = date(2026, 11, 22)
ORDER = Order(
    id="o1",
    number="A12-K1-P000012",
    buyer=Buyer("Bu Ani", "Koperasi Sejahtera"),
    lines=(OrderLine("p1", "Kopi 200 g", "pcs", 40_000, 45_000, 1_700_000, "giling halus"),),
    text="Dikirim ke Karawang",
    value=1_700_000,
    due=date(2026, 12, 10),
    note="Faktur atas nama koperasi",
)
_ORDER = (
    '{"id":"o1","number":"A12-K1-P000012","buyer":{"name":"Bu Ani","company":"Koperasi Sejahtera"},'
    '"lines":[{"product_id":"p1","name":"Kopi 200 g","unit":"pcs","qty_milli":40000,'
    '"unit_price":45000,"total":1700000,"note":"giling halus"}],"text":"Dikirim ke Karawang",'
    '"value":1700000,"due":"2026-12-10","note":"Faktur atas nama koperasi","status":"%s"}'
)

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.ORDER_PLACED,
        OrderPlaced(ORDER, "shift-1", "Siti", "Asia/Jakarta", DAY, By("p2", name="Siti")),
        '{"order":' + _ORDER % "promised" + ',"shift_id":"shift-1","cashier":"Siti",'
        '"zone":"Asia/Jakarta","business_date":"2026-11-22","by":{"person":"p2","name":"Siti"}}',
    ),
    (
        Kind.ORDER_CHANGED,
        OrderChanged(
            msgspec.structs.replace(ORDER, status=OrderStatus.CANCELLED),
            OrderStatus.PROMISED,
            1_700_000,
            "",
            "",
            DAY,
            "Batal membeli",
        ),
        '{"order":' + _ORDER % "cancelled" + ',"status_before":"promised","value_before":1700000,'
        '"shift_id":"","cashier":"","business_date":"2026-11-22","reason":"Batal membeli"}',
    ),
    (
        Kind.ORDER_PAID,
        OrderPaid(
            id="b1",
            order_id="o1",
            number="A12-K1-P000012",
            buyer=Buyer("Bu Ani"),
            value=1_700_000,
            shift_id="shift-1",
            cashier="Siti",
            at=datetime(2026, 11, 22, 2, 5, tzinfo=UTC),
            zone="Asia/Jakarta",
            business_date=DAY,
            amount=500_040,
            rounding=-40,
            tenders=(
                Tender(Method.QRIS, 100_000, "1234", basis=Basis.NOTIFICATION),
                Tender(Method.CASH, 450_000),
            ),
            change=50_000,
            paid=500_040,
        ),
        (
            '{"id":"b1","order_id":"o1","number":"A12-K1-P000012","buyer":{"name":"Bu Ani",'
            '"company":""},"value":1700000,"shift_id":"shift-1","cashier":"Siti",'
            '"at":"2026-11-22T02:05:00Z","zone":"Asia/Jakarta","business_date":"2026-11-22",'
            '"amount":500040,"rounding":-40,"tenders":[{"method":"qris","amount":100000,'
            '"reference":"1234","basis":"notification"},{"method":"cash","amount":450000,'
            '"reference":""}],"change":50000,"paid":500040}'
        ),
    ),
]
