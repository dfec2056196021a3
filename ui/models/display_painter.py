"""Draws a `Display` on a canvas of at least 1024×600, which a screen of any size is filled with."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.models.display import (
    CashTaken,
    Display,
    Due,
    Exchanged,
    Idle,
    Place,
    Ringing,
    Row,
    ScanToPay,
    Thanks,
)
from ui.theme import Look
from ui.widgets.text_lines import fitted

CANVAS = QSize(1024, 600)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_SIDE = 36
_HEADER = 56
_LATEST = 116
_BAND = 116
_ROW = 42


class DisplayPainter:
    """Everything in the colours of one look and the words of one language."""

    def __init__(self, look: Look, tr: Catalog) -> None:
        self._look = look
        self._tr = tr
        self._painter = QPainter()

    def paint(self, painter: QPainter, size: QSize, display: Display, place: Place) -> None:
        """Fill a surface of that size; the painter's transformation is changed."""
        unit = min(size.width() / CANVAS.width(), size.height() / CANVAS.height())
        painter.scale(unit, unit)
        room = QRect(0, 0, round(size.width() / unit), round(size.height() / unit))
        self._painter = painter
        painter.fillRect(room, self._look.color("ground"))
        match display:
            case Idle():
                self._welcome(room, place)
            case Thanks():
                self._thanks(room, display, place)
            case _:
                self._header(room, place)
                self._sale(room.adjusted(0, _HEADER, 0, 0), display)

    def _sale(self, room: QRect, display: Display) -> None:
        tr = self._tr
        match display:
            case Ringing():
                self._ringing(room, display)
            case ScanToPay():
                self._code(room, display)
            case CashTaken():
                self._sums(
                    room,
                    ((tr("Total"), display.total), (tr("Received"), display.received)),
                    (tr("Change"), display.change, "good"),
                )
            case Exchanged():
                back = display.given_back
                self._sums(
                    room,
                    ((tr("Total"), display.total), (tr("Brought back"), -display.returned)),
                    (tr("You get"), back, "good")
                    if back
                    else (tr("Still to pay"), display.owed, "ink"),
                )
            case Due(paid=0):
                self._sums(room, (), (tr("Total"), display.total, "ink"))
            case Due():
                self._sums(
                    room,
                    ((tr("Total"), display.total), (tr("Already paid"), display.paid)),
                    (tr("Still to pay"), display.missing, "ink"),
                )

    def _header(self, room: QRect, place: Place) -> None:
        bar = QRect(room.left(), room.top(), room.width(), _HEADER)
        self._painter.fillRect(bar, self._look.color("surface"))
        self._line(bar.bottomLeft(), bar.width())
        inner = bar.adjusted(_SIDE, 0, -_SIDE, 0)
        self._write(_part(inner, 0, 60), place.booth, 22, "bold", "ink", _LEFT)
        self._write(_part(inner, 60, 100), place.expo, 18, "normal", "ink_soft", _RIGHT)

    def _welcome(self, room: QRect, place: Place) -> None:
        tr = self._tr
        rows = [
            (tr("Welcome to"), 34, "semibold", "primary"),
            (place.booth or "Lapak", 84, "bold", "ink"),
            (place.expo, 30, "normal", "ink_soft"),
        ]
        self._stack(room, rows)

    def _thanks(self, room: QRect, thanks: Thanks, place: Place) -> None:
        tr = self._tr
        rows = [(tr("Thank you"), 88, "bold", "primary")]
        if thanks.change:
            told = tr("Change {amount}").format(amount=format_rupiah(thanks.change))
            rows.append((told, 52, "bold", "good"))
        rows.append((place.booth, 28, "normal", "ink_soft"))
        self._stack(room, rows)

    def _ringing(self, room: QRect, cart: Ringing) -> None:
        latest = QRect(room.left(), room.top(), room.width(), _LATEST)
        band = QRect(room.left(), room.bottom() - _BAND + 1, room.width(), _BAND)
        self._latest(latest, cart.latest)
        self._rows(
            QRect(latest.bottomLeft(), band.topRight()).adjusted(_SIDE, 10, -_SIDE, -8), cart.rows
        )
        self._total(band, cart)

    def _latest(self, room: QRect, row: Row) -> None:
        self._painter.fillRect(room, self._look.color("primary_soft"))
        self._line(room.bottomLeft(), room.width())
        inner = room.adjusted(_SIDE, 12, -_SIDE, -12)
        words = _part(inner, 0, 68)
        name, count = _halves(words, 60)
        self._write(name, row.name, 40, "bold", "ink", _LEFT)
        told = f"{row.quantity} × {format_rupiah(row.unit_price)}"
        self._write(count, told, 24, "normal", "ink_soft", _LEFT)
        self._write(_part(inner, 68, 100), format_rupiah(row.net), 46, "bold", "ink", _RIGHT)

    def _rows(self, room: QRect, rows: tuple[Row, ...]) -> None:
        """The last lines that there is room for."""
        fitting = max(room.height() // _ROW, 1)
        top = QRect(room.left(), room.top(), room.width(), _ROW)
        hidden = len(rows) - fitting + 1 if len(rows) > fitting else 0
        if hidden:
            told = self._tr.plural("{count} line above", "{count} lines above", hidden)
            self._write(top, told.format(count=hidden), 20, "normal", "ink_soft", _LEFT)
            top.translate(0, _ROW)
        for row in rows[hidden:]:
            self._write(_part(top, 0, 12), row.quantity, 24, "semibold", "ink", _LEFT)
            self._write(_part(top, 13, 74), row.name, 24, "normal", "ink", _LEFT)
            self._write(_part(top, 76, 100), format_rupiah(row.net), 24, "semibold", "ink", _RIGHT)
            top.translate(0, _ROW)

    def _total(self, band: QRect, cart: Ringing) -> None:
        self._painter.fillRect(band, self._look.color("primary"))
        inner = band.adjusted(_SIDE, 14, -_SIDE, -14)
        name = _part(inner, 0, 40)
        told = self._beside_total(cart)
        if told:
            name, below = _halves(name, 55)
            self._write(below, told, 24, "semibold", "on_primary", _LEFT)
        word, due = self._due(cart)
        self._write(name, word, 34, "bold", "on_primary", _LEFT)
        amount = _part(inner, 40, 100)
        self._write(amount, format_rupiah(due), 68, "bold", "on_primary", _RIGHT)

    def _due(self, cart: Ringing) -> tuple[str, int]:
        """The large sum, and what it is called."""
        tr = self._tr
        if cart.given_back:
            return tr("YOU GET"), cart.given_back
        return (tr("TO PAY") if cart.returned else tr("TOTAL")), cart.total

    def _beside_total(self, cart: Ringing) -> str:
        tr = self._tr
        if cart.returned:
            return tr("Brought back {amount}").format(amount=format_rupiah(-cart.returned))
        if cart.saved:
            return tr("You save {amount}").format(amount=format_rupiah(cart.saved))
        return ""

    def _code(self, room: QRect, code: ScanToPay) -> None:
        tr = self._tr
        inner = room.adjusted(_SIDE, 24, -_SIDE, -24)
        if inner.width() > inner.height() * 5 // 4:
            side = min(inner.height(), inner.width() * 55 // 100)
            square = QRect(inner.left(), inner.center().y() - side // 2, side, side)
            words = inner.adjusted(side + _SIDE, 0, 0, 0)
        else:
            side = min(inner.width(), inner.height() * 60 // 100)
            square = QRect(inner.center().x() - side // 2, inner.top(), side, side)
            words = inner.adjusted(0, side + 24, 0, 0)
        self._modules(square, code.code)
        rows = [
            (tr("Scan to pay"), 30, "semibold", "primary"),
            (format_rupiah(code.amount), 64, "bold", "ink"),
        ]
        if code.typed:
            rows.append((tr("Please type this amount"), 28, "bold", "gold"))
        rows.append((code.merchant, 26, "semibold", "ink"))
        if code.nmid:
            rows.append((f"NMID {code.nmid}", 20, "normal", "ink_soft"))
        self._stack(words, rows)

    def _modules(self, square: QRect, code: tuple[tuple[bool, ...], ...]) -> None:
        """Black on white in every look, each module as many whole px as fit."""
        if not code:
            return
        painter, number = self._painter, len(code)
        image = QImage(number, number, QImage.Format.Format_Grayscale8)
        for y, row in enumerate(code):
            for x, dark in enumerate(row):
                image.setPixelColor(
                    x, y, QColor(Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
                )
        painter.save()
        on_screen = painter.transform().mapRect(square)
        painter.resetTransform()
        scale = painter.device().devicePixelRatio()
        side = int(on_screen.width() * scale) // number * number / scale
        painter.translate(on_screen.center() - QPoint(round(side / 2), round(side / 2)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.scale(side / number, side / number)
        painter.drawImage(0, 0, image)
        painter.restore()

    def _sums(
        self, room: QRect, rows: tuple[tuple[str, int], ...], last: tuple[str, int, str]
    ) -> None:
        """Sums under one another, the last one by far the largest."""
        height = 72 * len(rows) + 150
        top = room.center().y() - height // 2
        inner = room.adjusted(_SIDE * 2, 0, -_SIDE * 2, 0)
        for name, amount in rows:
            box = QRect(inner.left(), top, inner.width(), 72)
            self._write(_part(box, 0, 45), name, 34, "normal", "ink_soft", _LEFT)
            self._write(_part(box, 45, 100), format_rupiah(amount), 42, "semibold", "ink", _RIGHT)
            top += 72
        if rows:
            self._line(QPoint(inner.left(), top + 10), inner.width())
        box = QRect(inner.left(), top + 20, inner.width(), 130)
        name, amount, color = last
        self._write(_part(box, 0, 40), name, 44, "bold", color, _LEFT)
        self._write(_part(box, 40, 100), format_rupiah(amount), 92, "bold", color, _RIGHT)

    def _stack(self, room: QRect, rows: list[tuple[str, int, str, str]]) -> None:
        """Texts in the middle, one under the other; empty ones take no room."""
        shown = [row for row in rows if row[0]]
        heights = [size * 3 // 2 for _, size, _, _ in shown]
        top = room.center().y() - sum(heights) // 2
        inner = room.adjusted(_SIDE // 2, 0, -_SIDE // 2, 0)
        for (text, size, weight, color), height in zip(shown, heights, strict=True):
            box = QRect(inner.left(), top, inner.width(), height)
            self._write(box, text, size, weight, color, _CENTER)
            top += height

    def _line(self, start: QPoint, width: int) -> None:
        thick = self._look.line_width
        self._painter.fillRect(start.x(), start.y(), width, thick, self._look.color("line"))

    def _write(
        self,
        room: QRect,
        text: str,
        size: int,
        weight: str,
        color: str,
        align: Qt.AlignmentFlag,
    ) -> None:
        """One line of text; where it is too long it shrinks, and then its end is left out."""
        font = self._look.font("body", weight)
        font.setPixelSize(size)  # on the canvas, whatever the till's text size
        font = fitted(font, text, room.width())
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._painter.setFont(font)
        self._painter.setPen(self._look.color(color))
        self._painter.drawText(room, int(align), shown)


def _part(room: QRect, start: int, end: int) -> QRect:
    """A part of a rectangle, from so many per cent of its width to so many."""
    left = room.left() + room.width() * start // 100
    return QRect(left, room.top(), room.width() * (end - start) // 100, room.height())


def _halves(room: QRect, percent: int) -> tuple[QRect, QRect]:
    """The upper part of a rectangle, so many per cent of its height, and the lower."""
    height = room.height() * percent // 100
    upper = QRect(room.left(), room.top(), room.width(), height)
    return upper, QRect(room.left(), room.top() + height, room.width(), room.height() - height)
