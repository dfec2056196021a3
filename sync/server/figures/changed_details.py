"""Changing what an expo is: what its booths are told, and what its figures are counted by."""

import msgspec
from msgspec import UNSET

from pos_app.domain.expo_details import ExpoDetails, checked
from pos_app.domain.words import one_line
from sync.server.accounts import audit
from sync.server.fair.expo_details import (
    DetailsChange,
    details_of,
    ensure_notice,
    next_revision,
    store_details,
)
from sync.server.fair.seen import check_seen
from sync.server.figures.projection import reproject
from sync.server.office import Office


def change_details(
    office: Office, expo_id: str, change: DetailsChange, seen: str = ""
) -> ExpoDetails:
    """Change what is set; where nothing differs nothing happens. Another zone counts hours anew.

    `seen` marks what was shown. Raises LapakError `expo_unknown`, `changed_meanwhile` and what
    `expo_details.checked` raises.
    """
    with office.database.write() as connection:
        ensure_notice(connection, expo_id)
        before = details_of(connection, expo_id)
        check_seen(seen, before)
        fields = msgspec.structs.asdict(change)
        told = {name: value for name, value in fields.items() if value is not UNSET}
        after = checked(_clean(msgspec.structs.replace(before, **told)))
        if after != before:
            after = msgspec.structs.replace(
                after, revision=next_revision(before.revision, office.clock())
            )
            store_details(connection, after)
            told = _differences(before, after)
            audit.note(connection, office, "expo.changed", expo_id, **told)
    if after.zone != before.zone:
        reproject(office.database, expo_id)
    return after


def _differences(before: ExpoDetails, after: ExpoDetails) -> dict[str, list[str]]:
    """What each changed field was and is, as texts."""
    was, now = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return {
        name: [str(was[name] or ""), str(now[name] or "")]
        for name in now
        if name != "revision" and was[name] != now[name]
    }


def _clean(details: ExpoDetails) -> ExpoDetails:
    lines = (one_line(line) for line in details.header)
    return msgspec.structs.replace(
        details,
        name=one_line(details.name),
        header=tuple(filter(None, lines)),
        announcement=one_line(details.announcement),
    )
