"""Asking the organizer for what is new, beside the line: it never holds up a push."""

import logging
import threading
from collections.abc import Callable

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import UNREADABLE
from pos_app.services import expo_news
from pos_app.services.expo_news import Heard
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Till
from sync.client.http import Refused
from sync.client.pace import TIMEOUTS, Timeouts
from sync.client.trust import is_sealed
from sync.client.way import open_way
from sync.wire import News, SealedNews, Watermark

log = logging.getLogger(__name__)

_PASSING = frozenset(
    {"server_unreachable", "server_answer_torn", "disk_full", "database_busy", "database_failed"}
)


class OrganizerNews:
    """One request at a time on a thread of its own; `came` is called when something has changed."""

    def __init__(self, till: Till, came: Callable[[], None], timeouts: Timeouts = TIMEOUTS) -> None:
        self._till = till
        self._came = came
        self._timeouts = timeouts
        self._thread: threading.Thread | None = None
        self._refused: tuple[str, Heard] | None = None

    def look(self, register: str, link: SyncLink, told: Watermark) -> None:
        """Ask if a watermark names anything newer than what is known; returns at once.

        What could not be used is not asked for again while it stays as it is.
        """
        newest = Heard(told.expo_revision, told.offers_revision)
        if not any(msgspec.structs.astuple(newest)) or self._is_busy():
            return
        if self._refused == (register, newest):
            return
        self._thread = threading.Thread(
            target=self._pull, args=(register, link, newest), name="lapak-news", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Wait for the request that is under way, but not for long: it can be asked again."""
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _is_busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _pull(self, register: str, link: SyncLink, newest: Heard) -> None:
        try:
            before = self._till.read(expo_news.heard).result()
            if not _is_newer(newest, before):
                return
            take(self._till, register, ask(register, link, before, self._timeouts))
            self._till.write(expo_news.tell_problem, "").result()
        except LapakError as error:
            log.info("news: %s", error)
            if _is_unusable(error):
                self._refused = register, newest
                self._till.write(expo_news.tell_problem, error.code).result()
                self._came()
        except Exception:
            # The thread's edge: a bug costs the news and nothing else.
            log.exception("news failed")
            self._refused = register, newest
        else:
            self._came()


def ask(register: str, link: SyncLink, before: Heard, timeouts: Timeouts = TIMEOUTS) -> News:
    """What is newer than what is known, vouched for by the organizer's server.

    Raises LapakError `news_not_genuine` or what `Server.news` raises.
    """
    with open_way(link, timeouts) as server:
        sealed = server.news(register, before.revision, before.offers_revision)
    return _opened(sealed, register, link)


def take(till: Till, register: str, news: News) -> None:
    """Take both parts over; one that cannot be used does not keep the other out.

    Raises LapakError of the first part that could not be used.
    """
    problem: LapakError | None = None
    try:
        if news.details is not None:
            till.write(expo_news.hear_details, register, news.details).result()
    except LapakError as error:
        problem = error
    if news.offers is not None:
        revision, offers = news.offers_revision, news.offers
        till.write(expo_news.hear_offers, register, revision, offers).result()
    if problem is not None:
        raise problem


def _opened(sealed: SealedNews, register: str, link: SyncLink) -> News:
    if not is_sealed(sealed, link.server_key):
        raise LapakError("news_not_genuine")
    try:
        news = msgspec.json.decode(sealed.content, type=News)
    except UNREADABLE as error:
        raise LapakError("news_not_genuine") from error
    if news.register != register:
        raise LapakError("news_not_genuine")
    return news


def _is_newer(newest: Heard, before: Heard) -> bool:
    return newest.revision > before.revision or newest.offers_revision > before.offers_revision


def _is_unusable(error: LapakError) -> bool:
    """Whether asking again would bring the same, unlike a network or a disk that fails."""
    return not isinstance(error, Refused) and error.code not in _PASSING
