"""Where a printer is, typed by somebody who knows it."""

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer_addresses import BAUDS, DEFAULT_BAUD, Place, address_typed
from resources.translations import Catalog
from ui.pages.printing.printer_words import place_hint, place_name
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import Card, bring_into_view
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.named_choice import NamedChoice
from ui.widgets.restyle import label

_USUAL_BAUDS = tuple(str(baud) for baud in BAUDS if baud in {9600, 19200, 38400, 115200})


def places(platform: str = sys.platform) -> tuple[Place, ...]:
    """What makes sense on a machine."""
    if platform == "win32":
        return (Place.NETWORK, Place.WINDOWS, Place.SERIAL, Place.USB)
    return (Place.NETWORK, Place.SERIAL, Place.FILE, Place.CUPS, Place.USB)


class AddressForm(Card):
    """`chosen` carries an address that can be used; what is wrong with others stands beside it."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__("address_card")
        self._tr = Catalog("en")
        self._title = label("title", "address_title")
        self.places = ChoiceChips("place", places())
        self.address = FormField("printer_address_field")
        self.address.field.setMaxLength(200)
        self.bauds = NamedChoice("baud", _USUAL_BAUDS)
        self.use_button = KeyButton("use_address_button", icon="check")
        self._lay_out()
        self.places.chosen.connect(self._on_place)
        self.address.submitted.connect(self._use)
        self.use_button.clicked.connect(self._use)
        self.restyle(look)

    def begin(self) -> None:
        """An empty field."""
        self.address.field.clear()
        self.address.show_error("")
        self.bauds.choose(str(DEFAULT_BAUD))
        self._say()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Type the address"))
        self.places.retranslate({place: place_name(place, tr) for place in places()})
        self.bauds.retranslate(tr("Speed (baud)"), {baud: baud for baud in _USUAL_BAUDS})
        self.use_button.retranslate(tr("Use this"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.bauds.restyle(look)
        self.use_button.restyle(look)

    @property
    def place(self) -> Place:
        """What the text in the field is."""
        return Place(self.places.value())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label("", "address_beside"))
        beside.addWidget(self.use_button)
        beside.addStretch(1)
        row.addLayout(beside)
        self.column.addWidget(self._title)
        self.column.addWidget(self.places)
        self.column.addLayout(row)
        self.column.addWidget(self.bauds)

    def _on_place(self, _place: str) -> None:
        self.address.show_error("")
        self._say()
        self.address.field.setFocus()

    def _use(self) -> None:
        baud = int(self.bauds.value())
        try:
            address = address_typed(self.place, self.address.text(), baud=baud)
        except LapakError as error:
            self.address.show_error(told(error, self._tr))
            bring_into_view(self.address)
            return
        self.chosen.emit(address)

    def _say(self) -> None:
        tr, place = self._tr, self.place
        self.address.retranslate(tr("Printer's address"), place_hint(place, tr))
        self.bauds.setVisible(place is Place.SERIAL)
