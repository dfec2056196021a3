"""An X or Z report as its paper, with what can be done with it."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.money import format_amount, format_rupiah
from pos_app.domain.shift import ShiftClosed
from resources.translations import Catalog
from ui.pages.shift.shift_comparison import difference_name
from ui.pages.told import told
from ui.presenters.shift_report import ShiftReportPresenter, ShownReport, Whence
from ui.theme import Look
from ui.widgets.cards import GAP, Card, ValueRow, wrapped
from ui.widgets.file_dialogs import saving_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key, press_focused
from ui.widgets.receipt_view import ReceiptView
from ui.widgets.restyle import give_role, label
from ui.widgets.settling import Settling

_ROWS = ("sales", "turnover", "expected", "counted", "difference")


class ShiftReportView(QWidget):
    """What it is and what follows at the left, the paper at the right."""

    left = Signal(object)  # Whence

    def __init__(
        self,
        presenter: ShiftReportPresenter,
        look: Look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("shift_report_view")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._report: ShownReport | None = None
        self.settling = Settling(clock)
        self._closed: ShiftClosed | None = None
        self._title = label("title", "shift_report_title")
        self._text = wrapped("soft", "shift_report_text")
        self._rows = {name: ValueRow(f"report_{name}") for name in _ROWS}
        self._said = wrapped("good", "shift_report_said")
        self.print_button = KeyButton("print_report_button", icon="printer")
        self.pdf_button = KeyButton("save_report_button", icon="download")
        self.next_button = KeyButton("leave_report_button", "Enter", role="primary", tall=True)
        self.paper = ReceiptView(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts, and the report's."""
        self._tr = tr
        self.pdf_button.retranslate(tr("Save PDF"))
        self._presenter.use_language(tr)
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for button in (self.print_button, self.pdf_button, self.next_button):
            button.restyle(look)
        self.paper.restyle(look)

    def enter(self) -> None:
        """Ready for Enter, which goes on."""
        self.next_button.setFocus()

    def show_closed(self, closed: ShiftClosed) -> None:
        """Say how the shift ended whose report is shown next."""
        self._closed = closed
        self.settling.begin()
        self.paper.show_rows(())

    def set_busy(self, *, busy: bool) -> None:
        """Nothing waits for this page."""

    def show_error(self, error: Exception) -> None:
        """Say what went wrong; the report stays."""
        self._say(told(error, self._tr), good=False)

    def _lay_out(self) -> None:
        card = Card("shift_report_card", 12)
        card.column.setContentsMargins(28, 24, 28, 28)
        for part in (self._title, self._text, *self._rows.values()):
            card.column.addWidget(part)
        card.column.addStretch(1)
        for part in (self._said, self.print_button, self.pdf_button):
            card.column.addWidget(part)
        card.column.addWidget(self.next_button)
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, 0, GAP)
        page.setSpacing(8)
        page.addWidget(card, 4)
        page.addWidget(self.paper, 5)
        self.paper.setMinimumWidth(320)

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.previewed.connect(self.paper.show_rows)
        presenter.queued.connect(self._on_queued)
        presenter.pdf_saved.connect(self._on_pdf_saved)
        self.print_button.clicked.connect(presenter.print_paper)
        self.pdf_button.clicked.connect(self._ask_where)
        self.next_button.clicked.connect(self._leave)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Down, Qt.Key.Key_PageDown), self._scroll_down)
        on_key(self, (Qt.Key.Key_Up, Qt.Key.Key_PageUp), self._scroll_up)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    def show_report(self, report: ShownReport) -> None:
        """Show another report; its paper follows."""
        if report.whence is not Whence.CLOSED:
            self._closed = None
        self._report = report
        self._say("", good=True)
        self.paper.show_rows(())
        self._render()

    def _render(self) -> None:
        tr, report = self._tr, self._report
        if report is None:
            return
        title = tr("Z report {number}").format(number=report.number)
        self._title.setText(tr("X report") if report.x else title)
        self._text.setText(self._follows(report))
        self._show_rows()
        prints = self._presenter.prints
        again = tr("Print") if report.x else tr("Print again")
        self.print_button.retranslate(again if prints else tr("No printer is set"))
        self.print_button.setEnabled(prints)
        words = tr("OPEN REGISTER") if report.whence is Whence.CLOSED else tr("BACK")
        self.next_button.retranslate(words)

    def _show_rows(self) -> None:
        tr, closed = self._tr, self._closed
        for row in self._rows.values():
            row.setVisible(closed is not None)
        if closed is not None:
            difference = format_rupiah(abs(closed.difference))
            for name, words, value in (
                ("sales", tr("Sales"), format_amount(closed.sales)),
                ("turnover", tr("Turnover"), format_rupiah(closed.turnover)),
                ("expected", tr("Expected cash"), format_rupiah(closed.expected)),
                ("counted", tr("Counted"), format_rupiah(closed.counted)),
                ("difference", difference_name(closed.difference, tr), difference),
            ):
                self._rows[name].tell(words, value)

    @Slot()
    def _scroll_down(self) -> None:
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() // 2)

    @Slot()
    def _scroll_up(self) -> None:
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.value() - bar.pageStep() // 2)

    def _follows(self, report: ShownReport) -> str:
        tr = self._tr
        if report.x is not None:
            return tr("How the register stands now. It stays open; nothing is reset.")
        if self._closed is None:
            return tr("As it was printed when the register was closed.")
        closed = tr("The register is closed.")
        said = _difference(self._closed.difference, tr)
        goes = tr("The report goes to the printer.") if self._presenter.prints else ""
        return f"{closed} {said} {goes}".strip()

    @Slot()
    def _on_enter(self) -> None:
        if not press_focused(self, self.next_button):
            self._leave()

    @Slot()
    def _leave(self) -> None:
        """Go on, unless the press was the second of the one that closed the shift."""
        if self._report is not None and self.settling.is_over:
            self.left.emit(self._report.whence)

    @Slot()
    def _on_queued(self) -> None:
        self._say(self._tr("The report goes to the printer."), good=True)

    @Slot(object)
    def _on_pdf_saved(self, path: Path) -> None:
        self._say(self._tr("Saved as {name}.").format(name=path.name), good=True)

    def _say(self, text: str, *, good: bool) -> None:
        give_role(self._said, "good" if good else "error")
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @Slot()
    def _ask_where(self) -> None:
        """Ask for a file without stopping anything else."""
        report, tr = self._report, self._tr
        if report is not None:
            name = (report.number or tr("X report")) + ".pdf"
            dialog = saving_dialog(self, tr, tr("Save PDF"), "PDF (*.pdf)", name)
            dialog.setObjectName("save_report_dialog")
            dialog.fileSelected.connect(self._on_place_chosen)
            dialog.open()

    @Slot(str)
    def _on_place_chosen(self, path: str) -> None:
        self._presenter.save_pdf(Path(path))


def _difference(difference: int, tr: Catalog) -> str:
    if difference == 0:
        return tr("The cash is right.")
    words = tr("Cash over: {amount}.") if difference > 0 else tr("Cash short: {amount}.")
    return words.format(amount=format_rupiah(abs(difference)))
