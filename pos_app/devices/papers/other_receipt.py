"""A receipt of another register, as far as its code tells it."""

from pos_app.devices.papers.receipt import method_name, stamped
from pos_app.devices.rendering.document import Align, Block, Columns, Document, Rule, Size, Text
from pos_app.domain.business_day import format_date
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.original import Original
from pos_app.domain.quantity import format_quantity
from resources.translations import Catalog


def other_receipt(original: Original, tr: Catalog) -> Document:
    """For the screen only: what was bought and paid, under short names."""
    blocks: list[Block] = [
        *stamped(tr("OTHER REGISTER")),
        Text(tr("as the receipt's code tells it"), Align.CENTER),
        Rule(),
        Text(original.receipt_number),
        Text(format_date(original.business_date, tr.language)),
        Rule(),
    ]
    for line in original.lines:
        unit = "" if line.unit in {"", "pcs"} else f" {line.unit}"
        quantity = f"  {format_quantity(line.qty_milli)}{unit}"
        blocks += [Text(line.name), Columns(quantity, format_amount(line.paid))]
    if not original.lines:
        blocks.append(Text(tr("The code of a long receipt does not tell its lines."), Align.CENTER))
    blocks += [
        Rule(),
        Columns(tr("TOTAL"), format_rupiah(original.total), bold=True, size=Size.TALL),
        *(
            Columns(method_name(payment.method, tr), format_amount(payment.amount))
            for payment in original.payments
        ),
    ]
    return Document(tuple(blocks), original.receipt_number)
