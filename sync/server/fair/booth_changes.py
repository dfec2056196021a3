"""A booth that a program adds or changes by what it names, and what a list of them would do."""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.exhibitor import BoothKind, Certificate, Cluster, Exhibitor, Site
from sync.server.fair.booth_lists import Comparison, ToldBooth, check_room, compare, store_entry
from sync.server.fair.exhibitors import BoothEntry, booth_entry, entries_by_code
from sync.server.fair.expos import lock_expo
from sync.server.office import Office


class BoothChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What to change of a booth; what is left out stays. Certificates told are all there are."""

    code: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    business: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    regency: str | UnsetType = UNSET
    cluster: Cluster | UnsetType = UNSET
    site: Site | UnsetType = UNSET
    kind: BoothKind | UnsetType = UNSET
    key: str | UnsetType = UNSET
    certificates: tuple[Certificate, ...] | UnsetType = UNSET


def add_booth(office: Office, expo_id: str, told: BoothChange) -> BoothEntry:
    """Add a booth; raises LapakError as `save_booth` does."""
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        entry = _changed(BoothEntry("", "", "", Exhibitor()), told)
        return store_entry(connection, office, expo_id, entry)


def change_booth(office: Office, expo_id: str, booth: str, change: BoothChange) -> BoothEntry:
    """Change what is named of a booth (by id or code) and nothing of what somebody else changes.

    Raises LapakError as `save_booth` does.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        before = booth_entry(connection, expo_id, booth)
        return store_entry(connection, office, expo_id, _changed(before, change))


def try_booths(office: Office, expo_id: str, told: Sequence[ToldBooth]) -> Comparison:
    """What a list would do, with the rows that cannot be used; nothing is stored.

    Raises LapakError `expo_unknown` or `too_many_booths`.
    """
    with office.database.read() as connection:
        known = entries_by_code(connection, expo_id)
    found = compare(known, told)
    check_room(len(known), found)
    return found


def _changed(entry: BoothEntry, change: BoothChange) -> BoothEntry:
    told = msgspec.structs.asdict(change)
    named = {name: value for name, value in told.items() if value is not UNSET}
    mine = {name: named.pop(name) for name in ("code", "name") if name in named}
    exhibitor = msgspec.structs.replace(entry.exhibitor, **named)
    return msgspec.structs.replace(entry, exhibitor=exhibitor, **mine)
