"""The order that is chosen: what is noted down, changed, paid and given back of it."""

from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from pos_app.domain.cart import Cart
from pos_app.domain.money import format_rupiah
from pos_app.domain.order import Buyer, Order, OrderState, OrderStatus, lines_of
from pos_app.domain.pdf_form import PdfForm
from pos_app.domain.phone import local, masked
from pos_app.domain.pricing import PricedCart
from pos_app.domain.slips import Slip
from pos_app.domain.tender import Method
from pos_app.services import order_payments, orders
from pos_app.services.counter import Counter
from pos_app.services.order_payments import Paid
from pos_app.services.papers import order_slips
from pos_app.services.papers.letterhead import screen_letterhead
from pos_app.services.till import Work
from resources.translations import Catalog
from ui.background import Background
from ui.guarded import Guarded
from ui.presenters.listed_orders import ListedOrders
from ui.presenters.money_keeper import MoneyKeeper
from ui.presenters.one_write import OneWrite
from ui.presenters.paper_file import PaperFile


class OrderDetail(msgspec.Struct, frozen=True):
    """One order, its buyer's phone as it is shown, and what came in for it by each method."""

    state: OrderState
    phone: str = ""
    taken: dict[Method, int] = {}


class OrdersPresenter(QObject):
    """Shows and changes orders; what needs money goes on to the pay page. `all` lists them."""

    detailed = Signal(object)  # OrderDetail, or None
    phone_revealed = Signal(str)  # whole, for somebody who asked
    form_wanted = Signal(object, str)  # Order to fill in, and its phone as it is shown
    placed = Signal(object, object)  # OrderState; the Cart that it was made of, or None
    kept = Signal(object)  # OrderState: changed or moved on
    was_paid = Signal(object)  # Paid: as the pay page took it
    given_back = Signal(object)  # Paid
    pay_requested = Signal(object)  # PricedCart: one line, for the pay page
    printing = Signal()
    pdf_saved = Signal(object)  # Path
    phones_forgotten = Signal()
    failed = Signal(object)  # Exception

    def __init__(
        self,
        counter: Counter,
        background: Background,
        guarded: Guarded,
        money: MoneyKeeper | None = None,
    ) -> None:
        super().__init__()
        self._money = money or MoneyKeeper(counter.till, background)
        self._counter = counter
        self._till = counter.till
        self._background = background
        self._recording = OneWrite(counter, guarded)
        self._file = PaperFile(counter, background, "order_form")
        self.all = ListedOrders(counter.till, background)
        for part in (self._recording, self.all):
            part.failed.connect(self.failed)
        self._chosen = ""
        self._cart: Cart | None = None
        self._payments: dict[str, str] = {}
        self._returns: dict[str, str] = {}

    @property
    def chosen(self) -> str:
        """The id of the order that is shown in full."""
        return self._chosen

    def load(self) -> None:
        """Read everything anew."""
        self.all.load()
        self.choose(self._chosen)

    def choose(self, order_id: str) -> None:
        """Show an order in full; "" shows none."""
        self._chosen = order_id
        if order_id:
            future = self._till.read(_detail, order_id)
            self._background.watch(future, self._on_detail, self.failed.emit)
        else:
            self.detailed.emit(None)

    def begin(self) -> None:
        """Ask for a new order, from nothing."""
        self._cart = None
        self.form_wanted.emit(Order(self._till.new_id(), "", Buyer("")), "")

    def begin_from(self, priced: PricedCart) -> None:
        """Ask for a new order of what is in a cart; the cart stays until the order is placed."""
        self._cart = priced.cart
        order = Order(
            self._till.new_id(), "", Buyer(""), lines_of(priced), value=max(priced.total, 0)
        )
        self.form_wanted.emit(order, "")

    def change(self, detail: OrderDetail) -> None:
        """Ask for what is to be changed in an order."""
        self._cart = None
        self.form_wanted.emit(detail.state.order, detail.phone)

    def keep(self, order: Order, phone: str | None) -> None:
        """Store what the form says; a second press while it is being stored does nothing."""
        run, subject = self._recording.run, _subject(order)
        if order.number:
            run(orders.edit, order, phone, done=self._on_kept, subject=subject)
        else:
            run(orders.place, order, phone or "", done=self._on_placed, subject=subject)

    def move(self, order_id: str, status: OrderStatus, reason: str = "", subject: str = "") -> None:
        """Take an order a step further; `subject` is what an approver reads."""
        self._recording.run(
            orders.move, order_id, status, reason, done=self._on_kept, subject=subject
        )

    def ask_payment(self, order_id: str, amount: int, title: str) -> None:
        """Go on to the pay page for so much of an order.

        It is the same payment until it is taken, so that nothing is lost of what came in parts,
        also before a crash.
        """
        begun = self._money.payment_of(order_id) or self._till.new_id()
        payment = self._payments.setdefault(order_id, begun)
        due = self._till.read(order_payments.due_for, order_id, payment, amount, title)
        self._background.watch(due, self.pay_requested.emit, self.failed.emit)

    def paid(self, paid: Paid) -> None:
        """What the pay page took: the next payment is another one."""
        self._payments.pop(paid.body.order_id, None)
        self.load()
        self.was_paid.emit(paid)

    def give_back(self, order_id: str, reason: str, *, in_cash: bool) -> None:
        """Give back what was paid for a cancelled order; the same press twice is one."""
        payment = self._returns.setdefault(order_id, self._till.new_id())
        service = partial(order_payments.give_back, in_cash=in_cash)
        self._recording.run(service, order_id, payment, reason, done=self._on_given_back)

    def reveal_phone(self, order_id: str) -> None:
        """Read a buyer's phone whole, to call them."""
        future = self._till.read(orders.phone_of, order_id)
        self._background.watch(future, self._on_phone, self.failed.emit)

    def forget_phone(self, order_id: str) -> None:
        """Forget the phone of an order for good."""
        self._forget(order_id)

    def forget_phones(self) -> None:
        """Forget all phones for good."""
        self._forget(None)

    def print_order(self, order_id: str) -> None:
        """Queue an order note."""
        future = self._till.write(order_slips.print_order, order_id)
        self._background.watch(future, self._on_printing, self.failed.emit)

    @property
    def last_form(self) -> PdfForm:
        """The form in which an order note was saved last."""
        return self._file.last_form

    def save_pdf(self, order_id: str, tr: Catalog, path: Path, form: PdfForm | None = None) -> None:
        """Write an order note into a file."""
        look = screen_letterhead(self._counter.settings_file.settings, tr)
        self._file.save(
            *(Slip.ORDER, order_id, path, look),
            form=form,
            buyer="",
            done=self.pdf_saved.emit,
            failed=self.failed.emit,
        )

    def _forget(self, order_id: str | None) -> None:
        future = self._till.write(orders.forget_phones, order_id)
        self._background.watch(future, self._on_forgotten, self.failed.emit)

    def _on_detail(self, detail: OrderDetail) -> None:
        if detail.state.order.id == self._chosen:
            self.detailed.emit(detail)

    def _on_phone(self, phone: str) -> None:
        self.phone_revealed.emit(local(phone))

    def _on_placed(self, state: OrderState) -> None:
        self._after_writing(state.order.id)
        self.placed.emit(state, self._cart)

    def _on_kept(self, state: OrderState) -> None:
        self._after_writing(state.order.id)
        self.kept.emit(state)

    def _on_given_back(self, paid: Paid) -> None:
        self._counter.spooler.wake()
        self._after_writing(paid.body.order_id)
        self.given_back.emit(paid)

    def _after_writing(self, order_id: str) -> None:
        self._chosen = order_id
        self.load()

    def _on_forgotten(self, _nothing: None) -> None:
        self.phones_forgotten.emit()
        self.load()

    def _on_printing(self, _job: object) -> None:
        self._counter.spooler.wake()
        self.printing.emit()


def _detail(work: Work, order_id: str) -> OrderDetail:
    return OrderDetail(
        orders.order(work, order_id),
        masked(orders.phone_of(work, order_id)),
        order_payments.taken(work, order_id),
    )


def _subject(order: Order) -> str:
    """What an approver reads: what its lines cost, and for how much they go."""
    cost = format_rupiah(sum(line.total for line in order.lines))
    return f"{order.buyer.name} · {cost} → {format_rupiah(order.value)}"
