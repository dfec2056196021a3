"""The grid of product tiles: as many columns as fit, tapped or walked through with arrow keys."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from resources.translations import Catalog
from ui.models.product_grid import ProductGrid
from ui.models.product_tile import GAP, ProductTile
from ui.models.shelf_words import ShelfWords
from ui.theme import Look
from ui.widgets.own_viewport import give_viewport
from ui.widgets.touch_scroll import TouchScroll

_ADD = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_WALK = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


_TILE_WORDS = 92
"""The height in px at 100 % that a tile's words need."""


class ProductView(QTableView):
    """A table view without headers; `picked` carries the product that was tapped or entered.

    `painted` comes once, when the first products are on the screen.
    """

    picked = Signal(object)
    painted = Signal()
    _tiles_painted = Signal()

    def __init__(self, model: ProductGrid, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.setObjectName("product_grid")
        self.setProperty("role", "grid")
        self._grid = model
        self._tile = ProductTile(look)
        self.setModel(model)
        self._pressed: int | None = None
        self._look = look
        self._painted = False
        self._prepare()

    def show_taken(self, taken: Mapping[str, int]) -> None:
        """Say how much of each product is in the cart; only tiles that differ are painted."""
        before = self._tile.taken
        changed = {
            name for name in before.keys() | taken.keys() if before.get(name) != taken.get(name)
        }
        self._tile.taken = self._grid.taken = dict(taken)
        if changed:
            self._repaint(changed)

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self.setAccessibleName(tr("Products"))
        self._tile.words = self._grid.words = ShelfWords(tr)
        self.viewport().update()

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._look = look
        self._tile.restyle(look)
        self._give_height()
        self._fit(self.viewport().width())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the width."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles that are to be seen, and say the first time that there were any.

        Qt's own way asks model, delegate and style for each cell: a third of the time.
        """
        self.executeDelayedItemsLayout()
        index = self.currentIndex()
        focused = self._place(index) if self.hasFocus() and index.isValid() else None
        region = event.region()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._places(event.rect()):
            cell = self._cell(place)
            if region.intersects(cell):
                product = self._grid.shown_at(place)
                is_focused, is_pressed = place == focused, place == self._pressed
                self._tile.paint(painter, cell, product, focused=is_focused, pressed=is_pressed)
        painter.end()
        if not self._painted and self._grid.first() is not None:
            self._painted = True
            self._tiles_painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter adds; everything else is the page's."""
        if event.key() in _ADD and self.currentIndex().isValid():
            self._pick(self.currentIndex())
        elif event.key() in _WALK:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show which tile is pressed."""
        super().mousePressEvent(event)
        self._scroll.begin()
        self._press(self._place_at(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two quick taps is a tap; Qt would not tell of it."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the tile that was pressed, unless the finger dragged the grid."""
        super().mouseReleaseEvent(event)
        pressed = self._pressed
        self._press()
        if pressed is not None and pressed == self._place_at(event) and not self._scroll.is_drag:
            self._pick(self._grid.index(*divmod(pressed, self._grid.columns)))

    def _prepare(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._give_height()
        self._scroll = TouchScroll(self)
        self._tiles_painted.connect(self.painted, Qt.ConnectionType.QueuedConnection)
        # Laid out before it is painted: Qt would do it afterwards and paint every tile twice.
        self._grid.modelReset.connect(self.executeDelayedItemsLayout)
        self._grid.modelReset.connect(self._press)

    def _give_height(self) -> None:
        """Room for two lines of name, the stock and the price."""
        least = self._look.touch("tile_height")
        height = max(least, self._look.px(_TILE_WORDS)) + 2 * GAP
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height // 2)

    def _fit(self, width: int) -> None:
        columns = max(1, width // (self._look.px(self._look.touch("tile_width")) + GAP))
        self._grid.show_columns(columns)
        self.horizontalHeader().setDefaultSectionSize(max(1, width // columns))

    def _pick(self, index: QModelIndex) -> None:
        product = self._grid.product_at(index)
        if product is not None:
            self.picked.emit(product)

    def _press(self, place: int | None = None) -> None:
        before, self._pressed = self._pressed, place
        for changed in (before, place):
            if changed is not None:
                self.viewport().update(self._cell(changed))

    def _place_at(self, event: QMouseEvent) -> int | None:
        index = self.indexAt(event.position().toPoint())
        place = self._place(index)
        is_left = event.button() == Qt.MouseButton.LeftButton
        return place if is_left and index.isValid() and place < self._grid.count else None

    def _place(self, index: QModelIndex) -> int:
        return index.row() * self._grid.columns + index.column()

    def _cell(self, place: int) -> QRect:
        row, column = divmod(place, self._grid.columns)
        width, height = self.columnWidth(0), self.rowHeight(0)
        return QRect(column * width, self.rowViewportPosition(0) + row * height, width, height)

    def _places(self, area: QRect) -> range:
        """The places in the rows that an area touches."""
        height, columns = self.rowHeight(0), self._grid.columns
        if not height:  # there is no row
            return range(0)
        top = self.rowViewportPosition(0)
        first = max(0, (area.top() - top) // height)
        last = (area.bottom() - top) // height
        return range(first * columns, min(self._grid.count, (last + 1) * columns))

    def _repaint(self, products: set[str]) -> None:
        for place in self._grid.places_of(products, self._places(self.viewport().rect())):
            self.viewport().update(self._cell(place))
