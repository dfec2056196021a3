"""Choosing who one is, and proving it: people at the left, the PIN at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.person_tiles import PersonTile, PersonTiles
from ui.widgets.pin_entry import PinEntry

_PIN_WIDTH = 288


class WhoAndPin(QWidget):
    """`submitted` carries who it is and the digits; of those shown somebody is always chosen."""

    submitted = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = Catalog("en")
        self._people: dict[str, PersonTile] = {}
        self._first = ""
        self.tiles = PersonTiles(look, self)
        self.pin = PinEntry(look, self)
        self._left = QVBoxLayout()
        self._left.setSpacing(12)
        self._left.addWidget(self.tiles, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(self._left, 1)
        row.addWidget(self.pin)
        self.restyle(look)
        self.setFocusProxy(self.pin)
        self.tiles.chosen.connect(self._on_chosen)
        self.pin.entered.connect(self._on_entered)

    def put_above(self, heading: QLayout) -> None:
        """Say over the people what they are chosen for; the PIN has the whole height."""
        self._left.insertLayout(0, heading)

    def put_below(self, widget: QWidget) -> None:
        """Put something under the people."""
        self._left.addWidget(widget)

    def begin(self, first: str = "") -> None:
        """Ask anew, with somebody chosen who was here before, and nothing typed."""
        self._first = first
        self.tiles.choose(first)
        self._begin()

    def show_people(self, people: Sequence[PersonTile]) -> None:
        """Show these people; what somebody who stays among them has typed stays too."""
        if list(self._people.values()) == list(people):
            return
        before = self.tiles.value()
        self._people = {person.id: person for person in people}
        self.tiles.show_people(people)
        if before and before == self.tiles.value():
            self.pin.name(self._title())
            return
        if people:
            self.tiles.choose(people[0].id)
        self.tiles.choose(self._first)
        self._begin()

    def refuse(self, sentence: str, wait_s: int = 0) -> None:
        """Say that the PIN was not taken."""
        self.tiles.setEnabled(True)
        self.pin.refuse(sentence, wait_s)

    def retranslate(self, tr: Catalog, go: str) -> None:
        """Set all texts; `go` is what the button says."""
        self._tr = tr
        self.pin.retranslate(tr)
        self.pin.go_button.retranslate(go)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self.tiles.restyle(look)
        self.pin.restyle(look)
        self.pin.setFixedWidth(look.px(_PIN_WIDTH))

    def _begin(self) -> None:
        self.tiles.setEnabled(True)
        self.pin.setEnabled(bool(self._people))
        self.pin.begin(self._title())

    def _title(self) -> str:
        person = self._people.get(self.tiles.value())
        return self._tr("PIN of {name}").format(name=person.name) if person else ""

    def _on_chosen(self, _person: str) -> None:
        self._begin()
        self.pin.setFocus()

    def _on_entered(self, digits: str) -> None:
        self.tiles.setEnabled(False)
        self.pin.set_busy(busy=True)
        self.submitted.emit(self.tiles.value(), digits)
