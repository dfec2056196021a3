"""Every kind of paper that a till prints, made by its services from what was done at it."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pos_app.devices.rendering.document import Document
from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.cash import CashWay
from pos_app.domain.discount import Discount
from pos_app.domain.free_amount import free_product
from pos_app.domain.label import LabelDesign
from pos_app.domain.order import Buyer, Order, lines_of
from pos_app.domain.pricing import PricedCart, price
from pos_app.domain.qris import read_code
from pos_app.domain.refund import Return
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method, Tender
from pos_app.services import order_payments, orders, qris_prompt, returns, shifts
from pos_app.services.checkout import checkout
from pos_app.services.papers import order_slips, shift_slips
from pos_app.services.papers.label_printing import print_labels
from pos_app.services.papers.labels import Tag
from pos_app.services.papers.letterhead import Letterhead
from pos_app.services.papers.receipts import document_of, reprint
from pos_app.services.printing import print_queue
from pos_app.services.terms import change_rules, term_book
from pos_app.services.till import Till
from resources.translations import Catalog
from tests.drivers.qris_codes import COFFEE
from tests.drivers.tills import MORNING, cart_of, cash, selling_till, shelf

LONG_NAME = "Kain Batik Tulis Sogan Motif Parang Rusak Barong Asli Pekalongan Ukuran Dua Meter"
FIRST, SECOND = (f"01936f0c-0000-7000-8000-00000000000{number}" for number in (1, 2))
HOSTILE_NAME = "Kopi ☕ \x1b@\x1dV\x00قهوة 咖啡 \x10\x04\x01Crème"


def every_slip(look: Letterhead | None = None) -> dict[str, Document]:
    """By a name for each; one till's day, on plain Indonesian paper or some other."""
    look = look or Letterhead(Catalog("id"))
    with tempfile.TemporaryDirectory() as folder, selling_till(Path(folder)) as till:
        made: dict[str, Document] = {}
        for name, do in _DAY.items():
            do(till)
            job = till.read(print_queue.unfinished).result()[-1]
            made[name] = till.read(document_of, job, look, till.install).result()
        return made


def _priced(till: Till, cart: Cart) -> PricedCart:
    return price(cart, till.read(term_book).result().at(MORNING))


def _sell(till: Till, cart: Cart) -> Sale:
    priced = _priced(till, cart)
    return till.write(checkout, priced, cash(priced.total + 50_000)).result().sale


def _sale(till: Till) -> None:
    _sell(till, cart_of(till, "Kopi", "Kain", "Keripik", cart_id=FIRST))


def _long_sale(till: Till) -> None:
    """Many lines with discounts, notes and taxes, paid in three ways, rounded."""
    taxes = (Tax("PPN", 1_100, included=True), Tax("PB1", 1_000))
    till.write(change_rules, date(2026, 11, 21), Rules(taxes)).result()
    cart = cart_of(till, "Kopi", "Kain", "Keripik", "Jamu", "Gantungan")
    for number in range(15):
        name = (LONG_NAME, HOSTILE_NAME, f"Kaos Ukuran {number}")[number % 3]
        cart = carts.add(cart, free_product(12_345 + number, name, "Lain-lain"), 1_000)
    cart = carts.set_discount(cart, cart.lines[3].number, Discount(basis_points=1_250))
    priced = _priced(till, carts.set_cart_discount(cart, Discount(amount=7_500)))
    tenders = (
        Tender(Method.QRIS, 100_000, "550001"),
        Tender(Method.CARD, 50_000, "8812", approval="A1B2C3"),
        *cash(500_000),
    )
    till.write(checkout, priced, tenders).result()


def _training(till: Till) -> None:
    known = cart_of(till, "Jamu")
    _sell(till, Cart(till.new_id(), known.lines, training=True))


def _copy(till: Till) -> None:
    till.write(reprint, FIRST).result()


def _refund(till: Till) -> None:
    original = till.read(returns.original_sale, FIRST).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Rusak")
    till.write(returns.refund_sale, original, back).result()


def _void(till: Till) -> None:
    known = cart_of(till, "Jamu", cart_id=SECOND)
    _sell(till, known)
    till.write(returns.void_sale, SECOND, "Salah input").result()


def _order(till: Till) -> None:
    lines = lines_of(_priced(till, cart_of(till, "Kopi", "Kain")))
    wanted = Order("order", "", Buyer("Bu Ani"), lines=lines, text=LONG_NAME, value=1_000_000)
    till.write(orders.place, wanted, "081234567890").result()
    till.write(order_slips.print_order, "order").result()


def _order_payment(till: Till) -> None:
    till.write(order_payments.pay, "order", "paid", 400_000, cash(500_000)).result()


def _qris(till: Till) -> None:
    prompt = qris_prompt.qris_prompt(read_code(COFFEE), 25_000)
    till.write(qris_prompt.print_qris, prompt, "cart").result()


def _cash_in(till: Till) -> None:
    till.write(shifts.move_cash, CashWay.IN, 50_000, "Tukar uang kecil").result()


def _cash_out(till: Till) -> None:
    till.write(shifts.move_cash, CashWay.OUT, 250_000, LONG_NAME).result()


def _order_copy(till: Till) -> None:
    till.write(print_queue.add_order_copies).result()


def _labels(till: Till) -> None:
    tags = [Tag(product, 2) for product in shelf(till)]
    till.write(print_labels, tags, LabelDesign(booth=True), "Batik Polokarto", "Label").result()


def _x_report(till: Till) -> None:
    asked = till.read(shift_slips.x_report).result()
    till.write(shift_slips.print_x, asked).result()


def _z_report(till: Till) -> None:
    till.write(shifts.close_shift, 1_000_000, "Uang kembali keliru").result()


_DAY: dict[str, Callable[[Till], None]] = {
    "sale": _sale,
    "long sale": _long_sale,
    "training": _training,
    "copy": _copy,
    "refund": _refund,
    "void": _void,
    "order": _order,
    "order payment": _order_payment,
    "qris": _qris,
    "order copy": _order_copy,
    "labels": _labels,
    "cash in": _cash_in,
    "cash out": _cash_out,
    "x report": _x_report,
    "z report": _z_report,
}
EVERY_SLIP = tuple(_DAY)
"""The names of all kinds, in the order of the day."""
