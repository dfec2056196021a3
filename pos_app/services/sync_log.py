"""What became of the latest attempts to send, for the page and for whoever is asked for help."""

import platform
from urllib.parse import urlsplit

import pos_app
from pos_app.domain.moments import stamp
from pos_app.store import registers, sync_links, sync_log
from pos_app.store.database import Work
from pos_app.store.sync_log import Attempt, SyncReceipt

__all__ = [
    "Attempt",
    "SyncReceipt",
    "attempts",
    "highest_receipt",
    "latest_receipt",
    "note",
    "support_text",
]


def note(work: Work, attempt: Attempt) -> None:
    """Add an attempt to the last hundred."""
    sync_log.note(work.db, attempt)


def attempts(work: Work) -> tuple[Attempt, ...]:
    """The last hundred attempts, the oldest of them first."""
    return tuple(sync_log.attempts(work.db))


def latest_receipt(work: Work) -> SyncReceipt | None:
    """What the organizer signed for last, of the register in use."""
    register = registers.current_register(work.db)
    found = sync_log.receipts(work.db, register.id) if register else []
    return found[0] if found else None


def highest_receipt(work: Work, register: str, server_id: str) -> SyncReceipt | None:
    """The most that a server ever signed for of a register."""
    found = [one for one in sync_log.receipts(work.db, register) if one.server_id == server_id]
    return max(found, key=lambda one: one.acked_seq, default=None)


def support_text(work: Work) -> bytes:
    """The attempts as a text to send to somebody who helps.

    Nothing in it tells whose it is: no names, tokens, amounts, registers or addresses, only what
    kind of address the server has.
    """
    register = registers.current_register(work.db)
    link = sync_links.find(work.db, register.id) if register else None
    head = (
        f"Lapak {pos_app.__version__} · {platform.system()} {platform.release()}",
        f"server: {_kind_of(link.address) if link else 'none'}",
        f"written: {stamp(work.at)}",
        "at;outcome;code;sent;waiting;took_ms",
    )
    lines = (
        f"{stamp(one.at)};{one.outcome};{one.code};{one.sent};{one.waiting};{one.took_ms}"
        for one in sync_log.attempts(work.db)
    )
    return "\n".join((*head, *lines, "")).encode()


def _kind_of(address: str) -> str:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if ":" in host:
        kind = "IPv6"
    elif host.replace(".", "").isdigit():
        kind = "IPv4"
    else:
        kind = "name"
    return f"{parts.scheme}, {kind}"
