"""Closing a shift with many sales against one with few, each time on a fresh copy of its till."""

import shutil
from pathlib import Path

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.tender import Method, Tender
from pos_app.services import catalogue, shifts
from pos_app.services.checkout import checkout
from pos_app.services.till import Till, open_till
from tests.bench.folder import database_in
from tests.bench.measure import Figure, Sizes, median, ms, paired, seconds
from tests.bench.shelf import stocked


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`close_shift_5000_over_50`."""
    many = _sold(work / "long", sizes.long_shift, sizes)
    few = _sold(work / "short", sizes.short_shift, sizes)
    above, below = [], []
    for number in range(sizes.closings):
        above.append(_seconds_to_close(many, work / f"long-{number}"))
        below.append(_seconds_to_close(few, work / f"short-{number}"))
    told = f"{ms(median(above))} / {ms(median(below))}"
    return (paired("close_shift_5000_over_50", above, below, told),)


def _sold(folder: Path, sales: int, sizes: Sizes) -> Path:
    ready = stocked(folder, sizes.few_products)
    till = open_till(database_in(ready))
    try:
        _sell(till, sales)
    finally:
        till.close()
    return ready


def _sell(till: Till, sales: int) -> None:
    products = till.read(catalogue.products_page, None, 0, 200).result()
    for number in range(sales):
        cart = carts.add(Cart(till.new_id()), products[number % len(products)])
        priced = price(cart)
        paid = (Tender(Method.CASH, priced.total + 5_000),)
        till.write(checkout, priced, paid).result()


def _seconds_to_close(folder: Path, copy: Path) -> float:
    shutil.copytree(folder, copy)
    till = open_till(database_in(copy))
    try:
        till.read(shifts.shift_summary).result()  # as the page does before
        return seconds(lambda: till.write(shifts.close_shift, 0, "kurang").result())
    finally:
        till.close()
        shutil.rmtree(copy)
