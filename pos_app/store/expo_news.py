"""What an organizer told that stands in no journal: its offers, and what was put away of it."""

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.offer import Offer
from pos_app.store.tables.machine import EXPO_NEWS


class ExpoNews(msgspec.Struct, frozen=True):
    """What stands of one expo; see the table."""

    offers_revision: int = 0
    offers: tuple[Offer, ...] = ()
    dismissed: str = ""
    problem: str = ""


_offers = msgspec.json.Decoder(tuple[Offer, ...])


def find(db: Connection, expo: str) -> ExpoNews:
    """What was told of an expo; nothing before anything was."""
    row = db.execute(select(*EXPO_NEWS.c).where(EXPO_NEWS.c.expo_id == expo)).one_or_none()
    if row is None:
        return ExpoNews()
    return ExpoNews(row.offers_revision, _offers.decode(row.offers), row.dismissed, row.problem)


def save(db: Connection, expo: str, news: ExpoNews) -> None:
    """Keep what was told of an expo, in place of what stood there."""
    values = {
        "expo_id": expo,
        "offers_revision": news.offers_revision,
        "offers": msgspec.json.encode(news.offers).decode(),
        "dismissed": news.dismissed,
        "problem": news.problem,
    }
    added = upsert(EXPO_NEWS).values(values)
    db.execute(added.on_conflict_do_update(index_elements=["expo_id"], set_=values))
