"""What the entry of a practised sale says: bytes that must never change."""

from datetime import UTC, date, datetime

import msgspec

from pos_app.domain.kinds import Kind
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.tender import Method, Tender

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.TRAINING_COMPLETED,
        Sale(
            id="s1",
            receipt_number="A12-K1-LATIHAN-0003",
            shift_id="",
            cashier="Siti",
            at=datetime(2026, 11, 22, 2, 5, tzinfo=UTC),
            zone="Asia/Jakarta",
            business_date=date(2026, 11, 22),
            lines=(SaleLine("p1", "Kopi", "pcs", 1_000, 18_000, 18_000, 0, 18_000),),
            subtotal=18_000,
            discount=0,
            tax=0,
            tax_included=0,
            rounding=0,
            total=18_000,
            tenders=(Tender(Method.CASH, 20_000),),
            change=2_000,
        ),
        (
            '{"id":"s1","receipt_number":"A12-K1-LATIHAN-0003","shift_id":"","cashier":"Siti",'
            '"at":"2026-11-22T02:05:00Z","zone":"Asia/Jakarta","business_date":"2026-11-22",'
            '"lines":[{"product_id":"p1","name":"Kopi","unit":"pcs","qty_milli":1000,'
            '"unit_price":18000,"gross":18000,"discount":0,"total":18000,"tax":0,'
            '"tax_included":0,"category":"","brand":"","note":""}],"subtotal":18000,"discount":0,'
            '"tax":0,"tax_included":0,"rounding":0,"total":18000,'
            '"tenders":[{"method":"cash","amount":20000,"reference":""}],"change":2000}'
        ),
    ),
]
