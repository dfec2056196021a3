"""In which form a paper is saved as PDF, for whom, and where: one panel, then the file dialog."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from pos_app.domain.pdf_form import MAX_BUYER, PdfForm
from resources.translations import Catalog
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.file_dialogs import saving_dialog
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.overlay import Overlay
from ui.widgets.restyle import label


class PdfChoice(Overlay):
    """`chosen` carries path, form and the buyer's name, which may be empty.

    Enter goes on with the form that was chosen last.
    """

    chosen = Signal(str, object, str)  # path, PdfForm, buyer

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__("pdf_choice_panel", look, page, QSize(520, 0))
        self._over = page
        self._tr = Catalog("en")
        self._file = ""
        self._asks_buyer = False
        self._before: QWidget | None = None
        self._title = label("title", "pdf_choice_title")
        self.forms = ChoiceChips("pdf_form", tuple(form.value for form in PdfForm))
        self._hint = wrapped("soft", "pdf_form_hint")
        self.buyer = FormField("pdf_buyer_field")
        self.buyer.field.setMaxLength(MAX_BUYER)
        self._cancel = KeyButton("pdf_choice_cancel_button", "Esc")
        self.save = KeyButton("pdf_choice_save_button", "Enter", role="primary", icon="download")
        self._lay_out()
        self.forms.chosen.connect(self._tell)
        self.buyer.submitted.connect(self._ask_where)
        self._cancel.clicked.connect(self.left)
        self.save.clicked.connect(self._ask_where)
        self.left.connect(self.put_away)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Save PDF"))
        self.forms.retranslate({"roll": tr("Receipt roll"), "a5": "A5", "a4": "A4"})
        self.buyer.retranslate(tr("Buyer's name"), tr("May stay empty; it is not kept"))
        self._cancel.retranslate(tr("Cancel"))
        self.save.retranslate(tr("Choose where …"))
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        super().restyle(look)
        for button in (self._cancel, self.save):
            button.restyle(look)

    def ask(
        self, file: str, forms: Sequence[PdfForm], last: PdfForm, *, asks_buyer: bool = True
    ) -> None:
        """Ask for the form of a file called `file`; `asks_buyer` where A4 names whom it is for."""
        self._file, self._asks_buyer = file, asks_buyer
        for value, chip in self.forms.chips.items():
            chip.setVisible(PdfForm(value) in forms)
        self.forms.choose(last if last in forms else PdfForm.ROLL)
        self.buyer.field.clear()
        self._tell()
        self._before = QApplication.focusWidget()
        self.show_over()
        self.save.setFocus()

    def go_on(self) -> None:
        """What Enter does, wherever the focus is on the card."""
        if self._cancel.hasFocus():
            self.put_away()
        else:
            self._ask_where()

    def give_back(self) -> None:
        """The page goes on where it was: nothing on it is read anew."""
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def _tell(self) -> None:
        """What the chosen form is for."""
        tr = self._tr
        form = PdfForm(self.forms.value())
        hints = {
            PdfForm.ROLL: tr("As the printer prints it."),
            PdfForm.A5: tr("Half a sheet of A4, for an office printer."),
            PdfForm.A4: tr("With the total in words and room to sign."),
        }
        if form is PdfForm.A4 and not self._asks_buyer:
            hints[form] = tr("With room for both to sign.")
        self._hint.setText(hints[form])
        self.buyer.setVisible(form is PdfForm.A4 and self._asks_buyer)
        self.place()

    def _ask_where(self) -> None:
        """Ask for a file without stopping anything else."""
        tr = self._tr
        self.put_away()
        dialog = saving_dialog(self._over, tr, tr("Save PDF"), "PDF (*.pdf)", self._file)
        dialog.setObjectName("save_pdf_dialog")
        dialog.fileSelected.connect(self._on_place_chosen)
        dialog.open()

    def _on_place_chosen(self, path: str) -> None:
        form = PdfForm(self.forms.value())
        buyer = self.buyer.text() if not self.buyer.isHidden() else ""
        self.chosen.emit(path, form, buyer)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save, 1)
        column = self.card.column
        for part in (self._title, self.forms, self._hint, self.buyer):
            column.addWidget(part)
        column.addLayout(buttons)
