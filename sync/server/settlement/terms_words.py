"""Terms of settlement in words, the same on pages and papers."""

from collections.abc import Sequence

from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_rupiah
from pos_app.domain.rounding import Rounding
from resources.translations import Catalog
from sync.server.fair.words import cluster_words, method_word
from sync.server.settlement.terms import OwnTerms, Share, Terms


def terms_told(terms: Terms, tr: Catalog) -> tuple[str, ...]:
    """Terms in a few lines, as they are read out to an exhibitor."""
    lines = [share_told(share, tr) for share in terms.shares]
    if terms.minimum:
        lines.append(tr("at least {amount}").format(amount=format_rupiah(terms.minimum)))
    for charge in terms.charges:
        whom = _whom(charge.clusters, tr)
        lines.append(f"{charge.name} {format_rupiah(charge.amount)}{whom}")
    if terms.tax_bp:
        also = tr(", also on the fixed amounts") if terms.taxes_charges else ""
        lines.append(tr("Tax {rate}").format(rate=format_percent(terms.tax_bp)) + also)
    if terms.deposit:
        lines.append(_deposit(terms.deposit, tr))
    if terms.organizer_holds:
        methods = ", ".join(method_word(one, tr) for one in terms.organizer_holds)
        lines.append(tr("the organizer receives {methods}").format(methods=methods))
    if terms.rounding is not Rounding.HALF_UP:
        lines.append(tr("rounded {how}").format(how=rounding_words(tr)[terms.rounding]))
    return tuple(lines) or (tr("The booth keeps what it took."),)


def own_told(own: OwnTerms, tr: Catalog) -> tuple[str, ...]:
    """What differs at one booth from its terms, a line each."""
    deposit = () if own.deposit is None else (_deposit(own.deposit, tr),)
    return (*deposit, *(_received(*one, tr) for one in own.received.items()))


def _deposit(amount: int, tr: Catalog) -> str:
    return tr("deposit {amount}").format(amount=format_rupiah(amount))


def _received(method: str, amount: int | None, tr: Catalog) -> str:
    if amount is None:
        told = tr("{method}: the organizer received all of it")
    elif amount == 0:
        told = tr("{method}: the booth received all of it")
    else:
        told = tr("{method}: the organizer received {amount} of it, the booth the rest")
    return told.format(method=method_word(method, tr), amount=format_rupiah(amount or 0))


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


def rounding_words(tr: Catalog) -> dict[str, str]:
    """How shares and tax may be rounded."""
    return {
        Rounding.HALF_UP.value: tr("to the nearest rupiah, half up"),
        Rounding.DOWN.value: tr("always down"),
        Rounding.UP.value: tr("always up"),
        Rounding.HALF_DOWN.value: tr("to the nearest rupiah, half down"),
    }


def terms_changed(before: Terms, after: Terms, tr: Catalog) -> str:
    """How terms were worded and how they are now: the lines of them that are not the same."""
    was, now = _worded(before, tr), _worded(after, tr)
    gone = [line for line in was if line not in now]
    new = [line for line in now if line not in was]
    if not gone and not new:  # the same rules in another order
        gone, new = list(was), list(now)
    return f"{_listed(gone)} → {_listed(new)}"


def _worded(terms: Terms, tr: Catalog) -> tuple[str, ...]:
    return (f"“{terms.name}”" if terms.name else tr("no terms"), *terms_told(terms, tr))


def _listed(lines: Sequence[str]) -> str:
    return "; ".join(lines) or "–"


def _whom(clusters: tuple[str, ...], tr: Catalog) -> str:
    names = cluster_words(tr)
    return f" [{', '.join(names.get(one, one) for one in clusters)}]" if clusters else ""
