"""What became of a file that was brought in, in words."""

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.server.intake.bundles import Imported, Outcome, Part

GOOD, GOLD, DANGER = "good", "gold", "danger"


class Line(msgspec.Struct, frozen=True):
    """One thing to know, and how much it matters (good, gold, danger)."""

    tone: str
    text: str


def told(imported: Imported, tr: Catalog) -> tuple[Line, ...]:
    """A file, register by register."""
    return tuple(line for part in imported.parts for line in _part(part, tr))


def refused(error: LapakError, tr: Catalog) -> Line:
    """Why nothing of a file was taken."""
    return Line(DANGER, sentence(error, tr))


def _part(part: Part, tr: Catalog) -> tuple[Line, ...]:
    words = _words(part, tr)
    code = part.code or tr("An unknown till")
    lines = [msgspec.structs.replace(words, text=f"{code}: {words.text}")]
    if part.is_blocked:
        text = tr("{code} is locked out. Its entries were taken all the same.")
        lines.append(Line(GOLD, text.format(code=code)))
    return tuple(lines)


def _words(part: Part, tr: Catalog) -> Line:
    match part.outcome:
        case Outcome.GAP:
            text = tr("entries {first} to {last} are missing. Ask the till for a complete file.")
            first, last = format_amount(part.held + 1), format_amount(part.after)
            return Line(GOLD, text.format(first=first, last=last))
        case Outcome.FORK:
            text = tr(
                "this file tells another history than the one that is here. Both are kept; look "
                "for two tills that go by this name."
            )
            return Line(DANGER, text)
        case Outcome.REFUSED:
            return Line(DANGER, sentence(LapakError(part.problem, register=part.register), tr))
    return _taken(part, tr)


def _taken(part: Part, tr: Catalog) -> Line:
    brought = tr.plural("{n} new entry", "{n} new entries", part.new)
    new = brought.format(n=format_amount(part.new)) if part.new else tr("nothing new")
    if part.held < part.declared:
        text = tr("{new}; {held} of {declared} are here.")
    else:
        text = tr("{new}; all {held} are here.")
    held, declared = format_amount(part.held), format_amount(part.declared)
    return Line(
        GOOD if part.held == part.declared else GOLD,
        text.format(new=new, held=held, declared=declared),
    )
