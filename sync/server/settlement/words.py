"""Statements in words, the same on pages and papers."""

from pos_app.domain.discount import format_percent
from pos_app.domain.money import format_amount, format_rupiah
from resources.translations import Catalog
from sync.server.fair.words import method_word
from sync.server.figures import totals
from sync.server.settlement.changes import Change
from sync.server.settlement.statement import Figures, Kind, Line, Statement


def balance_told(statement: Statement, tr: Catalog) -> tuple[str, str]:
    """Who pays whom, and how much."""
    if statement.balance > 0:
        return tr("The exhibitor pays the organizer"), format_rupiah(statement.balance)
    if statement.balance < 0:
        return tr("The organizer pays the exhibitor"), format_rupiah(-statement.balance)
    return tr("Neither side pays"), format_rupiah(0)


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


def line_how(line: Line, tr: Catalog) -> list[str]:
    """How a share or a tax was worked out, a text for each tier."""
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


def completeness_told(figures: Figures, tr: Catalog) -> str:
    """How complete the entries were; each was checked against chain and signature as it came."""
    held, declared = format_amount(figures.held), format_amount(figures.declared)
    words = {
        totals.COMPLETE: tr("{held} of {declared} entries received, verified"),
        totals.BEHIND: tr("{held} of {declared} entries received, not complete"),
        totals.FORKED: tr("{held} of {declared} entries received, sold on at two laptops"),
        totals.QUARANTINED: tr("{held} of {declared} entries received, some cannot be counted"),
        totals.UNCOUNTED: tr("{held} of {declared} entries received, not all counted yet"),
    }
    told = words.get(figures.status, tr("No till of this booth was ever heard of"))
    return told.format(held=held, declared=declared)


def change_told(change: Change, tr: Catalog) -> str:
    """A figure that differs from the revision before, with what it was and is."""
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
