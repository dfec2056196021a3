"""Setting printers up: which there are, finding one, its setup, and what its test page shows."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer_finding import FoundPrinter
from pos_app.services.printing.printer_setup import Profile, new_setup
from pos_app.settings import PrinterSetup
from resources.translations import Catalog
from ui.pages.printing.check_words import FIND, SETUP
from ui.pages.printing.model_picker import ModelPicker
from ui.pages.printing.printer_check import PrinterCheck
from ui.pages.printing.printer_finder import PrinterFinder
from ui.pages.printing.printer_form import PrinterForm
from ui.pages.printing.printer_list import PrinterList
from ui.pages.printing.printer_words import printer_name
from ui.pages.settings_links import BACK
from ui.pages.told import told
from ui.presenters.printer_check import PrinterCheckPresenter
from ui.presenters.printer_finding import FindingPresenter
from ui.presenters.printers import PrintersPresenter
from ui.theme import Look
from ui.widgets.current_stack import CurrentStack


class PrintersPage(QWidget):
    """List, finder, form, models and questions; Esc leads one step back.

    Whoever leaves the page ends what is being looked for.
    """

    page_asked = Signal(str)

    def __init__(
        self,
        presenter: PrintersPresenter,
        finding: FindingPresenter,
        checking: PrinterCheckPresenter,
        look: Look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setObjectName("printers_page")
        self._presenter = presenter
        self._finding = finding
        self._checking = checking
        self._tr = Catalog("en")
        self._moving = False  # the finder looks for where a printer that is in the form is now
        self.list = PrinterList(look)
        self.finder = PrinterFinder(finding, look)
        self.form = PrinterForm(look)
        self.models = ModelPicker(look)
        self.check = PrinterCheck(checking, look, clock)
        self._views = (self.list, self.finder, self.form, self.models, self.check)
        self._stack = CurrentStack()
        for view in self._views:
            self._stack.addWidget(view)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._stack)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for view in self._views:
            view.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for view in self._views:
            view.restyle(look)

    def enter(self) -> None:
        """The list, unless a form was begun."""
        if self._stack.currentWidget() in {self.finder, self.check}:
            self._to_list()
        self.list.show_lines(self._presenter.lines)
        if self._stack.currentWidget() is self.list:
            self.list.notice.hide()
            self.list.find_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for what is looked for any more."""
        super().hideEvent(event)
        self.finder.end()
        self._checking.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is one step back; on the list, the window's own."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.list:
            self._one_step_back()
        else:
            event.ignore()

    def _connect(self) -> None:
        self._presenter.changed.connect(self._on_changed)
        self._presenter.failed.connect(self._on_failed)
        self._finding.models_read.connect(self.models.show_models)
        self.list.chosen.connect(self._open)
        self.list.find_button.clicked.connect(self._find)
        self.list.back_button.clicked.connect(self._leave)
        self.finder.chosen.connect(self._on_found)
        self.finder.back_button.clicked.connect(self._one_step_back)
        self.form.submitted.connect(self._on_submitted)
        self.form.model_wanted.connect(self._to_models)
        self.form.place_wanted.connect(self._to_other_place)
        self.form.removed.connect(self._on_removed)
        self.form.left.connect(self._one_step_back)
        self.models.chosen.connect(self._on_model)
        self.models.left.connect(self._one_step_back)
        self.check.asked.connect(self._on_asked)
        self.check.left.connect(self._one_step_back)

    def _show(self, view: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.setCurrentWidget(view)
        if before is self.finder and view is not self.finder:
            self.finder.end()
        if before is self.check and view is not self.check:
            self._checking.leave()

    def _to_list(self) -> None:
        self._show(self.list)
        self.list.show_lines(self._presenter.lines)
        self.list.find_button.setFocus()

    def _find(self) -> None:
        self._moving = False
        self._to_finder()

    def _to_other_place(self) -> None:
        self._moving = True
        self._to_finder()

    def _to_finder(self) -> None:
        self._show(self.finder)
        self.finder.begin([line.setup.address for line in self._presenter.lines])

    def _to_models(self) -> None:
        self._show(self.models)
        self.models.begin()
        self._finding.read_models()

    def _open(self, printer: str) -> None:
        for line in self._presenter.lines:
            if line.setup.id == printer:
                self.form.show_setup(line.setup, is_new=False, waiting=line.state.waiting)
                self._to_form()

    def _to_form(self) -> None:
        self._show(self.form)
        self.form.test_button.setFocus()

    def _on_found(self, found: FoundPrinter) -> None:
        known = [
            one.setup.id for one in self._presenter.lines if one.setup.address == found.address
        ]
        if self._moving:
            self.form.use_address(found.address)
        elif known:  # two setups of one printer would print at once
            self._open(known[0])
            return
        else:
            self.form.show_setup(new_setup(self._presenter.settings, found), is_new=True)
        self._to_form()

    def _on_model(self, model: Profile) -> None:
        self.form.use_model(model)
        self._to_form()

    def _on_submitted(self, setup: PrinterSetup, test: bool) -> None:  # noqa: FBT001 a Qt signal's
        try:
            self._presenter.save(setup)
        except LapakError as error:
            self.form.refuse(error)
            return
        stored = self._presenter.setup_of(setup.id) or setup
        if test:
            self._show(self.check)
            self._checking.begin(stored)
            return
        self._to_list()
        self.list.notice.tell(self._tr("Saved: {name}.").format(name=printer_name(stored)), "good")

    def _on_removed(self, printer: str) -> None:
        self._presenter.remove(printer)
        self._to_list()
        self.list.notice.tell(self._tr("The printer was removed."), "good")

    def _on_asked(self, what: str) -> None:
        if what == FIND:
            self._find()
        elif what == SETUP:
            self._open(self._checking.view.setup.id)
        else:
            self._to_list()

    def _on_changed(self) -> None:
        self.list.show_lines(self._presenter.lines)

    def _on_failed(self, error: Exception) -> None:
        if self.isVisible():
            self._to_list()
            self.list.notice.tell(told(error, self._tr), "error")

    def _one_step_back(self) -> None:
        current = self._stack.currentWidget()
        if current is self.models or (current is self.finder and self._moving):
            self._to_form()
        elif current is self.check:
            self._open(self._checking.view.setup.id)
        else:
            self._to_list()

    def _leave(self) -> None:
        self.page_asked.emit(BACK)
