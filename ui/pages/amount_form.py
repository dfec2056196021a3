"""A labelled field for an amount that says under it why something typed was not taken."""

from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from ui.pages.told import told
from ui.widgets.amount_field import AmountField
from ui.widgets.form_field import FormField


class AmountForm(FormField):
    """Pages ask `is_doubtful` before they hand an amount over: `12,5` must not pass as Rp12."""

    def __init__(self, name: str, field: AmountField | None = None) -> None:
        self.amount_field = field or AmountField()
        super().__init__(name, self.amount_field)
        self._tr = Catalog("en")
        self.amount_field.refused.connect(self._on_refused)
        self.amount_field.amount_changed.connect(self._on_taken)

    def name_it(self, tr: Catalog, label: str, hint: str = "") -> None:
        """Name the field in a language, in which it also says what is wrong."""
        self._tr = tr
        self.retranslate(label, hint)

    def is_doubtful(self) -> bool:
        """Whether the last thing typed was no amount; says so once more."""
        doubt = self.amount_field.doubt
        if doubt is not None:
            self._on_refused(doubt)
        return doubt is not None

    def _on_refused(self, error: LapakError) -> None:
        self.show_error(told(error, self._tr))

    def _on_taken(self, _amount: object) -> None:
        self.show_error("")

    def _on_edited(self, text: str) -> None:
        """The key that was refused is an edit too, which must not take the sentence back."""
        if self.amount_field.doubt is None:
            super()._on_edited(text)
