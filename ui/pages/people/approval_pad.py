"""A pad over the whole window on which somebody else approves one thing with their PIN."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_app.domain.people import Person
from pos_app.services.people import PinWrong
from resources.translations import Catalog
from ui.guarded import Request
from ui.pages.people.permission_words import need_words, refusal, tiles
from ui.presenters.approval import ApprovalPresenter
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay
from ui.widgets.restyle import label
from ui.widgets.who_and_pin import WhoAndPin

_LEAST = QSize(820, 560)


class ApprovalPad(Overlay):
    """Lies over its window while something is asked; no key or press reaches what is below."""

    def __init__(
        self, presenter: ApprovalPresenter, look: Look, tr: Catalog, window: QWidget
    ) -> None:
        super().__init__("approval_pad", look, window, _LEAST)
        self._presenter = presenter
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
        self._connect()
        self.retranslate(tr)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._hint.setText(tr("Somebody else has to approve this with their PIN."))
        self.who.retranslate(tr, tr("Approve"))
        self.cancel_button.retranslate(tr("Cancel"))
        self._show_request()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self._icon.setPixmap(look.pixmap("lock", "gold", 28))
        self.who.restyle(look)
        self.cancel_button.restyle(look)

    def give_back(self) -> None:
        """The keys go where they were before."""
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus()

    def _lay_out(self) -> None:
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
        self.card.column.addWidget(self.who, 1)

    def _connect(self) -> None:
        self._presenter.asked.connect(self._on_asked)
        self._presenter.refused.connect(self._on_refused)
        self._presenter.closed.connect(self._on_closed)
        self.who.submitted.connect(self._on_submitted)
        self.cancel_button.clicked.connect(self._presenter.cancel)
        self.left.connect(self._presenter.cancel)

    def _on_asked(self, request: Request, approvers: Sequence[Person]) -> None:
        self._request, self._approvers = request, approvers
        if not self.is_open:
            self._focus_before = QApplication.focusWidget()
        self._show_request()
        self.who.begin()
        self.show_over()
        self.who.setFocus()

    def _on_refused(self, why: Exception | PinWrong) -> None:
        self.who.refuse(*refusal(why, self._tr))

    def _on_closed(self) -> None:
        self._request = None
        self.put_away()

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
