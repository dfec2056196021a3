"""Statements, terms and what was said of them, in words."""

import msgspec

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.discount import format_percent
from pos_app.domain.exhibitor import Cluster
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.tender import Method
from resources.translations import Catalog
from sync.server.pages.glance import Chip, status_word
from sync.server.settlement.changes import Change
from sync.server.settlement.consent import Consent, Standing
from sync.server.settlement.statement import Kind, Line, Statement
from sync.server.settlement.terms import Share, Terms


class LineTold(msgspec.Struct, frozen=True):
    """A line of a statement: its name, how it was worked out, its amount."""

    name: str
    how: tuple[str, ...]
    amount: str
    kind: str


def method_word(method: str, tr: Catalog) -> str:
    """What a way of paying is called; one of a later version stands as it is named."""
    words = {
        Method.CASH.value: tr("Cash"),
        Method.QRIS.value: tr("QRIS"),
        Method.CARD.value: tr("Card"),
        Method.TRANSFER.value: tr("Transfer"),
        Method.EWALLET.value: tr("E-wallet"),
        Method.VOUCHER.value: tr("Voucher"),
        Method.EXCHANGE.value: tr("Exchange"),
    }
    return words.get(method, method)


def cluster_words(tr: Catalog) -> dict[str, str]:
    """What booths sell, by cluster."""
    return {
        Cluster.FOOD.value: tr("Food"),
        Cluster.DRINK.value: tr("Drinks"),
        Cluster.BATIK_FASHION.value: tr("Batik and fashion"),
        Cluster.CRAFT.value: tr("Crafts"),
        Cluster.HERBAL.value: tr("Herbal"),
        Cluster.FARM.value: tr("Farm produce"),
        Cluster.SERVICES.value: tr("Services"),
        Cluster.OTHER.value: tr("Other"),
    }


def balance_told(statement: Statement, tr: Catalog) -> tuple[str, str]:
    """Who pays whom, and how much."""
    if statement.balance > 0:
        return tr("The exhibitor pays the organizer"), format_rupiah(statement.balance)
    if statement.balance < 0:
        return tr("The organizer pays the exhibitor"), format_rupiah(-statement.balance)
    return tr("Neither side pays"), format_rupiah(0)


def completeness_told(statement: Statement, tr: Catalog) -> str:
    """How complete the entries behind a statement were when it was made."""
    figures = statement.figures
    held, declared = format_amount(figures.held), format_amount(figures.declared)
    told = tr("{held} of {declared} entries received, {status}")
    return told.format(held=held, declared=declared, status=status_word(figures.status, tr))


def lines_told(statement: Statement, tr: Catalog) -> tuple[LineTold, ...]:
    """The lines of a statement and how each was worked out."""
    return tuple(
        LineTold(
            line_name(line, tr), tuple(_how(line, tr)), format_rupiah(line.amount), line.kind.value
        )
        for line in statement.lines
    )


def line_name(line: Line, tr: Catalog) -> str:
    """What a line of a statement is called."""
    match line.kind:
        case Kind.MINIMUM:
            return tr("Up to the minimum of {amount}").format(amount=format_rupiah(line.basis))
        case Kind.TAX:
            return tr("Tax {rate}").format(rate=format_percent(line.parts[0].rate_bp))
        case Kind.DEPOSIT:
            return tr("Deposit paid beforehand")
        case Kind.CORRECTION:
            return tr("Correction: {reason}").format(reason=line.name)
        case Kind.HELD:
            told = tr("{method}, received by the organizer")
            return told.format(method=method_word(line.name, tr))
    return line.name


def _how(line: Line, tr: Catalog) -> list[str]:
    """How a share was worked out, a line for each tier."""
    if line.kind not in {Kind.SHARE, Kind.TAX}:
        return []
    return [
        tr("{rate} of {portion} = {amount}").format(
            rate=format_percent(part.rate_bp),
            portion=format_rupiah(part.portion),
            amount=format_rupiah(part.amount),
        )
        for part in line.parts
    ]


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


def change_told(change: Change, tr: Catalog) -> str:
    """A figure that differs, with what it was and is."""
    counted = {"sales": tr("Sales"), "voids": tr("Voids"), "refunds": tr("Refunds")}
    if change.what in counted:
        before, after = format_amount(change.before), format_amount(change.after)
        return f"{counted[change.what]}: {before} → {after}"
    names = {
        "turnover": tr("Turnover"),
        "balance": tr("Balance"),
        "method": method_word(change.name, tr),
        "held": tr("{method}, received by the organizer").format(
            method=method_word(change.name, tr)
        ),
        "minimum": tr("Up to the minimum"),
        "tax": tr("Tax"),
        "deposit": tr("Deposit paid beforehand"),
        "correction": tr("Correction: {reason}").format(reason=change.name),
    }
    name = names.get(change.what, change.name)
    return f"{name}: {format_rupiah(change.before)} → {format_rupiah(change.after)}"


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
