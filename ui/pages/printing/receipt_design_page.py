"""The receipt's design: a form, and beside it the paper as it will be printed."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.services.papers.views import PaperRow
from pos_app.settings import ReceiptDesign
from resources.translations import Catalog
from ui.pages.printing.receipt_design_form import ReceiptDesignForm
from ui.pages.settings_links import BACK
from ui.pages.told import told
from ui.presenters.receipt_design import COLUMNS, ReceiptDesignPresenter
from ui.theme import Look
from ui.widgets.cards import GAP, reading_page
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.file_dialogs import opening_dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.receipt_view import ReceiptView
from ui.widgets.restyle import label

_PICTURES = "(*.png *.jpg *.jpeg *.webp *.bmp *.gif)"
_AT_THE_END = frozenset({"footer", "code", "link"})
_PAPER_WIDTH, _PAPER_SHARE = 380, 0.4


class ReceiptDesignPage(QWidget):
    """What is changed is shown at once and stored by itself."""

    page_asked = Signal(str)
    fits = True

    def __init__(self, presenter: ReceiptDesignPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("receipt_design_page")
        self._presenter = presenter
        self._look = look
        self._follows: str | None = None
        self._tr = Catalog("en")
        self.notice = NoticePanel("design_notice", look)
        self.form = ReceiptDesignForm()
        self._paper_title = label("heading", "design_paper_title")
        self.columns = ChoiceChips("design_columns", tuple(map(str, COLUMNS)))
        self.receipt = ReceiptView(look)
        self.sample_button = KeyButton("print_sample_button", icon="printer")
        self.back_button = KeyButton("design_back_button", "Esc")
        self._stored = label("small", "design_stored")
        self._side = QWidget()
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.form.retranslate(tr)
        self.notice.retranslate(tr)
        self._paper_title.setText(tr("How it is printed, in letters a row"))
        self.columns.retranslate({str(number): str(number) for number in COLUMNS})
        self._stored.setText(tr("Every change is saved by itself."))
        self.sample_button.retranslate(tr("Print a sample"))
        self.back_button.retranslate(tr("Back"))
        self._say_logo()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._fit()
        for part in (
            self.form,
            self.notice,
            self.receipt,
            self.sample_button,
            self.back_button,
        ):
            part.restyle(look)

    def enter(self) -> None:
        """Begin with what is stored."""
        self.notice.hide()
        self._presenter.load()
        self.columns.choose(str(self._presenter.columns))
        self.sample_button.setVisible(self._presenter.has_printer)
        self.form.logo_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide page has more room for the paper."""
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was just typed is stored before somebody is elsewhere."""
        super().hideEvent(event)
        self._presenter.leave()

    def _fit(self) -> None:
        least = self._look.px(_PAPER_WIDTH)
        self._side.setFixedWidth(max(least, round(self.width() * _PAPER_SHARE)))

    def _lay_out(self) -> None:
        left = QWidget()
        column = reading_page(left)
        column.addWidget(self.notice)
        for card in self.form.cards():
            column.addWidget(card)
        column.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(10)
        acts.addWidget(self.back_button)
        acts.addWidget(self.sample_button, 1)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(8, GAP, GAP, GAP)
        side.setSpacing(10)
        side.addWidget(self._paper_title)
        side.addWidget(self.columns)
        side.addWidget(self.receipt, 1)
        side.addWidget(self._stored)
        side.addLayout(acts)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(left, 1)
        page.addWidget(self._side)

    def _connect(self) -> None:
        presenter, form = self._presenter, self.form
        presenter.shown.connect(self._on_shown)
        presenter.previewed.connect(self._on_previewed)
        presenter.logo_taken.connect(self._on_logo_taken)
        presenter.sample_sent.connect(self._on_sample_sent)
        presenter.working_changed.connect(self._on_working)
        presenter.failed.connect(self._on_failed)
        form.changed.connect(self._on_changed)
        form.logo_wanted.connect(self._ask_for_logo)
        form.logo_removed.connect(self._on_logo_removed)
        self.columns.chosen.connect(self._on_columns)
        self.sample_button.clicked.connect(presenter.print_sample)
        self.back_button.clicked.connect(self._go_back)
        on_key(self, (Qt.Key.Key_Escape,), self._go_back)

    @Slot(object)
    def _on_shown(self, design: ReceiptDesign) -> None:
        self.form.show_design(design)
        self._say_logo()

    @Slot(object)
    def _on_previewed(self, rows: tuple[PaperRow, ...]) -> None:
        """Draw the paper again, with the part in sight that somebody is changing."""
        bar = self.receipt.verticalScrollBar()
        at = bar.value()
        self.receipt.show_rows(rows)
        bar.setValue(at)
        if self._follows is not None:
            QTimer.singleShot(0, self._follow)  # the paper takes its new height first

    @Slot()
    def _follow(self) -> None:
        bar = self.receipt.verticalScrollBar()
        bar.setValue(bar.maximum() if self._follows == "end" else 0)
        self._follows = None

    @Slot(object)
    def _on_changed(self, fields: dict[str, str]) -> None:
        self.notice.hide()
        self._follows = "end" if fields.keys() & _AT_THE_END else "start"
        self._presenter.change(**fields)

    @Slot()
    def _ask_for_logo(self) -> None:
        tr = self._tr
        kind = tr("Pictures")
        title = tr("Choose a picture for the logo")
        dialog = opening_dialog(self, tr, title, f"{kind} {_PICTURES}")
        dialog.setObjectName("logo_dialog")
        dialog.fileSelected.connect(self._on_picture)
        dialog.open()

    @Slot(str)
    def _on_picture(self, path: str) -> None:
        self.notice.hide()
        self._presenter.choose_logo(Path(path))

    @Slot()
    def _on_logo_taken(self) -> None:
        self._say_logo()
        self.form.show_design(self._presenter.design)

    @Slot()
    def _on_logo_removed(self) -> None:
        self._presenter.remove_logo()
        self._say_logo()
        self.form.show_design(self._presenter.design)
        self.form.logo_button.setFocus()

    @Slot(str)
    def _on_columns(self, columns: str) -> None:
        self._presenter.show_columns(int(columns))

    @Slot()
    def _on_sample_sent(self) -> None:
        self.notice.tell(self._tr("The sample went to the printer. Did it come out?"), "good")

    @Slot(bool)
    def _on_working(self, working: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        for button in (self.form.logo_button, self.sample_button):
            button.setDisabled(working)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _go_back(self) -> None:
        self.page_asked.emit(BACK)

    def _say_logo(self) -> None:
        tr = self._tr
        says = tr("PNG, JPEG or another picture. Black and clear lines print best.")
        if self._presenter.design.logo and not self._presenter.prints_logo:
            says = tr("The receipt printer is set to print no logo.")
        self.form.logo_hint.setText(says)
