"""People to choose from: a tile each, with their name and what they are."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from ui.theme import Look
from ui.widgets.cards import scrolling
from ui.widgets.choice_button import ChoiceButton


class PersonTile(NamedTuple):
    """Somebody on a tile; `role` in people's words."""

    id: str
    name: str
    role: str
    icon: str = "user"


class PersonTiles(QWidget):
    """Two columns of tiles, one of which is chosen; the arrows go from one to the next."""

    chosen = Signal(str)  # by a person, not by `choose`

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._ids: dict[QAbstractButton, str] = {}
        self._inside = QWidget()
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        around = QVBoxLayout(self._inside)
        around.setContentsMargins(2, 2, 8, 2)
        around.addLayout(self._grid)
        around.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self._inside))
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def ids(self) -> tuple[str, ...]:
        """Who is shown, in order."""
        return tuple(self._ids.values())

    def show_people(self, people: Sequence[PersonTile]) -> None:
        """Show these people; who was chosen stays so, if they are among them."""
        before = self.value()
        for button in self._ids:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        self._ids = {}
        for place, person in enumerate(people):
            self._add(place, person)
        self.choose(before)

    def value(self) -> str:
        """Who is chosen; empty if nobody is."""
        button = self._group.checkedButton()
        return self._ids.get(button, "") if button is not None else ""

    def choose(self, person: str) -> None:
        """Choose somebody without telling anybody; one who is not shown changes nothing."""
        for button, shown in self._ids.items():
            if shown == person:
                button.setChecked(True)

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        self._look = look
        for button in self._ids:
            assert isinstance(button, ChoiceButton)
            button.restyle(look)

    def _add(self, place: int, person: PersonTile) -> None:
        button = ChoiceButton(f"person_{place}_button", person.icon, self._look, self._inside)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.tell(person.name, person.role)
        self._group.addButton(button)
        self._ids[button] = person.id
        self._grid.addWidget(button, place // 2, place % 2)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self._ids[button])
