"""The organizer's offers as a table: ticked or not, at a price beside the suggested one."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from pos_app.domain.money import format_amount
from pos_app.services.offers import OpenOffer, Standing, TakenOffer
from resources.translations import Catalog
from ui.models.row_table import Column, Index, RowTable

NAME, STATE, OWN, PRICE, SUGGESTED = range(5)
_NONE = "–"


class OfferTable(RowTable[OpenOffer]):
    """Keeps what is ticked and the price that each would be taken at, by the offer's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._tr = Catalog("en")
        self._ticked: dict[str, None] = {}
        self._prices: dict[str, int] = {}
        columns = (
            Column(_name),
            Column(self._state),
            Column(_own_price, right=True),
            Column(self._price, right=True),
            Column(_suggested, right=True),
        )
        super().__init__(columns, parent)

    def use(self, tr: Catalog) -> None:
        """Head the columns in a language."""
        self._tr = tr
        self.set_headings(
            tr("Product"), tr("State"), tr("Price now"), tr("Take at"), tr("Suggested price")
        )

    def show_offers(self, found: tuple[OpenOffer, ...]) -> None:
        """Show what waits; what was ticked and typed of it stays, what is new is ticked."""
        known = set(self._prices)
        ids = {one.offer.id for one in found}
        new = {one.offer.id for one in found if one.standing is Standing.NEW} - known
        self._ticked = {one: None for one in (*self._ticked, *sorted(new)) if one in ids}
        self._prices = {
            one.offer.id: self._prices.get(one.offer.id, usual_price(one)) for one in found
        }
        self.show_rows(found)

    def forget(self) -> None:
        """Begin anew with the next offers that are shown."""
        self._ticked, self._prices = {}, {}

    def chosen(self) -> tuple[TakenOffer, ...]:
        """What is ticked, with its prices."""
        return tuple(TakenOffer(one, self._prices[one]) for one in self._ticked)

    def turn(self, row: int) -> None:
        """Tick a row, or untick it."""
        one = self._rows[row].offer.id
        if one in self._ticked:
            del self._ticked[one]
        else:
            self._ticked[one] = None
        self._tell(row)

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every row, or none."""
        self._ticked = {one.offer.id: None for one in self._rows} if ticked else {}
        self._tell_all()

    def price_of(self, row: int) -> int:
        """What a row would be taken at."""
        return self._prices[self._rows[row].offer.id]

    def set_price(self, row: int, price: int) -> None:
        """Take a row at a price."""
        self._prices[self._rows[row].offer.id] = price
        self._tell(row)

    def suggest(self) -> None:
        """Take ticked rows at the suggested prices."""
        for one in self._rows:
            if one.offer.id in self._ticked:
                self._prices[one.offer.id] = one.offer.price
        self._tell_all()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell, and a box to tick before the name."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == NAME:
            ticked = self._rows[index.row()].offer.id in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def _state(self, one: OpenOffer) -> str:
        words = {
            Standing.NEW: self._tr("new"),
            Standing.MATCHED: self._tr("you have it"),
            Standing.CHANGED: self._tr("changed"),
        }
        return words[one.standing]

    def _price(self, one: OpenOffer) -> str:
        return format_amount(self._prices.get(one.offer.id, usual_price(one)))

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def _tell_all(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def usual_price(one: OpenOffer) -> int:
    """What a booth asks for a product already, else what is suggested."""
    return one.own.price if one.own else one.offer.price


def _name(one: OpenOffer) -> str:
    brand = f" · {one.offer.brand}" if one.offer.brand else ""
    return f"{one.offer.name}{brand}"


def _own_price(one: OpenOffer) -> str:
    return format_amount(one.own.price) if one.own else _NONE


def _suggested(one: OpenOffer) -> str:
    return format_amount(one.offer.price)
