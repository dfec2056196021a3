"""What the state of sync is called on its page."""

import msgspec

from pos_app.domain.errors import LapakError
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


def sync_words(state: SyncState, tr: Catalog) -> SyncWords:
    """The words for a state; none of them ever stops a sale."""
    safe = tr("Everything is safe on this machine. You can go on selling.")
    later = tr("It is tried again by itself. You can go on selling.")
    alone = tr("Nothing is sent. Join an expo to send totals to its organizer.")
    reason = _reason(state, tr)
    known = {
        SyncKind.STANDALONE: SyncWords(tr("This booth sells on its own."), alone, "store", "card"),
        SyncKind.CONNECTING: SyncWords(tr("Connecting to the organizer …"), safe, "cloud", "card"),
        SyncKind.SYNCED: SyncWords(tr("The organizer has everything."), "", "cloud-check", "good"),
        SyncKind.SENDING: SyncWords(tr("Sending to the organizer …"), safe, "cloud", "card"),
        SyncKind.WAITING: SyncWords(tr("Waiting to send."), later, "cloud", "card"),
        SyncKind.OFFLINE: SyncWords(
            tr("The organizer cannot be reached."), safe, "cloud-off", "attention"
        ),
        SyncKind.ATTENTION: SyncWords(
            tr("Sending needs attention."), reason or tr("Tell the organizer."), "circle-x", "error"
        ),
    }
    return known[state.kind]


def _reason(state: SyncState, tr: Catalog) -> str:
    if not state.code:
        return ""
    told = sentence(LapakError(state.code, **state.details), tr)
    why = one_line(str(state.details.get("reason", "")))[:MAX_REASON]
    if state.code != "token_revoked":
        return told
    again = tr("With a new join code it is let in again, and everything is sent.")
    return " ".join((told, *([tr("Reason: {reason}.").format(reason=why)] if why else []), again))
