"""What stands between a cart's lines and its total, in words."""

from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_amount
from pos_app.domain.pricing import PricedCart
from resources.translations import Catalog
from ui.widgets.sum_rows import SumRow


def sums_of(priced: PricedCart, tr: Catalog) -> list[SumRow]:
    """Subtotal, promotions, discounts, service charge and added taxes, each only if present.

    What promotions take off stands apart from what a cashier gives away. No row at all
    where nothing stands between the lines and what is to be paid.
    """
    promoted = sum(line.reduction.amount for line in priced.lines)
    rows = [
        SumRow("promotions", tr("Promotions"), format_amount(-promoted)),
        SumRow("discount", tr("Discount"), format_amount(promoted - priced.discount)),
        SumRow("service", tr("Service charge"), format_amount(priced.service)),
    ]
    rows = [row for row in rows if row.amount != "0"]
    rows += [
        SumRow(
            f"tax_{place}",
            f"{tax.name} {format_percent(tax.basis_points)}",
            format_amount(tax.amount),
        )
        for place, tax in enumerate(priced.taxes, 1)
        if tax.amount and not tax.included
    ]
    if not rows and not (priced.lines and priced.brought_back):
        return []
    return [SumRow("subtotal", tr("Subtotal"), format_amount(priced.subtotal)), *rows]


def due_of(priced: PricedCart, tr: Catalog) -> tuple[str, int]:
    """The large sum under a cart, and what it is called: what is paid, or what is handed back."""
    if priced.cart.credit is None or not priced.lines:
        return tr("TOTAL"), priced.to_pay
    if priced.handed_back:
        return tr("GIVE BACK"), priced.handed_back
    return tr("TO PAY"), priced.to_pay
