"""Stock: noting what was counted, brought, thrown away or given back, and the list of all that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.stock import MoveKind
from pos_app.services.stock import StockMove
from resources.translations import Catalog
from ui.models.stock_tables import MoveTable, kind_words
from ui.pages.products.stock_sheet import StockSheet
from ui.pages.told import told
from ui.presenters.stock import StockPresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_MOVES = "moves"
_KINDS = (MoveKind.COUNT, MoveKind.RECEIVE, MoveKind.WASTE, MoveKind.RETURN)


class StockPage(QWidget):
    """Chips choose what is noted, or the list of moves. A scan counts up, wherever the focus is."""

    fits = True

    page_asked = Signal(str)

    def __init__(self, presenter: StockPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("stock_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._title = label("title", "stock_title")
        self._chips = ChoiceChips("stock", (*(kind.value for kind in _KINDS), _MOVES))
        self._hint = wrapped("soft", "stock_hint")
        self.back_button = KeyButton("stock_back_button", icon="package")
        self.notice = NoticePanel("stock_notice", look)
        self.sheet = StockSheet(presenter, look, self)
        self.moves = MoveTable(self)
        self._move_table = PlainTable("stock_moves_table", self.moves)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def enter(self) -> None:
        """Ready to scan; the list of moves is read anew."""
        if self._chips.value() == _MOVES:
            self._presenter.read_moves()
        else:
            self.sheet.enter()

    def scan(self, code: str) -> None:
        """Count a scanned product up."""
        self.notice.hide()
        self.sheet.pad.put_away()
        self._choose(self._presenter.kind.value)
        self._presenter.scan(code)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Stock"))
        words = {kind.value: told for kind, told in kind_words(tr).items() if kind in _KINDS}
        self._chips.retranslate({**words, _MOVES: tr("List")})
        self.back_button.retranslate(tr("Products"))
        self.moves.use(self._presenter.zone, tr)
        self._move_table.setAccessibleName(tr("Stock moves"))
        self.sheet.retranslate(tr)
        self.notice.retranslate(tr)
        self._tell_hint()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.sheet, self._move_table, self.notice, self.back_button):
            part.restyle(look)
        self._move_table.set_widths(
            2, _0=look.px(170), _1=look.px(110), _3=look.px(80), _4=look.px(80), _5=look.px(200)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel for a number in sight."""
        super().resizeEvent(event)
        self.sheet.pad.place()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._chips, 1)
        head.addWidget(self.back_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self._move_table)
        card = Card("stock_card")
        card.column.addLayout(head)
        card.column.addWidget(self._hint)
        card.column.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(12)
        column.addWidget(self.notice)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.stored.connect(self._on_stored)
        presenter.moves_read.connect(self._on_moves)
        presenter.barcode_unknown.connect(self._on_unknown)
        self.sheet.failed.connect(self._on_failed)
        self._chips.chosen.connect(self._on_chosen)
        self.back_button.clicked.connect(self._to_products)
        on_key(self, (Qt.Key.Key_F12,), self.sheet.store)
        on_key(self, (Qt.Key.Key_Escape,), self._one_step_back)

    def _choose(self, chosen: str) -> None:
        self._chips.choose(chosen)
        self._on_chosen(chosen)

    def _on_chosen(self, chosen: str) -> None:
        self._stack.setCurrentIndex(1 if chosen == _MOVES else 0)
        if chosen == _MOVES:
            self._presenter.read_moves()
            self._move_table.setFocus()
        else:
            self.sheet.use(MoveKind(chosen))
            self.sheet.enter()
        self._tell_hint()

    def _tell_hint(self) -> None:
        tr = self._tr
        hints = {
            MoveKind.COUNT: tr("What lies there now. The difference is recorded."),
            MoveKind.RECEIVE: tr("What was brought to the booth."),
            MoveKind.WASTE: tr("What broke, spoiled or was tasted."),
            MoveKind.RETURN: tr("What goes back to its owner or the store."),
        }
        chosen = self._chips.value()
        listed = tr("Everything but sales, the latest first.")
        self._hint.setText(listed if chosen == _MOVES else hints[MoveKind(chosen)])

    def _on_stored(self, kind: MoveKind, number: int) -> None:
        self.sheet.forget_reason()
        self.sheet.enter()
        words = self._tr.plural("{n} product recorded.", "{n} products recorded.", number)
        told = words.format(n=number)
        self.notice.tell(f"{kind_words(self._tr)[kind]}: {told}", "good")

    def _on_moves(self, moves: tuple[StockMove, ...]) -> None:
        self.moves.show_moves(moves, self._presenter.zone, self._tr)

    def _on_unknown(self, code: str) -> None:
        QApplication.beep()
        words = self._tr("{code} is not in the catalogue. Nothing was noted.")
        self.notice.tell(words.format(code=code), "attention")

    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(told(error, self._tr), "error")

    def _to_products(self) -> None:
        self.page_asked.emit("products")

    def _one_step_back(self) -> None:
        if not self.sheet.step_back():
            self._to_products()
