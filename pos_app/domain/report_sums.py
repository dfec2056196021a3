"""What a sales report is made of, as tables can add it up, and how its parts come of that."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.sales_report import Asked, Ordered, Part, SalesReport, Unreconciled
from pos_app.domain.tender import Method


class RungUp(msgspec.Struct, frozen=True):
    """Sums of sales that one cashier made in one quarter of an hour, in `zone`.

    Of voided sales all of it is negative; of refunds there are only `refunded` and `tax_back`.
    """

    at: datetime
    zone: str
    cashier: str
    sales: int = 0
    gross: int = 0
    discount: int = 0
    service: int = 0
    tax: int = 0
    tax_included: int = 0
    rounding: int = 0
    turnover: int = 0
    refunded: int = 0
    tax_back: int = 0


class Goods(msgspec.Struct, frozen=True):
    """Sums over lines of one product as it was then; signed as `RungUp`. `latest` is its last sale.

    A refund's `times` are none.
    """

    product_id: str
    name: str
    unit: str
    category: str
    brand: str
    latest: int
    times: int
    qty_milli: int
    turnover: int = 0
    refunded: int = 0


class PaidBy(msgspec.Struct, frozen=True):
    """Money by one method, net of change, and how many sales were paid so; signed as `RungUp`."""

    method: Method
    sales: int = 0
    turnover: int = 0
    refunded: int = 0


class Taken(msgspec.Struct, frozen=True):
    """All that a report is made of."""

    rung: Sequence[RungUp] = ()
    goods: Sequence[Goods] = ()
    paid: Sequence[PaidBy] = ()
    voids: int = 0
    voided: int = 0
    refunds: int = 0
    unreconciled: Unreconciled = Unreconciled()
    ordered: Ordered = Ordered()


def report_of(asked: Asked, taken: Taken, cutoff_minutes: int = 0) -> SalesReport:
    """Work a report out; hours begin where the day does, `cutoff_minutes` after midnight."""

    def summed(name: str) -> int:
        return sum(getattr(one, name) for one in taken.rung)

    goods_refunded = sum(one.refunded for one in taken.goods)
    refunded = summed("refunded")
    return SalesReport(
        asked=asked,
        sales=summed("sales"),
        items=_items(taken.goods),
        gross=summed("gross"),
        discount=summed("discount"),
        service=summed("service"),
        tax=summed("tax"),
        tax_included=summed("tax_included"),
        rounding=summed("rounding"),
        turnover=summed("turnover"),
        refunds=taken.refunds,
        refunded=refunded,
        rounding_back=goods_refunded - refunded,
        tax_back=summed("tax_back"),
        voids=taken.voids,
        voided=taken.voided,
        hours=_hours(taken.rung, cutoff_minutes),
        products=_by_product(taken.goods),
        categories=_most_first(_of_goods(taken.goods, lambda one: one.category)),
        brands=_most_first(_of_goods(taken.goods, lambda one: one.brand)),
        methods=_by_method(taken.paid),
        cashiers=_most_first(_of_rung(taken.rung, lambda one: one.cashier)),
        unreconciled=taken.unreconciled,
        ordered=taken.ordered,
    )


def _items(goods: Sequence[Goods]) -> int:
    """Pieces that stayed sold; of what is weighed or measured, how often it was sold."""
    pieces = sum(one.qty_milli for one in goods if not is_divisible(one.unit))
    return pieces // ONE + sum(one.times for one in goods if is_divisible(one.unit))


def _hours(rung: Iterable[RungUp], cutoff_minutes: int) -> tuple[Part, ...]:
    """Every hour from the first to the last one with something, those between too."""
    found = {int(one.key): one for one in _of_rung(rung, _hour)}
    if not found:
        return ()
    begin = cutoff_minutes // 60
    places = [(hour - begin) % 24 for hour in found]
    hours = [(place + begin) % 24 for place in range(min(places), max(places) + 1)]
    return tuple(found.get(hour, Part(f"{hour:02d}", f"{hour:02d}")) for hour in hours)


def _hour(rung: RungUp) -> str:
    return f"{rung.at.astimezone(ZoneInfo(rung.zone)).hour:02d}"


def _of_rung(rung: Iterable[RungUp], key: Callable[[RungUp], str]) -> list[Part]:
    parts: dict[str, Part] = {}
    for one in rung:
        name = key(one)
        part = Part(name, name, one.turnover, one.refunded, one.sales)
        parts[name] = _joined(parts.get(name), part)
    return list(parts.values())


def _of_goods(goods: Iterable[Goods], key: Callable[[Goods], str]) -> list[Part]:
    parts: dict[str, Part] = {}
    for one in goods:
        name = key(one)
        part = Part(name, name, one.turnover, one.refunded, one.times, one.qty_milli)
        parts[name] = _joined(parts.get(name), part)
    return list(parts.values())


def _by_product(goods: Sequence[Goods]) -> tuple[Part, ...]:
    """By product, under the name that it was last sold by."""
    last = {one.product_id: one for one in sorted(goods, key=lambda one: one.latest)}
    return _most_first(
        msgspec.structs.replace(part, name=last[part.key].name, unit=last[part.key].unit)
        for part in _of_goods(goods, lambda one: one.product_id)
    )


def _by_method(paid: Iterable[PaidBy]) -> tuple[Part, ...]:
    parts: dict[Method, Part] = {}
    for one in paid:
        part = Part(one.method, one.method, one.turnover, one.refunded, one.sales)
        parts[one.method] = _joined(parts.get(one.method), part)
    return tuple(parts[method] for method in Method if method in parts and _told(parts[method]))


def _joined(before: Part | None, more: Part) -> Part:
    if before is None:
        return more
    return msgspec.structs.replace(
        before,
        turnover=before.turnover + more.turnover,
        refunded=before.refunded + more.refunded,
        count=before.count + more.count,
        qty_milli=before.qty_milli + more.qty_milli,
    )


def _most_first(parts: Iterable[Part]) -> tuple[Part, ...]:
    """What stayed most first; what came to nothing at all, as a voided sale's only product, not."""
    told = filter(_told, parts)
    return tuple(sorted(told, key=lambda one: (-one.net, one.name, one.key)))


def _told(part: Part) -> bool:
    return bool(part.turnover or part.refunded or part.count or part.qty_milli)
