"""Paints a line of the cart: name and unit price, quantity with its two buttons, line total."""

from enum import Enum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from pos_app.domain.money import format_amount
from pos_app.domain.pricing import PricedLine
from pos_app.domain.quantity import ONE, format_quantity
from resources.translations import Catalog
from ui.models.cart_lines import CartLines
from ui.theme import Look
from ui.widgets.text_lines import NameLines, fitted

_NAME_LINE, _SMALL_LINE, _BASE_LINE = 19, 15, 14
_AROUND = 22
"""Room above and below the words, so that a row is 56 px high."""
_SIDE = 16
_BUTTON = 44
_COUNT, _TOTAL = 44, 88
_APART = 8
"""Between the quantity's buttons and the longest total."""


class Part(Enum):
    """What of a row lies under a finger."""

    FEWER = "fewer"
    COUNT = "count"
    MORE = "more"
    REST = "rest"


class CartRow(QStyledItemDelegate):
    """`touched` is the line that was changed last, `flash` how much of its flash is left (0..1).

    The view says which row is `focused`, as for a ProductTile.
    """

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.touched: int | None = None
        self.flash = 0.0
        self.pressed: tuple[int, Part] | None = None
        self.focused: QModelIndex | None = None
        self._room = 200
        self._discount = "−{amount}"
        self.restyle(look)

    def fit(self, width: int) -> None:
        """Take the width that rows have; names break where it ends."""
        self._room = self._stepper_left(width) - _SIDE - 8

    def restyle(self, look: Look) -> None:
        """Take the colours and fonts of another look."""
        self._look = look
        self._name_line, self._small_line = look.px(_NAME_LINE), look.px(_SMALL_LINE)
        self._count, self._total = look.px(_COUNT), look.px(_TOTAL)
        self._name_font = look.font("body", "semibold")
        self._names = NameLines(self._name_font)
        self._small_font = look.font("small", "normal")
        self._note_font = look.font("small", "semibold")
        self._count_font = look.font("amount", "semibold")
        self._colors = {name: look.color(name) for name in _COLORS}
        self._frame = QPen(look.color("line"), look.line_width)
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
        height = self._name_line + self._small_line + _AROUND
        if not isinstance(line, PricedLine):
            return QSize(320, height)
        names = len(self._names.split(line.product.name, self._room))
        below = bool(line.reduction.amount) + bool(line.discount) + bool(line.line.note)
        return QSize(320, height + self._name_line * (names - 1) + self._small_line * below)

    def part_at(self, row: QRect, at: QPoint) -> Part:
        """What of a row's rectangle a point hits."""
        for part, rect in self._parts(row).items():
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
        if not isinstance(line, PricedLine):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, self._ground(line))
        width = self._look.line_width
        painter.fillRect(
            rect.left(), rect.bottom() - width + 1, rect.width(), width, self._colors["line"]
        )
        if line.number == self.touched and self._look.theme == "contrast":
            painter.fillRect(rect.left(), rect.top(), 8, rect.height(), self._colors["ink"])
        if self.focused is not None and self.focused == index:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._colors["primary"])
        self._paint_words(painter, rect, line)
        self._paint_stepper(painter, rect, line)
        self._paint_total(painter, rect, format_amount(line.net))
        painter.restore()

    def _ground(self, line: PricedLine) -> QColor:
        if line.number != self.touched:
            return self._colors["surface"]
        if self.flash > 0:
            return self._look.mixed("primary", "primary_soft", round(60 * self.flash))
        return self._colors["primary_soft"]

    def _paint_words(self, painter: QPainter, rect: QRect, line: PricedLine) -> None:
        names = self._names.split(line.product.name, self._room)
        small = self._small_rows(line)
        height = self._name_line * len(names) + self._small_line * len(small)
        left = rect.left() + _SIDE
        top = rect.top() + (rect.height() - 2 - height) // 2
        painter.setFont(self._name_font)
        painter.setPen(self._colors["ink"])
        for name in names:
            painter.drawText(left, top + self._look.px(_BASE_LINE), name)
            top += self._name_line
        painter.setPen(self._colors["ink_soft"])
        for font, text in small:
            painter.setFont(font)
            painter.drawText(QRect(left, top, self._room, self._small_line), _LEFT, text)
            top += self._small_line

    def _small_rows(self, line: PricedLine) -> list[tuple[QFont, str]]:
        product = line.product
        per = f" / {product.unit}" if product.unit not in ("", "pcs") else ""
        unit_price = f"@{format_amount(line.line.unit_price)}{per}"
        if line.line.reason:
            unit_price = self._elided(f"{unit_price} · {line.line.reason}")
        rows = [(self._small_font, unit_price)]
        if line.reduction.amount:
            off = f"−{format_amount(line.reduction.amount)}"
            rows.append((self._note_font, self._elided(f"{line.reduction.promotion} {off}")))
        if line.discount:
            told = self._discount.format(amount=format_amount(line.discount))
            rows.append((self._note_font, told))
        if line.line.note:
            rows.append((self._small_font, self._elided(line.line.note)))
        return rows

    def _elided(self, text: str) -> str:
        metrics = QFontMetrics(self._small_font)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._room)

    def _paint_stepper(self, painter: QPainter, rect: QRect, line: PricedLine) -> None:
        parts = self._parts(rect)
        whole = parts[Part.FEWER].united(parts[Part.MORE])
        painter.setPen(self._frame)
        painter.setBrush(self._colors["surface"])
        radius = self._look.tokens["radius"]["field"]
        painter.drawRoundedRect(whole, radius, radius)
        last_one = line.line.qty_milli <= ONE
        for part, name in ((Part.FEWER, "trash-2" if last_one else "minus"), (Part.MORE, "plus")):
            box = parts[part]
            if self.pressed == (line.number, part):
                painter.fillRect(box.adjusted(2, 2, -2, -2), self._colors["primary_soft"])
            painter.drawPixmap(box.center().x() - 8, box.center().y() - 8, self._step_icon[name])
        painter.setFont(self._count_font)
        painter.setPen(self._colors["ink"])
        painter.drawText(parts[Part.COUNT], _CENTER, format_quantity(line.line.qty_milli))

    def _paint_total(self, painter: QPainter, rect: QRect, amount: str) -> None:
        width = self._total
        room = QRect(rect.right() - _SIDE - width + 1, rect.top(), width, rect.height())
        painter.setFont(fitted(self._count_font, amount, width - _APART))
        painter.drawText(room, _RIGHT, amount)

    def _stepper_left(self, width: int) -> int:
        """Where the quantity's buttons begin in a row of a width."""
        return width - 1 - _SIDE - self._total - 2 * _BUTTON - self._count

    def _parts(self, row: QRect) -> dict[Part, QRect]:
        """The quantity and its buttons, left of the total; fingers may miss them by 4 px."""
        left = row.left() + self._stepper_left(row.width())
        top = row.top() + (row.height() - 40) // 2
        return {
            Part.FEWER: QRect(left, top, _BUTTON, 38),
            Part.COUNT: QRect(left + _BUTTON, top, self._count, 38),
            Part.MORE: QRect(left + _BUTTON + self._count, top, _BUTTON, 38),
        }


_COLORS = ("ink", "ink_soft", "surface", "line", "primary", "primary_soft")
_CENTER = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
