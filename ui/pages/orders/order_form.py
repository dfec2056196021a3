"""The form in which an order is noted down or changed: large fields, one mistake at a time."""

from datetime import date, timedelta

import msgspec
from PySide6.QtCore import QSignalMapper, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from pos_app.domain.errors import LapakError
from pos_app.domain.order import MAX_BUYER, MAX_TEXT, Buyer, Order
from pos_app.domain.typed_moments import format_day, parse_day
from resources.translations import Catalog
from ui.pages.amount_form import AmountForm
from ui.pages.orders.order_words import line_pairs
from ui.pages.told import told
from ui.theme import Look
from ui.widgets.cards import TOUCHABLE, Card, buttons_below, reading_page, wrapped
from ui.widgets.form_field import FormField
from ui.widgets.key_button import KeyButton
from ui.widgets.notice_panel import NoticePanel
from ui.widgets.pair_list import PairList
from ui.widgets.restyle import label

_DAYS = (3, 7, 14, 30)
_EMPTY = Order("", "", Buyer(""))


class OrderForm(QWidget):
    """`kept` carries the order and its phone: None where that stays as it is."""

    kept = Signal(object, object)  # Order, str or None
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("order_form")
        self._tr = Catalog("en")
        self._order = _EMPTY
        self._today = date.min
        self._phone_shown = ""
        self.notice = NoticePanel("order_form_notice", look)
        self._title = label("title", "order_form_title")
        self.buyer = FormField("order_buyer_field")
        self.company = FormField("order_company_field")
        self.phone = FormField("order_phone_field")
        self.consent = QCheckBox()
        self.consent.setObjectName("order_consent_box")
        self.consent.setStyleSheet(TOUCHABLE)
        self._lines = PairList("order_form_lines", look)
        self.text = FormField("order_text_field")
        self.value = AmountForm("order_value_field")
        self.amount = self.value.amount_field
        self.due = FormField("order_due_field")
        self.note = FormField("order_note_field")
        self._days = [QPushButton() for _ in _DAYS]
        self._privacy = wrapped("soft", "order_privacy")
        self.keep_button = KeyButton("keep_order_button", "Enter", role="primary", icon="check")
        self.back_button = KeyButton("order_form_back_button", "Esc")
        self._make_parts()
        self._lay_out()
        self._connect()
        self.restyle(look)

    @property
    def is_change(self) -> bool:
        """Whether the order was placed already."""
        return bool(self._order.number)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        self.buyer.retranslate(tr("Buyer's name"))
        self.company.retranslate(tr("Company or cooperative"), tr("May stay empty"))
        self.text.retranslate(tr("What is ordered, in words"), tr("May stay empty with products"))
        self.value.name_it(tr, tr("Value"), tr("An estimate will do"))
        self.due.retranslate(tr("Due"), tr("Such as 24/12/2026; may stay empty"))
        self.note.retranslate(tr("Note"), tr("May stay empty"))
        self.consent.setText(tr("The buyer agrees that the number is kept for this order"))
        self.consent.setAccessibleName(self.consent.text())
        self._privacy.setText(
            tr("It stays on this machine, is shown as 0812-****-7890, and can be forgotten.")
        )
        for button, days in zip(self._days, _DAYS, strict=True):
            button.setText(tr.plural("{count} day", "{count} days", days).format(count=days))
            button.setAccessibleName(button.text())
        self._lines.setAccessibleName(tr("Products"))
        self.keep_button.retranslate(tr("Save the order"))
        self.back_button.retranslate(tr("Back"))
        self.notice.retranslate(tr)
        self._tell()

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        for part in (self.notice, self._lines, self.keep_button, self.back_button):
            part.restyle(look)

    def enter(self) -> None:
        """Ready to type who it is."""
        self.buyer.field.setFocus()

    def show_order(self, order: Order, phone: str, today: date) -> None:
        """Fill the form; `phone` is as it may be shown."""
        self._order, self._phone_shown, self._today = order, phone, today
        self.notice.hide()
        self.buyer.field.setText(order.buyer.name)
        self.company.field.setText(order.buyer.company)
        self.phone.field.clear()
        self.consent.setChecked(False)
        self.text.field.setText(order.text)
        self.amount.set_amount(order.value or None)
        self.due.field.setText(format_day(order.due) if order.due else "")
        self.note.field.setText(order.note)
        for field in self._fields():
            field.show_error("")
        self._tell()

    def refuse(self, error: Exception) -> None:
        """Say why it was not stored, beside the field that it is about."""
        sentence = told(error, self._tr)
        code = error.code if isinstance(error, LapakError) else ""
        field = self._about.get(code)
        if field is not None:
            field.show_error(sentence)
        else:
            self.notice.tell(sentence, "error")

    def _tell(self) -> None:
        tr, order = self._tr, self._order
        title = tr("Change order {number}") if order.number else tr("New order")
        self._title.setText(title.format(number=order.number))
        kept = tr("{phone} is kept; type another to replace it").format(phone=self._phone_shown)
        hint = kept if self._phone_shown else tr("May stay empty")
        self.phone.retranslate(tr("Phone"), hint)
        self._lines.show_pairs(line_pairs(order.lines))
        self._lines.fit()
        self._lines.setVisible(bool(order.lines))

    def _fields(self) -> tuple[FormField, ...]:
        return (
            self.buyer,
            self.company,
            self.phone,
            self.text,
            self.value,
            self.due,
            self.note,
        )

    def _typed(self) -> Order:
        """What the form says; raises LapakError `day_not_understood`."""
        day = self.due.text().strip()
        return msgspec.structs.replace(
            self._order,
            buyer=Buyer(self.buyer.text(), self.company.text()),
            text=self.text.text(),
            value=self.amount.amount() or 0,
            due=parse_day(day, self._today) if day else None,
            note=self.note.text(),
        )

    @Slot()
    def _keep(self) -> None:
        if self.value.is_doubtful():
            return
        phone = self.phone.text().strip()
        if phone and not self.consent.isChecked():
            self.phone.show_error(self._tr("Ask the buyer first, then tick the box below."))
            return
        try:
            order = self._typed()
        except LapakError as error:
            self.refuse(error)
            return
        self.kept.emit(order, phone or None)

    @Slot(int)
    def _due_in(self, days: int) -> None:
        self.due.show_error("")
        self.due.field.setText(format_day(self._today + timedelta(days=days)))

    def _make_parts(self) -> None:
        for field, most in (
            (self.buyer, MAX_BUYER),
            (self.company, MAX_BUYER),
            (self.phone, 24),
            (self.text, MAX_TEXT),
            (self.due, 10),
            (self.note, MAX_TEXT),
        ):
            field.field.setMaxLength(most)
        for button, days in zip(self._days, _DAYS, strict=True):
            button.setObjectName(f"due_{days}_button")
            button.setProperty("role", "chip")
        self._about: dict[str, FormField] = {
            "buyer_missing": self.buyer,
            "phone_not_understood": self.phone,
            "order_empty": self.text,
            "order_value_missing": self.value,
            "order_value_below_paid": self.value,
            "amount_too_large": self.value,
            "day_not_understood": self.due,
        }

    def _connect(self) -> None:
        for field in self._fields():
            field.submitted.connect(self._keep)
        self.keep_button.clicked.connect(self._keep)
        self.back_button.clicked.connect(self.left)
        mapper = QSignalMapper(self)
        mapper.mappedInt.connect(self._due_in)
        for button, days in zip(self._days, _DAYS, strict=True):
            mapper.setMapping(button, days)
            button.clicked.connect(mapper.map)

    def _lay_out(self) -> None:
        column = reading_page(self)
        column.addWidget(self.notice)
        card = Card("order_form_card", 10)
        card.column.addWidget(self._title)
        card.column.addLayout(_beside(self.buyer, self.company))
        card.column.addWidget(self._lines)
        card.column.addWidget(self.text)
        card.column.addLayout(_beside(self.value, self.due))
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addStretch(1)
        for button in self._days:
            days.addWidget(button)
        card.column.addLayout(days)
        card.column.addWidget(self.note)
        card.column.addWidget(self.phone)
        card.column.addWidget(self.consent)
        card.column.addWidget(self._privacy)
        column.addWidget(card)
        column.addStretch(1)
        buttons_below(self, self.back_button, self.keep_button)


def _beside(*fields: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for field in fields:
        row.addWidget(field, 1)
    return row
