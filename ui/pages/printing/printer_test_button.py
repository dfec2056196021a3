"""The button that prints a test page; what became of it is told beside it."""

from PySide6.QtCore import Slot

from resources.translations import Catalog
from ui.pages.told import told
from ui.presenters.printer_test import PrinterTest
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel


class PrinterTestButton(KeyButton):
    """Not to be pressed again until the page went to the printer or could not."""

    def __init__(self, name: str, test: PrinterTest, notice: NoticePanel) -> None:
        super().__init__(name, icon="printer")
        self._test = test
        self._notice = notice
        self._tr = Catalog("en")
        self._printer = ""
        self.clicked.connect(self._on_clicked)
        test.printed.connect(self._on_printed)
        test.failed.connect(self._on_failed)

    def translate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.retranslate(tr("Test print"))

    def prints_on(self, printer: str) -> None:
        """Print on this one of several printers."""
        self._printer = printer

    @Slot()
    def _on_clicked(self) -> None:
        self.setEnabled(False)
        self._test.print_lines(self._printer)

    @Slot()
    def _on_printed(self) -> None:
        self.setEnabled(True)
        words = self._tr("The test page went to the printer. Did it come out?")
        self._notice.tell(words, "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self._notice.tell(told(error, self._tr), "error")
