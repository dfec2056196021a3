"""The variants of a product, such as sizes and colours: one tile at the counter, chosen there."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.product import Product, fold, variant_name
from pos_app.domain.shelf import OnShelf
from pos_app.services.product_cells import OPTIONS, unlisted
from resources.translations import Catalog
from ui.pages.products.variant_line import BUTTON, SHARES, VariantLine, column_words
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.line_column import LineColumn
from ui.widgets.overlay import Overlay
from ui.widgets.restyle import label, plain


class VariantsEditor(Overlay):
    """`submitted` carries the product and its rows; Esc leaves everything as it was."""

    submitted = Signal(object, object)  # Product, tuple[VariantRow, ...]

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("variants_editor", look, page, QSize(820, 0))
        self._look = look
        self._tr = Catalog("en")
        self._product = Product("", "", 0)
        self._lines: list[VariantLine] = []
        self._made = 0
        self._title = label("title", "variants_title")
        self._hint = wrapped("soft", "variants_hint")
        self._headings = {name: label("small", f"variants_{name}_heading") for name in SHARES}
        self._column = LineColumn()
        self._error = wrapped("error", "variants_error")
        self.more = KeyButton("variant_add_button", icon="plus")
        self._cancel = KeyButton("variants_cancel_button", "Esc")
        self.save = KeyButton("variants_save_button", "Enter", role="primary")
        self._lay_out()
        self.more.clicked.connect(self.add_line)
        self._cancel.clicked.connect(self.left)
        self.left.connect(self.put_away)
        self.save.clicked.connect(self.submit)
        self.restyle(look)

    def edit(self, product: Product, variants: tuple[OnShelf, ...]) -> None:
        """Show the variants that there are, or a line for the first one."""
        self._product = product
        for line in tuple(self._lines):
            self._drop(line)
        for variant in variants:
            self._add(variant)
        if not variants:
            self._add(None)
        self._title.setText(self._tr("Variants: {name}").format(name=product.name))
        self._error.hide()
        self.save.setEnabled(True)
        self.show_over()
        self._lines[0].focus("options")

    def add_line(self) -> None:
        """One more variant, at the price of the product."""
        line = self._add(None)
        self.place()
        self._column.ensureWidgetVisible(line)
        line.focus("options")

    def scan(self, code: str) -> None:
        """A scanned code belongs to the line that is being typed."""
        line = next((one for one in self._lines if one.isAncestorOf(self.focusWidget())), None)
        if line is not None and line.is_sold:
            line.fields["barcode"].setText(code)

    def submit(self) -> None:
        """Hand over what was typed, once."""
        if not self.save.isEnabled():
            return
        try:
            rows = [line.row(self._product) for line in self._lines]
        except LapakError as error:
            self._say(error)
            return
        self._error.hide()
        self.save.setEnabled(False)
        self.submitted.emit(self._product, tuple(row for row in rows if row is not None))

    def refuse(self, error: Exception) -> None:
        """Say why that cannot be, and go to the line that it is about."""
        self.save.setEnabled(True)
        self._say(error)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._hint.setText(
            tr("One tile at the counter; the variant is chosen there. Several properties: M / Blue")
        )
        for name, words in column_words(tr).items():
            self._headings[name].setText(words)
        self.more.retranslate(tr("Add variant"))
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Save"))
        for line in self._lines:
            line.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take the colours of another look."""
        super().restyle(look)
        self._look = look
        self.more.restyle(look)

    def _say(self, error: Exception) -> None:
        self._error.setText(told(error, self._tr))
        self._error.show()
        if isinstance(error, LapakError):
            self._go_to(error)
        self.place()
        here = self.focusWidget()
        if here is not None and self._column.isAncestorOf(here):
            self._column.ensureWidgetVisible(here)

    def _go_to(self, error: LapakError) -> None:
        """To the last line that an error names; what a line says itself has the focus already."""
        for line in reversed(self._lines):
            options = unlisted(line.fields["options"].text(), OPTIONS)
            named = fold(variant_name(self._product.name, options))
            if error.code == "barcode_taken":
                about = line.fields["barcode"].text().strip() == error.details["barcode"]
            else:
                about = named == fold(str(error.details.get("name", "")))
            if about and line.is_sold:
                line.focus("barcode" if error.code == "barcode_taken" else "options")
                return

    def _add(self, variant: OnShelf | None) -> VariantLine:
        line = VariantLine(self._made, variant, self._product.price, self._look)
        self._made += 1
        line.retranslate(self._tr)
        line.submitted.connect(self.submit)
        line.dropped.connect(self._on_dropped)
        self._lines.append(line)
        self._column.add(line)
        return line

    def _on_dropped(self) -> None:
        line = self.sender()
        if isinstance(line, VariantLine):
            self._drop(line)
            self.place()
            (self._lines[-1].fields["options"] if self._lines else self.more).setFocus()

    def _drop(self, line: VariantLine) -> None:
        self._lines.remove(line)
        self._column.drop(line)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 4, 0)
        head.setSpacing(8)
        for name, heading in self._headings.items():
            if name in ("price", "stock"):
                heading.setAlignment(Qt.AlignmentFlag.AlignRight)
            heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            head.addWidget(heading, SHARES[name])
        beside = plain()
        beside.setFixedWidth(BUTTON)
        head.addWidget(beside)
        buttons = QHBoxLayout()
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        column = self.card.column
        for part in (self._title, self._hint):
            column.addWidget(part)
        column.addLayout(head)
        column.addWidget(self._column, 1)
        column.addWidget(self._error)
        column.addLayout(buttons)
