"""A QRIS payment being waited for: the code at the left, the question at the right."""

from PySide6.QtCore import QSignalMapper, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from pos_app.domain.tender import Basis
from resources.translations import Catalog
from ui.pages.paying.pay_words import basis_name
from ui.pages.paying.qris_card import QrisCard
from ui.pages.told import told
from ui.presenters.payment import Payment
from ui.theme import Look
from ui.widgets.cards import GAP, Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.method_button import MethodButton
from ui.widgets.restyle import label
from ui.widgets.tone_panel import TonePanel

_LOW = 640
_DIGITS = 140
_ICONS = {
    Basis.NOTIFICATION: "circle-check",
    Basis.BUYER_SCREEN: "smartphone",
    Basis.STATEMENT: "landmark",
}


class _DigitsField(QLineEdit):
    """Tells of the finger that touched it."""

    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("qris_digits_field")
        self.setMinimumHeight(44)
        self.setMaxLength(60)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.touched.emit()


class QrisView(QWidget):
    """Basis, last digits and the button that says it has arrived; keys write the digits."""

    basis_chosen = Signal(object)  # Basis
    referred = Signal(str)
    static_wanted = Signal()
    amount_wanted = Signal()
    back = Signal()
    accepted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("qris_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tr = Catalog("en")
        self._look = look
        self._make_parts(look)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but those that follow the payment."""
        self._tr = tr
        self._title.setText(tr("Has the payment arrived?"))
        self._advice.setText(
            tr(
                "Without internet Lapak cannot know. Look first, then choose what you saw. "
                "Screenshots are often faked."
            )
        )
        for basis, button in self._bases.items():
            button.tell(basis_name(basis, tr))
        self._digits_name.setText(tr("Last digits of the reference (optional)"))
        self.digits.setAccessibleName(tr("Last digits of the reference (optional)"))
        self._back.retranslate(tr("Back"))
        self.accept_button.retranslate(tr("IT HAS ARRIVED"))
        self.card.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self.card.restyle(look)
        for basis in self._bases.values():
            basis.restyle(look)
        for button in (self._back, self._switch, self.accept_button):
            button.restyle(look)
        self._trouble_icon.setPixmap(look.pixmap("circle-x", "danger", 20))
        self._hint_icon.setPixmap(look.pixmap("triangle-alert", "gold", 20))

    def show_payment(self, payment: Payment, *, can_print: bool) -> None:
        """Show the code and what was answered so far."""
        self.card.show_payment(payment, can_print=can_print)
        self._show_basis(payment.typed.basis)
        if self.digits.text() != payment.typed.reference:
            self.digits.setText(payment.typed.reference)
        self._show_hint(payment)
        self._trouble.setVisible(payment.error is not None)
        if payment.error is not None:
            self._trouble_text.setText(told(payment.error, self._tr))
        self._hint.setVisible(payment.prompt is not None and payment.error is None)
        self.setEnabled(not payment.saving)

    def enter(self) -> None:
        """Ready for keys, with nothing to press by mistake."""
        self.card.show_code()
        self.setFocus()

    def step(self, steps: int) -> None:
        """Choose the next proof, or the one before."""
        bases = list(self._bases)
        chosen = self._group.checkedId()
        place = (chosen + steps) % len(bases) if chosen >= 0 else (0 if steps > 0 else -1)
        self.basis_chosen.emit(bases[place])

    def fit(self, height: int) -> None:
        """A low page keeps what has to be pressed."""
        low = height < self._look.px(_LOW)
        self.digits.setFixedWidth(self._look.px(_DIGITS))
        self._advice.setVisible(not low)
        for button in self._bases.values():
            button.fit(low=low)
        self._side.column.setSpacing(8 if low else 12)
        self.card.fit(low=low)

    def _make_parts(self, look: Look) -> None:
        self.card = QrisCard(look)
        self._title = label("title", "qris_title")
        self._advice = wrapped("soft", "qris_advice")
        self._bases = {
            basis: MethodButton(f"basis_{basis}_button", icon, "", look)
            for basis, icon in _ICONS.items()
        }
        self._group = QButtonGroup(self)
        for place, button in enumerate(self._bases.values()):
            self._group.addButton(button, place)
        self._digits_name = wrapped("", "qris_digits_name")
        self.digits = _DigitsField()
        self._hint = TonePanel("qris_hint")
        self._hint.set_tone("attention")
        self._hint_icon = QLabel()
        self._hint_text = self._hint.toned(wrapped("attention", "qris_hint_text"))
        self._switch = KeyButton("qris_switch_button")
        self._trouble = TonePanel("qris_trouble")
        self._trouble.set_tone("error")
        self._trouble.hide()
        self._trouble_icon = QLabel()
        self._trouble_text = self._trouble.toned(wrapped("error", "qris_trouble_text"))
        self._back = KeyButton("qris_back_button", "Esc", tall=True)
        self.accept_button = KeyButton(
            "qris_accept_button", "Enter", role="primary", icon="check", tall=True
        )

    def _lay_out(self) -> None:
        self._side = side = Card("qris_side", 12)
        side.column.addWidget(self._title)
        side.column.addWidget(self._advice)
        for button in self._bases.values():
            side.column.addWidget(button)
        digits = QHBoxLayout()
        digits.addWidget(self._digits_name, 1)
        digits.addWidget(self.digits)
        side.column.addLayout(digits)
        side.column.addWidget(_panel(self._hint, self._hint_icon, self._hint_text, self._switch))
        side.column.addWidget(_panel(self._trouble, self._trouble_icon, self._trouble_text))
        side.column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._back)
        buttons.addWidget(self.accept_button, 1)
        side.column.addLayout(buttons)
        page = QHBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(GAP)
        page.addWidget(self.card, 1)
        page.addWidget(side, 1)

    def _connect(self) -> None:
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._on_basis)
        for place, button in enumerate(self._bases.values()):
            mapper.setMapping(button, place)
            button.clicked.connect(mapper.map)
        self.digits.textEdited.connect(self.referred)
        self.digits.touched.connect(self.card.show_keys)
        self._back.clicked.connect(self.back)
        self.accept_button.clicked.connect(self.accepted)
        self._switch.clicked.connect(self._on_switch)
        self._is_typed = False

    def _show_basis(self, basis: Basis | None) -> None:
        self._group.setExclusive(False)
        for one, button in self._bases.items():
            button.setChecked(one is basis)
        self._group.setExclusive(True)

    def _show_hint(self, payment: Payment) -> None:
        tr, prompt = self._tr, payment.prompt
        self._is_typed = prompt is not None and prompt.typed
        if self._is_typed:
            text = tr("This is the code without an amount: the buyer types it.")
            switch = tr("With amount")
        else:
            text = tr("Does the buyer's app refuse the code? Show the one without an amount.")
            switch = tr("Show it")
        self._hint_text.setText(text)
        self._switch.retranslate(switch)

    def _on_basis(self, place: int) -> None:
        self.basis_chosen.emit(list(self._bases)[place])

    def _on_switch(self) -> None:
        (self.amount_wanted if self._is_typed else self.static_wanted).emit()


def _panel(
    panel: TonePanel, icon: QLabel, text: QLabel, button: KeyButton | None = None
) -> QWidget:
    row = QHBoxLayout(panel)
    row.setContentsMargins(14, 8, 8, 8)
    row.setSpacing(10)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(text, 1)
    if button is not None:
        row.addWidget(button)
    return panel
