"""Terms, and what was said of statements, in words; statements' own words are the room's."""

import msgspec

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.fair.words import cluster_words, method_word
from sync.server.pages.glance import Chip
from sync.server.settlement.consent import Consent, Standing
from sync.server.settlement.statement import Statement
from sync.server.settlement.terms import Share, Terms
from sync.server.settlement.words import line_how, line_name


class LineTold(msgspec.Struct, frozen=True):
    """A line of a statement: its name, how it was worked out, its amount."""

    name: str
    how: tuple[str, ...]
    amount: str
    kind: str


def lines_told(statement: Statement, tr: Catalog) -> tuple[LineTold, ...]:
    """The lines of a statement and how each was worked out."""
    return tuple(
        LineTold(
            line_name(line, tr),
            tuple(line_how(line, tr)),
            format_rupiah(line.amount),
            line.kind.value,
        )
        for line in statement.lines
    )


def terms_told(terms: Terms, tr: Catalog) -> tuple[str, ...]:
    """Terms in a few lines, as they are read out to an exhibitor."""
    lines = [share_told(share, tr) for share in terms.shares]
    if terms.minimum:
        lines.append(tr("at least {amount}").format(amount=format_rupiah(terms.minimum)))
    for charge in terms.charges:
        whom = _whom(charge.clusters, tr)
        lines.append(f"{charge.name} {format_rupiah(charge.amount)}{whom}")
    if terms.tax_bp:
        lines.append(tr("Tax {rate}").format(rate=format_percent(terms.tax_bp)))
    if terms.deposit:
        lines.append(tr("deposit {amount}").format(amount=format_rupiah(terms.deposit)))
    if terms.organizer_holds:
        methods = ", ".join(method_word(one, tr) for one in terms.organizer_holds)
        lines.append(tr("the organizer receives {methods}").format(methods=methods))
    return tuple(lines) or (tr("The booth keeps what it took."),)


def share_told(share: Share, tr: Catalog) -> str:
    """A share in one line."""
    first, *more = share.steps
    rates = format_percent(first.rate_bp) + "".join(
        tr(", {rate} above {amount}").format(
            rate=format_percent(step.rate_bp), amount=format_rupiah(step.above)
        )
        for step in more
    )
    methods = ", ".join(method_word(one, tr) for one in share.methods)
    of_methods = f" ({methods})" if methods else ""
    return f"{share.name} {rates}{of_methods}{_whom(share.clusters, tr)}"


def _whom(clusters: tuple[str, ...], tr: Catalog) -> str:
    names = cluster_words(tr)
    return f" [{', '.join(names.get(one, one) for one in clusters)}]" if clusters else ""


def standing_chip(standing: Standing, revision: int, tr: Catalog) -> Chip:
    """How far a booth's settlement has come."""
    match standing:
        case Standing.NONE:
            return Chip("soft", "clipboard-list", tr("No statement yet"))
        case Standing.MADE:
            chip = Chip("gold", "pencil", tr("Revision {n}, not signed"))
        case Standing.HALF_SIGNED:
            chip = Chip("gold", "pencil", tr("Revision {n}, one side signed"))
        case Standing.SIGNED:
            chip = Chip("good", "circle-check", tr("Revision {n}, both signed"))
        case Standing.DISPUTED:
            chip = Chip("danger", "triangle-alert", tr("Revision {n}, disputed"))
    return msgspec.structs.replace(chip, text=chip.text.format(n=revision))


def said_lines(consent: Consent, zone: str, tr: Catalog) -> list[str]:
    """Who signed, and when."""
    told = {
        "organizer": tr("For the organizer: {name}, {time}, noted by {by}"),
        "exhibitor": tr("For the exhibitor: {name}, {time}, noted by {by}"),
    }
    return [
        told[one.side].format(
            name=one.name, time=format_moment(one.at, zone, tr.language), by=one.noted_by
        )
        for one in consent.signatures
    ]


def day_sums(statement: Statement, tr: Catalog) -> list[tuple[str, str]]:
    """Turnover of each day."""
    days = sorted(statement.figures.days.items())
    return [(format_date(day, tr.language), format_rupiah(amount)) for day, amount in days]


def method_sums(statement: Statement, tr: Catalog) -> list[tuple[str, str, str]]:
    """Turnover by way of paying: its key, its name, the amount."""
    methods = statement.figures.methods.items()
    return [(key, method_word(key, tr), format_rupiah(amount)) for key, amount in methods]
