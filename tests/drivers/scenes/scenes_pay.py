"""Scenes of taking money: every way of paying, several in one sale, and what goes wrong."""

from PySide6.QtTest import QTest

from pos_app.domain.cart import Cart, set_credit, set_discount, step_quantity
from pos_app.domain.credit import Credit, Return
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.domain.qris import read_code
from pos_app.domain.tender import Basis, Card, Method, Tender
from pos_app.services import exchange, returns
from pos_app.services.checkout import checkout
from pos_app.services.qris_prompt import QrisTerms, qris_terms
from pos_app.services.till import Work
from tests.drivers.qris_codes import COFFEE, changed
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import cart_of, sell
from ui.pages.paying.done_page import DonePage
from ui.pages.paying.pay_page import PayPage
from ui.presenters.done import DonePresenter
from ui.presenters.pay import PayPresenter

_SOME = ("Kain", "Keripik", "Kopi", "Gantungan")


def filled_cart(stage: Stage) -> Cart:
    """Four products, Rp158.500 in all."""
    return step_quantity(cart_of(stage.desk.till, *_SOME), 3, 2)


def with_code(_work: Work) -> QrisTerms:
    """A till that knows its merchant's code."""
    return QrisTerms(code=read_code(changed(COFFEE, t59="BATIK POLOKARTO")))


def pay_empty(stage: Stage) -> None:
    _pay(stage)


def pay_enough(stage: Stage) -> None:
    page = _pay(stage)
    QTest.keyClicks(page.received, "400000")
    stage.settle()


def pay_short(stage: Stage) -> None:
    page = _pay(stage)
    QTest.keyClicks(page.received, "120000")
    stage.settle()


def pay_rounded(stage: Stage) -> None:
    cart = set_discount(filled_cart(stage), 1, Discount(basis_points=333))
    page = _pay(stage, cart)
    QTest.keyClicks(page.received, "200000")
    stage.settle()


def pay_failed(stage: Stage) -> None:
    page = _pay(stage)
    QTest.keyClicks(page.received, "400000")
    page._presenter._on_failed(LapakError("disk_full"))
    stage.settle()


def pay_qris(stage: Stage) -> PayPage:
    page = _pay(stage)
    page._presenter.choose(Method.QRIS)
    stage.until(lambda: bool(page.qris.card.code.modules))
    return page


def pay_qris_waiting(stage: Stage) -> None:
    pay_qris(stage)


def pay_qris_seen(stage: Stage) -> None:
    page = pay_qris(stage)
    page._presenter.at_hand.saw(Basis.NOTIFICATION)
    page._presenter.at_hand.refer("7741")
    stage.settle()


def pay_qris_refused(stage: Stage) -> None:
    page = pay_qris(stage)
    page._presenter.at_hand.refer("77a1")
    page._presenter.at_hand.saw(Basis.NOTIFICATION)
    page._presenter.confirm()
    stage.settle()


def pay_qris_static(stage: Stage) -> None:
    page = pay_qris(stage)
    page._presenter.ask_by_qris(typed=True)
    stage.until(lambda: bool(page.qris.card.code.modules))


def pay_qris_keys(stage: Stage) -> None:
    page = pay_qris(stage)
    page.qris.card.show_keys()
    stage.settle()


def pay_qris_no_code(stage: Stage) -> None:
    page = _pay(stage, known=False)
    page._presenter.choose(Method.QRIS)
    stage.settle()


def pay_card(stage: Stage) -> None:
    page = _pay(stage)
    page._presenter.choose(Method.CARD)
    page._presenter.at_hand.refer("7741")
    page._presenter.at_hand.approve("A1B2C3")
    stage.settle()


def pay_card_refused(stage: Stage) -> None:
    page = _pay(stage)
    page._presenter.choose(Method.CARD)
    page._presenter.at_hand.refer("5412751234567741")
    page._presenter.confirm()
    stage.settle()


def pay_transfer(stage: Stage) -> None:
    page = _pay(stage)
    page._presenter.choose(Method.TRANSFER)
    page._presenter.at_hand.of_kind("BRI")
    stage.settle()


def pay_ewallet(stage: Stage) -> None:
    page = _pay(stage)
    page._presenter.choose(Method.EWALLET)
    page._presenter.at_hand.of_kind("GoPay")
    page._presenter.at_hand.receive(50_000)
    stage.settle()


def pay_voucher(stage: Stage) -> None:
    page = _pay(stage)
    page._presenter.choose(Method.VOUCHER)
    page._presenter.at_hand.receive(200_000)
    page._presenter.at_hand.refer("V-0017")
    stage.settle()


def pay_mixed(stage: Stage) -> PayPage:
    cart = set_discount(filled_cart(stage), 1, Discount(basis_points=333))
    page = _pay(stage, cart)
    _take(page, Method.QRIS, 50_000, "7741")
    _take(page, Method.CARD, 40_000, "1234")
    QTest.keyClicks(page.received, "50000")
    stage.settle()
    return page


def pay_mixed_short(stage: Stage) -> None:
    page = pay_mixed(stage)
    QTest.keyClicks(page.received, "\b")
    stage.settle()


def pay_mixed_failed(stage: Stage) -> None:
    page = pay_mixed(stage)
    QTest.keyClicks(page.received, "0")
    page._presenter._on_failed(LapakError("disk_full"))
    stage.settle()


def pay_mixed_wallet(stage: Stage) -> None:
    page = pay_mixed(stage)
    page._presenter.choose(Method.EWALLET)
    page._presenter.at_hand.receive(90_000)
    page._presenter.confirm()
    stage.settle()


def pay_changed_cart(stage: Stage) -> None:
    page = _pay(stage)
    _take(page, Method.QRIS, 150_000, "7741")
    cart = page._presenter.payment.priced.cart  # type: ignore[union-attr]  # it has begun
    page._presenter.begin(price(step_quantity(cart, 1, -1)))
    stage.settle()


def pay_exchange_mixed(stage: Stage) -> None:
    """Everything at once: goods brought back, a card, coins that are rounded, and trouble."""
    cart = set_discount(filled_cart(stage), 1, Discount(basis_points=333))
    page = _pay(stage, set_credit(cart, brought_back(stage, "Jamu")))
    _take(page, Method.CARD, 40_000, "1234")
    QTest.keyClicks(page.received, "200000")
    page._presenter._on_failed(LapakError("exchange_stale", number="A12-K1-000001"))
    stage.settle()


def pay_exchange_covered(stage: Stage) -> None:
    credit = brought_back(stage, "Kain")
    _pay(stage, set_credit(cart_of(stage.desk.till, "Kopi"), credit))


def done_exchange(stage: Stage) -> None:
    till = stage.desk.till
    credit = brought_back(stage, "Kain")
    priced = price(set_credit(cart_of(till, "Kopi", "Jamu"), credit))
    completed = till.write(exchange.complete, priced, ()).result()
    presenter = DonePresenter(stage.desk.counter, stage.desk.background)
    presenter.show(completed)
    page = stage.show(DonePage(presenter, stage.look))
    stage.until(lambda: bool(page.receipt.paper.rows))


def brought_back(stage: Stage, name: str) -> Credit:
    """A product that was bought before and goes towards others."""
    till = stage.desk.till
    original = till.read(returns.original_sale, sell(till, name).sale.id).result()
    back = Return(till.new_id(), {1: 1_000}, reason="Ukuran")
    return till.read(exchange.credit, original, back).result()


def done_pdf(stage: Stage) -> None:
    done_mixed(stage)
    page = stage.page
    assert isinstance(page, DonePage)
    stage.press("save_pdf_button")
    stage.press("pdf_form_a4_button")
    page.pdf_choice.buyer.field.setText("Koperasi Maju Jaya, Ungaran")
    stage.settle()


def done_mixed(stage: Stage) -> None:
    till = stage.desk.till
    cart = set_discount(filled_cart(stage), 1, Discount(basis_points=333))
    tenders = (
        Tender(Method.QRIS, 50_000, "7741", basis=Basis.NOTIFICATION),
        Tender(Method.CARD, 40_000, "1234", "A1B2C3", kind=Card.DEBIT),
        Tender(Method.CASH, 100_000),
    )
    completed = till.write(checkout, price(cart), tenders).result()
    presenter = DonePresenter(stage.desk.counter, stage.desk.background)
    presenter.show(completed)
    page = stage.show(DonePage(presenter, stage.look))
    stage.until(lambda: bool(page.receipt.paper.rows))


PAGES: list[tuple[str, Scene]] = [
    ("bayar-kosong", pay_empty),
    ("bayar", pay_enough),
    ("bayar-kurang", pay_short),
    ("bayar-pembulatan", pay_rounded),
    ("bayar-gagal", pay_failed),
    ("bayar-qris", pay_qris_waiting),
    ("bayar-qris-masuk", pay_qris_seen),
    ("bayar-qris-salah", pay_qris_refused),
    ("bayar-qris-statis", pay_qris_static),
    ("bayar-qris-angka", pay_qris_keys),
    ("bayar-qris-tanpa-kode", pay_qris_no_code),
    ("bayar-kartu", pay_card),
    ("bayar-kartu-salah", pay_card_refused),
    ("bayar-transfer", pay_transfer),
    ("bayar-ewallet", pay_ewallet),
    ("bayar-voucher", pay_voucher),
    ("bayar-campuran-kurang", pay_mixed_short),
    ("bayar-campuran-gagal", pay_mixed_failed),
    ("bayar-campuran-lebih", pay_mixed_wallet),
    ("bayar-keranjang-berubah", pay_changed_cart),
    ("bayar-tukar-gagal", pay_exchange_mixed),
    ("bayar-tukar-lunas", pay_exchange_covered),
    ("selesai-campuran", done_mixed),
    ("selesai-tukar-kembali", done_exchange),
    ("selesai-simpan-pdf", done_pdf),
]


def _pay(stage: Stage, cart: Cart | None = None, *, known: bool = True) -> PayPage:
    presenter = PayPresenter(
        stage.desk.counter,
        stage.desk.background,
        _Clock(),
        terms=with_code if known else qris_terms,
    )
    presenter.begin(price(cart or filled_cart(stage)))
    page = stage.show(PayPage(presenter, stage.look))
    stage.until(lambda: bool(presenter.payment and presenter.payment.qris.code) is known)
    return page


class _Clock:
    """Every look at it is a second later: nothing is pressed too soon."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 1.0
        return self._now


def _take(page: PayPage, method: Method, amount: int, reference: str) -> None:
    presenter = page._presenter
    presenter.choose(method)
    presenter.at_hand.receive(amount)
    presenter.at_hand.refer(reference)
    if method is Method.QRIS:
        presenter.at_hand.saw(Basis.NOTIFICATION)
    presenter.confirm()
