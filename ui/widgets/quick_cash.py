"""Buttons with the sums that a buyer is likely to hand over."""

from PySide6.QtCore import QSignalMapper, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.theme import Look

_MOST = 4


class QuickCash(QWidget):
    """The exact sum and up to four round ones; the one handed over is marked.

    Each has its row, as the keys beside them, whether it is shown or not.
    """

    chosen = Signal(object)  # int

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exact = _sum_button("cash_exact_button")
        self._rounds = [_sum_button(f"cash_quick_{place}_button") for place in range(1, _MOST + 1)]
        self._sums: tuple[int, ...] = (0,)
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for place, button in enumerate((self._exact, *self._rounds)):
            column.addWidget(button)
            mapper.setMapping(button, place)
            button.clicked.connect(mapper.map)

    def retranslate(self, tr: Catalog) -> None:
        """Name the exact sum."""
        self._exact.setText(tr("Exact cash"))
        self._exact.setAccessibleName(tr("Exact cash"))

    def restyle(self, look: Look) -> None:
        """As high as the keys beside them; the sum handed over stands out."""
        self.setStyleSheet(
            "QPushButton { min-height: 58px; padding: 0 4px;"
            f" font-size: {look.px(15)}px; }}"
            " QPushButton:focus { min-height: 56px; padding: 0 3px; }"
            f" QPushButton:checked {{ background: {look.color('ink').name()};"
            f" color: {look.color('surface').name()}; }}"
        )

    def show_sums(self, due: int, suggestions: tuple[int, ...], received: int | None) -> None:
        """Offer sums for an amount due."""
        self._sums = (due, *suggestions[:_MOST])
        self._exact.setChecked(received == due)
        for button, amount in zip(self._rounds, suggestions, strict=False):
            button.setText(format_rupiah(amount))
            button.setAccessibleName(format_rupiah(amount))
            button.setChecked(received == amount)
        for place, button in enumerate(self._rounds):
            button.setVisible(place < len(suggestions))

    def _on_chosen(self, place: int) -> None:
        self.chosen.emit(self._sums[place])


def _sum_button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    room = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
    room.setRetainSizeWhenHidden(True)
    button.setSizePolicy(room)
    return button
