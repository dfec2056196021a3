"""What a product file holds, before anything is stored."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.domain.money import format_amount
from pos_app.services.product_file import ProductFile
from pos_app.services.product_import import ImportResult
from resources.translations import Catalog
from ui.models.import_rows import ProblemTable, ProductRowTable
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.plain_table import PlainTable
from ui.widgets.restyle import label

_LEAST_ROWS = 2
_MOST_SHARES = 20
_MOST_PX = 16_000


class ImportPreview(QWidget):
    """Lines with problems first, the good rows under them, then import or not."""

    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = Catalog("en")
        self._file = ProductFile((), ())
        self._title = label("title", "import_title")
        self._summary = wrapped("soft", "import_summary")
        self._problems_title = wrapped("attention", "import_problems_title")
        self.problems = ProblemTable(self)
        self.rows = ProductRowTable(self)
        self._problem_table = PlainTable("import_problems_table", self.problems, row_height=32)
        self._problem_table.set_widths(1, _0=72)
        self._row_table = PlainTable("import_rows_table", self.rows, row_height=36)
        self._row_table.set_widths(0, _1=104, _2=140, _3=120, _4=64, _5=140, _6=64)
        self.back_button = KeyButton("import_back_button", icon="file-up")
        self.import_button = KeyButton("import_button", role="primary", icon="check")
        self.back_button.clicked.connect(self.refused)
        self.import_button.clicked.connect(self.accepted)
        self._lay_out()
        for table in (self._problem_table, self._row_table):
            table.horizontalScrollBar().rangeChanged.connect(self._fit_tables)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Before importing"))
        self._problems_title.setText(tr("These lines stay out"))
        self.back_button.retranslate(tr("Choose another file"))
        self._problem_table.setAccessibleName(tr("These lines stay out"))
        self._row_table.setAccessibleName(tr("Products"))
        self.problems.use_language(tr)
        self.rows.set_headings(*product_headings(tr))
        self.show_file(self._file)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        parts = (self._problem_table, self._row_table, self.back_button, self.import_button)
        for part in parts:
            part.restyle(look)

    def show_file(self, file: ProductFile) -> None:
        """Show what was read."""
        tr, good, bad = self._tr, len(file.rows), len(file.problems)
        self._file = file
        self.problems.show_rows(file.problems)
        self.rows.show_rows(file.rows)
        said = tr.plural(
            "{n} product can be imported.", "{n} products can be imported.", good
        ).format(n=good)
        if bad:
            lines = tr.plural("{n} line has a problem.", "{n} lines have problems.", bad)
            said = f"{said} {lines.format(n=bad)}"
        self._summary.setText(said)
        self._problems_title.setVisible(bad > 0)
        self._fit_tables()
        words = tr.plural("IMPORT {n} PRODUCT", "IMPORT {n} PRODUCTS", good).format(n=good)
        self.import_button.retranslate(words)
        self.import_button.setEnabled(good > 0)

    def set_busy(self, *, busy: bool) -> None:
        """Nothing can be pressed while rows are being stored."""
        self.import_button.setEnabled(not busy and bool(self._file.rows))
        self.back_button.setEnabled(not busy)

    @Slot()
    def _fit_tables(self) -> None:
        self._give_room(self._problem_table, len(self._file.problems))
        self._give_room(self._row_table, len(self._file.rows))

    def _give_room(self, table: PlainTable, rows: int) -> None:
        """As much as its rows need; where that is not there, both tables get their share."""
        table.setVisible(rows > 0)
        table.setMinimumHeight(_height(table, min(rows, _LEAST_ROWS)))
        table.setMaximumHeight(_height(table, rows))
        self._column.setStretch(self._column.indexOf(table), min(rows, _MOST_SHARES))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addWidget(self._problems_title)
        column.addWidget(self._problem_table)
        column.addWidget(self._row_table)
        column.addStretch(0)
        for table in (self._problem_table, self._row_table):
            table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._column = column
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.import_button)
        column.addLayout(buttons)


def _height(table: PlainTable, rows: int) -> int:
    """What a table needs to show that many rows and its headings, at most what Qt can take."""
    heading = table.horizontalHeader().sizeHint().height()
    bar = table.horizontalScrollBar()
    below = bar.sizeHint().height() if bar.maximum() else 0
    height = heading + below + rows * table.verticalHeader().defaultSectionSize() + 2
    return min(height, _MOST_PX)


def product_headings(tr: Catalog) -> tuple[str, ...]:
    """Names of the columns of a product."""
    return (
        *(tr("Name"), tr("Price"), tr("Barcode"), tr("Category"), tr("Unit"), tr("Brand")),
        tr("Stock"),
    )


def import_words(result: ImportResult, left_out: int, tr: Catalog) -> str:
    """What an import did, in one line."""
    said = tr("Imported: {added} new, {changed} changed, {unchanged} unchanged.").format(
        added=format_amount(result.added),
        changed=format_amount(result.changed),
        unchanged=format_amount(result.unchanged),
    )
    if not left_out:
        return said
    lines = tr.plural("{n} line stayed out.", "{n} lines stayed out.", left_out)
    return f"{said} {lines.format(n=format_amount(left_out))}"
