"""Rules and promotions in words that a cashier understands."""

from collections.abc import Mapping
from datetime import date

from pos_app.domain.cart import Cart, add
from pos_app.domain.discount import WHOLE, format_percent
from pos_app.domain.money import format_rupiah
from pos_app.domain.pricing import PricedCart, Terms, price
from pos_app.domain.product import Product
from pos_app.domain.promotion import (
    BuyGet,
    Hours,
    LotPrice,
    Offer,
    PercentOff,
    Promotion,
    QuantityPrice,
    Scope,
)
from pos_app.domain.quantity import format_quantity
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.typed_moments import DAY_MINUTES, format_day, format_time
from resources.translations import Catalog

_SEPARATOR = " · "
_EXAMPLE, _ODD_EXAMPLE = 100_000, 12_345


def rules_words(rules: Rules, tr: Catalog) -> str:
    """What rules add, on one line."""
    parts = [_tax(tax, tr) for tax in rules.taxes]
    if rules.service_points:
        rate = format_percent(rules.service_points)
        parts.append(tr("service {rate}").format(rate=rate))
    step = rules.cash_rounding.step
    cash = tr("cash to {step}").format(step=format_rupiah(step))
    parts.append(cash if step > 1 else tr("cash not rounded"))
    if rules.qris_limit:
        parts.append(tr("QRIS up to {most}").format(most=format_rupiah(rules.qris_limit)))
    if not rules.taxes:
        parts.insert(0, tr("No tax"))
    return _SEPARATOR.join(parts)


def example_words(rules: Rules, tr: Catalog) -> str:
    """What becomes of a price under rules, a line for each thing that is set; empty for none."""
    told = []
    if rules.taxes or rules.service_points:
        told.append(_sum_words(_priced(_EXAMPLE, rules), tr))
    if rules.cash_rounding.step > 1:
        cash = format_rupiah(rules.cash_rounding.of(_ODD_EXAMPLE))
        words = tr("{price} in cash = {rounded}")
        told.append(words.format(price=format_rupiah(_ODD_EXAMPLE), rounded=cash))
    return "\n".join(tr("Example: {sum}").format(sum=one) for one in told)


def _priced(amount: int, rules: Rules) -> PricedCart:
    """One thing at a price under these rules."""
    return price(add(Cart(""), Product(id="", name="", price=amount)), Terms(rules))


def _sum_words(priced: PricedCart, tr: Catalog) -> str:
    parts = [format_rupiah(priced.subtotal)]
    if priced.service:
        service = tr("Service charge")
        parts.append(f"+ {service} {format_rupiah(priced.service)}")
    parts += [
        f"+ {row.name} {format_rupiah(row.amount)}" for row in priced.taxes if not row.included
    ]
    told = f"{' '.join(parts)} = {format_rupiah(priced.total)}"
    inside = [
        tr("of which {tax} {amount}").format(tax=row.name, amount=format_rupiah(row.amount))
        for row in priced.taxes
        if row.included
    ]
    return ", ".join((told, *inside))


def offer_words(offer: Offer, tr: Catalog) -> str:
    """What an offer gives."""
    match offer:
        case PercentOff(basis_points):
            return tr("{rate} off").format(rate=format_percent(basis_points))
        case QuantityPrice(steps):
            step = tr("from {quantity}: {price} each")
            return ", ".join(
                step.format(quantity=format_quantity(qty), price=format_rupiah(price))
                for qty, price in steps
            )
        case LotPrice(pieces, price):
            told = tr("{pieces} for {price}")
            return told.format(pieces=pieces, price=format_rupiah(price))
        case BuyGet(buy, get, basis_points):
            if basis_points == WHOLE:
                return tr("buy {buy}, get {get} free").format(buy=buy, get=get)
            told = tr("buy {buy}, get {get} at {rate} off")
            return told.format(buy=buy, get=get, rate=format_percent(basis_points))


def promotion_words(promotion: Promotion, names: Mapping[str, str], tr: Catalog) -> str:
    """A promotion on one line: what it gives, for what, when."""
    parts = [
        offer_words(promotion.offer, tr),
        scope_words(promotion.scope, names, tr),
        hours_words(promotion.hours, tr),
    ]
    if not promotion.active:
        parts.insert(0, tr("ended"))
    return " · ".join(parts)


def scope_words(scope: Scope, names: Mapping[str, str], tr: Catalog) -> str:
    """What a promotion is about; `names` are of the products by id."""
    parts = [*scope.categories, *scope.brands]
    parts += [names.get(product, tr("a product")) for product in scope.products]
    return ", ".join(parts) if parts else tr("everything")


def hours_words(hours: Hours, tr: Catalog) -> str:
    """When a promotion holds."""
    parts = []
    if hours.weekdays:
        short = weekday_words(tr)
        parts.append(", ".join(short[day] for day in hours.weekdays))
    if (hours.from_minute, hours.to_minute) != (0, DAY_MINUTES):
        parts.append(f"{format_time(hours.from_minute)}–{format_time(hours.to_minute)}")
    if hours.first is not None or hours.last is not None:
        parts.append(_days(hours.first, hours.last, tr))
    return _SEPARATOR.join(parts) if parts else tr("always")


def weekday_words(tr: Catalog) -> tuple[str, ...]:
    """The days of a week from Monday, short."""
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))


def _tax(tax: Tax, tr: Catalog) -> str:
    rate = f"{tax.name} {format_percent(tax.basis_points)}"
    told = tr("{tax} in the price") if tax.included else tr("{tax} added")
    return told.format(tax=rate)


def _days(first: date | None, last: date | None, tr: Catalog) -> str:
    if first is None:
        return tr("until {day}").format(day=format_day(last)) if last else ""
    if last is None:
        return tr("from {day}").format(day=format_day(first))
    return f"{format_day(first)}–{format_day(last)}"
