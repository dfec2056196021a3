"""Choosing a printer's model: the usual ones, or any other by its name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_app.services.printing.printer_setup import Profile, short_list
from resources.translations import Catalog
from ui.pages.printing.printer_words import shortened
from ui.theme import Look
from ui.widgets.cards import Card, buttons_below, reading_page, wrapped
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.restyle import label

_MOST = 24
_PAPERS = {"58": "58 mm", "80": "80 mm", "80-42": "80 mm (42)"}


class ModelPicker(QWidget):
    """`chosen` carries the model."""

    chosen = Signal(object)  # Profile
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tr = Catalog("en")
        self._models: tuple[Profile, ...] = short_list()
        self._title = label("title", "model_title")
        self.search = FormField("model_search_field")
        self.search.field.setMaxLength(40)
        self.rows = ChoiceList("model", look)
        self._state = wrapped("soft", "model_state")
        self.back_button = KeyButton("model_back_button", "Esc")
        column = reading_page(self)
        card = Card("model_card")
        for part in (self._title, self.search, self.rows, self._state):
            card.column.addWidget(part)
        column.addWidget(card)
        column.addStretch(1)
        buttons_below(self, self.back_button, QWidget())
        self.search.edited.connect(self._on_edited)
        self.search.submitted.connect(self._on_submitted)
        self.rows.chosen.connect(self._on_chosen)
        self.back_button.clicked.connect(self.left)

    def begin(self) -> None:
        """The usual models, ready to search."""
        self.search.field.clear()
        self._say()
        self.search.field.setFocus()

    def show_models(self, models: Sequence[Profile]) -> None:
        """Search in these from now on."""
        self._models = tuple(models)
        self._say()

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._title.setText(tr("Which model is it?"))
        self.search.retranslate(
            tr("Search a model"), tr("It stands on the box, or under the printer.")
        )
        self.back_button.retranslate(tr("Back"))
        self._say()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.rows.restyle(look)
        self.back_button.restyle(look)

    def _found(self) -> list[Profile]:
        words = _plain(self.search.text()).split()
        if not words:
            return list(short_list())
        return [model for model in self._models if all(word in self._text(model) for word in words)]

    def _text(self, model: Profile) -> str:
        return _plain(f"{self._tr(model.label)} {model.name} {model.paper}")

    def _say(self) -> None:
        tr, found = self._tr, self._found()
        self.rows.show_choices([self._row(model) for model in found[:_MOST]])
        if not found:
            words = tr("No such model. “Any 58 mm printer” or “Any 80 mm printer” fits most.")
        elif len(found) > _MOST:
            words = tr("And {count} more: type more of the name.").format(count=len(found) - _MOST)
        elif self.search.text().strip():
            words = ""
        else:
            words = tr("Others are found by their name. If yours is not there, take “Any”.")
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _row(self, model: Profile) -> Choice:
        tr = self._tr
        columns = tr("{count} letters").format(count=model.columns)
        follows = [_PAPERS.get(model.paper, columns)]
        if model.cuts:
            follows.append(tr("cuts paper"))
        return Choice(model.name, "printer", shortened(tr(model.label)), " · ".join(follows))

    def _on_edited(self, _text: str) -> None:
        self._say()

    def _on_submitted(self) -> None:
        found = self._found()
        if found and self.search.text().strip():
            self.chosen.emit(found[0])

    def _on_chosen(self, name: str) -> None:
        for model in self._found():
            if model.name == name:
                self.chosen.emit(model)
                return


def _plain(text: str) -> str:
    """Letters and digits as everybody types them: some write XP-58, others XP58."""
    return text.casefold().replace("-", "")
