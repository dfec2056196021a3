"""The list of past sales: opened over many and few, and searched by amount."""

from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.money import format_amount
from pos_app.domain.pricing import PricedCart, price
from pos_app.domain.tender import Method, Tender
from pos_app.services import catalogue
from pos_app.services.checkout import checkout
from pos_app.services.till import Till, Work, open_till
from tests.bench.folder import database_in
from tests.bench.measure import Figure, Sizes, median_ms, ratio
from tests.bench.open_window import OpenWindow
from tests.bench.shelf import stocked

_TOGETHER = 500
_NAMES = 200


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`history_50k_vs_500` and `history_amount_ms`."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    tills = [
        _sold(work / f"history-{sales}", sales, sizes)
        for sales in (sizes.long_history, sizes.short_history)
    ]
    long, short = (OpenWindow(app, folder) for folder, _ in tills)
    try:
        above, below = _open(long, short, sizes.openings)
        found = _find(long, tills[0][1], sizes.openings)
    finally:
        long.close()
        short.close()
    return (
        ratio("history_50k_vs_500", above, below),
        median_ms("history_amount_ms", found),
    )


def _open(long: OpenWindow, short: OpenWindow, times: int) -> tuple[list[float], list[float]]:
    took: tuple[list[float], list[float]] = ([], [])
    for window in (long, short):
        window.make_history()
    for _ in range(times):
        for window, into in zip((long, short), took, strict=True):
            into.append(window.seconds_to_open_history())
            window.leave_history()
    return took


def _find(window: OpenWindow, sums: Sequence[int], times: int) -> list[float]:
    """Search for what sales came to, each time for another sum."""
    window.seconds_to_open_history()
    return [
        window.seconds_to_find_sales(format_amount(amount)) for amount in islice(cycle(sums), times)
    ]


def _sold(folder: Path, sales: int, sizes: Sizes) -> tuple[Path, list[int]]:
    """A till's folder after many sales, and the sums that these came to."""
    ready = stocked(folder, sizes.few_products)
    till = open_till(database_in(ready))
    try:
        filled = _carts(till, sales)
        for start in range(0, sales, _TOGETHER):
            till.write(_sell, filled[start : start + _TOGETHER]).result()
    finally:
        till.close()
    return ready, sorted({priced.total for priced in filled})


def _carts(till: Till, count: int) -> list[PricedCart]:
    products = till.read(catalogue.products_page, None, 0, _NAMES).result()
    filled = []
    for first in islice(cycle(range(len(products))), count):
        cart = Cart(till.new_id())
        for step in range(4):
            cart = carts.add(cart, products[(first + 7 * step) % len(products)])
        filled.append(price(cart))
    return filled


def _sell(work: Work, together: Sequence[PricedCart]) -> None:
    """Many sales in one transaction: only what they leave is of interest here."""
    for priced in together:
        checkout(work, priced, (Tender(Method.CASH, priced.total),))
