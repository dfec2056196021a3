"""Taking a sale back whole: what is handed back, and why."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.money import format_rupiah
from pos_app.domain.returns import PaidBack
from pos_app.domain.words import MAX_REASON
from pos_app.services.history import Opened
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import Card, ValueRow, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keys import on_key, press_focused
from ui.widgets.reason_chips import ReasonField
from ui.widgets.restyle import label
from ui.widgets.sum_rows import SumRow, SumRows

_REASONS = 4


class VoidForm(Card):
    """A reason, and one button that does it."""

    submitted = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("void_card", 12)
        self._tr = Catalog("en")
        self._opened: Opened | None = None
        self._title = label("title", "void_title")
        self._text = wrapped("soft", "void_text")
        self._given = SumRows()
        self._total = ValueRow("void_total", "total", "strong")
        self.reason = ReasonField("void_reason", _REASONS, MAX_REASON)
        self._back = KeyButton("void_back_button", "Esc", tall=True)
        self.button = KeyButton("confirm_void_button", "Enter", role="primary", tall=True)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self._text.setText(
            tr("It no longer counts; its number stays. Hand this back to the buyer:")
        )
        self.reason.retranslate(
            tr("Reason (required)"),
            (tr("Typed wrongly"), tr("Wrong product"), tr("Buyer gave up"), tr("Paid otherwise")),
        )
        self._back.retranslate(tr("Back"))
        self.button.retranslate(tr("VOID THE SALE"))
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._back.restyle(look)
        self.button.restyle(look)

    def begin(self, opened: Opened) -> None:
        """Ask about a sale."""
        self._opened = opened
        self.reason.clear()
        self._render()

    def set_busy(self, *, busy: bool) -> None:
        """While it is being recorded nothing can be pressed twice."""
        self.button.setEnabled(not busy)

    def show_error(self, error: Exception) -> None:
        """Say why it was not done."""
        self.reason.show_error(told(error, self._tr))
        self.reason.setFocus()

    @Slot()
    def submit(self) -> None:
        """Hand over the reason; the domain says if it is none."""
        if self.button.isEnabled():
            self.submitted.emit(self.reason.text())

    def _render(self) -> None:
        opened, tr = self._opened, self._tr
        left = opened.left if opened is not None else None
        if opened is None or left is None:
            return
        self._title.setText(tr("Void {number}?").format(number=opened.number))
        given = PaidBack(left.methods)
        rows = [
            SumRow(f"void_{method}", method_name(method, tr), format_rupiah(amount))
            for method, amount in given.amounts.items()
            if amount
        ]
        self._given.show_rows(rows if len(rows) > 1 else [])
        alone = tr("Give back, {method}").format(method=rows[0].name) if len(rows) == 1 else ""
        self._total.tell(alone or tr("Give back"), format_rupiah(given.total))

    def _lay_out(self) -> None:
        self.column.setContentsMargins(28, 24, 28, 28)
        for part in (self._title, self._text, self._given, self._total, self.reason):
            self.column.addWidget(part)
        self.column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._back)
        row.addWidget(self.button, 1)
        self.column.addLayout(row)

    def _connect(self) -> None:
        self.button.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        self.reason.chosen.connect(self._on_reason)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot()
    def _on_reason(self) -> None:
        self.button.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        if not press_focused(self, self.button):
            self.submit()

    @Slot()
    def _leave(self) -> None:
        self.left.emit()
