"""What was said of statements, in words; statements' and terms' own words are the room's."""

import msgspec

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.fair.words import method_word
from sync.server.pages.glance import Chip
from sync.server.settlement.consent import Consent, Standing
from sync.server.settlement.statement import Statement
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
    """Who signed, and when, and what they accepted."""
    told = {
        "organizer": tr("For the organizer: {name}, {time}, noted by {by}"),
        "exhibitor": tr("For the exhibitor: {name}, {time}, noted by {by}"),
    }
    return [
        told[one.side].format(
            name=one.name, time=format_moment(one.at, zone, tr.language), by=one.noted_by
        )
        + (" · " + tr("although it was not finished") if one.though_unfinished else "")
        for one in consent.signatures
    ]


def day_sums(statement: Statement, tr: Catalog) -> list[tuple[str, str, str]]:
    """Turnover of each day: its key, its name, the amount."""
    return [
        (day.isoformat(), format_date(day, tr.language), format_rupiah(amount))
        for day, amount in sorted(statement.figures.days.items())
    ]


def method_sums(statement: Statement, tr: Catalog) -> list[tuple[str, str, str]]:
    """Turnover by way of paying: its key, its name, the amount."""
    methods = statement.figures.methods.items()
    return [(key, method_word(key, tr), format_rupiah(amount)) for key, amount in methods]
