"""What a till that asks is told of its organizer's changes."""

import msgspec
from sqlalchemy import select

from sync.server.accounts.access import seat_of
from sync.server.fair.expo_details import details_of
from sync.server.fair.offers import offers_for
from sync.server.office import Office
from sync.server.store.rows import ExpoNoticeRow
from sync.wire import News, SealedNews, news_message


def news(
    office: Office, token: str, register_id: str, revision: int, offers_revision: int
) -> SealedNews:
    """What is newer than the two revisions that a till has, sealed for that till.

    Raises LapakError as `seat_of` does.
    """
    with office.database.read() as connection:
        seat = seat_of(connection, token, register_id)
        here = select(ExpoNoticeRow.offers_revision).where(ExpoNoticeRow.expo_id == seat.expo_id)
        offered_at = connection.execute(here).scalar_one_or_none() or 0
        details = details_of(connection, seat.expo_id)
        told = News(
            register=register_id,
            details=details if details.revision > revision else None,
            offers_revision=offered_at,
            offers=offers_for(connection, seat.expo_id, seat.booth_id)
            if offered_at > offers_revision
            else None,
        )
    content = msgspec.json.encode(told).decode()
    return SealedNews(content, office.identity.sign(news_message(content)))
