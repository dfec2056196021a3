"""How the organizer's pages and command line tell of registers that go on as others."""

from collections.abc import Sequence

from pos_app.domain.business_day import format_moment
from pos_app.domain.continuation import Because
from resources.translations import Catalog
from sync.server.fair.registers import RegisterSeen
from sync.server.figures.continued import Continuation


def continued_lines(
    register: RegisterSeen,
    found: Sequence[Continuation],
    codes: dict[str, str],
    zone: str,
    tr: Catalog,
) -> tuple[str, ...]:
    """What is to be said of one register: what it goes on with, as what, what is awaited.

    `codes` are those of all registers, by id.
    """
    lines = []
    for one in found:
        when = format_moment(one.since, zone, tr.language)
        if one.register == register.id:
            text = tr("goes on with {till} since {time}: {reason}")
            lines.append(
                text.format(till=codes[one.earlier], time=when, reason=_reason(one.because, tr))
            )
        if one.earlier == register.id:
            lines.append(tr("sells on as {till}").format(till=codes[one.register]))
    awaited = max((one.awaited for one in found if one.earlier == register.id), default=0)
    if awaited:
        text = tr.plural(
            "{n} entry of it is still awaited",
            "{n} entries of it are still awaited",
            awaited,
        )
        lines.append(text.format(n=awaited))
    return tuple(lines)


def _reason(because: str, tr: Catalog) -> str:
    words = {
        Because.RESTORED: tr("its data were put back from a backup"),
        Because.COPIED: tr("its data were copied to another laptop"),
        Because.MOVED: tr("the booth moved to another laptop"),
    }
    return words.get(Because(because), "") if because in set(Because) else tr("it joined anew")
