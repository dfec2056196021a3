"""Taking the money: what is owed, what was handed over, what goes back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from pos_app.domain.errors import LapakError
from pos_app.domain.tender import Basis, Method
from resources.translations import Catalog
from ui.notices import Notice
from ui.pages.paying.money_view import MoneyView
from ui.pages.paying.pay_words import METHODS
from ui.pages.paying.qris_view import QrisView
from ui.presenters.pay import PayPresenter
from ui.presenters.payment import Payment
from ui.theme import Look
from ui.widgets.amount_field import BACKSPACE, AmountField
from ui.widgets.keypad import press_in
from ui.widgets.keys import on_key
from ui.widgets.restyle import measure_anew

_DIGITS = frozenset("0123456789")
_METHOD_KEYS = {Qt.Key(Qt.Key.Key_F2 + place): method for place, method in enumerate(METHODS)}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PayPage(QWidget):
    """The money, or a QRIS code that is waited for; F2 to F7 choose the method from anywhere."""

    page_asked = Signal(str)
    told = Signal(object)  # Notice

    def __init__(self, presenter: PayPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("pay_page")
        self._presenter = presenter
        self._tr = Catalog("en")
        self.money = MoneyView(look)
        self.qris = QrisView(look)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.money)
        self._stack.addWidget(self.qris)
        self._connect()

    @property
    def received(self) -> AmountField:
        """The field for the amount."""
        return self.money.card.received

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.money.retranslate(tr)
        self.qris.retranslate(tr)
        self._render(self._presenter.payment)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.money.restyle(look)
        self.qris.restyle(look)
        self._fit()

    def enter(self) -> None:
        """Ready to type what the buyer hands over."""
        self._shown.enter()

    def scan(self, code: str) -> bool:
        """Take a scanned voucher; anything else is not this page's."""
        payment = self._presenter.payment
        if payment is None or payment.method is not Method.VOUCHER:
            return False
        self._presenter.at_hand.refer(code)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys work from wherever the focus is."""
        method = _METHOD_KEYS.get(Qt.Key(event.key()))
        if method is not None:
            self._presenter.choose(method)
        elif event.text() in _DIGITS:
            self._on_key(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._on_key(BACKSPACE)
        elif event.text() == "+":
            self._presenter.take_part()
        elif self._shown is self.qris and event.key() in _STEPS:
            self.qris.step(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Plus is no part of an amount: it takes a part of it."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.text() == "+":  # type: ignore[attr-defined]  # it is a QKeyEvent
            self._presenter.take_part()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit both faces into the room there is, which is the window's where that scrolls.

        A hidden face must not ask for more than that either.
        """
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self.parentWidget()
        is_scrolled = isinstance(around and around.parentWidget(), QAbstractScrollArea)
        room = around.size() if around is not None and is_scrolled else self.size()
        self.money.fit(room.width(), room.height())
        self.qris.fit(room.height())
        measure_anew(self.money if self._shown is self.qris else self.qris)

    @property
    def _shown(self) -> MoneyView | QrisView:
        return self.qris if self._stack.currentWidget() is self.qris else self.money

    def _connect(self) -> None:
        presenter, card = self._presenter, self.money.card
        presenter.changed.connect(self._render)
        presenter.refused.connect(self._on_refused)
        presenter.printing.connect(self._on_printing)
        self.received.installEventFilter(self)
        self.received.amount_changed.connect(presenter.at_hand.receive)
        self.received.refused.connect(self._on_no_amount)
        card.form.kind_chosen.connect(presenter.at_hand.of_kind)
        card.form.referred.connect(presenter.at_hand.refer)
        card.form.approved.connect(presenter.at_hand.approve)
        card.part_button.clicked.connect(presenter.take_part)
        card.accept_button.clicked.connect(presenter.confirm)
        self.money.method_chosen.connect(presenter.choose)
        self.money.quick.chosen.connect(self._on_sum_chosen)
        self.money.taken.removed.connect(presenter.give_back)
        self.money.back_button.clicked.connect(presenter.leave)
        self._connect_qris()
        on_key(self, (Qt.Key.Key_Escape,), presenter.leave)
        on_key(self, (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._on_enter)

    def _connect_qris(self) -> None:
        presenter, qris = self._presenter, self.qris
        qris.basis_chosen.connect(self._on_basis)
        qris.referred.connect(presenter.at_hand.refer)
        qris.static_wanted.connect(self._on_static_wanted)
        qris.amount_wanted.connect(self._on_amount_wanted)
        qris.back.connect(presenter.leave)
        qris.accepted.connect(presenter.confirm)
        qris.card.print_wanted.connect(presenter.print_code)
        qris.card.import_wanted.connect(self._on_import_wanted)
        qris.card.pressed.connect(self._on_key)

    @Slot()
    def _on_enter(self) -> None:
        """Press the button that has the focus; without one, accept."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self._presenter.confirm()

    @Slot(object)
    def _on_sum_chosen(self, amount: int) -> None:
        self._presenter.at_hand.receive(amount)
        self.money.type_anew()

    @Slot()
    def _on_refused(self) -> None:
        """What is typed next replaces the sum."""
        if self._shown is self.money:
            self.money.type_anew()

    @Slot()
    def _on_printing(self) -> None:
        self.told.emit(Notice(self._tr("The code goes to the printer."), "info"))

    @Slot(object)
    def _on_no_amount(self, error: LapakError) -> None:
        self._presenter.at_hand.doubt(error)

    @Slot(str)
    def _on_key(self, key: str) -> None:
        if self._shown is self.money:
            self.money.press(key)
        else:
            press_in(self.qris.digits, key)

    @Slot(object)
    def _on_basis(self, basis: Basis) -> None:
        self._presenter.at_hand.saw(basis)
        self.qris.setFocus()

    @Slot()
    def _on_static_wanted(self) -> None:
        self._presenter.ask_by_qris(typed=True)

    @Slot()
    def _on_amount_wanted(self) -> None:
        self._presenter.ask_by_qris()

    @Slot()
    def _on_import_wanted(self) -> None:
        self.page_asked.emit("qris")

    @Slot(object)
    def _render(self, payment: Payment | None) -> None:
        if payment is None:
            return
        before = self._shown
        if payment.asking:
            self.qris.show_payment(payment, can_print=self._presenter.can_print)
        else:
            self.money.show_payment(payment)
        shown = self.qris if payment.asking else self.money
        if shown is not before:
            self._stack.setCurrentWidget(shown)
            shown.enter()
