"""Which variant of a product is sold: large buttons over the sell page, reached by arrows too."""

from PySide6.QtCore import QObject, QSignalMapper, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pos_app.domain.product import OPTION_SEPARATOR
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.models.shelf_words import ShelfWords
from ui.theme import Look
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay, Scrolled
from ui.widgets.restyle import give_role, label
from ui.widgets.settling import Settling

_COLUMNS = 3
_HEIGHT = 76
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


class VariantChooser(QObject):
    """Shows the panel over a page; `chosen` carries the variant. It is made when first needed."""

    chosen = Signal(object)  # OnShelf

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look = look
        self._page = page
        self._tr = Catalog("en")
        self._panel: _Panel | None = None
        self.settling = Settling()

    @property
    def is_open(self) -> bool:
        """Whether somebody is being asked."""
        return self._panel is not None and self._panel.is_open

    def ask(self, product: OnShelf, variants: tuple[OnShelf, ...]) -> None:
        """Ask which variant of a product is wanted."""
        if self._panel is None:
            self._panel = _Panel(self._look, self._page)
            self._panel.left.connect(self.close)
            self._panel.pressed.connect(self._on_pressed)
            self._panel.retranslate(self._tr)
        self._panel.show_variants(product, variants)
        self.settling.begin()

    def close(self) -> None:
        """Leave everything as it was."""
        if self._panel is not None:
            self._panel.put_away()

    def place(self) -> None:
        """Keep up with the page's size."""
        if self._panel is not None:
            self._panel.place()

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        if self._panel is not None:
            self._panel.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        if self._panel is not None:
            self._panel.restyle(look)

    def _on_pressed(self, variant: OnShelf) -> None:
        if self.settling.is_over:  # the second of two quick taps was meant for the tile
            self.close()
            self.chosen.emit(variant)


class _Panel(Overlay):
    """One button a variant, in the order in which they were set up."""

    pressed = Signal(object)  # OnShelf

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("variant_panel", look, page, QSize(640, 0))
        self._variants: tuple[OnShelf, ...] = ()
        self._buttons: list[_VariantButton] = []
        self._height = look.px(_HEIGHT)
        self._tr = Catalog("en")
        self._title = label("title", "variant_title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._cancel = KeyButton("variant_cancel_button", "Esc")
        self._cancel.clicked.connect(self.left)
        self._mapper = QSignalMapper(self)
        self._mapper.mappedInt.connect(self._press)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._area = Scrolled(self._inner)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._cancel)
        self.card.column.addLayout(head)
        self.card.column.addWidget(self._area, 1)

    def show_variants(self, product: OnShelf, variants: tuple[OnShelf, ...]) -> None:
        """Show a product's variants, the first of them in focus."""
        self._variants = variants
        self._title.setText(product.name)
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [_VariantButton(n, self._height, self._inner) for n in range(len(variants))]
        for place, button in enumerate(self._buttons):
            self._mapper.setMapping(button, place)
            button.clicked.connect(self._mapper.map)
            button.walked.connect(self._walk)
            self._grid.addWidget(button, *divmod(place, _COLUMNS))
        self._tell()
        rows = -(-len(variants) // _COLUMNS)
        self._inner.setFixedHeight(rows * (self._height + 8))
        self.show_over()
        if self._buttons:
            self._buttons[0].setFocus()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._cancel.retranslate(tr("Cancel"))
        self._area.setAccessibleName(tr("Variants"))
        self._tell()

    def _tell(self) -> None:
        words = ShelfWords(self._tr)
        for button, variant in zip(self._buttons, self._variants, strict=True):
            button.tell(variant, words)

    def _walk(self, place: int) -> None:
        if 0 <= place < len(self._buttons):
            self._buttons[place].setFocus()
            self._area.ensureWidgetVisible(self._buttons[place])

    def _press(self, place: int) -> None:
        self.pressed.emit(self._variants[place])


class _VariantButton(QPushButton):
    """What makes a variant different, its price, and how much is left.

    `walked` carries the place that an arrow leads to; Qt would go where it thinks is next.
    """

    walked = Signal(int)

    def __init__(self, place: int, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self.setObjectName(f"variant_{place}_button")
        self.setProperty("role", "method")
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._options = label("strong", f"variant_{place}_options", self)
        self._options.setWordWrap(True)
        self._price = label("soft", f"variant_{place}_price", self)
        self._stock = label("attention", f"variant_{place}_stock", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        column.addWidget(self._options, 1)
        below = QHBoxLayout()
        below.addWidget(self._price)
        below.addStretch(1)
        below.addWidget(self._stock)
        column.addLayout(below)
        for part in (self._options, self._price, self._stock):
            part.setTextFormat(Qt.TextFormat.PlainText)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, variant: OnShelf, words: ShelfWords) -> None:
        """Say which one it is."""
        texts = (
            OPTION_SEPARATOR.join(variant.options),
            words.price(variant),
            words.stock(variant),
        )
        parts: tuple[QLabel, ...] = (self._options, self._price, self._stock)
        for part, text in zip(parts, texts, strict=True):
            part.setText(text)
            part.setVisible(bool(text))
        give_role(self._stock, "error" if variant.is_sold_out else "attention")
        self.setAccessibleName(", ".join(filter(None, texts)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as space does; a key held down presses nothing."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS:
            self.walked.emit(self._place + _STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
