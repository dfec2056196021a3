"""Scenes of orders: the list, one order in each state, the form, and its money."""

from datetime import date

from pos_app.domain.order import Buyer, Order, OrderState, OrderStatus, lines_of
from pos_app.domain.pricing import price
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import order_payments, orders
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import cart_of, cash
from ui.guarded import Guarded
from ui.pages.orders.orders_page import OrdersPage
from ui.presenters.orders import OrdersPresenter


def _place(
    stage: Stage, name: str, company: str = "", value: int = 0, **more: object
) -> OrderState:
    till = stage.desk.till
    lines = lines_of(price(cart_of(till, "Kopi", "Kain", "Keripik")))
    order = Order(
        till.new_id(),
        "",
        Buyer(name, company),
        lines if not value else (),
        "" if not value else "Parsel Lebaran 40 buah, isi bebas",
        value or sum(line.total for line in lines),
        **more,  # type: ignore[arg-type]
    )
    return till.write(orders.place, order, "081234567890").result()


def _some(stage: Stage) -> OrderState:
    till = stage.desk.till
    first = _place(
        stage,
        "Bu Ani Rahmawati",
        "Koperasi Sejahtera Karawang",
        due=date(2026, 12, 10),
        note="Kirim ke gudang",
    )
    second = _place(stage, "Pak Budi", value=12_500_000, due=date(2026, 11, 24))
    third = _place(stage, "Toko Sumber Rejeki", "CV Sumber Rejeki", value=2_400_000)
    pay = order_payments.pay
    till.write(pay, first.order.id, "b1", 50_000, cash(50_000)).result()
    qris = (Tender(Method.QRIS, 5_000_000, basis=Basis.NOTIFICATION),)
    till.write(pay, second.order.id, "b2", 5_000_000, qris).result()
    till.write(orders.move, second.order.id, OrderStatus.CONFIRMED).result()
    till.write(orders.move, third.order.id, OrderStatus.CANCELLED, "Tidak jadi").result()
    return first


def _page(stage: Stage) -> OrdersPage:
    desk = stage.desk
    presenter = OrdersPresenter(desk.counter, desk.background, Guarded(desk.till, desk.background))
    return stage.show(OrdersPage(presenter, stage.look))


def orders_list(stage: Stage) -> None:
    _some(stage)
    page = _page(stage)
    stage.until(lambda: page.list.model.rowCount() == 3)


def orders_empty(stage: Stage) -> None:
    _page(stage)


def order_open(stage: Stage) -> OrdersPage:
    state = _some(stage)
    page = _page(stage)
    page._open(state.order.id)
    stage.until(lambda: page._detail is not None)
    return page


def order_shown(stage: Stage) -> None:
    order_open(stage)


def order_pdf(stage: Stage) -> None:
    order_open(stage)
    stage.press("order_pdf_button")


def order_cancelled(stage: Stage) -> None:
    state = _some(stage)
    stage.desk.till.write(orders.move, state.order.id, OrderStatus.CANCELLED, "batal").result()
    page = _page(stage)
    page._open(state.order.id)
    stage.until(lambda: page._detail is not None)


def order_reason(stage: Stage) -> None:
    page = order_open(stage)
    page._acts._step(OrderStatus.CANCELLED)
    stage.settle()


def order_form(stage: Stage) -> None:
    page = _page(stage)
    page._presenter.begin_from(price(cart_of(stage.desk.till, "Kopi", "Kain")))
    stage.settle()


def order_form_wrong(stage: Stage) -> None:
    page = _page(stage)
    page._presenter.begin()
    stage.settle()
    page.form._keep()
    stage.until(lambda: bool(page.form.buyer.error()))


def order_amount(stage: Stage) -> None:
    page = order_open(stage)
    page._ask_amount()
    stage.settle()


def order_paid(stage: Stage) -> None:
    page = order_open(stage)
    detail = page._detail
    assert detail is not None
    paid = stage.desk.till.write(
        order_payments.pay, detail.state.order.id, "b9", 20_000, cash(50_000)
    ).result()
    page._presenter.paid(paid)
    stage.settle()


PAGES: list[tuple[str, Scene]] = [
    ("pesanan", orders_list),
    ("pesanan-kosong", orders_empty),
    ("pesanan-satu", order_shown),
    ("pesanan-batal", order_cancelled),
    ("pesanan-alasan", order_reason),
    ("pesanan-baru", order_form),
    ("pesanan-kurang", order_form_wrong),
    ("pesanan-jumlah", order_amount),
    ("pesanan-dibayar", order_paid),
    ("pesanan-simpan-pdf", order_pdf),
]
