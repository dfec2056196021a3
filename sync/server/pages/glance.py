"""What the organizer's page says about an expo: numbers and words, ready to be put in place."""

from datetime import datetime

import msgspec

from pos_app.domain.business_day import business_date, format_clock, format_moment
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.register import Expo
from pos_app.domain.rounding import Rounding, divide
from resources.translations import Catalog
from sync.server.figures import totals
from sync.wire import BoothTotals, ExpoTotals

_FEW = 3


class Chip(msgspec.Struct, frozen=True):
    """A state in words, with an icon and a tone (good, gold, danger, soft) beside them."""

    tone: str
    icon: str
    text: str


class BoothGlance(msgspec.Struct, frozen=True):
    """One line of the table of booths."""

    code: str
    name: str
    total: str
    sales_count: str
    sales_word: str
    chip: Chip
    returns: str
    on_paper: str
    seen: str
    hints: tuple[str, ...]


class ExpoGlance(msgspec.Struct, frozen=True):
    """The figures above the table, and the table, the highest turnover first."""

    total: str
    sales: str
    sales_count: str
    average: str
    complete: str
    missing: str
    booths: tuple[BoothGlance, ...]


def expo_glance(
    found: ExpoTotals, tr: Catalog, now: datetime, *, has_booths: bool = True
) -> ExpoGlance:
    """An expo's totals in words of a language; the table of booths too, unless nobody looks."""
    average = divide(found.total, found.sales, Rounding.HALF_UP) if found.sales else 0
    booths = found.booths if has_booths else ()
    ordered = sorted(booths, key=lambda booth: (-booth.total, booth.code))
    return ExpoGlance(
        total=format_rupiah(found.total),
        sales=tr.plural("{n} sale", "{n} sales", found.sales).format(n=format_amount(found.sales)),
        sales_count=format_amount(found.sales),
        average=format_rupiah(average),
        complete=tr("{complete} of {booths} booths").format(
            complete=found.complete, booths=len(found.booths)
        ),
        missing=_what_is_missing(found, tr),
        booths=tuple(_booth_glance(booth, found.expo, tr, now) for booth in ordered),
    )


def closed_told(found: ExpoTotals, tr: Catalog) -> str:
    """When the expo was closed and what came in since; empty while it is open."""
    if found.closed_at is None:
        return ""
    when = format_moment(found.closed_at, found.expo.zone, tr.language)
    told = tr("Closed on {time}, revision {n}.").format(time=when, n=found.revision)
    if not found.late:
        return told
    late = tr.plural("{n} entry came in since.", "{n} entries came in since.", found.late)
    return f"{told} {late.format(n=format_amount(found.late))}"


def _booth_glance(booth: BoothTotals, expo: Expo, tr: Catalog, now: datetime) -> BoothGlance:
    return BoothGlance(
        code=booth.code,
        name=booth.name,
        total=format_rupiah(booth.total),
        sales_count=format_amount(booth.sales),
        sales_word=tr.plural("sale", "sales", booth.sales),
        chip=chip_of(booth, tr),
        returns=returns(booth, tr),
        on_paper=on_paper(booth, tr),
        seen=seen(booth, expo, tr, now),
        hints=hints(booth, tr),
    )


def status_word(status: str, tr: Catalog) -> str:
    """How complete a booth is, in a word or two."""
    words = {
        totals.COMPLETE: tr("complete"),
        totals.BEHIND: tr("behind"),
        totals.UNCOUNTED: tr("not added up yet"),
        totals.QUARANTINED: tr("to be checked"),
        totals.FORKED: tr("two copies"),
        totals.NEVER_SEEN: tr("not connected"),
    }
    return words[status]


def hints(booth: BoothTotals, tr: Catalog) -> tuple[str, ...]:
    """What somebody should look at: a wrong clock, receipts of which too much came back."""
    found = [tr("check the till's clock")] if booth.clock_wrong else []
    if booth.late:
        late = tr.plural(
            "{n} entry came after the closing", "{n} entries came after the closing", booth.late
        )
        found += [late.format(n=format_amount(booth.late))]
    if booth.over_returned:
        numbers = ", ".join(booth.over_returned[:_FEW])
        more = "…" if len(booth.over_returned) > _FEW else ""
        found += [tr("refunded too often: {numbers}").format(numbers=numbers + more)]
    if booth.disputed:
        found += [tr("a Z report on paper says otherwise")]
    return tuple(found)


def on_paper(booth: BoothTotals, tr: Catalog) -> str:
    """What Z reports on paper declare that has not come in."""
    if not booth.awaited:
        return ""
    amount = format_rupiah(booth.awaited_total)
    return tr("{amount} declared on paper, not received").format(amount=amount)


def returns(booth: BoothTotals, tr: Catalog) -> str:
    """How many voids and refunds there were, where there were any."""
    voids = tr.plural("{n} void", "{n} voids", booth.voids).format(n=format_amount(booth.voids))
    refunds = tr.plural("{n} refund", "{n} refunds", booth.refunds)
    told = [voids] if booth.voids else []
    told += [refunds.format(n=format_amount(booth.refunds))] if booth.refunds else []
    return ", ".join(told)


def chip_of(booth: BoothTotals, tr: Catalog) -> Chip:
    """How complete a booth is, with the numbers behind it."""
    match booth.status:
        case totals.COMPLETE:
            text = tr("Complete: {held} of {declared} entries")
            chip = Chip("good", "circle-check", text)
        case totals.BEHIND:
            text = tr("Behind: {missing} of {declared} entries missing")
            chip = Chip("gold", "refresh-cw", text)
        case totals.UNCOUNTED:
            chip = Chip("gold", "refresh-cw", tr("Received, not added up yet"))
        case totals.QUARANTINED:
            chip = Chip("danger", "triangle-alert", tr("To be checked: {quarantined}"))
        case totals.FORKED:
            chip = Chip("danger", "triangle-alert", tr("Two copies of one till"))
        case _:
            chip = Chip("soft", "cloud-off", tr("Not connected yet"))
    told = chip.text.format(
        held=format_amount(booth.held),
        declared=format_amount(booth.declared),
        missing=format_amount(booth.missing),
        quarantined=format_amount(booth.quarantined),
    )
    return msgspec.structs.replace(chip, text=told)


def seen(booth: BoothTotals, expo: Expo, tr: Catalog, now: datetime) -> str:
    """When a booth was last heard of; empty if never."""
    if booth.last_seen is None:
        return ""
    zone = expo.zone
    today = business_date(booth.last_seen, zone, 0) == business_date(now, zone, 0)
    when = (
        format_clock(booth.last_seen, zone)
        if today
        else format_moment(booth.last_seen, zone, tr.language)
    )
    return tr("last heard at {time}").format(time=when)


def _what_is_missing(found: ExpoTotals, tr: Catalog) -> str:
    """The states that are not complete, each with its number of booths."""
    words = {
        totals.BEHIND: tr("{n} behind"),
        totals.UNCOUNTED: tr("{n} not added up yet"),
        totals.QUARANTINED: tr("{n} to be checked"),
        totals.FORKED: tr("{n} with two copies"),
        totals.NEVER_SEEN: tr("{n} not connected"),
    }
    counts = {status: sum(booth.status == status for booth in found.booths) for status in words}
    told = [words[status].format(n=count) for status, count in counts.items() if count]
    return " · ".join(told) or tr("nothing is missing")
