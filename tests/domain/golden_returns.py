"""What voids, refunds and reprints look like since they are there."""

from datetime import UTC, date, datetime

import msgspec

from pos_app.domain.kinds import Kind
from pos_app.domain.original import Payment
from pos_app.domain.permission import By
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.returns import ReturnedLine
from pos_app.domain.slips import ReceiptReprinted, Slip
from pos_app.domain.tender import Method
from pos_app.domain.void import SaleVoided

SALE = "01932f6e-8a00-7000-8000-000000000003"
REFUND = "01932f6e-8a00-7000-8000-000000000004"
DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, 5, 9, tzinfo=UTC)

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.SALE_VOIDED,
        SaleVoided(
            sale_id=SALE,
            receipt_number="A12-K1-000001",
            shift_id="s",
            cashier="Sari",
            at=AT,
            zone="Asia/Jakarta",
            business_date=DAY,
            lines=(ReturnedLine(1, "p1", "Kopi", "pcs", -2_000, -36_030, tax=-3_570),),
            rounding=30,
            total=-36_000,
            payments=(Payment(Method.QRIS, -16_000), Payment(Method.CASH, -20_000)),
            reason="salah ketik",
            by=By("p1", "a1"),
        ),
        (
            '{"sale_id":"01932f6e-8a00-7000-8000-000000000003","receipt_number":"A12-K1-000001"'
            ',"shift_id":"s","cashier":"Sari","at":"2026-11-22T03:05:09Z","zone":"Asia/Jakarta"'
            ',"business_date":"2026-11-22","lines":[{"number":1,"product_id":"p1","name":"Kopi"'
            ',"unit":"pcs","qty_milli":-2000,"amount":-36030,"tax":-3570,"category":"","brand":'
            '""}],"rounding":30,"total":-36000,"payments":[{"method":"qris","amount":-16000},{"'
            'method":"cash","amount":-20000}],"reason":"salah ketik","by":{"person":"p1","appro'
            'val":"a1"}}'
        ),
    ),
    (
        Kind.SALE_REFUNDED,
        SaleRefunded(
            id=REFUND,
            number="A12-K1-R000001",
            sale_id=SALE,
            receipt_number="A12-K2-000007",
            register="register-2",
            sold_on=DAY,
            entry_hash="ecef57cc",
            shift_id="s",
            cashier="Sari",
            at=AT,
            zone="Asia/Jakarta",
            business_date=DAY,
            lines=(
                ReturnedLine(
                    2, "p2", "Kain", "m", -1_500, -97_500, category="Batik", brand="Bu Tini"
                ),
            ),
            rounding=0,
            total=-97_500,
            payments=(Payment(Method.EXCHANGE, -97_500),),
            reason="sobek",
        ),
        (
            '{"id":"01932f6e-8a00-7000-8000-000000000004","number":"A12-K1-R000001","sale_id":"'
            '01932f6e-8a00-7000-8000-000000000003","receipt_number":"A12-K2-000007","register":'
            '"register-2","sold_on":"2026-11-22","entry_hash":"ecef57cc","shift_id":"s","cashie'
            'r":"Sari","at":"2026-11-22T03:05:09Z","zone":"Asia/Jakarta","business_date":"2026-'
            '11-22","lines":[{"number":2,"product_id":"p2","name":"Kain","unit":"m","qty_milli"'
            ':-1500,"amount":-97500,"category":"Batik","brand":"Bu Tini"}],"rounding":0,"total"'
            ':-97500,"payments":[{"method":"exchange","amount":-97500}],"reason":"sobek"}'
        ),
    ),
    (
        Kind.SALE_REFUNDED,
        SaleRefunded(
            id=REFUND,
            number="A12-K1-R000001",
            sale_id=SALE,
            receipt_number="A12-K2-000007",
            register="",
            sold_on=DAY,
            entry_hash="ecef57cc",
            shift_id="s",
            cashier="Sari",
            at=AT,
            zone="Asia/Jakarta",
            business_date=DAY,
            lines=(ReturnedLine(1, "", "KOPI", "pcs", -1_000, -18_000),),
            rounding=0,
            total=-18_000,
            payments=(Payment(Method.CASH, -18_000),),
            reason="sobek",
            told="0123456789abcdef",
        ),
        (
            '{"id":"01932f6e-8a00-7000-8000-000000000004","number":"A12-K1-R000001","sale_id":"'
            '01932f6e-8a00-7000-8000-000000000003","receipt_number":"A12-K2-000007","register":'
            '"","sold_on":"2026-11-22","entry_hash":"ecef57cc","shift_id":"s","cashier":"Sari",'
            '"at":"2026-11-22T03:05:09Z","zone":"Asia/Jakarta","business_date":"2026-11-22","li'
            'nes":[{"number":1,"product_id":"","name":"KOPI","unit":"pcs","qty_milli":-1000,"am'
            'ount":-18000,"category":"","brand":""}],"rounding":0,"total":-18000,"payments":[{"'
            'method":"cash","amount":-18000}],"reason":"sobek","told":"0123456789abcdef"}'
        ),
    ),
    (
        Kind.RECEIPT_REPRINTED,
        ReceiptReprinted(Slip.REFUND, REFUND, "A12-K1-R000001", "s", "Sari"),
        (
            '{"slip":"refund","subject":"01932f6e-8a00-7000-8000-000000000004","number":"A12-K1'
            '-R000001","shift_id":"s","cashier":"Sari"}'
        ),
    ),
    (
        Kind.RECEIPT_REPRINTED,
        ReceiptReprinted(Slip.SALE, REFUND, "A12-K1-000001", "s", "Sari", as_file=True),
        (
            '{"slip":"sale","subject":"01932f6e-8a00-7000-8000-000000000004","number":"A12-K1-'
            '000001","shift_id":"s","cashier":"Sari","as_file":true}'
        ),
    ),
]
