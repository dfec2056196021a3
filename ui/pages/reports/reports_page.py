"""Reports: today, the shift, a day or the whole expo, the turnover first."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.sales_report import Asked, Reach
from pos_app.services.sales_reports import Overview
from resources.translations import Catalog
from ui.notices import Notice
from ui.pages.reports.report_figures import ReportFigures
from ui.pages.reports.report_parts import ReportParts
from ui.pages.reports.report_words import chip_of, file_name, nothing_words, span_chips
from ui.pages.told import told
from ui.presenters.sales_report import SalesReportPresenter
from ui.theme import Look
from ui.widgets.cards import GAP, wrapped
from ui.widgets.chip_row import ChipRow
from ui.widgets.file_dialogs import saving_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key


class ReportsPage(QWidget):
    """Chips choose the span; below them the report, or a sentence where there is none."""

    fits = True

    told = Signal(object)  # Notice
    page_asked = Signal(str)

    def __init__(self, presenter: SalesReportPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("reports_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._error: Exception | None = None
        self._save: Callable[[Path], None] = presenter.save_pdf
        self.spans = ChipRow("report_span")
        self.figures = ReportFigures(look)
        self.parts = ReportParts(look)
        self.pdf_button = KeyButton("report_pdf_button", icon="download")
        self.workbook_button = KeyButton("report_workbook_button", icon="download")
        self._save_buttons = (self.pdf_button, self.workbook_button)
        self._sentence = wrapped("title", "report_sentence")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next_button = KeyButton("report_next_button", role="primary")
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts, the report's too."""
        self._tr = tr
        self.figures.retranslate(tr)
        self.parts.retranslate(tr)
        self.pdf_button.retranslate("PDF")
        self.workbook_button.retranslate("Excel")
        self.pdf_button.setAccessibleName(tr("Save the report as PDF"))
        self.workbook_button.setAccessibleName(tr("Save the report and all lines for Excel"))
        self._presenter.use_language(tr)
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.figures, self.parts, self.next_button, *self._save_buttons):
            part.restyle(look)

    def enter(self) -> None:
        """Read anew; somebody may have to let this person see it first."""
        self._presenter.begin()
        self._focus_span()

    def keys_hint(self, tr: Catalog) -> str:
        """The keys that the message line shows on this page."""
        return tr("Tab, arrows and space choose · Page up and down scroll · Esc sells")

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(10)
        self._top.addWidget(self.spans, 1)
        for button in self._save_buttons:
            self._top.addWidget(button)
        report = QWidget()
        both = QHBoxLayout(report)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self.figures, 5)
        both.addWidget(self.parts, 6)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setSpacing(GAP)
        column.addStretch(1)
        column.addWidget(self._sentence)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._stack = QStackedWidget()
        for part in (nothing, report):
            self._stack.addWidget(part)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, 12, GAP, GAP)
        page.setSpacing(10)
        page.addLayout(self._top)
        page.addWidget(self._stack, 1)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.reading.connect(self._on_reading)
        presenter.shown.connect(self._on_shown)
        presenter.refused.connect(self._on_refused)
        presenter.failed.connect(self._on_failed)
        presenter.saving_changed.connect(self._on_saving)
        presenter.saved.connect(self._on_saved)
        presenter.not_saved.connect(self._on_not_saved)
        self.pdf_button.clicked.connect(self._ask_for_pdf)
        self.workbook_button.clicked.connect(self._ask_for_workbook)
        self.spans.chosen.connect(self._on_span)
        self.figures.reconcile_wanted.connect(self._to_reconcile)
        self.next_button.clicked.connect(self._on_next)
        on_key(self, (Qt.Key.Key_PageDown,), self._scroll_down)
        on_key(self, (Qt.Key.Key_PageUp,), self._scroll_up)

    @Slot()
    def _on_reading(self) -> None:
        self._error = None
        self._render()

    @Slot(object)
    def _on_shown(self, _overview: Overview) -> None:
        self._error = None
        self._render()
        focused = self.focusWidget()
        if focused is None or not focused.isVisible():
            self._focus_span()

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self._error = error
        self._render()
        self.next_button.setFocus()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._on_refused(error)

    def _render(self) -> None:
        overview, tr = self._presenter.overview, self._tr
        self.next_button.setVisible(self._error is not None or overview is not None)
        has_report = overview is not None and not overview.report.nothing and self._error is None
        for button in self._save_buttons:
            button.setVisible(has_report)
        if overview is not None and self._error is None:
            chips = span_chips(overview, tr)
            self.spans.show_chips(chips, chip_of(self._presenter.asked))
            if not overview.report.nothing:
                self.figures.show_overview(overview)
                self.parts.show_report(overview.report)
                self._stack.setCurrentIndex(1)
                return
            self._sentence.setText(nothing_words(overview.report.asked, tr))
            self.next_button.retranslate(tr("Sell"))
        elif self._error is not None:
            self._sentence.setText(told(self._error, tr))
            self.next_button.retranslate(tr("Try again"))
        else:
            self._sentence.setText(tr("The report is being added up …"))
        self._stack.setCurrentIndex(0)

    def _focus_span(self) -> None:
        for button in self.spans.buttons():
            if button.isChecked():
                button.setFocus()

    @Slot(object)
    def _on_span(self, value: str) -> None:
        known = {reach.value for reach in Reach}
        asked = (
            Asked(Reach(value)) if value in known else Asked(Reach.DAY, date.fromisoformat(value))
        )
        self._presenter.choose(asked)

    @Slot()
    def _on_next(self) -> None:
        if self._error is not None:
            self._presenter.begin()
        else:
            self.page_asked.emit("sell")

    @Slot()
    def _ask_for_pdf(self) -> None:
        self._ask_where(self._tr("Save PDF"), "pdf", self._presenter.save_pdf)

    @Slot()
    def _ask_for_workbook(self) -> None:
        title = self._tr("Save the report and all lines for Excel")
        self._ask_where(title, "xlsx", self._presenter.save_workbook)

    def _ask_where(self, title: str, ending: str, save: Callable[[Path], None]) -> None:
        """Ask for a file without stopping anything else."""
        overview, tr = self._presenter.overview, self._tr
        if overview is None:
            return
        kinds = f"{ending.upper()} (*.{ending})"
        dialog = saving_dialog(self, tr, title, kinds, f"{file_name(overview, tr)}.{ending}")
        dialog.setObjectName(f"save_report_{ending}_dialog")
        self._save = save
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.open()

    @Slot(str)
    def _on_place_chosen(self, path: str) -> None:
        self._save(Path(path))

    @Slot(bool)
    def _on_saving(self, saving: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        for button in self._save_buttons:
            button.setEnabled(not saving)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.told.emit(Notice(self._tr("Saved as {name}.").format(name=path.name), "good"))

    @Slot(object)
    def _on_not_saved(self, error: Exception) -> None:
        self.told.emit(Notice(told(error, self._tr), "error"))

    @Slot()
    def _to_reconcile(self) -> None:
        self.page_asked.emit("reconcile")

    @Slot()
    def _scroll_down(self) -> None:
        self.figures.turn(down=True)

    @Slot()
    def _scroll_up(self) -> None:
        self.figures.turn(down=False)
