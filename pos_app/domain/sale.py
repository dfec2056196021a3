"""A completed sale: a frozen fact whose header is the sum of its lines and rows."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.business_day import Moment
from pos_app.domain.errors import LapakError
from pos_app.domain.payment import settle
from pos_app.domain.pricing import PricedCart, PricedLine
from pos_app.domain.rules import TaxRow
from pos_app.domain.stock import Taken, taken_by
from pos_app.domain.tender import Method, Tender, check_card_digits


class SaleLine(msgspec.Struct, frozen=True):
    """One line as it was sold. `total = gross - discount`; the buyer paid `service + tax` more.

    `shared_discount` is the part of `discount` that was given on the whole cart,
    `promoted_discount` the part that the `promotion` of that name took off. A line with a
    `reason` was sold at an agreed `unit_price`; `list_price` is then the product's own. `takes`
    is what the line takes out of stock.
    What is UNSET is not written: an entry of the first version stays as it was, byte for byte.
    """

    product_id: str
    name: str
    unit: str
    qty_milli: int
    unit_price: int
    gross: int
    discount: int
    total: int
    tax: int = 0
    tax_included: int = 0
    category: str = ""
    brand: str = ""
    note: str = ""
    shared_discount: int | UnsetType = UNSET
    list_price: int | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    promotion: str | UnsetType = UNSET
    promoted_discount: int | UnsetType = UNSET
    service: int | UnsetType = UNSET
    takes: tuple[Taken, ...] | UnsetType = UNSET


def paid_for(line: SaleLine) -> int:
    """What the buyer paid for a line: its total with the service and tax on top of it."""
    return line.total + line.tax + (line.service or 0)


class Sale(msgspec.Struct, frozen=True):
    """Body of `sale.completed`.

    `total = subtotal - discount + service + tax + rounding` is the amount due, `rounding` may be
    negative; `tax_included` is a part of the total, told apart for receipts, `taxes` names both
    kinds. Each of these is the sum over its lines, but rounding. Tenders less change make total.
    `at` is UTC; `business_date` is the trading day in `zone`.
    """

    id: str
    receipt_number: str
    shift_id: str
    cashier: str
    at: Moment
    zone: str
    business_date: date
    lines: tuple[SaleLine, ...]
    subtotal: int
    discount: int
    tax: int
    tax_included: int
    rounding: int
    total: int
    tenders: tuple[Tender, ...]
    change: int
    service: int | UnsetType = UNSET
    taxes: tuple[TaxRow, ...] | UnsetType = UNSET


class Occasion(msgspec.Struct, frozen=True):
    """The circumstances of a sale that its cart does not know."""

    receipt_number: str
    shift_id: str
    cashier: str
    at: datetime
    zone: str
    business_date: date


def complete(priced: PricedCart, tenders: Sequence[Tender], occasion: Occasion) -> Sale:
    """Turn a paid cart into a sale.

    Raises LapakError `cart_empty`, `paid_too_little` (with `missing`), what `settle` raises, and
    `card_digits_not_usable`: nothing recorded holds more of a card's number.
    """
    if not priced.lines:
        raise LapakError("cart_empty")
    for tender in tenders:
        if tender.method is Method.CARD:
            check_card_digits(tender.reference)
    paid = settle(priced.total, tenders, priced.rules.cash_rounding)
    if paid.missing:
        raise LapakError("paid_too_little", missing=paid.missing)
    return Sale(
        id=priced.cart.id,
        receipt_number=occasion.receipt_number,
        shift_id=occasion.shift_id,
        cashier=occasion.cashier,
        at=occasion.at,
        zone=occasion.zone,
        business_date=occasion.business_date,
        lines=tuple(_sold(line) for line in priced.lines),
        subtotal=priced.subtotal,
        discount=priced.discount,
        tax=priced.tax,
        tax_included=priced.tax_included,
        rounding=paid.rounding,
        total=paid.total,
        tenders=tuple(tenders),
        change=paid.change,
        service=priced.service or UNSET,
        taxes=priced.taxes or UNSET,
    )


def _sold(priced: PricedLine) -> SaleLine:
    line, product, total = priced.line, priced.product, priced.total
    return SaleLine(
        product_id=product.id,
        name=product.name,
        unit=product.unit,
        qty_milli=line.qty_milli,
        unit_price=line.unit_price,
        gross=priced.gross,
        discount=priced.gross - total,
        total=total,
        tax=priced.tax,
        tax_included=priced.tax_included,
        category=product.category,
        brand=product.brand,
        note=line.note,
        shared_discount=priced.shared or UNSET,
        list_price=UNSET if line.agreed is None else product.price,
        reason=line.reason or UNSET,
        promotion=priced.reduction.promotion or UNSET,
        promoted_discount=priced.reduction.amount or UNSET,
        service=priced.service or UNSET,
        takes=taken_by(product, line.qty_milli) or UNSET,
    )
