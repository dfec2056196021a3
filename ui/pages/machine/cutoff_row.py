"""A row of the settings: when the booth's day ends."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.services.booth import RegisterState
from resources.translations import Catalog
from ui.pages.told import told
from ui.presenters.cutoff import CutoffPresenter
from ui.theme import Look
from ui.widgets.cards import wrapped
from ui.widgets.named_choice import NamedChoice
from ui.widgets.restyle import give_role

_HOURS = (0, 2, 3, 4, 5)


class CutoffRow(QWidget):
    """Hours to choose from; an expo's booth only reads what its organizer set."""

    def __init__(self, presenter: CutoffPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("cutoff_row")
        self._presenter = presenter
        self._tr = Catalog("en")
        self._register: RegisterState | None = None
        self.hours = NamedChoice("cutoff", tuple(str(60 * hour) for hour in _HOURS))
        self._hint = wrapped("soft", "settings_cutoff_hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.hours)
        column.addWidget(self._hint)
        self.hours.chosen.connect(self._on_chosen)
        presenter.shown.connect(self._on_shown)
        presenter.failed.connect(self._on_failed)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        texts = {str(60 * hour): _clock(60 * hour) for hour in _HOURS}
        self.hours.retranslate(tr("The day ends at"), texts)
        self._say()

    def restyle(self, look: Look) -> None:
        """Stand under the other rows."""
        self.hours.restyle(look)

    def enter(self) -> None:
        """Read what holds now."""
        self._presenter.load()

    @Slot(object)
    def _on_shown(self, register: RegisterState | None) -> None:
        self._register = register
        self.setVisible(register is not None)
        if register is not None:
            self.hours.choose(str(register.cutoff_minutes))
            self.hours.choice.setVisible(register.expo is None)
        self._say()

    def _say(self) -> None:
        tr, register = self._tr, self._register
        give_role(self._hint, "soft")
        words = tr("What is sold after midnight still belongs to the day before, until then.")
        if register is not None and register.expo is not None:
            words = tr("{time}, as the organizer of {expo} has set it.").format(
                time=_clock(register.cutoff_minutes), expo=register.expo.name
            )
        self._hint.setText(words)

    @Slot(str)
    def _on_chosen(self, minutes: str) -> None:
        self._presenter.change(int(minutes))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        give_role(self._hint, "error")
        self._hint.setText(told(error, self._tr))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
