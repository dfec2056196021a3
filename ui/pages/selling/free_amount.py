"""An amount that is sold without a product: typed or tapped, with a name if somebody wants one."""

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.product import MAX_LABEL, MAX_NAME
from resources.translations import Catalog
from ui.pages.amount_form import AmountForm
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.choice_field import ChoiceChips, ChoiceField
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.overlay import Overlay
from ui.widgets.restyle import label


class FreeAmount(QObject):
    """Shows the panel over a page; `entered` carries amount, name and brand."""

    entered = Signal(int, str, str)

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._tr = Catalog("en")
        self._panel = _Panel(look, page)
        self._panel.left.connect(self.close)
        self._panel.submitted.connect(self._submit)

    @property
    def is_open(self) -> bool:
        """Whether the panel is shown."""
        return self._panel.is_open

    def ask(self, brands: tuple[str, ...]) -> None:
        """Ask for an amount, and whose goods they are where there are several."""
        self._panel.begin(brands)

    def close(self) -> None:
        """Put the panel away."""
        self._panel.put_away()

    def refuse(self, error: LapakError) -> None:
        """Say why it cannot be sold so."""
        sentence = told(error, self._tr)
        named = error.code.startswith("product_name")
        field = self._panel.name if named else self._panel.amount
        field.show_error(sentence)
        self._panel.place()

    def place(self) -> None:
        """Keep up with the page's size."""
        self._panel.place()

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        self._panel.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        self._panel.restyle(look)

    def _submit(self) -> None:
        panel = self._panel
        if panel.amount.is_doubtful():
            panel.place()
            return
        amount = panel.field.amount() or 0
        self.entered.emit(amount, panel.name.text(), panel.brand.text())


class _Panel(Overlay):
    """Amount and keypad; name and brand beside them."""

    submitted = Signal()

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("free_amount_panel", look, page, QSize(680, 0))
        self._title = label("title", "free_amount_title")
        self.amount = AmountForm("free_amount_field")
        self.field = self.amount.amount_field
        self.name = FormField("free_name_field")
        self.name.field.setMaxLength(MAX_NAME)
        self._brands = ChoiceField()
        self.brand = FormField("free_brand_field", self._brands)
        self._chips = ChoiceChips(self._brands)
        self.brand.field.setMaxLength(MAX_LABEL)
        self._keypad = Keypad(look, clear=True)
        self._cancel = KeyButton("free_cancel_button", "Esc")
        self._add = KeyButton("free_add_button", "Enter", role="primary")
        self._lay_out()
        for field in (self.amount, self.name, self.brand):
            field.submitted.connect(self.submitted)
        self._add.clicked.connect(self.submitted)
        self._cancel.clicked.connect(self.left)
        self._keypad.pressed.connect(self.field.press)

    def begin(self, brands: tuple[str, ...]) -> None:
        """Start with empty fields; the brand is kept from the line before."""
        self._brands.offer(brands)
        several = len(brands) > 1
        if not several or self._brands.text() not in brands:
            self._brands.clear()
        for part in (self.brand, self._chips):
            part.setVisible(several)
        self._chips.show_for(self._brands)
        self.field.set_amount(None)
        self.name.field.clear()
        for one in (self.amount, self.name):
            one.show_error("")
        self.show_over()
        self.field.setFocus()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._title.setText(tr("Free amount"))
        self.amount.name_it(tr, tr("Amount"))
        self.name.retranslate(tr("Name"), tr("Printed on the receipt; may stay empty."))
        self.brand.retranslate(tr("Brand"), tr("Whose goods these are"))
        self._keypad.retranslate(tr)
        self._cancel.retranslate(tr("Cancel"))
        self._add.retranslate(tr("Add to cart"))

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self._keypad.restyle(look)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        for part in (self._title, self.amount, self.name, self.brand, self._chips):
            left.addWidget(part)
        left.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._add, 1)
        left.addLayout(buttons)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(left, 3)
        beside.addWidget(self._keypad, 2)
        self.card.column.addLayout(beside)
