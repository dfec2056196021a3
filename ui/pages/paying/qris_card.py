"""The code that a buyer scans, with amount, merchant and NMID; keys for digits in its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from ui.presenters.payment import Payment
from ui.theme import Look
from ui.widgets.cards import Card, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.keypad import Keypad
from ui.widgets.qr_code import QrCode
from ui.widgets.restyle import label

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class QrisCard(Card):
    """The code, or what to do without one; `show_keys` lets a finger type the last digits."""

    print_wanted = Signal()
    import_wanted = Signal()
    pressed = Signal(str)  # a key of the pad

    def __init__(self, look: Look) -> None:
        super().__init__("qris_card", 6)
        self._tr = Catalog("en")
        self._look = look
        self.code = QrCode("qris_code")
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._brand = label("strong", "qris_brand")
        self._how = wrapped("", "qris_how")
        self._how.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._amount = label("total", "qris_amount")
        self._merchant = wrapped("strong", "qris_merchant")
        self._merchant.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nmid = label("small", "qris_nmid")
        self.print_button = KeyButton("qris_print_button", icon="printer")
        self.import_button = KeyButton("qris_import_button", icon="qr-code")
        for either in (self.print_button, self.import_button):
            either.hide()  # never both: there would be no room
        self.keypad = Keypad(look, clear=True)
        self._show_again = KeyButton("qris_show_code_button", icon="qr-code")
        self._lay_out()
        self.keypad.pressed.connect(self.pressed)
        self.print_button.clicked.connect(self.print_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self._show_again.clicked.connect(self.show_code)
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts but those that follow the payment."""
        self._tr = tr
        self._brand.setText("QRIS")
        self.print_button.retranslate(tr("Print the code"))
        self.import_button.retranslate(tr("Import the QRIS code"))
        self._show_again.retranslate(tr("Show the code again"))
        self.keypad.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        self._icon.setPixmap(look.pixmap("qr-code", "ink_soft", 56))
        for part in (self.print_button, self.import_button, self._show_again, self.keypad):
            part.restyle(look)

    def show_payment(self, payment: Payment, *, can_print: bool) -> None:
        """Show what a buyer scans, or that this till knows no code."""
        tr, prompt = self._tr, payment.prompt
        known = None if payment.training else payment.qris.code
        self.code.show_modules(() if prompt is None else prompt.modules)
        self.code.setVisible(known is not None)
        self.code.setAccessibleName(tr("QRIS code"))
        self._icon.setVisible(known is None)
        self._how.setText(_how(payment, tr))
        self._how.setVisible(bool(self._how.text()))
        self._amount.setText(format_rupiah(payment.in_hand))
        self._merchant.setText("" if known is None else known.merchant)
        self._merchant.setVisible(known is not None)
        self._nmid.setText("" if known is None or not known.nmid else f"NMID {known.nmid}")
        self._nmid.setVisible(bool(self._nmid.text()))
        self.print_button.setVisible(known is not None and can_print)
        self.print_button.setEnabled(prompt is not None)
        self.import_button.setVisible(known is None and not payment.training)

    def fit(self, *, low: bool) -> None:
        """Give the code the room of its name where there is little."""
        self._brand.setVisible(not low)
        self._column.setSpacing(4 if low else 6)

    def show_code(self) -> None:
        """Show the code instead of the keys."""
        self._stack.setCurrentIndex(0)

    def show_keys(self) -> None:
        """Let a finger type digits."""
        self._stack.setCurrentIndex(1)

    def _lay_out(self) -> None:
        code, self._column = _column(6)
        column = self._column
        column.addWidget(self._brand, 0, _MIDDLE)
        column.addStretch(1)
        column.addWidget(self._icon)
        column.addWidget(self.code, 100)
        column.addWidget(self._how)
        column.addWidget(self._amount, 0, _MIDDLE)
        column.addWidget(self._merchant)
        column.addWidget(self._nmid, 0, _MIDDLE)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.import_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        keys, beside = _column(12)
        beside.addWidget(self.keypad, 1)
        beside.addWidget(self._show_again, 0, _MIDDLE)
        self._stack = QStackedWidget()
        self._stack.addWidget(code)
        self._stack.addWidget(keys)
        self.column.addWidget(self._stack)


def _how(payment: Payment, tr: Catalog) -> str:
    if payment.training:
        return tr("Training: no code is shown, so that nobody pays.")
    if payment.qris.code is None:
        return tr(
            "This till knows no QRIS code yet. Let the buyer scan the sign at the booth and type:"
        )
    if payment.prompt is not None and payment.prompt.typed:
        return tr("The buyer types this amount:")
    return ""


def _column(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return page, column
