"""The list of a cart's lines: quantities are stepped in place, the touched line flashes once."""

from PySide6.QtCore import QPoint, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from pos_app.domain.pricing import PricedCart, PricedLine
from resources.translations import Catalog
from ui.models.cart_lines import CartLines
from ui.models.cart_row import CartRow, Part
from ui.theme import Look
from ui.widgets.own_viewport import give_viewport
from ui.widgets.touch_scroll import TouchScroll

_WALK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CartView(QListView):
    """Shows a cart and says what was pressed: `stepped(line, ±1)`, else by the line's number."""

    stepped = Signal(int, int)
    count_pressed = Signal(int)
    line_pressed = Signal(int)
    line_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.setObjectName("cart_list")
        self._look = look
        self._lines = CartLines(self)
        self._row = CartRow(look, self)
        self._fade = QVariantAnimation(self, startValue=1.0, endValue=0.0)
        self._fade.setDuration(look.motion_ms())
        self._fade.valueChanged.connect(self._fade_to)
        self._fade.finished.connect(self._faded)
        self.setModel(self._lines)
        self.setItemDelegate(self._row)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = TouchScroll(self)

    def show_cart(self, priced: PricedCart, *, flash: bool) -> None:
        """Show a cart, scrolled to the line that was touched last."""
        cart, before = priced.cart, self._row.touched
        self._row.touched = cart.touched
        self._lines.show_cart(priced)
        for number in (before, cart.touched):
            self.viewport().update(self.row_rect(number))
        row = self._lines.row_of(cart.touched)
        if row >= 0:
            self.scrollTo(self._lines.index(row))
            if flash:
                self._flash()

    def row_rect(self, number: int | None) -> QRect:
        """Where a line is painted; empty if it is not in the cart."""
        row = self._lines.row_of(number)
        return self.visualRect(self._lines.index(row)) if row >= 0 else QRect()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self._row.restyle(look)
        self._fade.setDuration(look.motion_ms())
        self.scheduleDelayedItemsLayout()

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self.setAccessibleName(tr("Cart"))
        self._row.retranslate(tr)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names break where the width ends, so rows may become higher."""
        super().resizeEvent(event)
        self._row.fit(event.size().width())
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, with the row marked that the keys act on."""
        self._row.focused = self.currentIndex() if self.hasFocus() else None
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show what is pressed."""
        super().mousePressEvent(event)
        self._scroll.begin()
        self._press(self._hit(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two quick taps is a tap."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was pressed, if the finger is still on it and did not drag the list."""
        super().mouseReleaseEvent(event)
        pressed, released = self._row.pressed, self._hit(event.position().toPoint())
        self._press(None)
        if released is not None and released == pressed and not self._scroll.is_drag:
            self._act(*released)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose the line that the page's keys act on."""
        if event.key() not in _WALK:
            event.ignore()
            return
        super().keyPressEvent(event)
        line = self._lines.line_at(self.currentIndex())
        if line is not None:
            self.line_chosen.emit(line.number)

    def _hit(self, at: QPoint) -> tuple[int, Part] | None:
        index = self.indexAt(at)
        line: PricedLine | None = self._lines.line_at(index)
        if line is None:
            return None
        return line.number, self._row.part_at(self.visualRect(index), at)

    def _act(self, number: int, part: Part) -> None:
        if part is Part.FEWER:
            self.stepped.emit(number, -1)
        elif part is Part.MORE:
            self.stepped.emit(number, 1)
        elif part is Part.COUNT:
            self.count_pressed.emit(number)
        else:
            self.line_pressed.emit(number)

    def _press(self, hit: tuple[int, Part] | None) -> None:
        self._row.pressed = hit
        self.viewport().update()

    def _flash(self) -> None:
        self._fade.stop()
        if self._fade.duration() > 0:
            self._fade.start()

    def _fade_to(self, left: object) -> None:
        self._row.flash = left if isinstance(left, float) else 0.0
        self.viewport().update(self.row_rect(self._row.touched))

    def _faded(self) -> None:
        self._fade_to(0.0)
