"""What the organizer tells a booth: taken over where it does no harm, and no sooner."""

from collections.abc import Sequence

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import DaysChanged, ExpoDetails, checked
from pos_app.domain.kinds import Kind
from pos_app.domain.offer import MAX_OFFERS, Offer, checked_offer
from pos_app.services.booth import RegisterState, current_register
from pos_app.store import expo_news, journal, shifts
from pos_app.store.database import Work


class Heard(msgspec.Struct, frozen=True):
    """The revisions that a till has; it asks for what is newer."""

    revision: int = 0
    offers_revision: int = 0


class Notice(msgspec.Struct, frozen=True):
    """What people at a till see of it: the announcement, unless somebody put it away.

    `problem` is the code of what was wrong with the latest news; nothing was changed by those.
    """

    announcement: str = ""
    expo: str = ""
    problem: str = ""


def heard(work: Work) -> Heard:
    """What the register in use was told last."""
    register = current_register(work)
    if register is None or register.expo is None:
        return Heard()
    revision = register.details.revision if register.details else 0
    return Heard(revision, expo_news.find(work.db, register.expo.id).offers_revision)


def hear_details(work: Work, register: str, details: ExpoDetails) -> None:
    """Take over what the organizer set up; older than what is known changes nothing.

    Name, header and announcement hold at once; days are counted anew between shifts. Raises
    LapakError as `expo_details.checked` does, or `expo_details_not_usable` of another expo.
    """
    mine = _sold_at(work, register)
    if mine is None or mine.expo is None:
        return
    if checked(details).expo != mine.expo.id:
        raise LapakError("expo_details_not_usable")
    if mine.details is not None and details.revision <= mine.details.revision:
        return
    journal.append(work.db, mine.head, Kind.EXPO_CHANGED, details, work.at)
    settle_days(work)


def hear_offers(work: Work, register: str, revision: int, offers: Sequence[Offer]) -> None:
    """Keep what the organizer offers; an older list changes nothing.

    Raises LapakError `offer_not_usable`, `too_many_offers` or what `checked_offer` raises; then
    all of the list before stays.
    """
    mine = _sold_at(work, register)
    if mine is None or mine.expo is None:
        return
    if len(offers) > MAX_OFFERS:
        raise LapakError("too_many_offers", limit=MAX_OFFERS)
    named = {offer.id: checked_offer(offer) for offer in offers}
    known = expo_news.find(work.db, mine.expo.id)
    if revision > known.offers_revision:
        new = msgspec.structs.replace(known, offers_revision=revision, offers=tuple(named.values()))
        expo_news.save(work.db, mine.expo.id, new)


def settle_days(work: Work) -> None:
    """Count days as the organizer told, unless a shift is open: its days stay what they were."""
    register = current_register(work)
    told = register.details if register else None
    if register is None or told is None:
        return
    days = DaysChanged(told.zone, told.cutoff_minutes)
    if days == DaysChanged(register.zone, register.cutoff_minutes):
        return
    if shifts.open_shift(work.db, register.id) is None:
        journal.append(work.db, register.head, Kind.DAYS_CHANGED, days, work.at)


def tell_problem(work: Work, code: str) -> None:
    """Note what was wrong with the latest news; empty when nothing is any more."""
    register = current_register(work)
    if register is not None and register.expo is not None:
        known = expo_news.find(work.db, register.expo.id)
        if known.problem != code:
            changed = msgspec.structs.replace(known, problem=code)
            expo_news.save(work.db, register.expo.id, changed)


def notice(work: Work) -> Notice:
    """What to show now."""
    register = current_register(work)
    if register is None or register.expo is None:
        return Notice()
    known = expo_news.find(work.db, register.expo.id)
    told = register.details.announcement if register.details else ""
    shown = "" if told == known.dismissed else told
    return Notice(shown, register.expo.name, known.problem)


def put_away(work: Work, announcement: str) -> None:
    """Show an announcement no more at this machine; the next one is shown again."""
    register = current_register(work)
    if register is not None and register.expo is not None:
        known = expo_news.find(work.db, register.expo.id)
        changed = msgspec.structs.replace(known, dismissed=announcement)
        expo_news.save(work.db, register.expo.id, changed)


def _sold_at(work: Work, register: str) -> RegisterState | None:
    """The register in use, if it is still the one that asked."""
    mine = current_register(work)
    return mine if mine is not None and mine.id == register else None
