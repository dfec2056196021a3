"""Giving goods back: how much of each line, why, and how it is paid, or what it is worth."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_rupiah
from pos_app.domain.refund import Return, value_of
from pos_app.domain.returns import PaidBack, left_of, pay_back
from pos_app.domain.tender import Method
from pos_app.domain.words import MAX_REASON
from pos_app.services.history import Opened
from resources.translations import Catalog
from ui.models.method_words import method_name
from ui.pages.amount_form import AmountForm
from ui.pages.history.refund_lines import RefundLines
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import Card, ValueRow, scrolling, wrapped
from ui.widgets.choice_chips import ChoiceChips
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.keys import on_key, press_focused
from ui.widgets.reason_chips import ReasonField
from ui.widgets.restyle import label
from ui.widgets.sum_rows import SumRow, SumRows

_REASONS = 4
_AS_PAID, _IN_CASH = "as_paid", "in_cash"


class RefundForm(Card):
    """For a refund or an exchange; `submitted` carries what comes back."""

    submitted = Signal(object)  # Return
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("refund_card", 10)
        self._tr = Catalog("en")
        self._opened: Opened | None = None
        self._id = ""
        self._exchange = self._busy = False
        self._title = label("title", "refund_title")
        self._unchecked = wrapped("strong", "refund_unchecked")
        self.all_button = KeyButton("return_all_button")
        self.lines = RefundLines(look)
        self.amount = AmountForm("refund_amount_field")
        self.amount_field = self.amount.amount_field
        self.keypad = Keypad(look)
        self.reason = ReasonField("refund_reason", _REASONS, MAX_REASON)
        self.ways = ChoiceChips("refund_way", (_AS_PAID, _IN_CASH))
        self._too_much = wrapped("strong", "refund_too_much")
        self._sums = SumRows()
        self._total = ValueRow("refund_total", "total", "strong")
        self._back = KeyButton("refund_back_button", "Esc", tall=True)
        self.button = KeyButton("confirm_refund_button", "Enter", role="primary", tall=True)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.all_button.retranslate(tr("Everything"))
        self.amount.name_it(tr, tr("Amount to give back"))
        self.keypad.retranslate(tr)
        self.reason.retranslate(
            tr("Reason (required)"),
            (tr("Broken"), tr("Wrong product"), tr("Wrong size"), tr("Buyer changed their mind")),
        )
        self.ways.retranslate({_AS_PAID: tr("As it was paid"), _IN_CASH: tr("In cash")})
        self.lines.retranslate(tr)
        self._back.retranslate(tr("Back"))
        self._render()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.lines, self.keypad, self.all_button, self._back, self.button):
            part.restyle(look)

    def begin(self, opened: Opened, new_id: str, *, exchange: bool) -> None:
        """Start with nothing chosen; one that begins has its id, so that it is recorded once."""
        left = opened.left
        if left is None:
            return
        self._opened, self._id, self._exchange = opened, new_id, exchange
        by_line = bool(left.lines)
        self.lines.setVisible(by_line)
        self.all_button.setVisible(by_line)
        self.amount.setVisible(not by_line)
        self.keypad.setVisible(not by_line)
        self.reason.clear()
        self.ways.choose(_AS_PAID)
        otherwise = any(amount and one is not Method.CASH for one, amount in left.methods.items())
        self.ways.setVisible(otherwise and not exchange)
        self.amount_field.most = left.total
        self.amount_field.set_amount(left.total)
        self.amount.show_error("")
        self.lines.show_left(left)
        self._render()

    def enter(self) -> None:
        """Ready to say how much comes back."""
        if self.lines.isHidden():
            self.amount_field.setFocus()
        else:
            self.lines.focus_first()

    @property
    def exchanges(self) -> bool:
        """Whether other goods are wanted for what comes back."""
        return self._exchange

    def set_busy(self, *, busy: bool) -> None:
        """While it is being recorded nothing can be pressed twice."""
        self._busy = busy
        self._render()

    def show_error(self, error: Exception) -> None:
        """Say why it was not done."""
        self.reason.show_error(told(error, self._tr))
        self._scroll.ensureWidgetVisible(self.reason)
        if isinstance(error, LapakError) and error.code == "reason_missing":
            self.reason.setFocus()

    @Slot()
    def submit(self) -> None:
        """Hand over what comes back; what is wrong with it is said at once."""
        returned = self._returned()
        if not self.button.isEnabled() or returned is None:
            return
        if not self.amount.isHidden() and self.amount.is_doubtful():
            return
        if returned.reason:
            self.submitted.emit(returned)
        else:
            self.show_error(LapakError("reason_missing"))

    def _returned(self) -> Return | None:
        quantities = self.lines.quantities()
        if quantities is None:
            return None
        by_line = not self.lines.isHidden()
        return Return(
            id=self._id,
            quantities=quantities if by_line else {},
            amount=0 if by_line else self.amount_field.amount() or 0,
            reason=self.reason.text(),
            in_cash=self._exchange or self.ways.value() == _IN_CASH,
            unsellable_lines=self.lines.unsellable() if by_line else frozenset(),
        )

    def _paid(self) -> PaidBack | None:
        """What would be given back now; None while that cannot be worked out."""
        opened, returned = self._opened, self._returned()
        if opened is None or opened.original is None or returned is None:
            return None
        try:
            value = value_of(opened.original, opened.earlier, returned)
        except LapakError:
            return None
        left = left_of(opened.original, opened.earlier)
        exchanged = value if self._exchange else 0
        return pay_back(
            left, value, opened.cash_rounding, in_cash=returned.in_cash, exchanged=exchanged
        )

    @Slot()
    def _on_changed(self) -> None:
        self._render()

    def _render(self) -> None:
        opened, tr = self._opened, self._tr
        if opened is None:
            return
        title = tr("Exchange, {number}") if self._exchange else tr("Refund, {number}")
        self._title.setText(title.format(number=opened.number))
        self._unchecked.setText(
            tr("From another register, and not checked here: look at the original receipt.")
        )
        self._unchecked.setVisible(opened.is_foreign)
        paid = self._paid()
        rows = [] if paid is None or self._exchange else self._rows(paid)
        self._warn(opened, paid)
        self._sums.show_rows(rows if len(rows) > 1 else [])
        given = tr("Give back, {method}").format(method=rows[0].name) if len(rows) == 1 else ""
        name = tr("Worth, for other goods") if self._exchange else given or tr("Give back")
        self._total.tell(name, format_rupiah(paid.total) if paid is not None else "–")
        words = tr("CHOOSE OTHER GOODS") if self._exchange else tr("GIVE BACK")
        self.button.retranslate(words)
        self.button.setEnabled(paid is not None and not self._busy)

    def _warn(self, opened: Opened, paid: PaidBack | None) -> None:
        """Say that there should be less cash; how much there is, is not for everybody."""
        self._too_much.setText(
            self._tr("There should be less cash than this in the drawer. Look before you promise.")
        )
        cash = paid.amounts.get(Method.CASH, 0) if paid is not None else 0
        self._too_much.setVisible(cash > max(opened.drawer, 0))

    def _rows(self, paid: PaidBack) -> list[SumRow]:
        return [
            SumRow(f"refund_{method}", method_name(method, self._tr), format_rupiah(amount))
            for method, amount in paid.amounts.items()
        ]

    def _lay_out(self) -> None:
        self.column.setContentsMargins(20, 16, 20, 16)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.all_button)
        self.column.addLayout(head)
        self.column.addWidget(self._unchecked)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        for part in (self.lines, self.amount, self.keypad, self.reason):
            inner.addWidget(part)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addStretch(1)
        chips.addWidget(self.ways)
        inner.addLayout(chips)
        inner.addStretch(1)
        self._scroll = scrolling(content)
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(self._too_much)
        self.column.addWidget(self._sums)
        self.column.addWidget(self._total)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._back)
        row.addWidget(self.button, 1)
        self.column.addLayout(row)

    def _connect(self) -> None:
        self.lines.changed.connect(self._on_changed)
        self.amount_field.amount_changed.connect(self._on_changed)
        self.keypad.pressed.connect(self._on_key)
        self.ways.chosen.connect(self._on_changed)
        self.all_button.clicked.connect(self.lines.choose_all)
        self.button.clicked.connect(self.submit)
        self._back.clicked.connect(self.left)
        self.reason.chosen.connect(self._on_reason)
        on_key(self, (Qt.Key.Key_Escape,), self._leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    @Slot(str)
    def _on_key(self, key: str) -> None:
        self.amount_field.press(key)
        self.amount_field.setFocus()

    @Slot()
    def _on_reason(self) -> None:
        self.button.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        """Enter goes on to the reason while there is none; anywhere else it gives back."""
        if press_focused(self, self.button):
            return
        if not self.reason.text() and not self.reason.field.hasFocus() and self.button.isEnabled():
            self.reason.setFocus()
        else:
            self.submit()

    @Slot()
    def _leave(self) -> None:
        self.left.emit()
