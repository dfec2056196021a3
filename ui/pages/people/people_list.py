"""Everybody who works at the booth, and what supervisors and cashiers may do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_app.domain.people import Person
from pos_app.settings import LOCK_AFTER
from resources.translations import Catalog
from ui.pages.people.grants_table import GrantsTable
from ui.pages.people.permission_words import role_icon, role_name
from ui.presenters.people import PeopleView
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label


class PeopleList(QWidget):
    """One large row a person, those who were sent away below."""

    chosen = Signal(object)  # Person

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tr = Catalog("en")
        self._view = PeopleView()
        self._people: tuple[Person, ...] = ()
        self._rows: list[ChoiceButton] = []
        self.notice = NoticePanel("people_notice", look)
        self._title = label("title", "people_title")
        self._advice = wrapped("soft", "people_advice")
        self._grants_title = label("title", "grants_title")
        self._grants_advice = wrapped("soft", "grants_advice")
        self.grants = GrantsTable()
        self._lock_title = label("title", "lock_after_title")
        self.lock_after = ChoiceChips("lock_after", tuple(map(str, LOCK_AFTER)))
        self.new_button = KeyButton("new_person_button", role="primary", icon="user-plus")
        self.back_button = KeyButton("people_back_button", "Esc")
        self._lay_out()

    def show_view(self, view: PeopleView) -> None:
        """Show who works here."""
        self._view = view
        people = view.staff.people
        self._people = tuple(sorted(people, key=lambda one: (not one.active, one.name)))
        for row in self._rows:
            self._card.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(place, person) for place, person in enumerate(self._people)]
        for part in (self._grants_card, self._lock_card):
            part.setVisible(bool(people))
        self.grants.show_permissions(view.staff.permissions)
        self._tell()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.notice.retranslate(tr)
        self._title.setText(tr("People and PINs"))
        self._grants_title.setText(tr("What they may do"))
        self._grants_advice.setText(
            tr("Whoever asks first calls somebody who may: they approve with their own PIN.")
        )
        self.grants.retranslate(tr)
        self._lock_title.setText(tr("Lock by itself after"))
        minutes = {str(one): tr("{count} min").format(count=one) for one in LOCK_AFTER[1:]}
        self.lock_after.retranslate({"0": tr("Never"), **minutes})
        self.new_button.retranslate(tr("Add a person"))
        self.back_button.retranslate(tr("Back"))
        self.show_view(self._view)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for part in (self.notice, self.new_button, self.back_button):
            part.restyle(look)
        for row in self._rows:
            row.restyle(look)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        self._card = Card("people_card")
        self._card.column.addWidget(self._title)
        self._card.column.addWidget(self._advice)
        column.addWidget(self._card)
        self._grants_card = Card("grants_card")
        for part in (self._grants_title, self._grants_advice, self.grants):
            self._grants_card.column.addWidget(part)
        column.addWidget(self._grants_card)
        self._lock_card = Card("lock_after_card")
        self._lock_card.column.addWidget(self._lock_title)
        self._lock_card.column.addWidget(self.lock_after)
        column.addWidget(self._lock_card)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.new_button)

    def _row(self, place: int, person: Person) -> ChoiceButton:
        row = ChoiceButton(f"people_{place}_button", role_icon(person.role), self._look)
        row.tell(person.name, self._about(person))
        row.clicked.connect(self._on_clicked)
        self._card.column.insertWidget(2 + place, row)
        return row

    def _about(self, person: Person) -> str:
        tr, staff = self._tr, self._view.staff
        words = [role_name(person.role, tr)]
        if not person.active:
            words.append(tr("not let in"))
        elif person.id not in staff.with_pin:
            words.append(tr("no PIN on this till"))
        if person.id == self._view.at_till:
            words.append(tr("at the till now"))
        return " · ".join(words)

    def _tell(self) -> None:
        tr = self._tr
        nobody = tr(
            "Nobody is set up: everybody may do everything, and no PIN is asked for. Add the "
            "owner first to change that."
        )
        some = tr("Tap somebody to change them, or to give them a new PIN.")
        unset = tr(
            "These people were set up at another register. Nobody has a PIN on this laptop yet, and"
            " none is asked for: tap the owner and set one."
        )
        known = some if self._view.staff.guarded else unset
        self._advice.setText(known if self._people else nobody)

    def _on_clicked(self) -> None:
        for person, row in zip(self._people, self._rows, strict=True):
            if row is self.sender():
                self.chosen.emit(person)
                return
