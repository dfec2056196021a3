"""Paints a product as a tile: a bar in its colour, the name on two lines, price, how many taken."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from resources.translations import Catalog
from ui.models.shelf_words import ShelfWords
from ui.theme import Look
from ui.widgets.text_lines import NameLines

GAP = 5
"""Room left free at each side of a cell, so that tiles stand 10 px apart."""


class ProductTile:
    """Paints tiles in a look. `taken` says how much of each product is in the cart, by its id."""

    def __init__(self, look: Look) -> None:
        self.taken: Mapping[str, int] = {}
        self.words = ShelfWords(Catalog("en"))
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Take the colours and fonts of another look."""
        self._look = look
        self._name_font = look.font("body", "semibold")
        self._name_metrics = QFontMetrics(self._name_font)
        self._price_font = look.font("body", "bold")
        self._price_metrics = QFontMetrics(self._price_font)
        self._small_font = look.font("small", "normal")
        self._small_metrics = QFontMetrics(self._small_font)
        self._stock_font = look.font("small", "bold")
        self._badge_font = look.font(11, "bold")
        self._names = NameLines(self._name_font)
        self._colors = {name: look.color(name) for name in _COLORS}
        self._bars: dict[str, QColor] = {}
        self._grounds: dict[tuple[object, ...], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        cell: QRect,
        product: OnShelf | None,
        *,
        focused: bool = False,
        pressed: bool = False,
    ) -> None:
        """Paint one cell; None is a product that is still read. The painter keeps what it set."""
        rect = cell.adjusted(GAP, GAP, -GAP, -GAP)
        bar = self._bar(product.name) if product is not None else None
        scale = painter.device().devicePixelRatio()
        ground = self._ground(rect.size(), bar, scale, focused=focused, pressed=pressed)
        painter.drawPixmap(rect.topLeft(), ground)
        if product is None:
            self._paint_waiting(painter, rect)
        else:
            self._paint_product(painter, rect, product)

    def _ground(
        self, size: QSize, bar: QColor | None, scale: float, *, focused: bool, pressed: bool
    ) -> QPixmap:
        """A tile without its words. Kept, because rounded corners are a third of a tile's time."""
        key = (size.width(), size.height(), bar and bar.rgba(), scale, focused, pressed)
        ground = self._grounds.get(key)
        if ground is None:
            if len(self._grounds) > 128:
                self._grounds.clear()
            ground = QPixmap(size * scale)
            ground.setDevicePixelRatio(scale)
            ground.fill(Qt.GlobalColor.transparent)
            painter = QPainter(ground)
            self._draw_ground(painter, QRect(QPoint(), size), bar, focused=focused, pressed=pressed)
            painter.end()
            self._grounds[key] = ground
        return ground

    def _draw_ground(
        self, painter: QPainter, rect: QRect, bar: QColor | None, *, focused: bool, pressed: bool
    ) -> None:
        line = 2 if focused else self._look.line_width
        radius = self._look.tokens["radius"]["tile"]
        box = QRectF(rect).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        outline = QPainterPath()
        outline.addRoundedRect(box, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outline, self._colors["primary_soft" if pressed else "surface"])
        if bar is not None:
            painter.save()
            painter.setClipPath(outline)
            width = self._look.touch("tile_bar")
            painter.fillRect(QRect(rect.left(), rect.top(), width, rect.height()), bar)
            painter.restore()
        painter.setPen(QPen(self._colors["primary" if focused else "line"], line))
        painter.drawPath(outline)

    def _paint_product(self, painter: QPainter, rect: QRect, product: OnShelf) -> None:
        inner = rect.adjusted(15, 9, -10, -8)
        painter.setFont(self._name_font)
        painter.setPen(self._colors["ink"])
        base = inner.top() + self._name_metrics.ascent()
        for line in self._names.split(product.name, inner.width()):
            painter.drawText(inner.left(), base, line)
            base += self._name_metrics.height()
        price = self.words.price(product)
        painter.setFont(self._price_font)
        base = inner.bottom() - self._price_metrics.descent() + 1
        painter.drawText(inner.left(), base, price)
        taken = self.taken.get(product.id)
        if product.unit not in ("", "pcs") and not taken:  # the badge needs the room
            left = inner.left() + self._price_metrics.horizontalAdvance(price) + 4
            painter.setFont(self._small_font)
            painter.setPen(self._colors["ink_soft"])
            painter.drawText(left, base, f"/ {product.unit}")
        if product.left_milli is not None:
            self._paint_stock(painter, inner, product)
        if taken:
            self._paint_badge(painter, inner, format_quantity(taken))

    def _paint_stock(self, painter: QPainter, inner: QRect, product: OnShelf) -> None:
        told = self.words.stock(product)
        if told:
            painter.setFont(self._stock_font)
            painter.setPen(self._colors["danger" if product.is_sold_out else "gold"])
            base = inner.bottom() - self._price_metrics.height() - self._small_metrics.descent()
            painter.drawText(inner.left(), base, told)

    def _paint_badge(self, painter: QPainter, inner: QRect, text: str) -> None:
        painter.setFont(self._badge_font)
        width = max(22, painter.fontMetrics().horizontalAdvance(text) + 12)
        height = self._look.px(18)
        badge = QRect(inner.right() - width + 1, inner.bottom() - height + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors["primary"])
        painter.drawRoundedRect(badge, height // 2, height // 2)
        painter.setPen(self._colors["on_primary"])
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors["ground"])
        painter.drawRoundedRect(rect.left() + 15, rect.top() + 12, rect.width() * 6 // 10, 12, 4, 4)
        painter.drawRoundedRect(rect.left() + 15, rect.bottom() - 24, rect.width() // 3, 12, 4, 4)

    def _bar(self, name: str) -> QColor:
        if name not in self._bars:
            if len(self._bars) > 1024:
                self._bars.clear()
            self._bars[name] = self._look.tile_color(name)
        return self._bars[name]


_COLORS = (
    "ink",
    "ink_soft",
    "surface",
    "ground",
    "line",
    "primary",
    "primary_soft",
    "on_primary",
    "danger",
    "gold",
)
