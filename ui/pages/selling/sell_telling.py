"""Says in the message line what became of each step of a sale."""

from PySide6.QtCore import QObject, Signal

from pos_app.domain.cart import CartLine
from resources.translations import Catalog
from ui.pages.selling import sell_notices
from ui.presenters.sell import SellPresenter
from ui.presenters.shelf import ShelfPresenter
from ui.presenters.stock_watch import Short


class SellTelling(QObject):
    """`add_wanted` and `search_wanted` come from the buttons beside a barcode that is unknown."""

    told = Signal(object)  # Notice
    add_wanted = Signal(str)
    search_wanted = Signal()

    def __init__(self, sell: SellPresenter, shelf: ShelfPresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._sell = sell
        self._tr = Catalog("en")
        self._unknown = ""
        sell.added.connect(self._on_added)
        sell.removed.connect(self._on_removed)
        sell.emptied.connect(self._on_emptied)
        sell.credit_dropped.connect(self._on_credit_dropped)
        sell.barcode_unknown.connect(self._on_barcode_unknown)
        sell.stock_short.connect(self._on_stock_short)
        shelf.nothing_found.connect(self._on_nothing_found)

    def retranslate(self, tr: Catalog) -> None:
        """Speak another language from now on."""
        self._tr = tr

    def _on_added(self, line: CartLine) -> None:
        self.told.emit(sell_notices.added(line, self._tr))

    def _on_removed(self, line: CartLine) -> None:
        self.told.emit(sell_notices.removed(line, self._sell.at_hand.undo, self._tr))

    def _on_emptied(self) -> None:
        self.told.emit(sell_notices.emptied(self._sell.at_hand.undo, self._tr))

    def _on_credit_dropped(self) -> None:
        self.told.emit(sell_notices.credit_dropped(self._sell.at_hand.undo, self._tr))

    def _on_barcode_unknown(self, code: str) -> None:
        self._unknown = code
        search = self.search_wanted.emit
        self.told.emit(sell_notices.barcode_unknown(code, self._add_unknown, search, self._tr))

    def _add_unknown(self) -> None:
        self.add_wanted.emit(self._unknown)

    def _on_stock_short(self, short: Short) -> None:
        self.told.emit(sell_notices.stock_short(short, self._tr))

    def _on_nothing_found(self, text: str) -> None:
        self.told.emit(sell_notices.nothing_found(text, self._tr))
