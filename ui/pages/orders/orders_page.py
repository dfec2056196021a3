"""Orders: the list, one order with its steps, the form, and how much is paid."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.domain.order import Order, OrderState
from pos_app.services.order_payments import Paid
from resources.translations import Catalog
from ui.notices import Notice
from ui.pages.orders.order_acts import OrderActs
from ui.pages.orders.order_form import OrderForm
from ui.pages.orders.order_list import OrderList
from ui.pages.orders.order_money import OrderAmount, OrderPaidView
from ui.pages.orders.order_view import OrderView
from ui.pages.orders.order_words import status_name
from ui.pages.saved_words import saved_notice
from ui.pages.told import told
from ui.presenters.listed_orders import OrdersView
from ui.presenters.orders import OrderDetail, OrdersPresenter
from ui.theme import Look
from ui.widgets.current_stack import CurrentStack


class OrdersPage(QWidget):
    """Esc leads back, step by step; a form that was begun stays until it is left."""

    fits = True

    told = Signal(object)  # Notice

    def __init__(self, presenter: OrdersPresenter, look: Look) -> None:
        super().__init__()
        self.setObjectName("orders_page")
        self._presenter = presenter
        self._look = look
        self._tr = Catalog("en")
        self._view = OrdersView()
        self._detail: OrderDetail | None = None
        self.list = OrderList(look)
        self.order = OrderView(look)
        self.form = OrderForm(look)
        self.amount = OrderAmount(look)
        self.paid = OrderPaidView(look)
        self._acts = OrderActs(presenter, self.order, look, self)
        self._stack = CurrentStack()
        for view in self._views():
            self._stack.addWidget(view)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._stack)
        self._connect()
        self.restyle(look)

    def retranslate(self, tr: Catalog) -> None:
        """Set all texts."""
        self._tr = tr
        for view in (*self._views(), self._acts):
            view.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._look = look
        for view in (*self._views(), self._acts):
            view.restyle(look)

    def enter(self) -> None:
        """Read the orders anew; what was begun stays."""
        self._presenter.load()
        self._current.enter()

    @Slot(object)
    def _show_paid(self, paid: Paid) -> None:
        self.paid.show_paid(paid)
        self._show(self.paid)

    def keys_hint(self, tr: Catalog) -> str:
        """The keys that the message line shows on this page."""
        return tr("F7 new order · Enter open · F12 payment · Esc back")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that work wherever the focus is."""
        act = {
            Qt.Key.Key_Escape: self._back,
            Qt.Key.Key_F7: self._new,
            Qt.Key.Key_F12: self._ask_amount,
            Qt.Key.Key_F4: self._change,
        }.get(Qt.Key(event.key()))
        if act is None or not act():
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel for a reason in sight."""
        super().resizeEvent(event)
        self._acts.place()

    @property
    def _current(self) -> OrderList | OrderView | OrderForm | OrderAmount | OrderPaidView:
        current = self._stack.currentWidget()
        return next(view for view in self._views() if view is current)

    def _views(self) -> tuple[OrderList, OrderView, OrderForm, OrderAmount, OrderPaidView]:
        return self.list, self.order, self.form, self.amount, self.paid

    def _show(self, view: QWidget) -> None:
        self._stack.setCurrentWidget(view)
        if self.isVisible():
            self._current.enter()

    def _back(self) -> bool:
        """One step back; False from the list, where the window decides."""
        if self._current is self.list:
            return False
        if self._current in (self.amount, self.paid):
            self._show(self.order if self._detail is not None else self.list)
        else:
            known = self._current is self.form and self.form.is_change
            self._show(self.order if known else self.list)
        return True

    def _new(self) -> bool:
        if self._current in (self.list, self.order):
            self._presenter.begin()
        return True

    def _change(self) -> bool:
        if self._current is self.order and self._detail is not None:
            if self._detail.state.order.is_open:
                self._presenter.change(self._detail)
            return True
        return False

    def _ask_amount(self) -> bool:
        if self._current is not self.order or self._detail is None:
            return False
        if self._detail.state.left:
            self.amount.ask(self._detail.state)
            self._show(self.amount)
        return True

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.all.shown.connect(self._on_shown)
        presenter.detailed.connect(self._on_detail)
        presenter.phone_revealed.connect(self.order.reveal)
        presenter.form_wanted.connect(self._on_form_wanted)
        presenter.placed.connect(self._on_placed)
        presenter.kept.connect(self._on_kept)
        presenter.was_paid.connect(self._show_paid)
        presenter.given_back.connect(self._show_paid)
        presenter.printing.connect(self._on_printing)
        presenter.pdf_saved.connect(self._on_pdf_saved)
        presenter.phones_forgotten.connect(self._on_phones_forgotten)
        presenter.failed.connect(self._on_failed)
        self.list.opened.connect(self._open)
        self.list.status_chosen.connect(presenter.all.show_status)
        self.list.searched.connect(presenter.all.search)
        self.list.new_button.clicked.connect(presenter.begin)
        self.list.forget_button.sure.connect(presenter.forget_phones)
        self.form.kept.connect(presenter.keep)
        self.amount.chosen.connect(self._pay)
        for part in (self.form, self.amount, self.paid, self.order):
            part.left.connect(self._on_left)
        self.order.pay_pressed.connect(self._on_pay_pressed)
        self.order.edit_pressed.connect(self._on_edit_pressed)

    @Slot(object)
    def _on_shown(self, view: OrdersView) -> None:
        self._view = view
        self.list.show_view(view, self._presenter.chosen)

    @Slot(object)
    def _on_detail(self, detail: OrderDetail | None) -> None:
        self._detail = self._acts.detail = detail
        if detail is not None:
            self.order.show_order(detail, self._view.zone)

    @Slot(str)
    def _open(self, order_id: str) -> None:
        self.order.notice.hide()
        if self._detail is not None and self._detail.state.order.id != order_id:
            self._on_detail(None)  # no press meanwhile is for the one that was open before
        self._presenter.choose(order_id)
        self._show(self.order)

    @Slot(object, str)
    def _on_form_wanted(self, order: Order, phone: str) -> None:
        self.form.show_order(order, phone, self._view.today)
        self._show(self.form)

    @Slot(object, object)
    def _on_placed(self, state: OrderState, _cart: object) -> None:
        self._show(self.order)
        words = self._tr("Order {number} is noted down.").format(number=state.order.number)
        self.order.notice.tell(words, "good")

    @Slot(object)
    def _on_kept(self, state: OrderState) -> None:
        self._show(self.order)
        words = self._tr("Order {number}: {status}.").format(
            number=state.order.number, status=status_name(state.order.status, self._tr)
        )
        self.order.notice.tell(words, "good")

    @Slot()
    def _on_printing(self) -> None:
        self.order.notice.tell(self._tr("The order note is being printed."), "good")

    @Slot(object)
    def _on_pdf_saved(self, path: Path) -> None:
        self.told.emit(saved_notice(path, self._tr))

    @Slot()
    def _on_phones_forgotten(self) -> None:
        words = self._tr("Forgotten for good.")
        self.told.emit(Notice(words, "good"))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not self.isVisible():
            return
        if self._current in (self.form, self.amount):
            self._current.refuse(error)
        else:
            shown = self.order if self._current is self.order else self.list
            shown.notice.tell(told(error, self._tr), "error")

    @Slot()
    def _on_left(self) -> None:
        self._back()

    @Slot()
    def _on_pay_pressed(self) -> None:
        self._ask_amount()

    @Slot()
    def _on_edit_pressed(self) -> None:
        self._change()

    @Slot(int)
    def _pay(self, amount: int) -> None:
        if self._detail is not None:
            order = self._detail.state.order
            title = self._tr("Order {number} of {buyer}").format(
                number=order.number, buyer=order.buyer.name
            )
            self._presenter.ask_payment(order.id, amount, title)
