"""Rows of something at the left and its amount at the right: what is paid for, what was taken."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Look
from ui.widgets.text_lines import NameLines
from ui.widgets.touch_scroll import TouchScroll

Pair = tuple[str, str]
_Index = QModelIndex | QPersistentModelIndex
AMOUNT_ROLE = int(Qt.ItemDataRole.UserRole)
_ROW = 32
_FURTHER_LINE = 20
_SIDE, _BETWEEN = 2, 12


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

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        self._ink = look.color("ink")
        self._font, self._amount_font = look.font("body"), look.font("body", "medium")
        self._amounts = QFontMetrics(self._amount_font)
        self._lines = NameLines(self._font)
        self.further_line = look.px(_FURTHER_LINE)
        self.row = _ROW - _FURTHER_LINE + self.further_line

    def lines(self, index: _Index, width: int) -> tuple[str, ...]:
        """The text of a row as it is broken in a row of that width."""
        amount = self._amounts.horizontalAdvance(str(index.data(AMOUNT_ROLE)))
        return self._lines.split(str(index.data()), width - 2 * _SIDE - amount - _BETWEEN)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(80, self.row + self.further_line * (len(self.lines(index, width)) - 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: QRect = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
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
    """A list to read, not to choose from: it never takes the focus."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # other widths break names elsewhere
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._model = PairModel()
        self._delegate = _PairDelegate(look)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        TouchScroll(self)

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Replace all rows."""
        self._model.show_pairs(pairs)

    def fit(self) -> None:
        """Be exactly as high as the rows, each of one line."""
        self.setFixedHeight(self._delegate.row * self._model.rowCount())

    def restyle(self, look: Look) -> None:
        """Draw in another theme's colours."""
        self._delegate.restyle(look)
        self.scheduleDelayedItemsLayout()
