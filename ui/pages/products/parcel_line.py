"""One product that lies in a parcel, and how much of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product
from pos_app.domain.quantity import MAX_QUANTITY, ONE
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE
from ui.widgets.quantity_stepper import QuantityStepper
from ui.widgets.restyle import label


class PartLine(QWidget):
    """Name, quantity, and a button that takes it out again."""

    changed = Signal()
    submitted = Signal()
    dropped = Signal()

    def __init__(self, place: int, product: Product, qty_milli: int, look: Look) -> None:
        super().__init__()
        self.product = product
        self._name = label("strong", f"part_{place}_name")
        self._name.setText(product.name)
        self._unit = label("soft", f"part_{place}_unit")
        self._unit.setText(product.unit)
        self.stepper = QuantityStepper(f"part_{place}_field", MAX_QUANTITY, product.unit, look)
        self.stepper.set_quantity(qty_milli)
        self._drop = QPushButton()
        self._drop.setObjectName(f"part_{place}_drop_button")
        self._drop.setProperty("role", "step")
        self._drop.setStyleSheet(TOUCHABLE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        for part in (self.stepper, self._unit, self._drop):
            row.addWidget(part)
        self.stepper.changed.connect(self.changed)
        self.stepper.field.returnPressed.connect(self.submitted)
        self._drop.clicked.connect(self.dropped)
        self.restyle(look)

    def counted(self) -> int:
        """How much as far as it can be read, for a sum on the way."""
        return self.stepper.quantity() or 0

    def quantity(self) -> int:
        """How much lies in it; raises LapakError as `quantity.checked`, with the field in focus."""
        try:
            typed = self.stepper.field.text().strip() or "0"
            unit = self.product.unit
            return quantity.checked(quantity.parse_quantity(typed, unit), unit)
        except LapakError:
            self.stepper.field.setFocus()
            raise

    def one_more(self) -> None:
        """Put one more in."""
        self.stepper.set_quantity(self.counted() + ONE)

    def retranslate(self, tr: Catalog) -> None:
        """Name what shows only an icon or a number."""
        self.stepper.name_it(self.product.name, tr("one less"), tr("one more"))
        if not self.product.active:  # it goes on in the parcel; somebody may want to know
            not_sold = tr("Not sold")
            self._name.setText(f"{self.product.name} · {not_sold}")
        words = tr("Remove line")
        self._drop.setAccessibleName(f"{self.product.name}: {words}")
        self._drop.setToolTip(words)

    def restyle(self, look: Look) -> None:
        """Tint the icons."""
        self.stepper.restyle(look)
        self._drop.setIcon(look.icon("trash-2", size=20))
