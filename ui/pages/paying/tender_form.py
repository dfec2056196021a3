"""What is asked of a payment that is not cash: which card, bank or wallet, and what names it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.pages.paying.pay_words import kinds, reference_name
from ui.presenters.payment import Typed
from ui.widgets.chip_row import ChipRow
from ui.widgets.restyle import label


class TenderForm(QWidget):
    """Chips and two fields, each shown where the method asks for it."""

    kind_chosen = Signal(object)  # str
    referred = Signal(str)
    approved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tender_form")
        self.kinds = ChipRow("pay_kind")
        self.reference = _field("reference_field")
        self.approval = _field("approval_field")
        self._names = {
            field: label("soft", f"{field.objectName()}_name")
            for field in (self.reference, self.approval)
        }
        self._lay_out()
        self.kinds.chosen.connect(self.kind_chosen)
        self.reference.textEdited.connect(self.referred)
        self.approval.textEdited.connect(self.approved)

    def show_method(self, method: Method, typed: Typed, tr: Catalog) -> None:
        """Ask for what a method needs, with what was typed so far."""
        chips, wanted = kinds(method, tr), reference_name(method, tr)
        self.kinds.setVisible(bool(chips))
        if chips:
            self.kinds.show_chips(chips, typed.kind)
        self.setVisible(bool(wanted))
        asked = {self.reference: wanted, self.approval: tr("Approval code (optional)")}
        for field, words in asked.items():
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            self._names[field].setText(words)
        self._approval_box.setVisible(method is Method.CARD)
        for field, text in ((self.reference, typed.reference), (self.approval, typed.approval)):
            if field.text() != text:
                field.setText(text)

    def lock(self, *, locked: bool) -> None:
        """Take nothing more while a sale is being saved."""
        self.kinds.setEnabled(not locked)
        for field in self._names:
            field.setReadOnly(locked)

    def fit(self, *, low: bool) -> None:
        """Where there is little room, the fields name themselves while they are empty."""
        for name in self._names.values():
            name.setVisible(not low)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.kinds)
        self._approval_box = self._boxed(self.approval)
        fields = QHBoxLayout()
        fields.setSpacing(10)
        fields.addWidget(self._boxed(self.reference), 1)
        fields.addWidget(self._approval_box, 1)
        column.addLayout(fields)

    def _boxed(self, field: QLineEdit) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._names[field])
        column.addWidget(field)
        return box


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setMinimumHeight(44)
    field.setMaxLength(60)
    return field
