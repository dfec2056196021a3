"""The print queue as rows: which paper, when it was asked for, what became of it."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.queue_row import QueueRow
from ui.theme import Look

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_NAME_LINE, _SMALL_LINE, _AROUND = 20, 17, 17
_SIDE, _BETWEEN = 14, 12
_TONES = {"": "ink_soft", "attention": "gold", "error": "danger"}


class QueueRows(QAbstractListModel):
    """Rows that are replaced together, however many."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QueueRow, ...] = ()

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: tuple[QueueRow, ...]) -> bool:
        """Replace all rows if they are others; whether they were."""
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def place_of(self, job_id: str) -> int:
        """In which row a job stands; -1 for one that is not here."""
        return next((place for place, row in enumerate(self._rows) if row.job_id == job_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The paper's name; all of the row for a screen reader; the row under `ROW_ROLE`."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {row.at}. {row.says}"
            case Qt.ItemDataRole.ToolTipRole:
                return row.says
            case _:
                return row if role == ROW_ROLE else None


class QueueRowPainter(QStyledItemDelegate):
    """Name and time above, what became of it below; every row is equally high."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Take the colours and fonts of another look."""
        self._look = look
        self._name_font = look.font("body", "semibold")
        self._small_font = look.font("small", "medium")
        self._height = look.px(_NAME_LINE) + look.px(_SMALL_LINE) + _AROUND

    def fits(self, says: str, width: int) -> bool:
        """Whether a row of a width shows all of what became of a paper."""
        return QFontMetrics(self._small_font).horizontalAdvance(says) <= width - 2 * _SIDE

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """A touchable row."""
        return QSize(240, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, QueueRow):
            return
        rect: QRect = option.rect
        look, width = self._look, self._look.line_width
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look.color("primary_soft" if chosen else "surface"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 4, rect.height(), look.color("primary"))
        painter.fillRect(
            rect.left(), rect.bottom() - width + 1, rect.width(), width, look.color("line")
        )
        self._paint_words(painter, rect.adjusted(_SIDE, 8, -_SIDE, -8), row)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, row: QueueRow) -> None:
        look, small = self._look, QFontMetrics(self._small_font)
        above = QRect(room.left(), room.top(), room.width(), look.px(_NAME_LINE))
        below = QRect(room.left(), above.bottom() + 1, room.width(), look.px(_SMALL_LINE))
        painter.setFont(self._small_font)
        painter.setPen(look.color("ink_soft"))
        painter.drawText(above, _RIGHT, row.at)
        painter.setPen(look.color(_TONES[row.tone]))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(below, _LEFT, small.elidedText(row.says, elide, below.width()))
        above.setWidth(above.width() - small.horizontalAdvance(row.at) - _BETWEEN)
        painter.setFont(self._name_font)
        painter.setPen(look.color("ink"))
        name = QFontMetrics(self._name_font).elidedText(row.name, elide, above.width())
        painter.drawText(above, _LEFT, name)


_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
