"""What a sales report is of, in words."""

from pos_app.domain.business_day import format_date
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.sales_report import Asked, Reach, SalesReport
from pos_app.services.sales_reports import Overview
from resources.translations import Catalog
from ui.widgets.chip_row import Chip
from ui.widgets.hour_bars import Bar
from ui.widgets.sum_rows import SumRow


def span_chips(overview: Overview, tr: Catalog) -> list[Chip]:
    """Today, the shift, all of it, and the days before today, the latest first."""
    chips = [Chip(tr("Today"), Reach.TODAY.value)]
    if overview.has_shift:
        chips.append(Chip(tr("This shift"), Reach.SHIFT.value))
    chips.append(Chip(whole_name(overview, tr), Reach.WHOLE.value))
    days = [day for day in overview.days if day != overview.today]
    return [*chips, *(Chip(format_date(day, tr.language), day.isoformat()) for day in days)]


def chip_of(asked: Asked) -> str:
    """The chip that stands for a report."""
    return asked.day.isoformat() if asked.day is not None else asked.reach.value


def whole_name(overview: Overview, tr: Catalog) -> str:
    """All that is counted together: an expo's days, or all days of a booth on its own."""
    return tr("Whole expo") if overview.expo else tr("All days")


def span_title(overview: Overview, tr: Catalog) -> str:
    """What the report is of, and its days: `Today · 22 Nov 2026`."""
    asked, language = overview.report.asked, tr.language
    first, last = format_date(overview.first, language), format_date(overview.last, language)
    days = first if first == last else f"{first} – {last}"
    match asked.reach:
        case Reach.TODAY:
            span, days = tr("Today"), format_date(overview.today, language)
        case Reach.SHIFT:
            span = tr("This shift")
        case Reach.WHOLE:
            span = overview.expo or tr("All days")
        case Reach.DAY:
            return days
    return f"{span} · {days}"


def sales_line(report: SalesReport, tr: Catalog) -> str:
    """How many sales, what one came to, and how many goods: `41 sales · 36.000 each · …`."""
    sales = tr.plural("{n} sale", "{n} sales", report.sales).format(n=format_amount(report.sales))
    average = tr("{amount} on average").format(amount=format_rupiah(report.average))
    items = tr.plural("{n} item", "{n} items", report.items).format(n=format_amount(report.items))
    return f"{sales} · {average} · {items}"


def whole_line(overview: Overview, tr: Catalog) -> str:
    """What all of it came to so far."""
    words = tr.plural(
        "{span}: {amount} from {n} sale", "{span}: {amount} from {n} sales", overview.whole.sales
    )
    return words.format(
        span=whole_name(overview, tr),
        amount=format_rupiah(overview.whole.turnover),
        n=format_amount(overview.whole.sales),
    )


def figure_rows(report: SalesReport, tr: Catalog) -> list[SumRow]:
    """What the turnover is made of, and what was taken off it, each only if present."""
    made_of = [
        SumRow("report_discount", tr("Discount"), format_amount(-report.discount)),
        SumRow("report_service", tr("Service charge"), format_amount(report.service)),
        SumRow("report_tax", tr("Tax"), format_amount(report.tax)),
        SumRow("report_rounding", tr("Rounding"), format_amount(report.rounding)),
    ]
    rows = [row for row in made_of if row.amount != "0"]
    if rows:
        rows.insert(0, SumRow("report_gross", tr("Gross sales"), format_amount(report.gross)))
    if report.tax_included:
        words = format_amount(report.tax_included)
        rows.append(SumRow("report_tax_included", tr("Tax in the prices"), f"({words})"))
    if report.refunds:
        name = _with(tr("Refunded"), report.refunds)
        rows.append(SumRow("report_refunded", name, format_amount(-report.refunded)))
        rows.append(SumRow("report_net", tr("Net turnover"), format_rupiah(report.net)))
    if report.tax_back:
        owed = format_amount(report.tax_owed)
        rows.append(SumRow("report_tax_owed", tr("Tax in the net turnover"), f"({owed})"))
    if report.voids:
        name = _with(tr("Voided"), report.voids)
        rows.append(SumRow("report_voided", name, f"({format_amount(report.voided)})"))
    return rows


def _with(name: str, count: int) -> str:
    return f"{name} ({format_amount(count)})"


def hour_bars(report: SalesReport) -> tuple[Bar, ...]:
    """A bar an hour, as long as its turnover."""
    return tuple(
        Bar(f"{part.key}.00", part.turnover, format_amount(part.turnover)) for part in report.hours
    )


def file_name(overview: Overview, tr: Catalog) -> str:
    """What a saved report is called, without an ending: `laporan-A12-2026-11-22`."""
    days = dict.fromkeys((overview.first.isoformat(), overview.last.isoformat()))
    return "-".join((tr("report"), overview.booth_code, *days))


def nothing_words(asked: Asked, tr: Catalog) -> str:
    """Why there is nothing to see, and what to do."""
    if asked.reach is Reach.TODAY:
        return tr("Nothing has been sold today. Sell something and come back: it is counted here.")
    if asked.reach is Reach.DAY:
        return tr("Nothing was sold on this day.")
    return tr("Nothing has been sold yet. Sell something and come back: it is counted here.")
