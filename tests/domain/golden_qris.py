"""What the entries of QRIS codes and of payments that were found or not look like."""

import msgspec

from pos_app.domain.awaited import PaymentSettled, PaymentsSettled, PaymentState, SettledBy
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import By
from pos_app.domain.qris import ImportedFrom, QrisImported, StaticCode
from pos_app.domain.tender import Method

_CODE = StaticCode("000201…6304A54B", "KOPI GAYO BU SITI", "ID1020000000001", "BANDA ACEH")

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.QRIS_IMPORTED,
        QrisImported(_CODE, ImportedFrom.PICTURE),
        (
            '{"code":{"payload":"000201…6304A54B","merchant":"KOPI GAYO BU SITI",'
            '"nmid":"ID1020000000001","city":"BANDA ACEH"},"source":"picture"}'
        ),
    ),
    (
        Kind.QRIS_IMPORTED,
        QrisImported(_CODE, ImportedFrom.SCANNER, before="ID1020000000002", by=By("p1")),
        (
            '{"code":{"payload":"000201…6304A54B","merchant":"KOPI GAYO BU SITI",'
            '"nmid":"ID1020000000001","city":"BANDA ACEH"},"source":"scanner",'
            '"before":"ID1020000000002","by":{"person":"p1"}}'
        ),
    ),
    (
        Kind.PAYMENT_SETTLED,
        PaymentsSettled(
            (
                PaymentSettled(
                    source="s",
                    number=1,
                    title="A12-K1-000001",
                    shift_id="h",
                    method=Method.QRIS,
                    amount=25_000,
                    before=PaymentState.CONFIRMED,
                    state=PaymentState.RECONCILED,
                    statement="632610001234",
                ),
            ),
            SettledBy.STATEMENT,
        ),
        (
            '{"payments":[{"source":"s","number":1,"title":"A12-K1-000001","shift_id":"h",'
            '"method":"qris","amount":25000,"before":"confirmed","state":"reconciled",'
            '"statement":"632610001234"}],"how":"statement"}'
        ),
    ),
    (
        Kind.PAYMENT_SETTLED,
        PaymentsSettled(
            (
                PaymentSettled(
                    source="s",
                    number=2,
                    title="A12-K1-000001",
                    shift_id="h",
                    method=Method.TRANSFER,
                    amount=40_000,
                    before=PaymentState.RECONCILED,
                    state=PaymentState.DISPUTED,
                    reason="Tidak masuk",
                ),
            ),
            SettledBy.HAND,
            By("p1", "a1"),
        ),
        (
            '{"payments":[{"source":"s","number":2,"title":"A12-K1-000001","shift_id":"h",'
            '"method":"transfer","amount":40000,"before":"reconciled","state":"disputed",'
            '"reason":"Tidak masuk"}],"how":"hand","by":{"person":"p1","approval":"a1"}}'
        ),
    ),
]
"""Kind, body, and the bytes that it was first written as."""
