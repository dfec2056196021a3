"""Saving a paper as PDF in the form that is chosen; the last choice is kept."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pos_app.domain.pdf_form import PdfForm, forms_of
from pos_app.domain.slips import Slip
from pos_app.services.counter import Counter
from pos_app.services.papers import pdf_forms
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.pdf_forms import Content
from pos_app.services.printing.printer import paper_columns
from ui.background import Background
from ui.presenters.saved_file import save_made


class PaperFile:
    """Reads a paper from the till and makes its file elsewhere, so that no sale waits for it.

    `setting` is where the last form is kept.
    """

    def __init__(self, counter: Counter, background: Background, setting: str) -> None:
        self._counter = counter
        self._background = background
        self._setting = setting

    @property
    def last_form(self) -> PdfForm:
        """The form that was chosen last."""
        return PdfForm(getattr(self._counter.settings_file.settings, self._setting))

    def save(
        self,
        slip: Slip,
        subject: str,
        path: Path,
        look: Letterhead,
        *,
        form: PdfForm | None,
        buyer: str,
        done: Callable[[Path], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Write a paper into a file; the last form where none was chosen."""
        chosen = form or self.last_form
        if chosen not in forms_of(slip):
            chosen = PdfForm.ROLL
        self._keep(form)
        columns = paper_columns(self._counter.settings_file.settings)

        def read(content: Content) -> None:
            made = self._background.run_blocking(pdf_forms.made, content, chosen, columns, look.tr)
            save_made(self._background, made, path, done, failed)

        asked = self._counter.till.read(
            pdf_forms.content_of, slip, subject, chosen, look, buyer=buyer
        )
        self._background.watch(asked, read, failed)

    def _keep(self, form: PdfForm | None) -> None:
        if form is not None and form is not self.last_form:
            change = partial(self._counter.settings_file.change, **{self._setting: form.value})
            self._background.watch(self._background.run_blocking(change))
