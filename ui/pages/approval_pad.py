"""A pad over the whole window on which somebody else approves one thing with their PIN."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.people import Person
from pos_app.services.people import PinWrong
from resources.translations import Catalog
from ui.guarded import Request
from ui.pages.permission_words import need_words, refusal, tiles
from ui.presenters.approval import ApprovalPresenter
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label
from ui.widgets.who_and_pin import WhoAndPin

_MARGIN = 16
_WIDEST, _HIGHEST = 820, 600


class ApprovalPad(QWidget):
    """Lies over its window while something is asked; no key or press reaches what is below."""

    def __init__(
        self, presenter: ApprovalPresenter, look: Look, tr: Catalog, window: QWidget
    ) -> None:
        super().__init__(window)
        self.setObjectName("approval_pad")
        self._presenter = presenter
        self._look = look
        self._tr = tr
        self._request: Request | None = None
        self._approvers: Sequence[Person] = ()
        self._focus_before: QWidget | None = None
        self._icon = QLabel()
        self._title = label("title", "approval_title")
        self._subject = wrapped("strong", "approval_subject")
        self._hint = wrapped("soft", "approval_hint")
        self.who = WhoAndPin(look)
        self.cancel_button = KeyButton("approval_cancel_button", "Esc", tall=True)
        self._lay_out()
        self._connect(window)
        self.retranslate(tr)
        self.restyle(look)
        self.hide()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._hint.setText(tr("Somebody else has to approve this with their PIN."))
        self.who.retranslate(tr, tr("Approve"))
        self.cancel_button.retranslate(tr("Cancel"))
        self._show_request()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self._icon.setPixmap(look.pixmap("lock", "gold", 28))
        self.who.restyle(look)
        self.cancel_button.restyle(look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; nothing reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self._presenter.cancel()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 Qt's own argument
        """Tab stays on the pad."""
        stops = [
            part
            for part in self.findChildren(QWidget)
            if part.isVisible()
            and part.isEnabled()
            and part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and part.focusProxy() is None
        ]
        now = QApplication.focusWidget()
        place = stops.index(now) if now in stops else -1
        if stops:
            step = 1 if forward else -1
            reason = Qt.FocusReason.TabFocusReason
            stops[(place + step) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._cover()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """What is below is there, but not now."""
        painter = QPainter(self)
        veil = self._look.color("shadow")
        veil.setAlpha(140)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _lay_out(self) -> None:
        card = Card("approval_card", 12)
        card.setMaximumSize(_WIDEST, _HIGHEST)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._title, self._subject, self._hint):
            words.addWidget(part)
        heading.addLayout(words, 1)
        self.who.put_above(heading)
        self.who.put_below(self.cancel_button)
        card.column.addWidget(self.who, 1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 100)
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        page.addStretch(1)
        page.addLayout(across, 100)
        page.addStretch(1)

    def _connect(self, window: QWidget) -> None:
        window.installEventFilter(self)
        self._presenter.asked.connect(self._on_asked)
        self._presenter.refused.connect(self._on_refused)
        self._presenter.closed.connect(self._on_closed)
        self.who.submitted.connect(self._on_submitted)
        self.cancel_button.clicked.connect(self._presenter.cancel)

    def _on_asked(self, request: Request, approvers: Sequence[Person]) -> None:
        self._request, self._approvers = request, approvers
        if not self.isVisible():
            self._focus_before = QApplication.focusWidget()
        self._show_request()
        self.who.begin()
        self._cover()
        self.show()
        self.raise_()
        self.who.setFocus()

    def _on_refused(self, why: Exception | PinWrong) -> None:
        self.who.refuse(*refusal(why, self._tr))

    def _on_closed(self) -> None:
        self.hide()
        self._request = None
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None

    def _on_submitted(self, person: str, pin: str) -> None:
        self._presenter.approve(person, pin, self._told())

    def _told(self) -> str:
        """What the approver read, as the journal keeps it."""
        return ": ".join(filter(None, (self._title.text(), self._subject.text())))

    def _show_request(self) -> None:
        if self._request is None:
            return
        self._title.setText(need_words(self._request.need, self._tr))
        self._subject.setText(self._request.subject)
        self._subject.setVisible(bool(self._request.subject))
        self.who.show_people(tiles(self._approvers, self._tr))

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
