"""Turnover by booth, cluster, regency, owner, product, method, day, hour: pure functions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from pos_app.domain.product import fold
from pos_app.domain.rounding import Rounding, divide
from resources.translations import Catalog
from sync.server.fair.regions import regencies, region_name
from sync.server.fair.words import cluster_word, method_word
from sync.server.reports.rollups import BoothTaken, ProductTaken, Taken
from sync.server.reports.table import Column, Fact, Kind, Table, Value, amount, count

WHOLE = 10_000
"""All of something in basis points."""


def rate(part: int, whole: int) -> int | None:
    """A part in basis points, half a one up; None of nothing or less."""
    return divide(WHOLE * part, whole, Rounding.HALF_UP) if whole > 0 else None


def average(taken: Taken) -> int | None:
    """What a sale came to, half a rupiah up."""
    return divide(taken.amount, taken.sales, Rounding.HALF_UP) if taken.sales > 0 else None


def booth_table(booths: Iterable[BoothTaken], tr: Catalog) -> Table:
    """A row for each booth."""
    every = tuple(booths)
    columns = (
        Column("code", tr("No.")),
        Column("name", tr("Booth")),
        Column("business", tr("Business")),
        Column("owner", tr("Owner")),
        Column("regency", tr("Regency or city")),
        Column("cluster", tr("Cluster")),
    )
    whole = _sum(one.taken for one in every)
    rows = tuple(
        (
            *(one.code, one.name, one.business, one.owner),
            *(region_name(one.regency), cluster_word(one.cluster, tr)),
            *_figures(one.taken, whole),
        )
        for one in every
    )
    return Table(tr("By booth"), (*columns, *_figure_columns(tr)), rows)


def cluster_table(booths: Iterable[BoothTaken], tr: Catalog) -> Table:
    """A row for each cluster."""
    heading = (Column("cluster", tr("Cluster")),)
    named = _grouped(booths, lambda one: (cluster_word(one.cluster, tr),))
    return _of_groups(tr("By cluster"), heading, named, tr)


def regency_table(booths: Iterable[BoothTaken], tr: Catalog) -> Table:
    """A row for each regency or city."""
    known, unknown = regencies(), (tr("not said"), "")
    heading = (Column("regency", tr("Regency or city")), Column("province", tr("Province")))

    def place(one: BoothTaken) -> tuple[str, ...]:
        region = known.get(one.regency)
        return (region.name, region.province) if region else unknown

    return _of_groups(tr("By regency"), heading, _grouped(booths, place), tr)


def owner_table(booths: Iterable[BoothTaken], tr: Catalog) -> Table:
    """A row for each owner, however their name was written."""
    every = tuple(booths)
    written = {fold(one.owner): one.owner for one in reversed(every)}
    named = _grouped(every, lambda one: (written[fold(one.owner)] or tr("not said"),))
    return _of_groups(tr("By owner"), (Column("owner", tr("Owner")),), named, tr)


def product_table(
    products: Iterable[ProductTaken], booths: Iterable[BoothTaken], tr: Catalog
) -> Table:
    """A row for each product of each booth, and what rounding took or gave."""
    every = tuple(booths)
    known = {one.id: one for one in every}
    whole = sum(one.taken.amount for one in every)
    rows: list[tuple[Value, ...]] = [
        (
            one.name or tr("Without details"),
            *(known[one.booth].code, known[one.booth].name),
            *(one.qty_milli, one.amount, rate(one.amount, whole)),
        )
        for one in products
    ]
    rounding = whole - sum(amount for *_, amount, _ in rows if isinstance(amount, int))
    if rounding:
        rows.append((tr("Rounding"), "", "", None, rounding, rate(rounding, whole)))
    columns = (
        Column("product", tr("Product")),
        Column("code", tr("No.")),
        Column("booth", tr("Booth")),
        Column("quantity", tr("Quantity"), Kind.QUANTITY),
        amount("turnover", tr("Turnover")),
        Column("share", tr("Share"), Kind.RATE),
    )
    return Table(tr("By product"), columns, tuple(rows))


def method_table(methods: Mapping[str, Taken], tr: Catalog) -> Table:
    """A row for each way of paying."""
    return _taken_table(
        tr("By method"),
        Column("method", tr("Method")),
        {method_word(key, tr): taken for key, taken in methods.items()},
        tr,
    )


def day_table(days: Mapping[date, Taken], tr: Catalog) -> Table:
    """A row for each business date."""
    return _taken_table(tr("By day"), Column("day", tr("Day"), Kind.DAY), days, tr)


def hour_table(hours: Mapping[int, Taken], tr: Catalog) -> Table:
    """A row for each hour of the day, all days together."""
    whole = _sum(hours.values()).amount
    columns = (
        Column("hour", tr("Hour")),
        count("sales", tr("Sales")),
        amount("turnover", tr("Turnover")),
        Column("average", tr("Average per sale"), Kind.AMOUNT),
        Column("share", tr("Share"), Kind.RATE),
    )
    rows = tuple(
        (hour_told(hour), one.sales, one.amount, average(one), rate(one.amount, whole))
        for hour, one in hours.items()
    )
    return Table(tr("By hour"), columns, rows)


def target_table(days: Mapping[date, Taken], target: int, tr: Catalog) -> Table:
    """How far the turnover had come by the end of each day."""
    columns = (
        Column("day", tr("Day"), Kind.DAY),
        amount("turnover", tr("Turnover")),
        Column("so_far", tr("So far"), Kind.AMOUNT),
        Column("reached", tr("Of the target"), Kind.RATE),
    )
    rows, so_far = [], 0
    for day, taken in days.items():
        so_far += taken.amount
        rows.append((day, taken.amount, so_far, rate(so_far, target)))
    return Table(tr("Target and result"), columns, tuple(rows), _target_facts(so_far, target, tr))


def _target_facts(result: int, target: int, tr: Catalog) -> tuple[Fact, ...]:
    if not target:
        return (Fact("result", tr("Result"), Kind.AMOUNT, result),)
    left = (
        Fact("left", tr("Still missing"), Kind.AMOUNT, target - result)
        if result < target
        else Fact("above", tr("Above the target"), Kind.AMOUNT, result - target)
    )
    return (
        Fact("target", tr("Target"), Kind.AMOUNT, target),
        Fact("result", tr("Result"), Kind.AMOUNT, result),
        Fact("reached", tr("Of the target"), Kind.RATE, rate(result, target)),
        left,
    )


def hour_told(hour: int) -> str:
    """The hour that begins then: `09.00–10.00`."""
    return f"{hour:02d}.00–{(hour + 1) % 24:02d}.00"


_Groups = Mapping[tuple[str, ...], tuple[int, Taken]]


def _grouped(
    booths: Iterable[BoothTaken], name: Callable[[BoothTaken], tuple[str, ...]]
) -> _Groups:
    """Booths and what they took by name, the one with the most first."""
    groups: dict[tuple[str, ...], tuple[int, Taken]] = {}
    for one in booths:
        booths_so_far, taken = groups.get(name(one), (0, Taken()))
        groups[name(one)] = (booths_so_far + 1, taken + one.taken)
    return dict(sorted(groups.items(), key=lambda one: (-one[1][1].amount, one[0])))


def _of_groups(name: str, heading: tuple[Column, ...], groups: _Groups, tr: Catalog) -> Table:
    whole = _sum(taken for _, taken in groups.values())
    rows = tuple(
        (*told, booths, *_figures(taken, whole)) for told, (booths, taken) in groups.items()
    )
    return Table(name, (*heading, count("booths", tr("Booths")), *_figure_columns(tr)), rows)


def _taken_table(
    name: str, heading: Column, found: Mapping[str, Taken] | Mapping[date, Taken], tr: Catalog
) -> Table:
    whole = _sum(found.values())
    rows = tuple((key, *_figures(taken, whole)) for key, taken in found.items())
    return Table(name, (heading, *_figure_columns(tr)), rows)


def _figure_columns(tr: Catalog) -> tuple[Column, ...]:
    return (
        count("sales", tr("Sales")),
        count("voids", tr("Voids")),
        count("refunds", tr("Refunds")),
        amount("turnover", tr("Turnover")),
        Column("average", tr("Average per sale"), Kind.AMOUNT),
        Column("share", tr("Share"), Kind.RATE),
    )


def _figures(taken: Taken, whole: Taken) -> tuple[int | None, ...]:
    counts = (taken.sales, taken.voids, taken.refunds)
    return (*counts, taken.amount, average(taken), rate(taken.amount, whole.amount))


def _sum(every: Iterable[Taken]) -> Taken:
    return sum(every, Taken())
