"""One person's name and role, their PIN, and sending them away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.people import Person
from pos_app.domain.permission import Role
from resources.translations import Catalog
from ui.pages.people.permission_words import role_name
from ui.presenters.people import PeopleView
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.choice_field import ChoiceChips as NameChips
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_NAME_ERRORS = frozenset({"person_name_not_usable", "person_name_taken"})


class PersonForm(QWidget):
    """`submitted` carries name and role; the person is None for a new one."""

    submitted = Signal(str, object)  # name, Role
    pin_wanted = Signal()
    active_wanted = Signal(bool)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self.person: Person | None = None
        self._first = False
        self.notice = NoticePanel("person_notice", look)
        self._title = label("title", "person_title")
        self._hint = wrapped("soft", "person_hint")
        self._typed = ChoiceField()
        self.name = FormField("person_name_field", self._typed)
        self.names = NameChips(self._typed)
        self._role_name = label("strong", "person_role_name")
        self.roles = ChoiceChips("role", tuple(Role))
        self.pin_button = KeyButton("person_pin_button", icon="key-round")
        self.active_button = KeyButton("person_active_button", role="danger")
        self.save_button = KeyButton("save_person_button", role="primary", icon="check")
        self.back_button = KeyButton("person_back_button", "Esc")
        self._lay_out()
        self._connect()

    def show_person(self, person: Person | None, view: PeopleView) -> None:
        """Show somebody, or an empty form; the first person owns the booth."""
        self.person = person
        self._first = not view.staff.people
        self.notice.hide()
        self.name.show_error("")
        self.name.field.setText(person.name if person else "")
        self._typed.offer([] if person else view.names)
        self.names.setVisible(bool(self._typed.choices))
        self.names.show_for(self._typed)
        role = person.role if person else Role.OWNER if self._first else Role.CASHIER
        self.roles.choose(role)
        for value, chip in self.roles.chips.items():
            chip.setEnabled(not self._first or value == Role.OWNER)
        self.pin_button.setVisible(person is not None)
        self.active_button.setVisible(person is not None)
        self.set_busy(busy=False)
        self._tell()

    def refuse(self, code: str, sentence: str) -> None:
        """Say what is wrong, beside the name where it is that."""
        self.set_busy(busy=False)
        if code in _NAME_ERRORS:
            self.name.show_error(sentence)
        else:
            self.notice.tell(sentence, "error")

    def set_busy(self, *, busy: bool) -> None:
        """Whether something is being stored."""
        for button in (self.save_button, self.pin_button, self.active_button):
            button.setEnabled(not busy)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.notice.retranslate(tr)
        self.name.retranslate(tr("Name"), tr("It stands on receipts and reports."))
        self._role_name.setText(tr("Role"))
        self.roles.retranslate({role: role_name(role, tr) for role in Role})
        self.pin_button.retranslate(tr("New PIN"))
        self.back_button.retranslate(tr("Back"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        buttons = (self.pin_button, self.active_button, self.save_button, self.back_button)
        for part in (self.notice, *buttons):
            part.restyle(look)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("person_card")
        for part in (self._title, self._hint, self.name, self.names, self._role_name, self.roles):
            card.column.addWidget(part)
        more = QHBoxLayout()
        more.addWidget(self.pin_button)
        more.addWidget(self.active_button)
        more.addStretch(1)
        card.column.addLayout(more)
        column.addWidget(card)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.save_button)

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._submit)
        self.name.submitted.connect(self._submit)
        self.back_button.clicked.connect(self.left)
        self.pin_button.clicked.connect(self.pin_wanted)
        self.active_button.clicked.connect(self._on_active)

    def _tell(self) -> None:
        tr, person = self._tr, self.person
        self._title.setText(person.name if person else tr("New person"))
        first = tr("The first person owns the booth: from now on the till asks for a PIN.")
        self._hint.setText(first if self._first else "")
        self._hint.setVisible(self._first)
        self.save_button.retranslate(tr("Save") if person else tr("Next: the PIN"))
        away = person is not None and not person.active
        self.active_button.retranslate(tr("Let in again") if away else tr("Let in no more"))

    def _submit(self) -> None:
        if self.save_button.isEnabled():
            self.submitted.emit(self.name.text(), Role(self.roles.value()))

    def _on_active(self) -> None:
        self.active_wanted.emit(self.person is not None and not self.person.active)
