"""What the state of sync is called on its page."""

import msgspec

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount
from pos_app.domain.words import MAX_REASON, one_line
from pos_app.messages import sentence
from pos_app.services.organizer import SyncKind, SyncState
from resources.translations import Catalog
from ui.widgets.tone_panel import Tone


class SyncWords(msgspec.Struct, frozen=True):
    """A state in one line, what follows from it, and its tone."""

    line: str
    next_step: str
    icon: str
    tone: Tone


def sync_words(state: SyncState, zone: str, tr: Catalog) -> SyncWords:
    """The words for a state; none of them ever stops a sale."""
    safe = tr("Everything is safe on this machine. You can go on selling.")
    later = tr("It is tried again by itself. You can go on selling.")
    if state.code == "server_disk_full":
        again = tr("It is tried again by itself.")
        later = f"{safe} {again}"
    alone = tr("Nothing is sent. Join an expo to send totals to its organizer.")
    reason = _reason(state, tr)
    known = {
        SyncKind.STANDALONE: SyncWords(tr("This booth sells on its own."), alone, "store", "card"),
        SyncKind.CONNECTING: SyncWords(tr("Connecting to the organizer …"), safe, "cloud", "card"),
        SyncKind.SYNCED: SyncWords(tr("The organizer has everything."), "", "cloud-check", "good"),
        SyncKind.SENDING: SyncWords(_sending(state, tr), safe, "cloud", "card"),
        SyncKind.WAITING: SyncWords(_waiting(state, tr), later, "cloud", "card"),
        SyncKind.OFFLINE: SyncWords(_offline(state, zone, tr), safe, "cloud-off", "attention"),
        SyncKind.ATTENTION: SyncWords(
            tr("Sending needs attention."), reason or tr("Tell the organizer."), "circle-x", "error"
        ),
    }
    return _overdue(known[state.kind], state, tr)


def span(minutes: int, tr: Catalog) -> str:
    """How long something has lasted, in full words."""
    if minutes < 120:
        return tr("{count} minutes").format(count=minutes)
    if minutes < 48 * 60:
        return tr("{count} hours").format(count=minutes // 60)
    return tr("{count} days").format(count=minutes // (24 * 60))


def _sending(state: SyncState, tr: Catalog) -> str:
    if state.backlog <= 1:
        return tr("Sending to the organizer …")
    sent, count = format_amount(state.backlog - state.waiting), format_amount(state.backlog)
    return tr("Sending to the organizer: {sent} of {count} …").format(sent=sent, count=count)


def _waiting(state: SyncState, tr: Catalog) -> str:
    if not state.retry_s:
        return tr("Waiting to send.")
    if state.code == "server_disk_full":
        return tr("The organizer's server is full. Tell the organizer.")
    line = tr("Waiting {seconds} s because the organizer's server is busy.")
    return line.format(seconds=state.retry_s)


def _offline(state: SyncState, zone: str, tr: Catalog) -> str:
    if state.at is None:
        return tr("The organizer cannot be reached.")
    at = format_moment(state.at, zone, tr.language)
    return tr("The organizer cannot be reached. Last contact: {time}.").format(time=at)


def _overdue(words: SyncWords, state: SyncState, tr: Catalog) -> SyncWords:
    """An entry that waits too long is said aloud, with what to do."""
    if not state.overdue_min or state.kind is SyncKind.SENDING:
        return words
    told = tr(
        "The oldest entry has been waiting for {time}. Check the Wi-Fi, or hand the data over on a"
        " stick."
    ).format(time=span(state.overdue_min, tr))
    tone: Tone = "error" if words.tone == "error" else "attention"
    return msgspec.structs.replace(words, next_step=f"{words.next_step} {told}", tone=tone)


def _reason(state: SyncState, tr: Catalog) -> str:
    if not state.code:
        return ""
    told = sentence(LapakError(state.code, **state.details), tr)
    why = one_line(str(state.details.get("reason", "")))[:MAX_REASON]
    if state.code != "token_revoked":
        return told
    again = tr("With a new join code it is let in again, and everything is sent.")
    return " ".join((told, *([tr("Reason: {reason}.").format(reason=why)] if why else []), again))
