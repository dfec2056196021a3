"""The pay page as tests use it: a real till behind it, and a clock that a test moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pos_app.domain.cart import Cart
from pos_app.domain.pricing import Terms, price
from pos_app.domain.qris import StaticCode, read_code
from pos_app.domain.tender import Tender
from pos_app.services import shifts
from pos_app.services.checkout import Completed
from pos_app.services.qris_prompt import QrisTerms
from pos_app.services.till import Work
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.qris_codes import COFFEE
from tests.drivers.tills import cart_of
from ui.models.display import Display
from ui.pages.paying.pay_page import PayPage
from ui.presenters.pay import PayPresenter
from ui.presenters.payment import Payment
from ui.theme import Look

DUE = 18_000 + 12_500
"""What the usual cart comes to."""


class PayDriver:
    """The page, its presenter, and what it told the window."""

    def __init__(self, page: PageDriver[PayPage], seconds: list[float]) -> None:
        self.page = page
        self._seconds = seconds
        self.presenter = page.page._presenter
        self.paid: list[Completed] = []
        self.left: list[bool] = []
        self.displayed: list[Display] = []
        self.presenter.paid.connect(self.paid.append)
        self.presenter.left.connect(self._on_left)
        self.presenter.displayed.connect(self.displayed.append)

    def let_pass(self, seconds: float) -> None:
        self._seconds[0] += seconds

    def _on_left(self) -> None:
        self.left.append(True)

    def begin(self, cart: Cart | None = None, terms: Terms | None = None) -> Cart:
        cart = cart or cart_of(self.page.desk.till, "Kopi", "Keripik")
        self.presenter.begin(price(cart, terms or Terms()))
        self.page.page.enter()
        return cart

    @property
    def payment(self) -> Payment:
        assert self.presenter.payment is not None
        return self.presenter.payment

    @property
    def taken(self) -> tuple[Tender, ...]:
        return self.payment.taken

    @property
    def change(self) -> str:
        return self.page.text("pay_change")

    @property
    def trouble(self) -> str:
        """What is said of the last try, on whichever face is shown."""
        return self.page.text("pay_trouble_text") + self.page.text("qris_trouble_text")

    @property
    def can_accept(self) -> bool:
        return self.page.button("pay_accept_button").isEnabled()

    def type_amount(self, text: str) -> None:
        QTest.keyClicks(self.page.page.received, text)

    def choose(self, method: str) -> None:
        """Press a method and wait until a press is meant for what it showed."""
        self.page.press(f"method_{method}_button")
        self.let_pass(1.0)

    def press_keys(self, *keys: str) -> None:
        """Keys of whichever pad is shown."""
        for key in keys:
            self.page.press(f"keypad_{key}")

    def shown(self) -> Display:
        """What buyers see."""
        return self.displayed[-1]

    def wait_code(self) -> None:
        self.page.wait_for(lambda: bool(self.page.page.qris.card.code.modules))

    def wait_paid(self) -> Completed:
        self.page.wait_for(lambda: bool(self.paid))
        return self.paid[0]

    def sales(self) -> int:
        summary = self.page.desk.till.read(shifts.shift_summary).result()
        assert summary is not None
        return summary.totals.sales


CODE: StaticCode = read_code(COFFEE)


def _with_code(_work: Work) -> QrisTerms:
    return QrisTerms(CODE)


def _without_code(_work: Work) -> QrisTerms:
    return QrisTerms()


@contextmanager
def open_pay(qtbot: QtBot, folder: Path, *, known: bool = True) -> Iterator[PayDriver]:
    """A pay page in English; `known` if the till has its merchant's code."""
    seconds = [0.0]
    terms = _with_code if known else _without_code

    def make(desk: Desk, look: Look) -> PayPage:
        presenter = PayPresenter(desk.counter, desk.background, lambda: seconds[0], terms=terms)
        return PayPage(presenter, look)

    with on_page(qtbot, folder, make, language="en") as page:
        driver = PayDriver(page, seconds)
        if known:
            driver.begin()
            page.wait_for(lambda: driver.payment.qris.code is not None)
        yield driver
