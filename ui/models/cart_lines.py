"""The lines of a cart as a list; showing another cart changes only the rows that differ."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pos_app.domain.money import format_rupiah
from pos_app.domain.pricing import PricedCart, PricedLine
from pos_app.domain.quantity import format_quantity

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CartLines(QAbstractListModel):
    """One row a line, in the order in which they were added."""

    LINE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PricedLine, ...] = ()

    def show_cart(self, priced: PricedCart) -> None:
        """Show a cart's lines."""
        before, now = self._lines, priced.lines
        gone = [row for row, line in enumerate(before) if not _has(now, line.number)]
        if len(before) - len(gone) > len(now) or len(gone) > 1:
            self._reset(now)
            return
        for row in gone:
            self._take_out(row)
        if [line.number for line in self._lines] != [line.number for line in now][
            : len(self._lines)
        ]:
            self._reset(now)
            return
        self._change(now[: len(self._lines)])
        self._append(now)

    def row_of(self, number: int | None) -> int:
        """The row of a line, -1 for none."""
        for row, line in enumerate(self._lines):
            if line.number == number:
                return row
        return -1

    def line_at(self, index: _Index) -> PricedLine | None:
        """The line of a row."""
        return self._lines[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """As many rows as lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line for the delegate; words for screen readers."""
        line = self.line_at(index)
        if line is None:
            return None
        if role == self.LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.product.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line)
        return None

    def _take_out(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        self._lines = self._lines[:row] + self._lines[row + 1 :]
        self.endRemoveRows()

    def _change(self, now: tuple[PricedLine, ...]) -> None:
        before, self._lines = self._lines, now
        for row, line in enumerate(now):
            if line is not before[row] and line != before[row]:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _append(self, now: tuple[PricedLine, ...]) -> None:
        have = len(self._lines)
        if len(now) > have:
            self.beginInsertRows(_ROOT, have, len(now) - 1)
            self._lines = now
            self.endInsertRows()

    def _reset(self, now: tuple[PricedLine, ...]) -> None:
        self.beginResetModel()
        self._lines = now
        self.endResetModel()


def _spoken(line: PricedLine) -> str:
    """Everything that is painted of a line, in its order."""
    product, wanted = line.product, line.line
    parts = (
        product.name,
        f"{format_quantity(wanted.qty_milli)} {product.unit} × {format_rupiah(wanted.unit_price)}",
        wanted.reason,
        line.reduction.promotion,
        format_rupiah(-line.discount) if line.discount else "",
        wanted.note,
        format_rupiah(line.net),
    )
    return ", ".join(part for part in parts if part)


def _has(lines: tuple[PricedLine, ...], number: int) -> bool:
    return any(line.number == number for line in lines)
