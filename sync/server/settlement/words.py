"""Statements in words, the same on pages and papers."""

from datetime import date

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.discount import format_percent
from pos_app.domain.kinds import Kind as Entered
from pos_app.domain.money import format_amount, format_rupiah
from resources.translations import Catalog
from sync.server.fair.words import cluster_word, method_word
from sync.server.figures import totals
from sync.server.settlement.changes import AS_TERMS, Change
from sync.server.settlement.consent import Dispute
from sync.server.settlement.statement import Figures, Kind, Line, Statement
from sync.server.settlement.terms import Terms
from sync.server.settlement.terms_words import terms_changed
from sync.server.settlement.tracing import Trace, TracedEntry


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
    """How a share or a tax was worked out, a text for each tier; of what a part was received."""
    if line.kind is Kind.HELD and -line.amount != line.basis:
        told = tr("{amount} of {basis}")
        return [told.format(amount=format_rupiah(-line.amount), basis=format_rupiah(line.basis))]
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
    told = told.format(held=held, declared=declared)
    if figures.open_since is None:
        return told
    day = format_date(figures.open_since, tr.language)
    return f"{told} · " + tr("the shift of {day} is not closed").format(day=day)


def change_told(change: Change, tr: Catalog) -> str:
    """Something that differs from the revision before, with what it was and is."""
    before, after = change.before, change.after
    if isinstance(before, Terms) and isinstance(after, Terms):
        return tr("Terms") + f": {terms_changed(before, after, tr)}"
    name = _change_name(change, tr)
    return f"{name}: {_shown(change.what, before, tr)} → {_shown(change.what, after, tr)}"


def _change_name(change: Change, tr: Catalog) -> str:
    match change.what, change.name:
        case "method", method:
            return method_word(method, tr)
        case "day", day:
            return format_date(date.fromisoformat(day), tr.language)
        case "day_method" | "day_sales", both:
            day, _, method = both.partition(" ")
            told = f"{format_date(date.fromisoformat(day), tr.language)}, {method_word(method, tr)}"
            return tr("Sales") + f", {told}" if change.what == "day_sales" else told
        case "held" | "received", method:
            told = tr("{method}, received by the organizer").format(method=method_word(method, tr))
            return told if change.what == "held" else tr("At this booth") + f", {told}"
        case "correction", reason:
            return tr("Correction: {reason}").format(reason=reason)
    names = {
        "turnover": tr("Turnover"),
        "sales": tr("Sales"),
        "voids": tr("Voids"),
        "refunds": tr("Refunds"),
        "balance": tr("Balance"),
        "minimum": tr("Up to the minimum"),
        "tax": tr("Tax"),
        "deposit": tr("Deposit paid beforehand"),
        "own_deposit": tr("At this booth") + ", " + tr("deposit"),
        "status": tr("Entries"),
        "missing": tr("Missing entries"),
        "open_since": tr("Shift that is not closed"),
        "code": tr("Number of the booth"),
        "booth": tr("Name of the booth"),
        "cluster": tr("Cluster"),
    }
    return names.get(change.what, change.name)


def _shown(what: str, told: object, tr: Catalog) -> str:
    if isinstance(told, int):
        is_count = what in {"sales", "voids", "refunds", "day_sales", "missing"}
        return format_amount(told) if is_count else format_rupiah(told)
    text = str(told)
    match what:
        case "open_since" if text:
            return format_date(date.fromisoformat(text), tr.language)
        case "cluster":
            return cluster_word(text, tr)
        case "own_deposit" | "received":
            return tr("as the terms say") if text == AS_TERMS else tr("all")
        case "status":
            return status_word(text, tr)
    return text or "–"


def status_word(status: str, tr: Catalog) -> str:
    """How complete entries are, in a word or a few."""
    words = {
        totals.COMPLETE: tr("complete"),
        totals.BEHIND: tr("not complete"),
        totals.FORKED: tr("sold on at two laptops"),
        totals.QUARANTINED: tr("some cannot be counted"),
        totals.UNCOUNTED: tr("not all counted yet"),
    }
    return words.get(status, tr("none heard of"))


def verified_told(traced: Trace, tr: Catalog) -> str:
    """Whether a statement was found again in its entries."""
    if traced.broken:
        told = tr("The journal of {tills} does not come to what was counted")
        return told.format(tills=", ".join(traced.broken))
    if not traced.agrees:
        return tr("These entries do not add up to the statement")
    return tr("Verified: chain and sums were worked out again and agree")


def entry_word(entry: TracedEntry, tr: Catalog) -> str:
    """What an entry is."""
    words = {
        Entered.SALE_COMPLETED.value: tr("Sale"),
        Entered.SALE_VOIDED.value: tr("Voided sale"),
        Entered.SALE_REFUNDED.value: tr("Refund"),
    }
    return words.get(entry.kind, entry.kind)


def dispute_heading(dispute: Dispute, tr: Catalog) -> str:
    """Against what something is held, and whether it still is."""
    told = tr("Held against revision {n}").format(n=dispute.revision)
    return told if dispute.ended_at else told + ", " + tr("not ended")


def dispute_lines(dispute: Dispute, zone: str, tr: Catalog) -> list[str]:
    """What is held against a revision, by whom, and how that ended."""
    raised = format_moment(dispute.raised_at, zone, tr.language)
    lines = [f"{dispute.reason} ({dispute.raised_by}, {raised})"]
    if dispute.ended_at:
        ended = format_moment(dispute.ended_at, zone, tr.language)
        lines.append(tr("Ended: {answer}").format(answer=dispute.answer) + f" ({ended})")
    return lines
