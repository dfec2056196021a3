"""People, their PINs and permissions: the list, and the form in which one is made or changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.people import Person
from pos_app.domain.permission import Role
from pos_app.services.people import PinWrong
from resources.translations import Catalog
from ui.pages.people.people_list import PeopleList
from ui.pages.people.permission_words import refusal
from ui.pages.people.person_form import PersonForm
from ui.pages.people.pin_steps import PinSteps
from ui.pages.settings_links import BACK
from ui.presenters.people import PeoplePresenter, PeopleView
from ui.presenters.settings import SettingsPresenter
from ui.theme import Look


class PeoplePage(QWidget):
    """First the list; somebody opens in the form, and a PIN is chosen over it. Esc leads back."""

    page_asked = Signal(str)

    def __init__(self, presenter: PeoplePresenter, settings: SettingsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("people_page")
        self._presenter = presenter
        self._settings = settings
        self._tr = Catalog("en")
        self._view = PeopleView()
        self._adding: tuple[str, Role] | None = None
        self._wants_own = False
        self.list = PeopleList(look)
        self.form = PersonForm(look)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.form)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._stack)
        self.pin = PinSteps(look, self)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for part in (self.list, self.form, self.pin):
            part.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.list, self.form, self.pin):
            part.restyle(look)

    def enter(self) -> None:
        """Read who works here; a form that was begun stays."""
        self.list.lock_after.choose(str(self._settings.settings.lock_after_minutes))
        self._presenter.load()
        self._focus()

    def change_own_pin(self) -> None:
        """Lead whoever is at the till to their own PIN."""
        self._wants_own = True
        self._presenter.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the form leads to the list."""
        if event.key() == Qt.Key.Key_Escape and self._on_form:
            self._to_list()
        else:
            event.ignore()

    @property
    def _on_form(self) -> bool:
        return self._stack.currentWidget() is self.form

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.shown.connect(self._on_shown)
        presenter.saved.connect(self._on_saved)
        presenter.pin_changed.connect(self._on_pin_changed)
        presenter.failed.connect(self._on_failed)
        self.list.chosen.connect(self._open)
        self.list.new_button.clicked.connect(self._open_new)
        self.list.back_button.clicked.connect(self._leave)
        self.list.grants.changed.connect(presenter.change_grants)
        self.list.lock_after.chosen.connect(self._on_lock_after)
        self.form.submitted.connect(self._on_submitted)
        self.form.pin_wanted.connect(self._ask_pin)
        self.form.active_wanted.connect(self._on_active)
        self.form.left.connect(self._to_list)
        self.pin.chosen.connect(self._on_pin)

    def _on_shown(self, view: PeopleView) -> None:
        self._view = view
        self.list.show_view(view)
        if self._on_form and self.form.person is None and not self.form.name.text():
            self.form.show_person(None, view)
        own = next((one for one in view.staff.active if one.id == view.at_till), None)
        if self._wants_own and own is not None:
            self._open(own)
            self._ask_pin()
        self._wants_own = False

    def _open(self, person: Person | None) -> None:
        self.form.show_person(person, self._view)
        self._stack.setCurrentWidget(self.form)
        self._focus()

    def _open_new(self) -> None:
        self._open(None)

    def _on_submitted(self, name: str, role: Role) -> None:
        person = self.form.person
        if not self._presenter.check(name, role, person):
            return
        if person is None:
            self._adding = (name, role)
            self.pin.ask(" ".join(name.split()), own=False)
        else:
            self.form.set_busy(busy=True)
            self._presenter.change(person, " ".join(name.split()), role)

    def _ask_pin(self) -> None:
        person = self.form.person
        if person is not None:
            self._adding = None
            self.pin.ask(person.name, own=person.id == self._view.at_till)

    def _on_pin(self, old: str, new: str) -> None:
        person = self.form.person
        if self._adding is not None:
            self._presenter.add(*self._adding, new)
        elif person is not None and old:
            self._presenter.change_own_pin(person, old, new)
        elif person is not None:
            self._presenter.set_pin(person, new)

    def _on_active(self, active: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        if self.form.person is not None:
            self.form.set_busy(busy=True)
            self._presenter.set_active(self.form.person, active=active)

    def _on_saved(self, person: Person) -> None:
        words = (
            self._tr("Saved: {name}.") if person.active else self._tr("{name} is let in no more.")
        )
        self._done(words.format(name=person.name))

    def _on_pin_changed(self, person: Person) -> None:
        self._done(self._tr("{name} has a new PIN.").format(name=person.name))

    def _done(self, sentence: str) -> None:
        self.pin.put_away()
        self._to_list()
        self.list.notice.tell(sentence, "good")

    def _on_failed(self, why: Exception | PinWrong) -> None:
        sentence, wait_s = refusal(why, self._tr)
        if isinstance(why, PinWrong):
            self.pin.refuse(sentence, wait_s)
            return
        self.pin.put_away()
        if self._on_form:
            self.form.refuse(getattr(why, "code", ""), sentence)
        elif self.isVisible():
            self.list.notice.tell(sentence, "error")

    def _on_lock_after(self, minutes: str) -> None:
        self._settings.change(lock_after_minutes=int(minutes))

    def _to_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self._focus()

    def _leave(self) -> None:
        self.page_asked.emit(BACK)

    def _focus(self) -> None:
        (self.form.name.field if self._on_form else self.list.new_button).setFocus()
