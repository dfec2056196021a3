"""What two servers that hold one expo tell each other of it, and what each takes over.

An expo's details and its offers are each one thing with a revision, and the higher one holds,
wherever it was made; who is locked out at one is locked out at both.
"""

from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, select

from pos_app.domain import expo_details as details_rules
from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import MAX_REVISION, ExpoDetails
from pos_app.domain.moments import moment, stamp
from pos_app.domain.words import MAX_REASON, one_line
from sync.relay_wire import ExpoTold, LockedOut
from sync.server.fair import expos, offers, registers
from sync.server.fair.expo_details import details_of, ensure_notice, next_revision, store_details
from sync.server.figures.projection import reproject
from sync.server.journals import evidence
from sync.server.office import Office
from sync.server.relays import shared_papers
from sync.server.store.rows import ExpoNoticeRow, RegisterRow


def told_of(connection: Connection, expo_id: str, offers_known: int) -> ExpoTold:
    """An expo as it stands here; its offers only if they are newer than what is known there.

    Raises LapakError `expo_unknown`.
    """
    offered_at = _offers_revision(connection, expo_id)
    is_news = offered_at > offers_known
    return ExpoTold(
        expo=expos.expo_by_id(connection, expo_id),
        booths=expos.booths_of(connection, expo_id),
        details=details_of(connection, expo_id),
        offers_revision=offered_at,
        offers=offers.offers_of(connection, expo_id) if is_news else None,
        locked_out=registers.locked_out(connection, expo_id),
        z_codes=shared_papers.z_codes_digest(connection, expo_id),
        closings=shared_papers.closing_digests(connection, expo_id),
        forks=evidence.counted(connection, expo_id),
    )


def take_over(office: Office, expo_id: str, told: ExpoTold, *, yields: bool = False) -> None:
    """Take over what is newer at another server.

    Who `yields` takes over other details of the same revision too, as its own newer ones: two
    organizers changed them in the same second. Raises LapakError as `expo_details.checked` and
    `replace_offers` do, and then nothing of it is kept.
    """
    with office.database.write() as connection:
        ensure_notice(connection, expo_id)
        before = details_of(connection, expo_id)
        after = _newer(office, before, _checked(expo_id, told.details), yields=yields)
        if after != before:
            store_details(connection, after)
        is_offered = _offers_revision(connection, expo_id) < told.offers_revision <= MAX_REVISION
        if is_offered and told.offers is not None:
            offers.replace_offers(connection, expo_id, told.offers_revision, told.offers)
        _lock_out(connection, expo_id, told.locked_out)
    if after.zone != before.zone:
        reproject(office.database, expo_id)


def _newer(office: Office, mine: ExpoDetails, told: ExpoDetails, *, yields: bool) -> ExpoDetails:
    if told.revision > mine.revision:
        return told
    if yields and told != mine and told.revision == mine.revision:
        return msgspec.structs.replace(told, revision=next_revision(told.revision, office.clock()))
    return mine


def _checked(expo_id: str, told: ExpoDetails) -> ExpoDetails:
    if told.expo != expo_id:
        raise LapakError("expo_details_not_usable")
    return details_rules.checked(told)


def _offers_revision(connection: Connection, expo_id: str) -> int:
    here = select(ExpoNoticeRow.offers_revision).where(ExpoNoticeRow.expo_id == expo_id)
    return connection.execute(here).scalar_one_or_none() or 0


def _lock_out(connection: Connection, expo_id: str, told: tuple[LockedOut, ...]) -> None:
    known = {out.register: out.at for out in registers.locked_out(connection, expo_id)}
    here = select(RegisterRow.register_id).where(RegisterRow.expo_id == expo_id)
    ids = set(connection.execute(here).scalars())
    for out in told:
        at = stamp(_moment(out.at))
        if out.register in ids and at > known.get(out.register, ""):
            reason = one_line(out.reason)[:MAX_REASON]
            registers.lock_out(connection, expo_id, LockedOut(out.register, at, reason))


def _moment(text: str) -> datetime:
    try:
        return moment(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise LapakError("expo_details_not_usable") from error
