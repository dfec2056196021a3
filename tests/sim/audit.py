"""What an organizer's database holds, read past the server's own code, and whether it adds up."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pysqlite3
from msgspec.structs import replace

from tests.sim.book import Deed, Done, Sums

_ZONE = timedelta(hours=7)
_connect = pysqlite3.connect  # an auditor dies with nobody
_KINDS = {
    "sale.completed": (Deed.SALE, "id"),
    "sale.voided": (Deed.VOID, "sale_id"),
    "sale.refunded": (Deed.REFUND, "id"),
}
_DEEDS = "SELECT entry FROM journal WHERE kind IN ('entry.carried', {}) ORDER BY register_id, seq"


class BrokenError(Exception):
    """A promise was not kept."""


def check(kept: bool, promise: str, *seen: object) -> None:
    """Raises BrokenError unless the promise was kept."""
    if not kept:
        raise BrokenError(": ".join((promise, *(str(one)[:2000] for one in seen))))


def ask(database: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What stands in a file's committed pages, whoever has it open."""
    connection = _connect(f"file:{database}?mode=ro", uri=True)
    try:
        return list(connection.execute(statement, values).fetchall())
    finally:
        connection.close()


def deeds_in(database: Path) -> dict[str, date]:
    """The keys of all deeds in a journal, of a till or the organizer, and their days."""
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    found: dict[str, date] = {}
    for (data,) in ask(database, _DEEDS.format(kinds)):
        _note(json.loads(data), found)
    return found


def places_in(database: Path) -> set[tuple[str, int, bytes]]:
    """Register, seq and hash of all entries in a journal, also of those that are carried."""
    found: set[tuple[str, int, bytes]] = set()
    for *place, kind, data in ask(
        database, "SELECT register_id, seq, hash, kind, entry FROM journal"
    ):
        found.add((place[0], place[1], place[2]))
        if kind == "entry.carried":
            body = json.loads(data)["body"]
            found.add((body["register"], body["seq"], bytes.fromhex(body["hash"])))
    return found


def with_their_day(deeds: list[Done], held: Mapping[str, date]) -> list[Done]:
    """Deeds placed on the day that their entry says, where nobody saw the answer."""
    return [replace(one, day=held.get(one.key, one.day)) for one in deeds]


def booth_sums(totals: Any) -> dict[str, Sums]:
    """The organizer's page in the book's words; booths without any deed left out."""
    found = {
        booth.code: Sums(booth.sales, booth.voids, booth.refunds, booth.total)
        for booth in totals.booths
    }
    return {code: one for code, one in found.items() if one != Sums()}


def _note(entry: dict[str, Any], found: dict[str, date]) -> None:
    if entry["kind"] == "entry.carried":
        _note(entry["body"]["entry"], found)
        return
    if entry["kind"] not in _KINDS:
        return
    deed, key = _KINDS[entry["kind"]]
    at = datetime.fromisoformat(entry["at"])
    found.setdefault(f"{deed}/{entry['body'][key]}", (at + _ZONE).date())
