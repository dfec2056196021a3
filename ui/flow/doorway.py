"""Who is at the till: the lock, the time after which it locks by itself, and others' approvals."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pos_app.domain.people import Person
from pos_app.services import people
from pos_app.services.counter import Counter
from pos_app.services.people import Staff
from ui.background import Background
from ui.guarded import Guarded, Request
from ui.idle import Idle
from ui.theme import Look
from ui.window import TillWindow

if TYPE_CHECKING:
    from resources.translations import Catalog
    from ui.pages.people.approval_pad import ApprovalPad
    from ui.presenters.approval import ApprovalPresenter


class Doorway(QObject):
    """Locks and unlocks a window. A booth that has set up no people never meets it.

    While it is locked, a page that would be shown waits behind the lock. `locked` and `entered`
    say when to show the lock, and the page behind it again.
    """

    locked = Signal()
    entered = Signal(object)  # Person

    def __init__(
        self,
        app: QApplication,
        window: TillWindow,
        counter: Counter,
        background: Background,
        guarded: Guarded,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._counter = counter
        self._background = background
        self._guarded = guarded
        self._staffed = False
        self.is_locked = False
        self.behind = ""
        self._focus: QWidget | None = None
        self._approvals: ApprovalPresenter | None = None
        self._pad: ApprovalPad | None = None
        self.idle = Idle(app, self)
        self.idle.over.connect(self.lock)
        guarded.requests = self._take_request
        guarded.entered.connect(self._on_entered)

    @property
    def is_staffed(self) -> bool:
        """Whether people are set up, so that the till can be locked."""
        return self._staffed

    @property
    def is_asking(self) -> bool:
        """Whether somebody's approval is being asked for."""
        return self._approvals is not None and self._approvals.is_open

    def load(self) -> None:
        """Read whether there are people; then nobody sells before somebody has entered."""
        self._background.watch(self._counter.till.read(people.staff), self._on_staff)

    def lock(self) -> None:
        """Let nobody do anything before they have entered; what was begun stays as it is."""
        if not self._staffed or self.is_locked:
            return
        self.leave_requests()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.is_locked = True
        self.behind = self._window.current
        self._focus = QApplication.focusWidget()
        self.idle.stop()
        self._window.rail.hide()
        self.locked.emit()

    def give_back(self) -> None:
        """The keys go where they went when it was locked, if that is on the screen again."""
        before, self._focus = self._focus, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def leave_requests(self) -> None:
        """Answer whatever is being asked with a no."""
        if self._approvals is not None:
            self._approvals.cancel_all()

    def holds(self, page: str) -> bool:
        """Whether a page has to wait until somebody has entered; it is remembered then."""
        if self.is_locked and page != "lock":
            self.behind = page
            return True
        return False

    def watch_idle(self) -> None:
        """Lock after the time that is set, counted from now."""
        minutes = self._counter.settings_file.settings.lock_after_minutes
        self.idle.begin(60 * minutes if self._staffed and not self.is_locked else 0)

    def end(self) -> None:
        """Watch nothing any more: the window is about to close."""
        self.idle.stop()

    def retranslate(self, tr: "Catalog") -> None:
        """Take another language."""
        if self._pad is not None:
            self._pad.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        if self._pad is not None:
            self._pad.restyle(look)

    def _on_staff(self, staff: Staff) -> None:
        self._staffed = staff.guarded
        known = {person.id: person for person in staff.active}
        at_till = known.get(self._guarded.by.person)
        if at_till is None:
            self.lock()
        else:
            self._guarded.renew(staff.permissions, at_till)

    def _on_entered(self, person: Person) -> None:
        self._staffed = True
        self.is_locked = False
        self._window.rail.show()
        self.watch_idle()
        self.entered.emit(person)

    def _take_request(self, request: Request) -> None:
        """Make the pad when it is first needed; from then on its presenter takes requests."""
        from ui.pages.people.approval_pad import ApprovalPad
        from ui.presenters.approval import ApprovalPresenter

        window = self._window
        self._approvals = ApprovalPresenter(self._counter, self._background, self._guarded)
        self._pad = ApprovalPad(self._approvals, window.look, window.catalog, window)
        self._approvals.take(request)
