"""What stands on a booth's join sheet, and which booths get one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy import Connection

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import in_groups
from sync.server.fair import booth_codes, invitations
from sync.server.fair.booth_codes import BoothCode
from sync.server.fair.exhibitors import BoothEntry, entries_by_code
from sync.server.fair.expos import is_draft
from sync.server.office import Office
from sync.server.presence import Whereabouts
from sync.server.settlement.papers import ExpoHeading, expo_heading

MOST = 2_000
"""Sheets in one file."""


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which booths: those with these codes (none is all), of a cluster, only without a till."""

    booths: Annotated[tuple[str, ...], Meta(max_length=MOST)] = ()
    cluster: str = ""
    without_till: bool = False


class SheetPaper(msgspec.Struct, frozen=True):
    """A sheet as it is printed; `invitation` is the text of its picture."""

    expo: ExpoHeading
    booth: str
    business: str
    owner: str
    code: str
    invitation: str
    until: datetime
    address: str
    fingerprint: str
    is_draft: bool = False


def sheets_for(
    office: Office, expo_id: str, wanted: Wanted, here: Whereabouts, asked_at: str = ""
) -> tuple[SheetPaper, ...]:
    """The sheets of booths by code; codes are made where there is no good one.

    `asked_at` is the URL under which this server was asked, as for `invitations.invite`. Raises
    LapakError `booth_unknown`, `no_booth_fits`, `too_many_sheets`, `server_nowhere`, or as
    `booth_codes.codes_for` does.
    """
    invitations.reached_at(here, asked_at)
    with office.database.read() as connection:
        entries = _chosen(connection, expo_id, wanted)
        heading, draft = expo_heading(connection, expo_id), is_draft(connection, expo_id)
    codes = booth_codes.codes_for(office, expo_id, [entry.id for entry in entries])
    by_id = {entry.id: entry for entry in entries}
    return tuple(
        _paper(heading, by_id[code.booth.id], code, here, asked_at, draft=draft) for code in codes
    )


def spaced(code: str) -> str:
    """A join code as people read it: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def _chosen(connection: Connection, expo_id: str, wanted: Wanted) -> Sequence[BoothEntry]:
    known = entries_by_code(connection, expo_id)
    named = [code.strip().upper() for code in wanted.booths]
    for code in named:
        if code not in known:
            raise LapakError("booth_unknown", booth=code)
    codes = sorted(set(named) or known)
    found = [known[code] for code in codes if _fits(known[code], wanted)]
    if not found:
        raise LapakError("no_booth_fits")
    if len(found) > MOST:
        raise LapakError("too_many_sheets", limit=MOST)
    return found


def _fits(entry: BoothEntry, wanted: Wanted) -> bool:
    of_cluster = wanted.cluster in {"", entry.exhibitor.cluster.value}
    return of_cluster and not (wanted.without_till and entry.tills)


def _paper(
    heading: ExpoHeading,
    entry: BoothEntry,
    code: BoothCode,
    here: Whereabouts,
    asked_at: str,
    *,
    draft: bool,
) -> SheetPaper:
    return SheetPaper(
        expo=heading,
        booth=entry.code,
        business=entry.exhibitor.business or entry.name,
        owner=entry.exhibitor.owner,
        code=spaced(code.code),
        invitation=invitations.pictured(code.secret, here, asked_at),
        until=code.expires_at,
        address=invitations.reached_at(here, asked_at)[0],
        fingerprint=in_groups(here.certificate),
        is_draft=draft,
    )
