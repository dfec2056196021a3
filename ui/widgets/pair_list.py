"""Rows of something at the left and its amount at the right: what is paid for, what was taken."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import Look
from ui.widgets.text_lines import NameLines
from ui.widgets.touch_scroll import TouchScroll

Pair = tuple[str, str]
_Index = QModelIndex | QPersistentModelIndex
AMOUNT_ROLE = int(Qt.ItemDataRole.UserRole)
_ROW, _TOUCHED_ROW = 32, 44
_FURTHER_LINE = 20
_SIDE, _BETWEEN = 2, 12
_MARK = 4


class PairModel(QAbstractListModel):
    """Pairs of a text and an amount that is already written."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[Pair, ...] = ()

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Replace all rows, if they are others."""
        if pairs == self._pairs:
            return
        self.beginResetModel()
        self._pairs = pairs
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows."""
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text to show; the amount under `AMOUNT_ROLE`; both for a screen reader."""
        if not index.isValid():
            return None
        text, amount = self._pairs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{text} {amount}"
            case _:
                return amount if role == AMOUNT_ROLE else None


class _PairDelegate(QStyledItemDelegate):
    """Sets a text in as many lines as it needs, two at most; the amount stands by the first."""

    def __init__(self, look: Look, *, touched: bool) -> None:
        super().__init__()
        self._least = _TOUCHED_ROW if touched else _ROW
        self._side = _SIDE + 3 * _MARK if touched else _SIDE
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        self._ink = look.color("ink")
        self._chosen, self._mark = look.color("primary_soft"), look.color("primary")
        self._font, self._amount_font = look.font("body"), look.font("body", "medium")
        self._amounts = QFontMetrics(self._amount_font)
        self._lines = NameLines(self._font)
        self.further_line = look.px(_FURTHER_LINE)
        self.row = self._least - _FURTHER_LINE + self.further_line

    def lines(self, index: _Index, width: int) -> tuple[str, ...]:
        """The text of a row as it is broken in a row of that width."""
        amount = self._amounts.horizontalAdvance(str(index.data(AMOUNT_ROLE)))
        return self._lines.split(str(index.data()), width - 2 * self._side - amount - _BETWEEN)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(80, self.row + self.further_line * (len(self.lines(index, width)) - 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._chosen)
            painter.fillRect(option.rect.adjusted(0, 0, _MARK - option.rect.width(), 0), self._mark)
        line: QRect = option.rect.adjusted(self._side, 0, -self._side, 0)
        line.setHeight(self.row)
        painter.setPen(self._ink)
        painter.setFont(self._amount_font)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, str(index.data(AMOUNT_ROLE)))
        painter.setFont(self._font)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for text in self.lines(index, option.rect.width()):
            painter.drawText(line, left, text)
            line.translate(0, self.further_line)


class PairList(QListView):
    """A list to read: it never takes the focus, unless one of its rows can be chosen."""

    def __init__(
        self, name: str, look: Look, parent: QWidget | None = None, *, choosable: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._choosable = choosable
        if not choosable:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # other widths break names elsewhere
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._model = PairModel()
        self._delegate = _PairDelegate(look, touched=choosable)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        TouchScroll(self)

    @property
    def chosen(self) -> int:
        """The row that is chosen; below 0 where none can be."""
        return self.currentIndex().row()

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Replace all rows; of new ones that can be chosen the last is."""
        self._model.show_pairs(pairs)
        if self._choosable and self.chosen < 0:
            self.setCurrentIndex(self._model.index(len(pairs) - 1))

    def fit(self) -> None:
        """Be exactly as high as the rows, each of one line."""
        self.setFixedHeight(self._delegate.row * self._model.rowCount())

    def restyle(self, look: Look) -> None:
        """Draw in another theme's colours."""
        self._delegate.restyle(look)
        self.scheduleDelayedItemsLayout()
