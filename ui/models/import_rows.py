"""What a product file holds, as two tables: rows to bring in, and lines with problems."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount
from pos_app.domain.quantity import format_quantity
from pos_app.messages import sentence
from pos_app.services.product_import import ProductRow
from pos_app.spreadsheets.sheets import RowProblem
from resources.translations import Catalog
from ui.models.row_table import Column, RowTable


class ProblemTable(RowTable[RowProblem]):
    """Line numbers and, in words, why each line stays out."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._tr = Catalog("en")
        super().__init__((Column(_line), Column(self._words)), parent)

    def use_language(self, tr: Catalog) -> None:
        """Say it in another language."""
        self._tr = tr
        self.set_headings(tr("Line"), tr("Problem"))
        self.show_rows(self._rows)

    def _words(self, problem: RowProblem) -> str:
        return sentence(LapakError(problem.code, **problem.details), self._tr)


class ProductRowTable(RowTable[ProductRow]):
    """The rows that can be brought in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, parent)

    def rows(self) -> Sequence[ProductRow]:
        """What the table shows."""
        return self._rows


def _line(problem: RowProblem) -> str:
    return str(problem.line)


def _name(row: ProductRow) -> str:
    return row.name


def _price(row: ProductRow) -> str:
    return format_amount(row.price)


def _barcode(row: ProductRow) -> str:
    return row.barcode


def _category(row: ProductRow) -> str:
    return row.category or ""


def _unit(row: ProductRow) -> str:
    return row.unit or ""


def _brand(row: ProductRow) -> str:
    return row.brand or ""


def _stock(row: ProductRow) -> str:
    return "" if row.stock_milli is None else format_quantity(row.stock_milli)


_COLUMNS = (
    Column(_name),
    Column(_price, right=True),
    Column(_barcode),
    Column(_category),
    Column(_unit),
    Column(_brand),
    Column(_stock, right=True),
)
