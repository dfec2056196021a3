"""One tax in the form of the booth's rules."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.discount import format_percent, parse_percent
from pos_app.domain.rules import Tax
from resources.translations import Catalog
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.form_field import FormField
from ui.widgets.restyle import label


class TaxForm(QWidget):
    """One tax: its name on the receipt, its rate, and whether prices hold it already."""

    edited = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.name = FormField(f"tax_{number}_name_field")
        self.rate = FormField(f"tax_{number}_rate_field")
        self.way = ChoiceChips(f"tax_{number}", ("included", "added"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.name, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.rate, 2, Qt.AlignmentFlag.AlignTop)
        chips = QVBoxLayout()
        self._way_name = label("", f"tax_{number}_way_name")
        chips.setSpacing(4)
        chips.addWidget(self._way_name)
        chips.addWidget(self.way)
        chips.addStretch(1)
        row.addLayout(chips, 4)
        self.name.edited.connect(self.edited)
        self.rate.edited.connect(self.edited)
        self.way.chosen.connect(self.edited)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self.name.retranslate(tr("Tax {n}").format(n=self._number), tr("PPN, PB1 … empty: none"))
        self.rate.retranslate(tr("Rate in %"))
        self._way_name.setText(tr("Prices are"))
        self.way.retranslate({"included": tr("with this tax"), "added": tr("without it")})

    def show_tax(self, tax: Tax | None) -> None:
        """Fill the fields."""
        self.name.field.setText(tax.name if tax else "")
        self.rate.field.setText(format_percent(tax.basis_points).rstrip("%") if tax else "")
        self.way.choose("added" if tax and not tax.included else "included")

    def tax(self) -> Tax | None:
        """What was typed; None for an empty row. Raises LapakError `percent_not_understood`."""
        if not self.name.text().strip() and not self.rate.text().strip():
            return None
        rate = parse_percent(self.rate.text())
        return Tax(self.name.text(), rate, included=self.way.value() == "included")
