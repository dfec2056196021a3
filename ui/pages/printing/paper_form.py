"""How wide a printer's paper is: one of the usual, or its columns and dots."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer_setup import COLUMNS, DOTS
from pos_app.settings import CUSTOM_PAPER, PAPERS, PrinterSetup
from resources.translations import Catalog
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import bring_into_view
from ui.widgets.form_field import FormField
from ui.widgets.named_choice import NamedChoice


class PaperForm(QWidget):
    """The fields are there only for a width of one's own; `chosen` carries a usual one."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self.papers = NamedChoice("paper", (*PAPERS, CUSTOM_PAPER))
        self.columns = FormField("paper_columns_field")
        self.dots = FormField("paper_dots_field")
        self._own = QWidget()
        row = QHBoxLayout(self._own)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for field in (self.columns, self.dots):
            field.field.setMaxLength(4)
            row.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.papers)
        column.addWidget(self._own)
        self.papers.chosen.connect(self._on_paper)
        self.restyle(look)

    def show_setup(self, setup: PrinterSetup) -> None:
        """Show a printer's paper."""
        self.papers.choose(setup.paper)
        for field, number in ((self.columns, setup.columns), (self.dots, setup.width_dots)):
            field.field.setText(str(number) if number else "")
            field.show_error("")
        self._own.setVisible(setup.paper == CUSTOM_PAPER)

    def read(self, setup: PrinterSetup) -> PrinterSetup:
        """The setup with this paper; raises LapakError for what is no number in its range."""
        paper = self.papers.value()
        if paper != CUSTOM_PAPER:
            return replace(setup, paper=paper, columns=0, width_dots=0)
        columns = _number(self.columns, "paper_columns_out_of_range", COLUMNS)
        dots = _number(self.dots, "paper_dots_out_of_range", DOTS)
        return replace(setup, paper=paper, columns=columns, width_dots=dots)

    def refuse(self, error: Exception) -> None:
        """Say what is wrong beside the field that it is about."""
        about_dots = getattr(error, "code", "") == "paper_dots_out_of_range"
        field = self.dots if about_dots else self.columns
        field.show_error(told(error, self._tr))
        bring_into_view(field)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.papers.retranslate(
            tr("Paper width"),
            {"58": "58 mm", "80": "80 mm", "80-42": "80 mm (42)", "custom": tr("Other")},
        )
        self.columns.retranslate(tr("Letters a row"), tr("As the ruler of the test page says"))
        self.dots.retranslate(tr("Dots a row"), tr("For pictures: 384 on 58 mm, 576 on 80 mm"))

    def restyle(self, look: Look) -> None:
        """Take another size of text."""
        self.papers.restyle(look)

    def _on_paper(self, paper: str) -> None:
        own = paper == CUSTOM_PAPER
        self._own.setVisible(own)
        if own:
            self.columns.field.setFocus()
        else:
            self.chosen.emit(paper)


def _number(field: FormField, code: str, allowed: range) -> int:
    typed = field.text().strip()
    if not (typed.isascii() and typed.isdigit() and int(typed) in allowed):
        raise LapakError(code, least=allowed.start, limit=allowed.stop - 1)
    return int(typed)
