"""Tills to test with: opened on a real file, with a clock that a test moves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.pricing import price
from pos_app.domain.shelf import OnShelf
from pos_app.domain.tender import Method, Tender
from pos_app.services import booth, catalogue, product_import, shifts
from pos_app.services.checkout import Completed, checkout
from pos_app.services.product_import import ProductRow
from pos_app.services.till import Till, open_till

MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
"""Nine o'clock in Jakarta."""

SHELF = (
    ProductRow("Kopi Susu Gula Aren", 18_000, "8991002101234", "Minuman", brand="Kopi Lereng"),
    ProductRow("Keripik Singkong Balado", 12_500, "8991002105678", "Makanan", brand="Bu Tini"),
    ProductRow("Kain Batik per Meter", 78_000, "", "Batik", unit="m", brand="Batik Polokarto"),
    ProductRow("Jamu Beras Kencur", 8_000, "8991002109999", "Minuman", brand="Mbah Karto"),
    ProductRow("Gantungan Kunci Wayang", 15_000, "", "Kerajinan", brand="Sanggar Wayang"),
)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **delta: float) -> None:
        self.at += timedelta(**delta)


def database_in(folder: Path) -> Path:
    """Where `make_till` keeps its database: in a folder of its own, its identity beside it."""
    return folder / "till" / "lapak.db"


def make_till(folder: Path, clock: Callable[[], datetime] | None = None) -> Till:
    """Open a till; nothing is set up in a new folder.

    A new one begins with a copy of what the first start makes, which takes a tenth of the time.
    """
    database = database_in(folder)
    if not database.parent.exists():
        empty = _as_first_made()
        database.parent.mkdir(parents=True)
        database.write_bytes(empty)
    return open_till(database, clock or Clock())


def first_start(folder: Path, clock: Callable[[], datetime] | None = None) -> Till:
    """Open a till for the first time as on a booth's machine: its tables are made."""
    return open_till(database_in(folder), clock or Clock())


@cache
def _as_first_made() -> bytes:
    """A database right after its first start, which knows neither a booth nor a machine."""
    with TemporaryDirectory() as folder:
        first_start(Path(folder)).close()
        return database_in(Path(folder)).read_bytes()


def set_up(till: Till, code: str = "A12") -> None:
    """A booth of its own with the shelf's products and an open shift."""
    till.write(booth.create_booth, till.install, "Batik Polokarto", code).result()
    open_shop(till)


def open_shop(till: Till) -> None:
    """The shelf's products and an open shift for a booth that exists."""
    till.write(product_import.import_products, SHELF).result()
    till.write(shifts.open_shift, "Siti", 300_000).result()


@contextmanager
def selling_till(
    folder: Path,
    clock: Callable[[], datetime] | None = None,
    code: str = "A12",
    begin: Callable[[Path, Callable[[], datetime] | None], Till] = make_till,
) -> Iterator[Till]:
    """A till that is ready to sell, closed at the end."""
    till = begin(folder, clock)
    try:
        set_up(till, code)
        yield till
    finally:
        till.close()


def shelf(till: Till) -> tuple[OnShelf, ...]:
    """The products with tiles, by name."""
    return till.read(catalogue.products_page, None, 0, 1000).result()


def cart_of(till: Till, *names: str, cart_id: str = "") -> Cart:
    """A cart with the products whose names start so; the first of the shelf if none is named."""
    known = shelf(till)
    cart = Cart(cart_id or till.new_id())
    for name in names or (known[0].name,):
        cart = carts.add(cart, next(one for one in known if one.name.startswith(name)))
    return cart


def as_kept(cart: Cart) -> Cart:
    """A cart as it is stored: with its products, but not with what is left of them."""
    return msgspec.json.decode(msgspec.json.encode(cart), type=Cart)


def cash(amount: int) -> tuple[Tender, ...]:
    """That much handed over."""
    return (Tender(Method.CASH, amount),)


def sell(till: Till, *names: str) -> Completed:
    """Sell products for the exact sum in cash."""
    cart = cart_of(till, *names)
    return till.write(checkout, price(cart), cash(price(cart).total)).result()
