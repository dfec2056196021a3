"""What a promotion offers: one of four kinds, each with its few numbers."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.discount import WHOLE, format_percent, parse_percent
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, parse_rupiah
from pos_app.domain.promotion import BuyGet, LotPrice, Offer, PercentOff, QuantityPrice
from pos_app.domain.quantity import format_quantity, parse_quantity
from resources.translations import Catalog
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField

_KINDS = ("percent_off", "quantity_price", "lot_price", "buy_get")
_FIELDS = {
    "percent_off": ("percent_rate",),
    "quantity_price": ("step_1_quantity", "step_1_price", "step_2_quantity", "step_2_price"),
    "lot_price": ("lot_pieces", "lot_price"),
    "buy_get": ("buy", "get", "gift_rate"),
}


class OfferForm(QWidget):
    """Chips for the kind, under them the fields that it needs."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceChips("offer", _KINDS)
        self.fields: dict[str, FormField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.kind)
        self._rows = {}
        for kind, names in _FIELDS.items():
            self._rows[kind] = self._row(names)
            column.addWidget(self._rows[kind])
        self.kind.chosen.connect(self._on_kind)
        self._show_kind()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.kind.retranslate(
            {
                "percent_off": tr("Percent off"),
                "quantity_price": tr("Price by quantity"),
                "lot_price": tr("Several for a price"),
                "buy_get": tr("Buy and get"),
            }
        )
        named = {
            "percent_rate": tr("Percent off"),
            "step_1_quantity": tr("From how many"),
            "step_1_price": tr("Price of each"),
            "step_2_quantity": tr("More: from"),
            "step_2_price": tr("Price of each"),
            "lot_pieces": tr("How many"),
            "lot_price": tr("Together for"),
            "buy": tr("Buy"),
            "get": tr("Get"),
            "gift_rate": tr("Percent off (100 = free)"),
        }
        for name, field in self.fields.items():
            field.retranslate(named[name])

    def show_offer(self, offer: Offer) -> None:
        """Fill the fields."""
        for field in self.fields.values():
            field.field.clear()
        match offer:
            case PercentOff(basis_points):
                self._fill("percent_off", percent_rate=_rate(basis_points))
            case QuantityPrice(steps):
                for number, (quantity, amount) in enumerate(steps[:2], 1):
                    self.fields[f"step_{number}_quantity"].field.setText(format_quantity(quantity))
                    self.fields[f"step_{number}_price"].field.setText(format_amount(amount))
                self._fill("quantity_price")
            case LotPrice(pieces, amount):
                self._fill("lot_price", lot_pieces=str(pieces), lot_price=format_amount(amount))
            case BuyGet(buy, get, basis_points):
                rate = _rate(basis_points)
                self._fill("buy_get", buy=str(buy), get=str(get), gift_rate=rate)

    def offer(self) -> Offer:
        """What was typed; raises LapakError of what cannot be read, beside its field too."""
        match self.kind.value():
            case "percent_off":
                return PercentOff(self._read("percent_rate", parse_percent))
            case "quantity_price":
                steps = [self._step(1)]
                if self.fields["step_2_quantity"].text() or self.fields["step_2_price"].text():
                    steps.append(self._step(2))
                return QuantityPrice(tuple(steps))
            case "lot_price":
                return LotPrice(
                    self._read("lot_pieces", _pieces), self._read("lot_price", parse_rupiah)
                )
            case _:
                rate = self._read("gift_rate", parse_percent) if self._says("gift_rate") else WHOLE
                return BuyGet(self._read("buy", _pieces), self._read("get", _pieces), rate)

    def _row(self, names: tuple[str, ...]) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for name in names:
            field = FormField(f"{name}_field")
            field.edited.connect(self.edited)
            self.fields[name] = field
            row.addWidget(field, 1)
        row.addStretch(4 - len(names))
        return widget

    def _fill(self, kind: str, **texts: str) -> None:
        for name, text in texts.items():
            self.fields[name].field.setText(text)
        self.kind.choose(kind)
        self._show_kind()

    def _step(self, number: int) -> tuple[int, int]:
        return (
            self._read(f"step_{number}_quantity", parse_quantity),
            self._read(f"step_{number}_price", parse_rupiah),
        )

    def _says(self, name: str) -> bool:
        return bool(self.fields[name].text().strip())

    def _read(self, name: str, parse: Callable[[str], int]) -> int:
        return parse(self.fields[name].text())

    @Slot()
    def _on_kind(self) -> None:
        self._show_kind()
        self.edited.emit()

    def _show_kind(self) -> None:
        for kind, row in self._rows.items():
            row.setVisible(kind == self.kind.value())


def _rate(basis_points: int) -> str:
    return format_percent(basis_points).rstrip("%")


def _pieces(text: str) -> int:
    written = text.strip()
    if not (written.isascii() and written.isdigit() and len(written) <= 6):
        raise LapakError("quantity_not_understood", text=text)
    return int(written)
