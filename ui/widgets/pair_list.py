"""Rows of something at the left and its amount at the right: what is paid for, what was taken."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Look
from ui.widgets.touch_scroll import TouchScroll

Pair = tuple[str, str]
_Index = QModelIndex | QPersistentModelIndex
AMOUNT_ROLE = int(Qt.ItemDataRole.UserRole)
_ROW = 32


class PairModel(QAbstractListModel):
    """Pairs of a text and an amount that is already written."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[Pair, ...] = ()

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Replace all rows."""
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
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 Qt's
        return QSize(80, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect.adjusted(2, 0, -2, 0)
        amount = str(index.data(AMOUNT_ROLE))
        painter.setFont(self.look.font("body", "medium"))
        painter.setPen(self.look.color("ink"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, amount)
        room = box.width() - painter.fontMetrics().horizontalAdvance(amount) - 12
        painter.setFont(self.look.font("body"))
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, left, text)


class PairList(QListView):
    """A list to read, not to choose from: it never takes the focus."""

    def __init__(self, name: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setUniformItemSizes(True)
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
        """Be exactly as high as the rows."""
        self.setFixedHeight(_ROW * self._model.rowCount())

    def restyle(self, look: Look) -> None:
        """Draw in another theme's colours."""
        self._delegate.look = look
        self.viewport().update()
