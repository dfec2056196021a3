"""What is done to one order besides changing and paying it: steps, papers, phone, money back."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from pos_app.domain.money import format_rupiah
from pos_app.domain.order import OrderStatus
from pos_app.domain.pdf_form import PdfForm, forms_of
from pos_app.domain.slips import Slip
from pos_app.domain.words import MAX_REASON
from resources.translations import Catalog
from ui.pages.orders.order_view import OrderView
from ui.pages.pdf_choice import PdfChoice
from ui.presenters.orders import OrderDetail, OrdersPresenter
from ui.theme import Look
from ui.widgets.floating import place_below_right
from ui.widgets.name_pad import NamePad

_PAD_WIDTH = 460


class OrderActs(QObject):
    """Hands what was pressed on an order to the presenter; a cancellation asks why first."""

    def __init__(
        self, presenter: OrdersPresenter, view: OrderView, look: Look, page: QWidget
    ) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._view = view
        self._page = page
        self._tr = Catalog("en")
        self.detail: OrderDetail | None = None
        self._pad = NamePad(MAX_REASON, look, self._tr, page)
        self._pdf_choice = PdfChoice(look, page)
        self._pdf_choice.chosen.connect(self._save_pdf)
        self._pad.entered.connect(self._cancel)
        self._pad.left.connect(self._leave_pad)
        view.print_pressed.connect(self._print)
        view.pdf_pressed.connect(self._ask_for_file)
        view.step_pressed.connect(self._step)
        view.give_back_pressed.connect(self._give_back)
        view.reveal_pressed.connect(self._reveal)
        view.forget_pressed.connect(self._forget)

    def place(self) -> None:
        """Keep the panel for a reason in sight."""
        place_below_right(self._pad, self._page, _PAD_WIDTH)

    def retranslate(self, tr: Catalog) -> None:
        """Take another language."""
        self._tr = tr
        self._pad.retranslate(tr)
        self._pdf_choice.retranslate(tr)

    def restyle(self, look: Look) -> None:
        """Take another theme."""
        self._pad.restyle(look)
        self._pdf_choice.restyle(look)

    @Slot(object)
    def _step(self, status: OrderStatus) -> None:
        if self.detail is None:
            return
        if status is OrderStatus.CANCELLED:
            tr = self._tr
            self._pad.ask(
                tr("Why is the order cancelled?"),
                tr("Such as: the buyer changed their mind."),
                "",
                tr("Cancel the order"),
            )
            self.place()
        else:
            state, tr = self.detail.state, self._tr
            left = tr("{amount} not paid").format(amount=format_rupiah(state.left))
            subject = f"{state.order.number} · {left}"
            self._presenter.move(state.order.id, status, subject=subject)

    @Slot(str)
    def _cancel(self, reason: str) -> None:
        if self.detail is not None:
            order_id = self.detail.state.order.id
            self._presenter.move(order_id, OrderStatus.CANCELLED, reason)
        self._view.enter()

    @Slot()
    def _leave_pad(self) -> None:
        self._pad.hide()
        self._view.enter()

    @Slot(bool)
    def _give_back(self, in_cash: bool) -> None:  # noqa: FBT001 a Qt signal's argument
        if self.detail is not None:
            reason = self._tr("Order cancelled")
            self._presenter.give_back(self.detail.state.order.id, reason, in_cash=in_cash)

    @Slot()
    def _print(self) -> None:
        if self.detail is not None:
            self._presenter.print_order(self.detail.state.order.id)

    @Slot()
    def _ask_for_file(self) -> None:
        if self.detail is not None:
            name = f"{self.detail.state.order.number}.pdf"
            forms, last = forms_of(Slip.ORDER), self._presenter.last_form
            self._pdf_choice.ask(name, forms, last, asks_buyer=False)

    @Slot(str, object, str)
    def _save_pdf(self, path: str, form: PdfForm, _buyer: str) -> None:
        if self.detail is not None:
            self._presenter.save_pdf(self.detail.state.order.id, self._tr, Path(path), form)

    @Slot()
    def _reveal(self) -> None:
        if self.detail is not None:
            self._presenter.reveal_phone(self.detail.state.order.id)

    @Slot()
    def _forget(self) -> None:
        if self.detail is not None:
            self._presenter.forget_phone(self.detail.state.order.id)
