"""The first start: a language, a way to begin, the first products."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.continuation import Continued
from pos_app.services.booth import RegisterState
from pos_app.services.product_file import ProductFile
from pos_app.services.product_import import ImportResult
from resources.translations import Catalog
from ui.notices import Notice
from ui.pages.machine.continued_notice import continued_notice
from ui.pages.machine.join_form import JoinForm
from ui.pages.machine.welcome_moves import FileStep, MoveStep
from ui.pages.machine.welcome_steps import BoothStep, LanguageStep, ProductsStep, WayStep
from ui.pages.products.import_preview import ImportPreview, import_words
from ui.pages.settings_links import PRINTERS
from ui.pages.told import told
from ui.presenters.welcome import WelcomePresenter
from ui.theme import Look
from ui.widgets.cards import GAP, Card
from ui.widgets.file_dialogs import ask_for_backup, ask_for_bundle, ask_for_table
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.restyle import label

_FORM, _TABLE = 520, 900
_HEIGHT = 476
"""What the highest step needs, which a screen of 600 px just has."""


class WelcomePage(QWidget):
    """One small question after the other; back goes one step back."""

    step_changed = Signal()
    parting = Signal(object)  # Notice
    page_asked = Signal(str)

    def __init__(self, presenter: WelcomePresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("welcome_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._begun = self._moving = False
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for step in (*self._steps, self.preview, self.notice):
            step.retranslate(tr)
        self._back.retranslate(tr("Back"))
        self._say_what_code()
        self._say_progress()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for step in (*self._steps, self.preview, self.notice):
            step.restyle(look)
        self._back.restyle(look)

    def enter(self) -> None:
        """Begin with the language unless somebody chose it before; what was begun goes on."""
        begun = self._stack.currentWidget() if self._begun else None
        self._begun = True
        chosen = self._presenter.language_chosen
        self._show(begun or (self.way_step if chosen else self.language_step))

    def scan(self, code: str) -> bool:
        """A scan here is a code for joining; everything else is for later."""
        side = self._stack.currentWidget()
        if side not in {self.way_step, self._join_side} or not self.join_form.scan(code):
            return False
        self._show(self._join_side)
        return True

    def _make_parts(self, look: Look) -> None:
        self.language_step = LanguageStep(look)
        self.way_step = WayStep(look)
        self.booth_step = BoothStep()
        self.move_step = MoveStep(look)
        self.file_step = FileStep()
        self.join_form = JoinForm(look, self._presenter.search)
        self.products_step = ProductsStep(look)
        self._steps = (
            self.language_step,
            self.way_step,
            self.booth_step,
            self.move_step,
            self.file_step,
            self.join_form,
            self.products_step,
        )
        self.preview = ImportPreview()
        self.notice = NoticePanel("welcome_notice", look)
        self._join_title = label("title", "welcome_join_title")
        self._back = KeyButton("welcome_back_button", role="quiet", icon="chevron-left")
        self._progress = label("small", "welcome_progress")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._join_side = QWidget()
        join = QVBoxLayout(self._join_side)
        join.setContentsMargins(0, 0, 0, 0)
        join.setSpacing(12)
        join.addWidget(self._join_title)
        join.addWidget(self.join_form)
        join.addStretch(1)
        for side in (
            self.language_step,
            self.way_step,
            self.booth_step,
            self.move_step,
            self.file_step,
            self._join_side,
            self.products_step,
            self.preview,
        ):
            self._stack.addWidget(side)
        self._card = Card("welcome_card", 12)
        self._card.column.setContentsMargins(32, 20, 32, 28)
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self._progress)
        self._card.column.addLayout(head)
        self._card.column.addWidget(self.notice)
        self._card.column.addWidget(self._stack, 1)
        self._card.setMinimumHeight(_HEIGHT)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(GAP, GAP, GAP, GAP)
        self._page.addWidget(self._card, 1, Qt.AlignmentFlag.AlignCenter)

    def _connect(self) -> None:
        presenter, products = self._presenter, self._presenter.products
        self.language_step.chosen.connect(self._on_language)
        self.way_step.alone.connect(self._on_alone)
        self.way_step.joining.connect(self._on_joining)
        self.way_step.moving.connect(self._on_moving)
        self.move_step.backup.connect(self._ask_for_backup)
        self.move_step.file.connect(self._ask_for_bundle)
        self.move_step.code.connect(self._on_moving_by_code)
        self.file_step.submitted.connect(presenter.bring)
        self.booth_step.submitted.connect(presenter.create)
        self.join_form.submitted.connect(presenter.join)
        self.products_step.samples.connect(products.read_samples)
        self.products_step.from_file.connect(self._ask_for_file)
        self.products_step.later.connect(presenter.finish)
        self.products_step.printer.connect(self._to_printers)
        self.preview.accepted.connect(products.store)
        self.preview.refused.connect(self._ask_for_file)
        presenter.started.connect(self._on_started)
        presenter.registered.connect(self._on_registered)
        presenter.moved.connect(self._on_moved)
        presenter.failed.connect(self._on_failed)
        products.read_started.connect(self._on_reading)
        products.previewed.connect(self._on_previewed)
        products.store_started.connect(self._on_storing)
        products.imported.connect(self._on_imported)
        products.failed.connect(self._on_products_failed)
        self._back.clicked.connect(self._go_back)
        on_key(self, (Qt.Key.Key_Escape,), self._go_back)

    def _show(self, side: QWidget) -> None:
        self.notice.hide()
        wide = side is self.preview
        self._card.setMinimumWidth(min(_TABLE, self.width() - 2 * GAP) if wide else _FORM + 64)
        middle = Qt.AlignmentFlag.AlignHCenter if wide else Qt.AlignmentFlag.AlignCenter
        self._page.setAlignment(self._card, middle)
        if side is not self._stack.currentWidget():
            self._stack.setCurrentWidget(side)
            self.step_changed.emit()
        self._say_progress()
        if side is self._join_side:
            self.join_form.address.field.setFocus()
        elif isinstance(
            side, LanguageStep | WayStep | MoveStep | FileStep | BoothStep | ProductsStep
        ):
            side.enter()

    def _say_progress(self) -> None:
        side = self._stack.currentWidget()
        first = side in {self.language_step, self.way_step, self.move_step}
        step = 1 if first else 3 if side in {self.products_step, self.preview} else 2
        self._progress.setText(self._tr("Step {n} of {all}").format(n=step, all=3))
        self._progress.setVisible(side is not self.language_step)
        self._back.setVisible(side not in {self.language_step, self.products_step})

    @Slot()
    def _go_back(self) -> None:
        side = self._stack.currentWidget()
        if side is self.preview:
            self._presenter.products.forget()
            self.products_step.set_busy(busy=False)
            self._show(self.products_step)
        elif side is self.file_step or (side is self._join_side and self._moving):
            self._show(self.move_step)
        elif side in {self.booth_step, self.move_step, self._join_side}:
            self._show(self.way_step)
        elif side is self.way_step:
            self._show(self.language_step)

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self._presenter.choose_language(language)
        self._show(self.way_step)

    @Slot()
    def _on_alone(self) -> None:
        self._show(self.booth_step)

    @Slot()
    def _on_joining(self) -> None:
        self._ask_for_code(moving=False)

    @Slot()
    def _on_moving(self) -> None:
        self._show(self.move_step)

    @Slot()
    def _on_moving_by_code(self) -> None:
        self._ask_for_code(moving=True)

    def _ask_for_code(self, *, moving: bool) -> None:
        self._moving = moving
        self.join_form.use_for(moving=moving)
        self._say_what_code()
        self._show(self._join_side)

    def _say_what_code(self) -> None:
        tr = self._tr
        title = tr("Move here with a code") if self._moving else tr("Join an expo")
        self._join_title.setText(title)

    @Slot()
    def _ask_for_backup(self) -> None:
        ask_for_backup(self, self._tr, self._on_backup_chosen)

    @Slot()
    def _ask_for_bundle(self) -> None:
        ask_for_bundle(self, self._tr, self._on_bundle_chosen)

    @Slot(str)
    def _on_bundle_chosen(self, path: str) -> None:
        self.file_step.show_file(Path(path))
        self._show(self.file_step)

    @Slot(str)
    def _on_backup_chosen(self, path: str) -> None:
        self._presenter.move_here(Path(path))

    @Slot(object)
    def _on_moved(self, continued: Continued) -> None:
        self.parting.emit(continued_notice(continued, self._tr))

    @Slot()
    def _on_started(self) -> None:
        self.notice.hide()
        self._set_busy(busy=True)
        self._back.setEnabled(False)

    def _set_busy(self, *, busy: bool) -> None:
        ways = self.way_step, self.move_step, self.file_step, self.booth_step, self.join_form
        for step in ways:
            step.set_busy(busy=busy)

    @Slot(object)
    def _on_registered(self, _register: RegisterState) -> None:
        self._show(self.products_step)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._back.setEnabled(True)
        self._set_busy(busy=False)
        side = self._stack.currentWidget()
        if side is self.booth_step:
            self.booth_step.show_error(error)
        elif side is self._join_side:
            self.join_form.show_error(error)
        elif side is self.file_step:
            self.file_step.show_error(error)
        else:
            self.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _to_printers(self) -> None:
        self.page_asked.emit(PRINTERS)

    @Slot()
    def _ask_for_file(self) -> None:
        ask_for_table(self, self._tr, self._on_file_chosen)

    @Slot(str)
    def _on_file_chosen(self, path: str) -> None:
        self._presenter.products.read(Path(path))

    @Slot()
    def _on_reading(self) -> None:
        self.notice.hide()
        self.products_step.set_busy(busy=True)

    @Slot(object)
    def _on_previewed(self, file: ProductFile) -> None:
        self.products_step.set_busy(busy=False)
        self.preview.show_file(file)
        self._back.setEnabled(True)
        self._show(self.preview)
        self.preview.import_button.setFocus()

    @Slot()
    def _on_storing(self) -> None:
        self.preview.set_busy(busy=True)
        self._back.setEnabled(False)

    @Slot(object)
    def _on_imported(self, result: ImportResult) -> None:
        words = import_words(result, self._presenter.products.left_out, self._tr)
        self.parting.emit(Notice(words, "good"))
        self._presenter.finish()

    @Slot(object)
    def _on_products_failed(self, error: Exception) -> None:
        self.preview.set_busy(busy=False)
        self.products_step.set_busy(busy=False)
        self._back.setEnabled(True)
        self.notice.tell(told(error, self._tr), "error")
