"""One order: who wants what by when, what was paid, and every step that it may take."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_rupiah
from pos_app.domain.order import NEXT, OrderStatus
from pos_app.domain.tender import Method
from resources.translations import Catalog
from ui.pages.orders.order_words import TONES, line_pairs, status_name, step_words
from ui.presenters.orders import OrderDetail
from ui.theme import Look
from ui.widgets.cards import GAP, Card, ValueRow, scrolling, wrapped
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.pair_list import PairList
from ui.widgets.restyle import give_role, label
from ui.widgets.sure_button import SureButton


class OrderView(QWidget):
    """Signals carry nothing but what was pressed; which order it is the page knows."""

    pay_pressed = Signal()
    edit_pressed = Signal()
    print_pressed = Signal()
    pdf_pressed = Signal()
    step_pressed = Signal(object)  # OrderStatus
    give_back_pressed = Signal(bool)  # all of it in cash
    reveal_pressed = Signal()
    forget_pressed = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("order_view")
        self._tr = Catalog("en")
        self._zone = "Asia/Jakarta"
        self._detail: OrderDetail | None = None
        self.notice = NoticePanel("order_notice", look)
        self._number = label("title", "order_number")
        self._status = label("attention", "order_status")
        self._buyer = wrapped("amount", "order_buyer")
        self._company = wrapped("", "order_company")
        self._phone = label("", "order_phone")
        self._placed = label("soft", "order_placed")
        self._lines = PairList("order_lines", look)
        self._text = wrapped("", "order_text")
        self._note = wrapped("soft", "order_note")
        self._value = ValueRow("order_value", "total", "strong")
        self._paid = ValueRow("order_paid")
        self._left = ValueRow("order_left", name_role="strong")
        self._due = ValueRow("order_due")
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for button, words in (
            (self.pay_button, tr("Take a payment")),
            (self.edit_button, tr("Change the order")),
            (self.print_button, tr("Print the note")),
            (self.pdf_button, tr("Save PDF")),
            (self.cancel_button, step_words(OrderStatus.CANCELLED, tr)),
            (self.reveal_button, tr("Show number")),
            (self.back_button, tr("Back")),
        ):
            button.retranslate(words)
        sure = tr("Press again: it is gone for good")
        self.forget_button.tell(tr("Forget number"), sure)
        self._lines.setAccessibleName(tr("Products"))
        self.notice.retranslate(tr)
        self._show()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self.notice.restyle(look)
        self._lines.restyle(look)
        for button in self._buttons():
            button.restyle(look)

    def enter(self) -> None:
        """The next thing to do has the focus."""
        for button in (self.pay_button, self.step_button, self.back_button):
            if button.isEnabled() and not button.isHidden():
                button.setFocus()
                return

    def show_order(self, detail: OrderDetail, zone: str) -> None:
        """Show an order as it stands."""
        self._detail, self._zone = detail, zone
        self._show()

    def reveal(self, phone: str) -> None:
        """Show the phone whole, until the order is shown anew."""
        self._phone.setText(phone)

    def _show(self) -> None:
        if self._detail is None:
            return
        tr, state = self._tr, self._detail.state
        order = state.order
        self._number.setText(order.number)
        give_role(self._status, TONES[order.status])
        self._status.setText(status_name(order.status, tr))
        placed = format_moment(state.placed_at, self._zone, tr.language)
        self._placed.setText(tr("Noted down {moment}").format(moment=placed))
        for words, text in (
            (self._buyer, order.buyer.name),
            (self._company, order.buyer.company),
            (self._phone, self._detail.phone),
            (self._text, order.text),
            (self._note, tr("Note: {note}").format(note=order.note) if order.note else ""),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        self._lines.show_pairs(line_pairs(order.lines))
        self._lines.fit()
        self._lines.setVisible(bool(order.lines))
        self._value.tell(tr("Value"), format_rupiah(order.value))
        self._paid.tell(tr("Paid so far"), format_rupiah(state.paid))
        if state.too_much:
            gone = order.status is OrderStatus.CANCELLED
            told = tr("Given back twice") if gone else tr("Paid too much")
            self._left.tell(told, format_rupiah(state.too_much))
        else:
            self._left.tell(tr("Still to be paid"), format_rupiah(state.left))
        self._due.tell(tr("Due"), format_date(order.due, tr.language) if order.due else "–")
        self._show_buttons(self._detail)

    def _show_buttons(self, detail: OrderDetail) -> None:
        tr, state = self._tr, detail.state
        order, steps = state.order, NEXT[state.order.status]
        onward = [one for one in steps if one is not OrderStatus.CANCELLED]
        self.step_button.setVisible(bool(onward))
        self.step_button.retranslate(step_words(onward[0], tr) if onward else "")
        self.pay_button.setEnabled(state.left > 0)
        self.edit_button.setEnabled(order.is_open)
        self.cancel_button.setVisible(OrderStatus.CANCELLED in steps)
        back = order.status is OrderStatus.CANCELLED and state.paid > 0
        mixed = any(method is not Method.CASH for method in detail.taken)
        in_all = format_rupiah(sum(detail.taken.values()))
        self.cash_back_button.setVisible(back)
        sure = tr("Press again to give back {amount}").format(amount=in_all)
        self.cash_back_button.tell(tr("Give back {amount} in cash").format(amount=in_all), sure)
        self.same_back_button.setVisible(back and mixed)
        self.same_back_button.tell(tr("Give back the way it was paid"), sure)
        for button in (self.reveal_button, self.forget_button):
            button.setVisible(bool(detail.phone))

    def _make_buttons(self) -> None:
        self.pay_button = KeyButton("order_pay_button", "F12", role="primary", icon="banknote")
        self.step_button = KeyButton("order_step_button", icon="check")
        self.edit_button = KeyButton("order_edit_button", "F4", icon="pencil")
        self.print_button = KeyButton("order_print_button", icon="printer")
        self.pdf_button = KeyButton("order_pdf_button", icon="download")
        self.cancel_button = KeyButton("order_cancel_button", role="danger")
        self.cash_back_button = SureButton("order_cash_back_button", icon="undo-2")
        self.same_back_button = SureButton("order_same_back_button", icon="undo-2")
        self.reveal_button = KeyButton("order_reveal_button")
        self.forget_button = SureButton("order_forget_button")
        self.back_button = KeyButton("order_back_button", "Esc")

    def _buttons(self) -> tuple[KeyButton, ...]:
        return (
            self.pay_button,
            self.step_button,
            self.edit_button,
            self.print_button,
            self.pdf_button,
            self.cancel_button,
            self.cash_back_button,
            self.same_back_button,
            self.reveal_button,
            self.forget_button,
            self.back_button,
        )

    def _connect(self) -> None:
        for button, signal in (
            (self.pay_button, self.pay_pressed),
            (self.edit_button, self.edit_pressed),
            (self.print_button, self.print_pressed),
            (self.pdf_button, self.pdf_pressed),
            (self.reveal_button, self.reveal_pressed),
            (self.back_button, self.left),
        ):
            button.clicked.connect(signal)
        self.step_button.clicked.connect(self._step)
        self.cancel_button.clicked.connect(self._cancel)
        self.forget_button.sure.connect(self.forget_pressed)
        self.cash_back_button.sure.connect(self._give_cash_back)
        self.same_back_button.sure.connect(self._give_back)

    @Slot()
    def _step(self) -> None:
        if self._detail is not None:
            for status in NEXT[self._detail.state.order.status]:
                if status is not OrderStatus.CANCELLED:
                    self.step_pressed.emit(status)
                    return

    @Slot()
    def _cancel(self) -> None:
        self.step_pressed.emit(OrderStatus.CANCELLED)

    @Slot()
    def _give_cash_back(self) -> None:
        self.give_back_pressed.emit(True)

    @Slot()
    def _give_back(self) -> None:
        self.give_back_pressed.emit(False)

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        sides.addWidget(scrolling(self._what()), 5)
        sides.addWidget(scrolling(self._money()), 4)
        page = QVBoxLayout(self)
        page.setContentsMargins(GAP, GAP, GAP, GAP)
        page.setSpacing(12)
        page.addWidget(self.notice)
        page.addLayout(sides, 1)

    def _what(self) -> QWidget:
        card = Card("order_card", 8)
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self._status)
        phone = QHBoxLayout()
        phone.setSpacing(8)
        phone.addWidget(self._phone)
        phone.addStretch(1)
        phone.addWidget(self.reveal_button)
        phone.addWidget(self.forget_button)
        card.column.addLayout(head)
        card.column.addWidget(self._placed)
        card.column.addWidget(self._buyer)
        card.column.addWidget(self._company)
        card.column.addLayout(phone)
        for part in (self._lines, self._text, self._note):
            card.column.addWidget(part)
        card.column.addStretch(1)
        return card

    def _money(self) -> QWidget:
        card = Card("order_money_card", 8)
        for row in (self._value, self._paid, self._left, self._due):
            card.column.addWidget(row)
        card.column.addSpacing(8)
        for button in (
            self.pay_button,
            self.step_button,
            self.cash_back_button,
            self.same_back_button,
        ):
            card.column.addWidget(button)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, button in enumerate(
            (self.edit_button, self.print_button, self.pdf_button, self.cancel_button)
        ):
            grid.addWidget(button, place // 2, place % 2)
        card.column.addLayout(grid)
        card.column.addStretch(1)
        card.column.addWidget(self.back_button)
        return card
