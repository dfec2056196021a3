"""The organizer's announcement over every page, until somebody puts it away or it is withdrawn."""

from PySide6.QtCore import QObject

from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from pos_app.services.expo_news import Notice
from ui.flow.presenter_set import PresenterSet
from ui.notices import Notice as Said
from ui.window import TillWindow


class Announcement(QObject):
    """Shows what came; news that could not be used are told once."""

    def __init__(self, window: TillWindow, presenters: PresenterSet) -> None:
        super().__init__(window)
        self._window = window
        self._presenters = presenters
        self._problem = ""
        self._news = presenters.expo_news
        self._news.changed.connect(self._show)
        window.announcement.closed.connect(self._news.put_away)

    def load(self) -> None:
        """Show what was told before this start."""
        self._news.load()

    def _show(self, notice: Notice) -> None:
        if notice.announcement:
            words = f"{notice.expo}: {notice.announcement}"
            self._window.announcement.tell(words, "card")
        else:
            self._window.announcement.hide()
        if notice.problem and notice.problem != self._problem:
            error = LapakError(notice.problem)
            self._window.say(Said(sentence(error, self._window.catalog), "attention"))
        self._problem = notice.problem
        self._presenters.sell.load_terms()
