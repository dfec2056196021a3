"""Paints a line of the cart: name and unit price, quantity with its two buttons, line total."""

from enum import Enum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos_app.domain.cart import CartLine
from pos_app.domain.money import format_amount
from pos_app.domain.quantity import ONE, format_quantity
from resources.translations import Catalog
from ui.models.cart_lines import CartLines
from ui.theme import Look
from ui.widgets.text_lines import NameLines

_SIDE = 16
_BUTTON = 44
_COUNT = 44
_TOTAL = 88


class Part(Enum):
    """What of a row lies under a finger."""

    FEWER = "fewer"
    COUNT = "count"
    MORE = "more"
    REST = "rest"


class CartRow(QStyledItemDelegate):
    """`touched` is the line that was changed last, `flash` how much of its flash is left (0..1)."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.touched: int | None = None
        self.flash = 0.0
        self.pressed: tuple[int, Part] | None = None
        self.width = 480
        self._discount = "−{amount}"
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Take the colours and fonts of another look."""
        self._look = look
        self._name_font = look.text_font("body", "semibold")
        self._names = NameLines(self._name_font)
        self._small_font = look.font("small", "normal")
        self._note_font = look.font("small", "semibold")
        self._count_font = look.font("amount", "semibold")
        self._step_icon = {
            name: look.pixmap(name, "ink", 18) for name in ("minus", "plus", "trash-2")
        }

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._discount = tr("Discount −{amount}")

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A touchable row; a discount or a note stands on a line of its own."""
        line = index.data(CartLines.LINE)
        if not isinstance(line, CartLine):
            return QSize(320, 56)
        names = len(self._names.split(line.product.name, _room(QRect(0, 0, self.width, 56))))
        return QSize(320, 56 + 19 * (names - 1) + 15 * (bool(line.discount) + bool(line.note)))

    def part_at(self, row: QRect, at: QPoint) -> Part:
        """What of a row's rectangle a point hits."""
        for part, rect in _parts(row).items():
            if rect.adjusted(0, -4, 0, 4).contains(at):
                return part
        return Part.REST

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one line."""
        line = index.data(CartLines.LINE)
        if not isinstance(line, CartLine):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, self._ground(line))
        width = self._look.line_width
        painter.fillRect(
            rect.left(), rect.bottom() - width + 1, rect.width(), width, self._look.color("line")
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._look.color("primary"))
        self._paint_words(painter, rect, line)
        self._paint_stepper(painter, rect, line)
        painter.setFont(self._count_font)
        painter.setPen(self._look.color("ink"))
        total = QRect(rect.right() - _SIDE - _TOTAL + 1, rect.top(), _TOTAL, rect.height())
        painter.drawText(total, _RIGHT, format_amount(line.total))
        painter.restore()

    def _ground(self, line: CartLine) -> QColor:
        if line.number != self.touched:
            return self._look.color("surface")
        if self.flash > 0:
            return self._look.mixed("primary", "primary_soft", round(60 * self.flash))
        return self._look.color("primary_soft")

    def _paint_words(self, painter: QPainter, rect: QRect, line: CartLine) -> None:
        left = rect.left() + _SIDE
        room = _room(rect)
        product, unit = line.product, line.product.unit
        price = f"@{format_amount(product.price)}"
        per = f" / {unit}" if unit not in ("", "pcs") else ""
        names = self._names.split(product.name, room)
        rows = [(self._name_font, "ink", name) for name in names]
        rows.append((self._small_font, "ink_soft", price + per))
        if line.discount:
            told = self._discount.format(amount=format_amount(line.discount))
            rows.append((self._note_font, "ink_soft", told))
        if line.note:
            rows.append((self._small_font, "ink_soft", line.note))
        height = 19 * len(names) + 15 * (len(rows) - len(names))
        top = rect.top() + (rect.height() - 2 - height) // 2
        for number, (font, color, text) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(self._look.color(color))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(left, top + metrics.ascent(), shown)
            top += 19 if number < len(names) else 15

    def _paint_stepper(self, painter: QPainter, rect: QRect, line: CartLine) -> None:
        parts = _parts(rect)
        whole = parts[Part.FEWER].united(parts[Part.MORE])
        painter.setPen(QPen(self._look.color("line"), self._look.line_width))
        painter.setBrush(self._look.color("surface"))
        radius = self._look.tokens["radius"]["field"]
        painter.drawRoundedRect(whole, radius, radius)
        last_one = line.qty_milli <= ONE
        for part, name in ((Part.FEWER, "trash-2" if last_one else "minus"), (Part.MORE, "plus")):
            box = parts[part]
            if self.pressed == (line.number, part):
                painter.fillRect(box.adjusted(2, 2, -2, -2), self._look.color("primary_soft"))
            picture = self._step_icon[name]
            painter.drawPixmap(box.center().x() - 8, box.center().y() - 8, picture)
        painter.setFont(self._count_font)
        painter.setPen(self._look.color("ink"))
        painter.drawText(parts[Part.COUNT], _CENTER, format_quantity(line.qty_milli))


_CENTER = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _room(row: QRect) -> int:
    """How wide the words may be."""
    return _parts(row)[Part.FEWER].left() - row.left() - _SIDE - 8


def _parts(row: QRect) -> dict[Part, QRect]:
    """The quantity and its buttons, 44 px high and wide, left of the total."""
    right = row.right() - _SIDE - _TOTAL
    left = right - 2 * _BUTTON - _COUNT
    top = row.top() + (row.height() - 40) // 2
    return {
        Part.FEWER: QRect(left, top, _BUTTON, 38),
        Part.COUNT: QRect(left + _BUTTON, top, _COUNT, 38),
        Part.MORE: QRect(left + _BUTTON + _COUNT, top, _BUTTON, 38),
    }
