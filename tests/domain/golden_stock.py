"""What the entries of stock, variants and bundles look like."""

from datetime import UTC, date, datetime

import msgspec

from pos_app.domain.kinds import Kind, ProductsChanged
from pos_app.domain.permission import By
from pos_app.domain.product import Part, ProductChange
from pos_app.domain.sale import Sale, SaleLine
from pos_app.domain.stock import MoveKind, StockLine, StockMoved, Taken
from pos_app.domain.tender import Method, Tender

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.PRODUCT_CHANGED,
        ProductsChanged(
            (
                ProductChange(
                    id="p3",
                    name="Kaos · M · Biru",
                    variant_of="p2",
                    options=("M", "Biru"),
                    tracked=True,
                    low_milli=3000,
                ),
                ProductChange(id="p4", parts=(Part("p1", 2000), Part("p3", 1000))),
            )
        ),
        (
            '{"products":[{"id":"p3","name":"Kaos · M · Biru","variant_of":"p2","options":["M",'
            '"Biru"],"tracked":true,"low_milli":3000},{"id":"p4","parts":[{"product_id":"p1",'
            '"qty_milli":2000},{"product_id":"p3","qty_milli":1000}]}]}'
        ),
    ),
    (
        Kind.STOCK_MOVED,
        StockMoved("m1", MoveKind.WASTE, (StockLine("p1", "Kopi", "pcs", -2000),), "tumpah"),
        (
            '{"id":"m1","kind":"waste","lines":[{"product_id":"p1","name":"Kopi","unit":"pcs",'
            '"qty_milli":-2000}],"reason":"tumpah","cashier":""}'
        ),
    ),
    (
        Kind.STOCK_MOVED,
        StockMoved(
            "m2",
            MoveKind.COUNT,
            (StockLine("p5", "Kain", "m", -1500, counted_milli=12_500),),
            cashier="Sari",
            by=By("p1"),
        ),
        (
            '{"id":"m2","kind":"count","lines":[{"product_id":"p5","name":"Kain","unit":"m",'
            '"qty_milli":-1500,"counted_milli":12500}],"reason":"","cashier":"Sari",'
            '"by":{"person":"p1"}}'
        ),
    ),
    (
        Kind.SALE_COMPLETED,
        Sale(
            id="s",
            receipt_number="A12-K1-000002",
            shift_id="h",
            cashier="Sari",
            at=datetime(2026, 11, 22, 2, 6, tzinfo=UTC),
            zone="Asia/Jakarta",
            business_date=date(2026, 11, 22),
            lines=(
                SaleLine(
                    product_id="p4",
                    name="Parsel",
                    unit="pcs",
                    qty_milli=1000,
                    unit_price=120_000,
                    gross=120_000,
                    discount=0,
                    total=120_000,
                    takes=(Taken("p1", 2000), Taken("p3", 1000)),
                ),
            ),
            subtotal=120_000,
            discount=0,
            tax=0,
            tax_included=0,
            rounding=0,
            total=120_000,
            tenders=(Tender(Method.CASH, 120_000),),
            change=0,
        ),
        (
            '{"id":"s","receipt_number":"A12-K1-000002","shift_id":"h","cashier":"Sari",'
            '"at":"2026-11-22T02:06:00Z","zone":"Asia/Jakarta","business_date":"2026-11-22",'
            '"lines":[{"product_id":"p4","name":"Parsel","unit":"pcs","qty_milli":1000,'
            '"unit_price":120000,"gross":120000,"discount":0,"total":120000,"tax":0,'
            '"tax_included":0,"category":"","brand":"","note":"","takes":[{"product_id":"p1",'
            '"qty_milli":2000},{"product_id":"p3","qty_milli":1000}]}],"subtotal":120000,'
            '"discount":0,"tax":0,"tax_included":0,"rounding":0,"total":120000,"tenders":['
            '{"method":"cash","amount":120000,"reference":""}],"change":0}'
        ),
    ),
]
"""Kind, body, and the bytes that it was first written as."""
