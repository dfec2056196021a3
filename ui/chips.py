"""What the chips in the top bar say: the truth about printer, sync and shift, in few words."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from resources.translations import Catalog

if TYPE_CHECKING:
    from pos_app.domain.shift import Shift
    from pos_app.services.organizer import SyncState
    from pos_app.services.printing.printer_state import PrinterState

_CALM = ("ready", "unknown", "printing")
_PRINTER_NAME = 10


class ChipText(NamedTuple):
    """A chip's words, icon and kind (good, attention, error, plain)."""

    text: str
    icon: str
    kind: str


def printer_words(state: "PrinterState", tr: Catalog) -> ChipText:
    """What is known of the printer; `ready` only ever comes from the printer itself.

    Of several printers the one that needs somebody is named.
    """
    words = {
        "none": ChipText(tr("No printer"), "printer", "plain"),
        "unknown": ChipText(tr("Printer: no word"), "printer", "plain"),
        "ready": ChipText(tr("Printer ready"), "printer", "good"),
        "printing": ChipText(tr("Printing"), "printer", "good"),
        "paper_out": ChipText(tr("Paper out"), "triangle-alert", "error"),
        "paper_near_end": ChipText(tr("Paper low"), "triangle-alert", "attention"),
        "cover_open": ChipText(tr("Printer cover open"), "triangle-alert", "error"),
        "offline": ChipText(tr("Printer offline"), "triangle-alert", "error"),
        "failed": ChipText(tr("Printing failed"), "circle-x", "error"),
        "uncertain": ChipText(tr("Did it print?"), "circle-question-mark", "attention"),
        "offered": ChipText(
            tr("{count} from earlier").format(count=state.offered), "history", "attention"
        ),
    }
    found = words.get(state.state, words["unknown"])
    if state.state == "none":
        return found
    if state.name and state.state not in _CALM:
        return found._replace(text=_named(state, found.text, tr))
    return _with_waiting(found, state, tr)


def _named(state: "PrinterState", text: str, tr: Catalog) -> str:
    """With a printer's name before it, in fewer words: the bar is narrow."""
    shorter = {"cover_open": tr("cover open"), "offline": tr("does not answer")}
    return f"{_short(state.name, _PRINTER_NAME)}: {shorter.get(state.state, text)}"


def _with_waiting(found: ChipText, state: "PrinterState", tr: Catalog) -> ChipText:
    if state.waiting and state.state in _CALM:
        text = tr("{count} waiting").format(count=state.waiting)
        return ChipText(text, "printer", "plain")
    waiting = state.waiting + state.offered
    if state.state == "offered" or not waiting:
        return found
    return found._replace(text=f"{found.text} · {waiting}")


def sync_words(state: "SyncState", zone: str, tr: Catalog) -> ChipText:
    """Where this register's sales are; none of these states ever stops selling."""
    count = state.waiting
    at = f" {clock(state.at, zone)}" if state.at else ""
    offline = tr("Offline, {count} safe here") if count else tr("Offline")
    words = {
        "standalone": ChipText(tr("Selling on its own"), "store", "plain"),
        "connecting": ChipText(tr("Connecting"), "cloud", "plain"),
        "synced": ChipText(tr("Synced{at}").format(at=at), "cloud-check", "good"),
        "sending": ChipText(_sending(state, tr), "cloud", "good"),
        "waiting": ChipText(_waiting(state, tr), "cloud", "plain"),
        "offline": ChipText(offline.format(count=count), "cloud-off", "attention"),
        "attention": ChipText(tr("Needs attention"), "triangle-alert", "error"),
    }
    found = words.get(state.kind, words["standalone"])
    if state.overdue_min and state.kind in {"offline", "waiting"}:
        text = tr("Not sent for {time}").format(time=span(state.overdue_min, tr))
        return ChipText(text, "triangle-alert", "attention")
    return found


def span(minutes: int, tr: Catalog) -> str:
    """How long something has lasted, in the one unit that matters."""
    if minutes < 120:
        return tr("{count} min").format(count=minutes)
    if minutes < 48 * 60:
        return tr("{count} h").format(count=minutes // 60)
    return tr("{count} d").format(count=minutes // (24 * 60))


def _sending(state: "SyncState", tr: Catalog) -> str:
    if state.backlog <= 1:
        return tr("Sending {count}").format(count=state.waiting)
    sent = state.backlog - state.waiting
    return tr("Sending {sent} of {count}").format(sent=sent, count=state.backlog)


def _waiting(state: "SyncState", tr: Catalog) -> str:
    if state.retry_s:
        return tr("Waiting {seconds} s").format(seconds=round(state.retry_s))
    return tr("{count} waiting").format(count=state.waiting)


def shift_words(shift: "Shift | None", zone: str, tr: Catalog, person: str = "") -> ChipText:
    """Who sells, and since when; a `person` at the till is named before who opened the shift."""
    if shift is None:
        closed = tr("Register closed")
        text = tr("{cashier} · {state}").format(cashier=_short(person), state=closed)
        return ChipText(text if person else closed, "user", "plain")
    since = clock(shift.opened_at, zone)
    text = tr("{cashier} · since {time}").format(
        cashier=_short(person or shift.cashier), time=since
    )
    return ChipText(text, "user", "")


def clock(at: datetime, zone: str) -> str:
    """Hours and minutes as they are written in Indonesia: `14.02`."""
    return f"{at.astimezone(ZoneInfo(zone)):%H.%M}"


def _short(name: str, most: int = 14) -> str:
    """The first name, since the bar is narrow."""
    first = name.partition(" ")[0]
    return first if len(first) <= most else f"{first[: most - 1]}…"
