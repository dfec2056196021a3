"""What the organizer offers: ticked, priced and taken over, or declined."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.services.offers import OpenOffer
from resources.translations import Catalog
from ui.models.offer_table import OWN, PRICE, STATE, SUGGESTED, OfferTable
from ui.models.tick_boxes import TickBoxes
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.amount_field import AmountField
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.overlay import Overlay
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_LEAST = 300


class OffersPanel(Overlay):
    """`accepted` carries what is taken over at which price, `declined` ids; Esc decides nothing."""

    accepted = Signal(object)  # tuple[TakenOffer, ...]
    declined = Signal(object)  # tuple[str, ...]

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("offers_panel", look, page, QSize(860, 0))
        self._tr = Catalog("en")
        self._title = label("title", "offers_title")
        self._hint = wrapped("soft", "offers_hint")
        self.model = OfferTable(self)
        self.table = PlainTable("offers_table", self.model)
        widths = {STATE: 110, OWN: 110, PRICE: 110, SUGGESTED: 120}
        self.table.set_widths(0, **{f"_{place}": width for place, width in widths.items()})
        self._boxes = TickBoxes(look, self.table)
        self.table.setItemDelegateForColumn(0, self._boxes)
        self._price_words = label("", "offers_price_words")
        self.price = AmountField()
        self.price.setObjectName("offers_price_field")
        self.suggest_button = KeyButton("offers_suggest_button")
        self.all_button = KeyButton("offers_all_button", "Ctrl+A")
        self.none_button = KeyButton("offers_none_button")
        self._error = wrapped("error", "offers_error")
        self.cancel_button = KeyButton("offers_cancel_button", "Esc")
        self.decline_button = KeyButton("offers_decline_button")
        self.take_button = KeyButton("offers_take_button", "F12", role="primary")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def open(self, found: tuple[OpenOffer, ...]) -> None:
        """Show what waits for an answer."""
        self.model.forget()
        self.show_found(found)
        self.show_over()
        self.table.selectRow(0)
        self.table.setFocus()

    def show_found(self, found: tuple[OpenOffer, ...]) -> None:
        """Show what waits by now."""
        self._error.hide()
        self.model.show_offers(found)
        if found:
            self.table.selectRow(0)
        self._tell()

    def refuse(self, error: Exception) -> None:
        """Say why that cannot be."""
        self._error.setText(told(error, self._tr))
        self._error.show()
        self.place()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Products from the organizer"))
        self._hint.setText(
            tr("Tick what you sell. What you have keeps its price unless you take another one.")
        )
        self.table.setAccessibleName(tr("Products from the organizer"))
        self.model.use(tr)
        self.price.setAccessibleName(tr("Take at"))
        self.suggest_button.retranslate(tr("Suggested prices"))
        self.all_button.retranslate(tr("All"))
        self.none_button.retranslate(tr("None"))
        self.cancel_button.retranslate(tr("Later"))
        self.decline_button.retranslate(tr("Not needed"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self.table.restyle(look)
        self._boxes.restyle(look)

    def turn_current(self) -> None:
        """Tick the current row, or untick it."""
        index = self.table.currentIndex()
        if index.isValid():
            self._press(index)

    def accept(self) -> None:
        """Take over what is ticked."""
        self._error.hide()
        chosen = self.model.chosen()
        if chosen and self.price.doubt is None:
            self.accepted.emit(chosen)

    def decline(self) -> None:
        """Say no to what is ticked."""
        self._error.hide()
        self.declined.emit(tuple(one.offer for one in self.model.chosen()))

    def _press(self, index: QModelIndex) -> None:
        self.model.turn(index.row())

    def _tick_all(self) -> None:
        self.model.tick_all(ticked=True)

    def _tick_none(self) -> None:
        self.model.tick_all(ticked=False)

    def _on_row(self) -> None:
        index = self.table.currentIndex()
        one = self.model.row_at(index.row()) if index.isValid() else None
        self.price.setEnabled(one is not None)
        if one is not None:
            words = self._tr("Price of {name}").format(name=one.offer.name)
            self._price_words.setText(words)
            self.price.set_amount(self.model.price_of(index.row()))

    def _on_price(self, amount: int | None) -> None:
        index = self.table.currentIndex()
        if index.isValid() and amount is not None:
            self.model.set_price(index.row(), amount)

    def _on_suggested(self) -> None:
        self.model.suggest()
        self._on_row()

    def _tell(self) -> None:
        number = len(self.model.chosen())
        words = self._tr.plural("Take {n} product", "Take {n} products", number)
        self.take_button.retranslate(words.format(n=number))
        for button in (self.take_button, self.decline_button, self.suggest_button):
            button.setEnabled(number > 0)

    def _connect(self) -> None:
        self.table.clicked.connect(self._press)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.model.dataChanged.connect(self._tell)
        self.price.amount_changed.connect(self._on_price)
        self.suggest_button.clicked.connect(self._on_suggested)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)
        self.cancel_button.clicked.connect(self.left)
        self.decline_button.clicked.connect(self.decline)
        self.take_button.clicked.connect(self.accept)
        self.left.connect(self.put_away)
        on_key(self.table, (Qt.Key.Key_Space,), self.turn_current)
        on_key(self.table, (Qt.Modifier.CTRL | Qt.Key.Key_A,), self._tick_all)
        on_key(self, (Qt.Key.Key_F12,), self.accept)

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(_LEAST)
        self.price.setFixedWidth(160)
        self._error.hide()
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for part in (self.all_button, self.none_button, self.suggest_button):
            choices.addWidget(part)
        choices.addStretch(1)
        pricing = QHBoxLayout()
        pricing.setSpacing(12)
        pricing.addWidget(self._price_words, 1)
        pricing.addWidget(self.price)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.decline_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.take_button)
        column = self.card.column
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addLayout(choices)
        column.addWidget(self.table, 1)
        column.addLayout(pricing)
        column.addWidget(self._error)
        column.addLayout(buttons)
