"""A sale of this till as its receipt tells it."""

from pos_app.domain.original import BoughtLine, Original, Payment
from pos_app.domain.sale import Sale, SaleLine, paid_for
from pos_app.domain.tender import Method


def original_of(sale: Sale, register: str = "", entry_hash: str = "") -> Original:
    """A sale as its receipt tells it."""
    return Original(
        sale_id=sale.id,
        receipt_number=sale.receipt_number,
        business_date=sale.business_date,
        total=sale.total,
        payments=payments_of(sale),
        lines=tuple(_bought(number, line) for number, line in enumerate(sale.lines, 1)),
        register=register,
        shift_id=sale.shift_id,
        entry_hash=entry_hash,
    )


def payments_of(sale: Sale) -> tuple[Payment, ...]:
    """What each method brought in: one row a method, cash less the change, none of nothing."""
    amounts: dict[Method, int] = {}
    for tender in sale.tenders:
        amounts[tender.method] = amounts.get(tender.method, 0) + tender.amount
    if sale.change:
        amounts[Method.CASH] = amounts.get(Method.CASH, 0) - sale.change
    return tuple(Payment(method, amount) for method, amount in amounts.items() if amount)


def _bought(number: int, line: SaleLine) -> BoughtLine:
    return BoughtLine(
        number=number,
        name=line.name,
        unit=line.unit,
        qty_milli=line.qty_milli,
        paid=paid_for(line),
        tax=line.tax,
        tax_included=line.tax_included,
        product_id=line.product_id,
        category=line.category,
        brand=line.brand,
        takes=line.takes or (),
    )
