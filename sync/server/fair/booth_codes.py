"""The join code of a booth as it is printed and shown: one at a time, told again while it is good.

It is made from a number that is kept with it and this server's own key, so a sheet that is printed
again says the same. Whoever has stolen the database can make it too; they also hold the key that
signs for this server, and a code is good for one till, until it is used or another takes its place.
"""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.moments import moment, stamp
from pos_app.domain.register import Booth
from sync.server.accounts import audit, tokens
from sync.server.fair import joining
from sync.server.fair.expo_details import details_of
from sync.server.fair.expos import booths_of, expo_by_id, find_booth, lock_expo, relay_of
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import JoinCodeRow, MoveCodeRow

WITHOUT_DAYS = timedelta(days=7)
MOST = timedelta(days=60)
_SECRET_BYTES = 16


class BoothCode(msgspec.Struct, frozen=True):
    """A code that is good: to be typed, and the secret of the picture that stands for it."""

    booth: Booth
    code: str
    secret: str
    made_at: datetime
    expires_at: datetime


def good_until(details: ExpoDetails, now: datetime) -> datetime:
    """How long a new code holds: to the end of the expo, but for a day at least.

    Without days a week; never more than 60 days.
    """
    if details.last_day is None:
        return now + WITHOUT_DAYS
    last = min(details.last_day, (now + MOST).date())
    midnight = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(details.zone))
    ends = (midnight + timedelta(minutes=details.cutoff_minutes)).astimezone(now.tzinfo)
    return max(now + joining.LIFETIME, min(ends, now + MOST))


def codes_for(office: Office, expo_id: str, booths: Iterable[str]) -> tuple[BoothCode, ...]:
    """The codes of booths (by id), made for those that have no good one.

    Raises LapakError `expo_unknown`, or `expo_joined_elsewhere` for an expo whose tills join
    another server. What is no booth of the expo is passed over.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        _check_here(connection, expo_id)
        known = {booth.id: booth for booth in booths_of(connection, expo_id)}
        wanted = [known[each] for each in dict.fromkeys(booths) if each in known]
        good = good_codes(connection, office, expo_id, known)
        missing = [booth for booth in wanted if booth.id not in good]
        if missing:
            made = _made(connection, office, expo_id, missing)
            good = {**good, **{code.booth.id: code for code in made}}
            _note(connection, office, expo_id, missing)
    return tuple(good[booth.id] for booth in wanted)


def code_for(office: Office, expo_id: str, booth: str) -> BoothCode:
    """The code of a booth (by id or code); raises as `codes_for` does, or `booth_unknown`."""
    with office.database.read() as connection:
        found = find_booth(connection, expo_by_id(connection, expo_id).id, booth)
    [code] = codes_for(office, expo_id, [found.id])
    return code


def make_anew(office: Office, expo_id: str, booth: str) -> BoothCode:
    """Another code for a booth (by id or code); those before it that nobody used lead nowhere.

    Raises LapakError as `codes_for` does, or `booth_unknown`.
    """
    with office.database.write() as connection:
        lock_expo(connection, expo_id)
        _check_here(connection, expo_id)
        found = find_booth(connection, expo_id, booth)
        moving = select(MoveCodeRow.code_hash).where(MoveCodeRow.expo_id == expo_id)
        connection.execute(
            update(JoinCodeRow)
            .where(
                JoinCodeRow.expo_id == expo_id,
                JoinCodeRow.booth_id == found.id,
                JoinCodeRow.used_by.is_(None),
                JoinCodeRow.ended_at.is_(None),
                JoinCodeRow.code_hash.not_in(moving),
            )
            .values(ended_at=stamp(office.clock()))
        )
        [made] = _made(connection, office, expo_id, [found])
        audit.note(connection, office, "code.made_anew", expo_id, booth=found.code)
    return made


def good_codes(
    connection: Connection, office: Office, expo_id: str, booths: Mapping[str, Booth]
) -> dict[str, BoothCode]:
    """The codes that can be told again and used now, by the booth's id."""
    now = stamp(office.clock())
    rows = connection.execute(
        select(
            *(JoinCodeRow.booth_id, JoinCodeRow.nonce),
            *(JoinCodeRow.created_at, JoinCodeRow.expires_at),
        )
        .where(
            JoinCodeRow.expo_id == expo_id,
            JoinCodeRow.nonce.is_not(None),
            JoinCodeRow.used_by.is_(None),
            JoinCodeRow.ended_at.is_(None),
            JoinCodeRow.expires_at > now,
        )
        .order_by(JoinCodeRow.created_at)
    )
    return {
        row.booth_id: BoothCode(
            booths[row.booth_id],
            *_told(office, expo_id, str(row.nonce)),
            moment(row.created_at),
            moment(row.expires_at),
        )
        for row in rows
        if row.booth_id in booths
    }


def _check_here(connection: Connection, expo_id: str) -> None:
    if relay := relay_of(connection, expo_id):
        raise LapakError("expo_joined_elsewhere", server=relay)


def _made(
    connection: Connection, office: Office, expo_id: str, booths: Collection[Booth]
) -> list[BoothCode]:
    now = office.clock()
    until = good_until(details_of(connection, expo_id), now)
    fresh = [(booth, tokens.token_text(office.new_secret())) for booth in booths]
    made = [BoothCode(booth, *_told(office, expo_id, nonce), now, until) for booth, nonce in fresh]
    hashes = [joining.told_again_hash(office, one.code) for one in made]
    rows = [
        (expo_id, hashed, booth.id, stamp(now), stamp(until), nonce)
        for hashed, (booth, nonce) in zip(hashes, fresh, strict=True)
    ]
    columns = "expo_id, code_hash, booth_id, created_at, expires_at, nonce"
    insert_many(connection, f"join_code ({columns})", rows)
    pictured = [
        (expo_id, tokens.token_hash(one.secret), hashed)
        for one, hashed in zip(made, hashes, strict=True)
    ]
    insert_many(connection, "invitation (expo_id, secret_hash, code_hash)", pictured)
    return made


def _note(connection: Connection, office: Office, expo_id: str, booths: Collection[Booth]) -> None:
    if len(booths) == 1:
        [booth] = booths
        audit.note(connection, office, "code.made", expo_id, booth=booth.code)
    else:
        audit.note(connection, office, "codes.made", expo_id, booths=len(booths))


def _told(office: Office, expo_id: str, nonce: str) -> tuple[str, str]:
    """The code and the secret that a number stands for."""
    key = office.identity.derived_key("booths' codes")
    code, secret = (
        hmac.new(key, f"{part}\0{expo_id}\0{nonce}".encode(), hashlib.sha256).digest()
        for part in ("code", "secret")
    )
    shown = b32encode(secret[:_SECRET_BYTES]).decode().rstrip("=")
    return joining.code_from(code), shown
