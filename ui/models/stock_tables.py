"""Stock as tables: the sheet on which a move is noted, and the moves that were recorded."""

from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QObject

from pos_app.domain.business_day import format_moment
from pos_app.domain.quantity import format_quantity
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.services.stock import StockMove
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable

_NONE = "–"


class SheetRow(NamedTuple):
    """A product on the sheet and how many were noted, in thousandths."""

    product: OnShelf
    qty_milli: int


class SheetTable(RowTable[tuple[str, ...]]):
    """What was noted, and what follows: the difference of a count, or what there will be."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_texts(left=1, right=3), parent)
        self._kind = MoveKind.COUNT
        self._sheet: tuple[SheetRow, ...] = ()

    def use(self, kind: MoveKind, tr: Catalog) -> None:
        """Head the columns for a kind of move."""
        self._kind = kind
        last = tr("Difference") if kind is MoveKind.COUNT else tr("Then")
        self.set_headings(tr("Product"), tr("In stock"), tr("Quantity"), last)
        self.show_sheet(self._sheet)

    def show_sheet(self, rows: tuple[SheetRow, ...]) -> None:
        """Show what was noted."""
        self._sheet = rows
        self.show_rows(
            [
                (
                    row.product.name,
                    _found_stock(row.product),
                    _with_unit(row.qty_milli, row.product.unit),
                    _follows(row, self._kind),
                )
                for row in rows
            ]
        )


class FoundTable(RowTable[OnShelf]):
    """Products that a search found, to choose from."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((Column(_found_name), Column(_found_stock, right=True)), parent)

    def use(self, tr: Catalog) -> None:
        """Head the columns in a language."""
        self.set_headings(tr("Product"), tr("In stock"))

    def row_at(self, place: int) -> OnShelf | None:
        """A product; None past the end."""
        return self._rows[place] if 0 <= place < len(self._rows) else None


class MoveTable(RowTable[tuple[str, ...]]):
    """Recorded moves, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((*_texts(left=3, right=2), Column(itemgetter(5))), parent)
        self._moves: tuple[StockMove, ...] = ()

    def show_moves(self, moves: tuple[StockMove, ...], zone: str, tr: Catalog) -> None:
        """Show moves in a language, with the times of a zone."""
        self._moves = moves
        self.use(zone, tr)

    def use(self, zone: str, tr: Catalog) -> None:
        """Say the same in another language."""
        self.set_headings(
            tr("Time"), tr("What"), tr("Product"), tr("Change"), tr("Counted"), tr("Who and why")
        )
        kinds = kind_words(tr)
        self.show_rows(
            [
                (
                    format_moment(move.at, zone, tr.language),
                    kinds[move.kind],
                    move.name,
                    signed(move.qty_milli),
                    "" if move.counted_milli is None else format_quantity(move.counted_milli),
                    " · ".join(filter(None, (move.cashier, move.reason))),
                )
                for move in self._moves
            ]
        )


def kind_words(tr: Catalog) -> dict[MoveKind, str]:
    """What each kind of move is called."""
    return {
        MoveKind.OPENING: tr("Opening stock"),
        MoveKind.COUNT: tr("Stock count"),
        MoveKind.RECEIVE: tr("Stock in"),
        MoveKind.WASTE: tr("Waste"),
        MoveKind.RETURN: tr("Give back"),
    }


def signed(qty_milli: int) -> str:
    """A change: `+3`, `-2,5`, `0`."""
    return f"+{format_quantity(qty_milli)}" if qty_milli > 0 else format_quantity(qty_milli)


def _texts(left: int, right: int) -> tuple[Column[tuple[str, ...]], ...]:
    """Columns of texts, the last of them at the right."""
    return tuple(Column(itemgetter(place), right=place >= left) for place in range(left + right))


def _found_name(product: OnShelf) -> str:
    return product.name


def _found_stock(product: OnShelf) -> str:
    left = product.left_milli
    return _NONE if left is None else _with_unit(left, product.unit)


def _follows(row: SheetRow, kind: MoveKind) -> str:
    before = row.product.left_milli or 0
    if kind is MoveKind.COUNT:
        return signed(row.qty_milli - before)
    takes = kind in (MoveKind.WASTE, MoveKind.RETURN)
    return format_quantity(before - row.qty_milli if takes else before + row.qty_milli)


def _with_unit(qty_milli: int, unit: str) -> str:
    told = format_quantity(qty_milli)
    return told if unit in ("", "pcs") else f"{told} {unit}"
