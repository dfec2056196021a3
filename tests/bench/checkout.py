"""Checkout: a durable sale against the same rows written with the bare driver.

A usual sale has four lines and is paid in cash; a large one has twenty, promotions, taxes and three
ways of paying.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import PricedCart, Terms, price
from pos_app.domain.product import Product
from pos_app.domain.promotion import BuyGet, PercentOff, Promotion
from pos_app.domain.rules import Rules, Tax
from pos_app.domain.tender import Basis, Method, Tender
from pos_app.services import catalogue, checkout
from pos_app.services.till import Till, Work, open_till
from pos_app.store import backup
from pos_app.store.engine import engine_for
from tests.bench.folder import database_in
from tests.bench.measure import Figure, Sizes, ratio, seconds
from tests.bench.shelf import stocked

_ADDED = {
    "sale": "sale_id",
    "sale_line": "sale_id",
    "sale_tender": "sale_id",
    "awaited_payment": "source_id",
    "print_job": "subject",
}
"""Tables that a sale adds rows to, and the column that names the sale."""

_SUMMED = {
    "shift_cashier": "shift_id = (SELECT shift_id FROM sale WHERE sale_id = :sale)",
    "shift_taken": "shift_id = (SELECT shift_id FROM sale WHERE sale_id = :sale)",
    "shift_brand": "shift_id = (SELECT shift_id FROM sale WHERE sale_id = :sale)"
    " AND brand IN (SELECT brand FROM sale_line WHERE sale_id = :sale)",
}
"""Tables to whose rows a sale is added, and which; the key is the first two columns."""


class _Written(NamedTuple):
    """What a sale left in the till's database: new rows by table, and the rows it changed."""

    added: dict[str, list[tuple[Any, ...]]]
    register: tuple[Any, ...]
    summed: dict[str, list[tuple[Any, ...]]]


class _Habit(NamedTuple):
    """How people buy: how many lines, under which terms, and how they pay a sum."""

    lines: int
    terms: Terms
    pay: Callable[[PricedCart], tuple[Tender, ...]]


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`checkout_vs_bare`, `checkout_20_lines_vs_bare` and `checkout_20000_vs_200`."""
    return (
        _against_bare("checkout_vs_bare", CASH_OF_FOUR, work / "checkout", sizes),
        _against_bare("checkout_20_lines_vs_bare", _LARGE, work / "large", sizes),
        _late_against_early(work, sizes),
    )


def _against_bare(key: str, habit: _Habit, folder: Path, sizes: Sizes) -> Figure:
    till = till_with(folder, sizes.few_products)
    try:
        shop = Shop(till, habit)
        till.read(_copy, folder / "bare.db").result()
        reading, bare = _driver(till.path), _driver(folder / "bare.db")
        ours, theirs = [], []
        for _ in range(sizes.checkouts):
            cart = shop.fill_cart()
            ours.append(shop.seconds_to_sell(cart))
            written = _read_back(reading, cart.cart.id)
            theirs.append(seconds(lambda rows=written: _write(bare, rows)))  # type: ignore[misc]
        _check_same(reading, bare)
    finally:
        till.close()
    return ratio(key, ours, theirs)


def _late_against_early(work: Path, sizes: Sizes) -> Figure:
    """Two tills sell in turns: one from its first sale on, one that has sold for long."""
    early = till_with(work / "early", sizes.few_products)
    late = till_with(work / "late", sizes.few_products)
    try:
        new, old = Shop(early, CASH_OF_FOUR), Shop(late, CASH_OF_FOUR)
        for _ in range(sizes.sales - sizes.around):
            old.seconds_to_sell(old.fill_cart())
        pairs = [
            (old.seconds_to_sell(old.fill_cart()), new.seconds_to_sell(new.fill_cart()))
            for _ in range(2 * sizes.around)
        ]
    finally:
        early.close()
        late.close()
    return ratio("checkout_20000_vs_200", [one for one, _ in pairs], [two for _, two in pairs])


class Shop:
    """Sells products by a habit, others each time."""

    def __init__(self, till: Till, habit: _Habit) -> None:
        self._till = till
        self._habit = habit
        self._products = till.read(catalogue.products_page, None, 0, 200).result()
        self._next = 0

    def fill_cart(self) -> PricedCart:
        cart = Cart(self._till.new_id())
        for _ in range(self._habit.lines):
            cart = carts.add(cart, self._product())
        return price(cart, self._habit.terms)

    def seconds_to_sell(self, cart: PricedCart) -> float:
        paid = self._habit.pay(cart)
        return seconds(lambda: self._till.write(checkout.checkout, cart, paid).result())

    def _product(self) -> Product:
        self._next += 1
        return self._products[self._next % len(self._products)]


def _in_cash(cart: PricedCart) -> tuple[Tender, ...]:
    return (Tender(Method.CASH, cart.total + 5_000),)


def _in_three_ways(cart: PricedCart) -> tuple[Tender, ...]:
    third = cart.total // 3
    return (
        Tender(Method.QRIS, third, "1234", basis=Basis.NOTIFICATION),
        Tender(Method.CARD, third, "5678", approval="A1B2C3"),
        Tender(Method.CASH, cart.total - 2 * third + 5_000),
    )


CASH_OF_FOUR = _Habit(4, Terms(), _in_cash)
"""Four lines, paid with a note too much."""

_LARGE = _Habit(
    20,
    Terms(
        Rules((Tax("PPN", 1_100, included=True),), service_points=500),
        (
            Promotion("a", "Beli dua gratis satu", BuyGet(2, 1)),
            Promotion("b", "Semua 10%", PercentOff(1_000)),
        ),
    ),
    _in_three_ways,
)


def till_with(folder: Path, products: int) -> Till:
    """An open till with products, a booth and an open shift."""
    return open_till(database_in(stocked(folder, products)))


def _copy(work: Work, target: Path) -> Path:
    return backup.copy(work.db, target)


def _driver(database: Path) -> Any:
    """A driver's connection that was set up as the till's own is."""
    return engine_for(database).raw_connection().driver_connection


def _read_back(connection: Any, sale: str) -> _Written:
    [(register, seq)] = _rows(
        connection, "SELECT register_id, seq FROM sale WHERE sale_id = ?", sale
    )
    journal = "SELECT * FROM journal WHERE register_id = ? AND seq = ?"
    added = {"journal": _rows(connection, journal, register, seq)}
    for table, key in _ADDED.items():
        added[table] = _rows(connection, f"SELECT * FROM {table} WHERE {key} = ?", sale)
    heads = "SELECT seq, hash, receipts, register_id FROM register WHERE register_id = ?"
    return _Written(
        added,
        _rows(connection, heads, register)[0],
        {
            table: connection.execute(
                f"SELECT * FROM {table} WHERE {which}", {"sale": sale}
            ).fetchall()
            for table, which in _SUMMED.items()
        },
    )


def _write(connection: Any, written: _Written) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in written.added.items():
        if not rows:  # nothing of a cash sale waits for the bank
            continue
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    connection.execute(
        "UPDATE register SET seq = ?, hash = ?, receipts = ? WHERE register_id = ?",
        written.register,
    )
    for table, rows in written.summed.items():
        columns = _columns(connection, table)
        places = ", ".join("?" * len(columns))
        sums = ", ".join(f"{name} = excluded.{name}" for name in columns[2:])
        connection.executemany(
            f"INSERT INTO {table} VALUES ({places}) ON CONFLICT ({', '.join(columns[:2])})"
            f" DO UPDATE SET {sums}",
            rows,
        )
    connection.execute("COMMIT")


def _check_same(ours: Any, theirs: Any) -> None:
    """Both databases must hold the same, or the bench compares two different things."""
    for table in ("journal", "register", *_ADDED, *_SUMMED):
        query = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert _rows(ours, query) == _rows(theirs, query), table


@cache
def _columns(connection: Any, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in _rows(connection, f"PRAGMA table_info({table})"))


def _rows(connection: Any, query: str, *values: object) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
    return rows
