"""A short booth day as journal entries, written out as bytes: the form that must never change."""

from datetime import UTC, date, datetime

import msgspec

from pos_app.domain.journal import encode
from pos_app.domain.kinds import Kind, ProductsChanged
from pos_app.domain.product import ProductChange
from pos_app.domain.register import Booth, Expo, RegisterOpened
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.shift import ShiftClosed, ShiftOpened
from pos_app.domain.tender import Method, Tender

REGISTER = "01932f6e-8a00-7000-8000-000000000001"
SHIFT = "01932f6e-8a00-7000-8000-000000000002"
SALE = "01932f6e-8a00-7000-8000-000000000003"
DAY = date(2026, 11, 22)

BODIES: list[tuple[Kind, msgspec.Struct]] = [
    (
        Kind.REGISTER_OPENED,
        RegisterOpened(
            code="K1",
            booth=Booth(id="booth-a12", code="A12", name="Batik Bu Tin"),
            expo=Expo(id="expo-1", name="Expo UMKM Jateng", cutoff_minutes=180),
            public_key="ab" * 32,
            install_id="install-1",
            zone="Asia/Jakarta",
            cutoff_minutes=180,
        ),
    ),
    (
        Kind.PRODUCT_CHANGED,
        ProductsChanged(
            products=(
                ProductChange(id="p1", name="Kopi “Luwak”", price=45_000, barcodes=("8991",)),
                ProductChange(id="p2", active=False),
            )
        ),
    ),
    (
        Kind.SHIFT_OPENED,
        ShiftOpened(shift_id=SHIFT, cashier="Sari", business_date=DAY, float_amount=200_000),
    ),
    (
        Kind.SALE_COMPLETED,
        Sale(
            id=SALE,
            receipt_number="A12-K1-000001",
            shift_id=SHIFT,
            cashier="Sari",
            at=datetime(2026, 11, 22, 2, 5, 9, 250_000, tzinfo=UTC),
            zone="Asia/Jakarta",
            business_date=DAY,
            lines=(
                SaleLine(
                    product_id="p1",
                    name="Kopi “Luwak”",
                    unit="pcs",
                    qty_milli=2_000,
                    unit_price=45_000,
                    gross=90_000,
                    discount=5_000,
                    total=85_000,
                    category="Kopi",
                    note="baris\nbaru",
                ),
            ),
            subtotal=90_000,
            discount=5_000,
            tax=0,
            tax_included=0,
            rounding=0,
            total=85_000,
            tenders=(Tender(Method.QRIS, 35_000, "1234"), Tender(Method.CASH, 100_000)),
            change=50_000,
        ),
    ),
    (
        Kind.SHIFT_CLOSED,
        ShiftClosed(
            shift_id=SHIFT,
            cashier="Sari",
            sales=1,
            turnover=85_000,
            expected=250_000,
            counted=249_000,
            difference=-1_000,
            reason="koin hilang",
        ),
    ),
]
GOLDEN: tuple[tuple[str, str], ...] = (
    (
        (
            '{"v":1,"register":"01932f6e-8a00-7000-8000-000000000001","seq":1,"at":"2026-11-22T02'
            ':01:00Z","kind":"register.opened","body":{"code":"K1","booth":{"id":"booth-a12","cod'
            'e":"A12","name":"Batik Bu Tin"},"expo":{"id":"expo-1","name":"Expo UMKM Jateng","zon'
            'e":"Asia/Jakarta","cutoff_minutes":180,"currency":"IDR"},"public_key":"ababababababa'
            'bababababababababababababababababababababababababab","install_id":"install-1","zone"'
            ':"Asia/Jakarta","cutoff_minutes":180,"continues":null,"continues_seq":0,"continues_h'
            'ash":""}}'
        ),
        "3a63969b95051585f9c9fa0780a658c9ebda4dff1083d6b9ec806b9d0c6931ee",
    ),
    (
        (
            '{"v":1,"register":"01932f6e-8a00-7000-8000-000000000001","seq":2,"at":"2026-11-22T02'
            ':02:00Z","kind":"product.changed","body":{"products":[{"id":"p1","name":"Kopi “Luwak'
            '”","price":45000,"barcodes":["8991"]},{"id":"p2","active":false}]}}'
        ),
        "fbac4829b45dce425a4492d6461a01f159396321dfa222c5d552e1f4a9b6e4dc",
    ),
    (
        (
            '{"v":1,"register":"01932f6e-8a00-7000-8000-000000000001","seq":3,"at":"2026-11-22T02'
            ':03:00Z","kind":"shift.opened","body":{"shift_id":"01932f6e-8a00-7000-8000-000000000'
            '002","cashier":"Sari","business_date":"2026-11-22","float_amount":200000}}'
        ),
        "2bed475edee80bdf87b7d0dc5fadcc027ac61def880e6e12721a384070e4df8a",
    ),
    (
        (
            '{"v":1,"register":"01932f6e-8a00-7000-8000-000000000001","seq":4,"at":"2026-11-22T02'
            ':04:00Z","kind":"sale.completed","body":{"id":"01932f6e-8a00-7000-8000-000000000003"'
            ',"receipt_number":"A12-K1-000001","shift_id":"01932f6e-8a00-7000-8000-000000000002",'
            '"cashier":"Sari","at":"2026-11-22T02:05:09.250000Z","zone":"Asia/Jakarta","business_'
            'date":"2026-11-22","lines":[{"product_id":"p1","name":"Kopi “Luwak”","unit":"pcs","q'
            'ty_milli":2000,"unit_price":45000,"gross":90000,"discount":5000,"total":85000,"tax":'
            '0,"tax_included":0,"category":"Kopi","brand":"","note":"baris\\nbaru"}],"subtotal":9'
            '0000,"discount":5000,"tax":0,"tax_included":0,"rounding":0,"total":85000,"tenders":['
            '{"method":"qris","amount":35000,"reference":"1234"},{"method":"cash","amount":100000'
            ',"reference":""}],"change":50000}}'
        ),
        "ecef57cc3cfc308d2ee3724a45eeda7a04b9dd2ed5662311bac9de5dcf7bc306",
    ),
    (
        (
            '{"v":1,"register":"01932f6e-8a00-7000-8000-000000000001","seq":5,"at":"2026-11-22T02'
            ':05:00Z","kind":"shift.closed","body":{"shift_id":"01932f6e-8a00-7000-8000-000000000'
            '002","cashier":"Sari","sales":1,"turnover":85000,"expected":250000,"counted":249000,'
            '"difference":-1000,"reason":"koin hilang"}}'
        ),
        "653efe830431cc018d77fb3a5094e6b5ab5cf76a7c2b7f48df53e1ffd79196ae",
    ),
)
"""Every entry of that day as version 1 wrote it, and the hash of the chain up to it."""


def written() -> list[bytes]:
    """The day encoded by the program as it is today."""
    return [
        encode(REGISTER, seq, datetime(2026, 11, 22, 2, seq, tzinfo=UTC), kind, body)
        for seq, (kind, body) in enumerate(BODIES, start=1)
    ]
