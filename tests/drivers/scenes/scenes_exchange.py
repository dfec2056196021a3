"""Scenes of an exchange: the cart, the money and the page after it; a receipt that was scanned."""

from typing import TYPE_CHECKING

from pos_app.domain import cart as carts
from pos_app.domain import receipt_code
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.refund import Return
from pos_app.domain.tender import Method, Tender
from pos_app.services import catalogue, exchange, returns
from pos_app.services.checkout import Completed, checkout
from ui.models.display import Exchanged

if TYPE_CHECKING:
    from tests.drivers.screens import Scene, Stage

BUYER_SCENES = (
    ("pembeli-tukar", Exchanged(459_000, 185_000, 274_000, 0)),
    ("pembeli-tukar-kembali", Exchanged(18_000, 185_000, 0, 167_000)),
)


def cart_without_goods(stage: "Stage") -> None:
    _brings_back(stage, "Batik Tulis")


def cart_of_dearer(stage: "Stage") -> None:
    _brings_back(stage, "Syal Batik")
    stage.add("Batik Tulis", "Kopi")


def cart_of_cheaper(stage: "Stage") -> None:
    _brings_back(stage, "Batik Tulis")
    stage.add("Syal Batik", "Kopi", "Kopi")


def buyer_reads_cart(stage: "Stage") -> None:
    cart_of_dearer(stage)
    stage.customer_display()


def buyer_gets_money(stage: "Stage") -> None:
    cart_of_cheaper(stage)
    stage.customer_display()


def pay_dearer(stage: "Stage") -> None:
    cart_of_dearer(stage)
    _pay(stage)


def pay_cheaper(stage: "Stage") -> None:
    cart_of_cheaper(stage)
    _pay(stage)


def pay_equal(stage: "Stage") -> None:
    _brings_back(stage, "Syal Batik")
    stage.add("Syal Batik")
    _pay(stage)


def pay_stale(stage: "Stage") -> None:
    sale = _brings_back(stage, "Syal Batik")
    original = stage.counter.till.read(returns.original_sale, sale.sale.id).result()
    back = Return(stage.counter.till.new_id(), {1: 1_000}, reason="Rusak")
    stage.counter.till.write(returns.refund_sale, original, back).result()
    stage.add("Batik Tulis")
    _pay(stage)
    pay = stage.flow.presenters.pay
    pay.at_hand.receive(1_000_000)
    pay.at_hand.receive(pay.payment.owed if pay.payment else 0)
    pay.confirm()
    stage.wait(lambda: pay.payment is not None and pay.payment.error is not None)


def done_handing_back(stage: "Stage") -> None:
    pay_cheaper(stage)
    stage.flow.presenters.pay.confirm()
    stage.wait(lambda: stage.window.current == "done")
    stage.settle(300)


def scanned(stage: "Stage") -> None:
    sale = _sold(stage, "Batik Tulis")
    stage.sell_page()
    stage.add("Kopi")
    original = stage.counter.till.read(returns.original_sale, sale.sale.id).result()
    stage.flow.take_scan(receipt_code.encode(original))
    stage.wait(lambda: stage.flow.presenters.history.open is not None)
    stage.settle(300)


def _pay(stage: "Stage") -> None:
    stage.flow.presenters.sell.pay()
    stage.wait(lambda: stage.window.current == "pay")
    stage.settle()


def _brings_back(stage: "Stage", name: str) -> Completed:
    """A product that was sold goes towards an empty cart."""
    sale = _sold(stage, name)
    till = stage.counter.till
    original = till.read(returns.original_sale, sale.sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Ukuran")
    credit = till.read(exchange.credit, original, back).result()
    stage.sell_page()
    stage.flow._navigation.page("history")
    stage.flow.presenters.history.exchange_wanted.emit(credit)
    stage.settle()
    return sale


def _sold(stage: "Stage", name: str) -> Completed:
    till = stage.counter.till
    found = till.read(catalogue.search, name, 1).result()
    priced = price(carts.add(Cart(till.new_id()), found[0]))
    return till.write(checkout, priced, (Tender(Method.CASH, priced.total),)).result()


EXCHANGE_SCENES: tuple["Scene", ...] = (
    ("jual-tukar-mulai", cart_without_goods),
    ("jual-tukar", cart_of_dearer),
    ("jual-tukar-kembali", cart_of_cheaper),
    ("bayar-tukar", pay_dearer),
    ("bayar-tukar-kembali", pay_cheaper),
    ("bayar-tukar-pas", pay_equal),
    ("bayar-tukar-basi", pay_stale),
    ("selesai-tukar", done_handing_back),
    ("riwayat-dipindai", scanned),
    ("pembeli-jual-tukar", buyer_reads_cart),
    ("pembeli-jual-tukar-kembali", buyer_gets_money),
)
