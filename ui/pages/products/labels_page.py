"""Price tags: of which products, how many, how they look, and where they go."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.label import LabelGrid
from pos_app.domain.money import format_amount
from pos_app.services.papers.labels import Tag
from resources.translations import Catalog
from ui.models.tag_table import BARCODE, NUMBER, PRICE, STOCK, TagTable
from ui.notices import Notice
from ui.pages.products.label_design import LabelDesignCard
from ui.pages.products.own_grid_form import OwnGridForm
from ui.pages.saved_words import saved_notice
from ui.pages.told import told
from ui.presenters.labels import LabelsPresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.count_stepper import CountStepper
from ui.widgets.file_dialogs import saving_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_NARROW = 1100


class LabelsPage(QWidget):
    """The products at the left, the first sheet as it will be printed at the right."""

    fits = True

    told = Signal(object)  # Notice
    page_asked = Signal(str)

    def __init__(self, presenter: LabelsPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("labels_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self.model = TagTable(self)
        self.table = PlainTable("tags_table", self.model)
        self.design = LabelDesignCard(presenter, look)
        self.own_grid = OwnGridForm(look, self)
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def enter(self) -> None:
        """Ready to say how many."""
        self._tell()
        self.table.setFocus()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def scan(self, code: str) -> None:
        """One more tag of what was scanned."""
        self.own_grid.put_away()
        self._presenter.scan(code)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Price tags"))
        self.back_button.retranslate(tr("Products"))
        self.table.setAccessibleName(tr("Price tags"))
        self.model.use(tr)
        self.number.name_it(tr("How many"), tr("one less"), tr("one more"))
        self.one_button.retranslate(tr("One of each"))
        self.stock_button.retranslate(tr("As many as in stock"))
        self.design.retranslate(tr)
        self.own_grid.retranslate(tr)
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.design.restyle(look)
        self.own_grid.restyle(look)
        parts = (self.table, self.number, self.back_button, self.one_button)
        for part in (*parts, self.stock_button, self.give_button):
            part.restyle(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow screen shows what has to be seen: name, price and number."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        widths = {PRICE: 104, NUMBER: 96}
        if not narrow:
            widths |= {BARCODE: 140, STOCK: 72}
        for column in (BARCODE, STOCK):
            self.table.setColumnHidden(column, narrow)
        self.back_button.fit(slim=narrow)
        places = {f"_{place}": width for place, width in widths.items()}
        self.table.set_widths(0, lesser=PRICE, **places)  # the tag's picture tells the price too
        self.own_grid.place()

    def _make_parts(self, look: Look) -> None:
        self._title = label("title", "labels_title")
        self._sum = label("soft", "labels_sum")
        self.back_button = KeyButton("labels_back_button", "Esc", icon="package")
        self._current = label("strong", "labels_current")
        self.number = CountStepper("tags_number_field", look)
        self.one_button = KeyButton("one_each_button")
        self.stock_button = KeyButton("as_in_stock_button")
        self._bare = wrapped("soft", "labels_bare")
        self.give_button = KeyButton("give_numbers_button", icon="scan-barcode")

    def _lay_out(self) -> None:
        card = Card("labels_card")
        card.column.addLayout(_row(self._title, self._sum, None, self.back_button))
        card.column.addWidget(self.table, 1)
        card.column.addLayout(_row(self._current, None, self.number))
        card.column.addLayout(_row(self.one_button, self.stock_button, None))
        self._bare_row = QWidget()
        bare = QHBoxLayout(self._bare_row)
        bare.setContentsMargins(0, 0, 0, 0)
        bare.addWidget(self._bare, 1)
        bare.addWidget(self.give_button)
        card.column.addWidget(self._bare_row)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(card, 1)
        row.addWidget(self.design)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        presenter, design = self._presenter, self.design
        presenter.tags_changed.connect(self._on_tags)
        presenter.previewed.connect(self._tell)
        presenter.numbers_given.connect(self._on_numbers_given)
        presenter.saved.connect(self._on_saved)
        presenter.failed.connect(self._on_failed)
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(self._on_row)
        self.number.changed.connect(self._on_number)
        self.one_button.clicked.connect(presenter.one_of_each)
        self.stock_button.clicked.connect(presenter.as_in_stock)
        self.give_button.clicked.connect(presenter.give_numbers)
        self.back_button.clicked.connect(self._to_products)
        presenter.touched.connect(self.table.selectRow)
        presenter.barcode_unknown.connect(self._on_unknown)
        presenter.queued.connect(self._on_queued)
        design.print_button.clicked.connect(self._print)
        design.save_button.clicked.connect(self._ask_where)
        design.own_wanted.connect(self._ask_for_grid)
        self.own_grid.left.connect(self._leave_grid)
        self.own_grid.chosen.connect(self._on_grid)
        on_key(self.table, (Qt.Key.Key_Plus,), self._one_more)
        on_key(self.table, (Qt.Key.Key_Minus,), self._one_less)
        on_key(self, (Qt.Key.Key_F12,), self._ask_where)
        on_key(self, (Qt.Key.Key_Escape,), self._to_products)

    def _on_tags(self, tags: tuple[Tag, ...]) -> None:
        self.model.show_tags(tags)
        if tags and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show_current()
        self._tell()

    def _on_row(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _show_current(self) -> None:
        row, tags = self.table.currentIndex().row(), self._presenter.tags
        known = 0 <= row < len(tags)
        self._current.setText(self._tr("How many"))
        self.number.setEnabled(known)
        if known and self.number.count() != tags[row].number:
            self.number.set_count(tags[row].number)

    def _on_number(self, number: int) -> None:
        row, tags = self.table.currentIndex().row(), self._presenter.tags
        if 0 <= row < len(tags) and tags[row].number != number:
            self._presenter.set_number(row, number)

    def _tell(self) -> None:
        presenter, tr = self._presenter, self._tr
        words = tr.plural("{n} tag", "{n} tags", presenter.number)
        sheets = tr.plural("{n} sheet", "{n} sheets", presenter.sheets)
        told = (words, presenter.number), (sheets, presenter.sheets)
        self._sum.setText(" · ".join(text.format(n=format_amount(n)) for text, n in told))
        bare = len(presenter.bare)
        text = tr.plural("{n} product has no barcode.", "{n} products have no barcode.", bare)
        self._bare.setText(text.format(n=bare))
        self.give_button.retranslate(tr("Give them numbers"))
        self._bare_row.setVisible(bare > 0)
        self.design.save_button.setEnabled(presenter.number > 0)
        self.design.print_button.setEnabled(presenter.number > 0)
        self.design.print_button.setVisible(presenter.can_print)
        self._current.setText(tr("How many"))

    def _on_numbers_given(self, number: int) -> None:
        words = self._tr.plural(
            "{n} product has a barcode of its own now.",
            "{n} products have barcodes of their own now.",
            number,
        )
        self.told.emit(Notice(words.format(n=number), "good"))

    def _print(self) -> None:
        name, number = self._tr("Price tags"), format_amount(self._presenter.number)
        self._presenter.print_tags(f"{name} ({number})")

    def _on_queued(self, number: int) -> None:
        words = self._tr.plural(
            "{n} tag goes to the printer.", "{n} tags go to the printer.", number
        )
        self.told.emit(Notice(words.format(n=format_amount(number)), "good"))

    def _on_unknown(self, code: str) -> None:
        words = self._tr("{code} is not in the catalogue. Nothing was noted.")
        self.told.emit(Notice(words.format(code=code), "attention"))

    def _on_saved(self, path: Path) -> None:
        self.told.emit(saved_notice(path, self._tr))

    def _on_failed(self, error: Exception) -> None:
        self.told.emit(Notice(told(error, self._tr), "error"))

    def _ask_where(self) -> None:
        """Ask for a file without stopping anything else."""
        if not self.design.save_button.isEnabled() or self.own_grid.is_open:
            return
        tr = self._tr
        name = tr("Price tags") + ".pdf"
        dialog = saving_dialog(self, tr, tr("Save PDF"), "PDF (*.pdf)", name)
        dialog.setObjectName("save_pdf_dialog")
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.open()

    def _on_place_chosen(self, path: str) -> None:
        self._presenter.save_pdf(Path(path))

    def _ask_for_grid(self) -> None:
        self.own_grid.ask(self._presenter.design.own)

    def _on_grid(self, grid: LabelGrid) -> None:
        self.own_grid.put_away()
        self.design.show_grid(grid)

    def _leave_grid(self) -> None:
        self.own_grid.put_away()

    def _one_more(self) -> None:
        self.number.set_count(self.number.count() + 1)

    def _one_less(self) -> None:
        self.number.set_count(self.number.count() - 1)

    def _to_products(self) -> None:
        if self.own_grid.is_open:
            self.own_grid.put_away()
        else:
            self.page_asked.emit("products")


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Parts beside one another; None is the room between them."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
