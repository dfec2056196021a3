"""Random days of a till, as hypothesis makes them up, and how they are lived through."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.kinds import Kind, ProductsChanged
from pos_app.domain.payment import settle
from pos_app.domain.pricing import price
from pos_app.domain.product import Part, Product, ProductChange
from pos_app.domain.promotion import Offer, Promotion
from pos_app.domain.quantity import ONE, is_divisible
from pos_app.domain.register import Booth, Expo
from pos_app.domain.rules import Rules
from pos_app.domain.shelf import OnShelf
from pos_app.domain.stock import MoveKind
from pos_app.domain.tender import Method, Tender
from pos_app.services import booth, shifts
from pos_app.services import carts as held_carts
from pos_app.services.checkout import checkout
from pos_app.services.outbox import SyncLink
from pos_app.services.product_editing import VariantRow, add_product, set_variants
from pos_app.services.product_import import ProductRow, import_products
from pos_app.services.stock import MoveRow, NewMove, move_stock
from pos_app.services.terms import change_rules, save_promotion, term_book
from pos_app.services.till import Till, Work
from pos_app.store import journal, registers
from tests.domain.strategies import offers, rules
from tests.drivers.histories.order_histories import WAYS_OF_PAYING, order_steps
from tests.drivers.histories.qris_histories import qris_steps
from tests.drivers.histories.return_histories import return_steps
from tests.drivers.histories.shift_histories import shift_steps
from tests.drivers.tills import shelf

Step = Callable[[Till, Any], None]
"""One thing that happens at a till."""

_WORDS = ("Kopi", "kopi", "Teh", "Jamu", "Batik", "Café", "Ñoño", "Kopi & Teh")
_CODES = ("", "8991002101234", "8991002105678", "K-1", "0123456789012")

names = st.sampled_from(_WORDS)
codes = st.sampled_from(_CODES)
rows = st.builds(
    ProductRow,
    name=names,
    price=st.integers(0, 250_000),
    barcode=codes,
    category=st.sampled_from(("", "Minuman", "Batik")),
    unit=st.sampled_from((None, "m")),
    brand=st.sampled_from(("", "Bu Tini")),
)


def imports(found: list[ProductRow]) -> Step:
    def step(till: Till, _clock: Any) -> None:
        till.write(import_products, found).result()

    return step


def edits(place: int, fields: dict[str, Any]) -> Step:
    """Somebody changes one product by hand, perhaps taking another one's barcode."""

    def edit(work: Work, product: str) -> None:
        register = registers.current_register(work.db)
        assert register is not None
        body = ProductsChanged((ProductChange(id=product, **fields),))
        journal.append(work.db, register.head, Kind.PRODUCT_CHANGED, body, work.at)

    def step(till: Till, _clock: Any) -> None:
        known = shelf(till)
        if known:
            till.write(edit, known[place % len(known)].id).result()

    return step


def sales_of(
    picks: list[tuple[int, int, int]],
    method: Method,
    over: int,
    *,
    training: bool = False,
    held: bool = False,
) -> Step:
    """A sale of (product, quantity, discount in percent), paid with some too much if in cash.

    It may be only practised, and the cart may have been put aside in between.
    """

    def step(till: Till, _clock: Any) -> None:
        known = shelf(till)
        open_shift = till.read(shifts.current_shift).result() is not None
        if not known or not (open_shift or training):
            return
        cart = Cart(till.new_id(), training=training)
        for place, qty_milli, percent in picks:
            product = known[place % len(known)]
            whole = -(-qty_milli // ONE) * ONE
            cart = carts.add(cart, product, qty_milli if is_divisible(product.unit) else whole)
            number = cart.touched or 0
            line = carts.line_of(cart, number)
            cart = carts.set_discount(cart, number, Discount(line.gross * percent // 100))
            if percent % 3 == 1:
                cart = carts.set_price(cart, number, line.unit_price * 2 // 3 + percent, "Nego")
        cart = carts.set_cart_discount(cart, Discount(basis_points=picks[0][2] * 50))
        if held:
            till.write(held_carts.hold, cart).result()
            if percent % 2:
                till.write(held_carts.resume, cart.id, Cart("", training=training)).result()
        priced = price(cart, till.read(term_book).result().at(till.clock()))
        due = settle(priced.total, (), priced.rules.cash_rounding).cash_due + over
        paid = due if method is Method.CASH else priced.total
        if paid or method is Method.CASH:
            till.write(checkout, priced, (Tender(method, paid),)).result()

    return step


def charges(found: Rules) -> Step:
    """The owner lets other taxes, service and rounding hold from today on."""

    def step(till: Till, clock: Any) -> None:
        till.write(change_rules, clock().date(), found).result()

    return step


def promotes(place: int, offer: Offer, active: bool) -> Step:
    """One of three promotions begins, changes or ends."""

    def step(till: Till, _clock: Any) -> None:
        promotion = Promotion(f"promo-{place}", f"Promo {place}", offer, active=active)
        till.write(save_promotion, promotion).result()

    return step


def moves_of(minutes: int) -> Step:
    """Time passes; an old laptop's clock also jumps back."""

    def step(_till: Till, clock: Any) -> None:
        clock.move(minutes=minutes)

    return step


def joins(code: str) -> Step:
    """The till becomes a register of an expo, as the organizer's server would grant it."""

    def step(till: Till, _clock: Any) -> None:
        if till.read(shifts.current_shift).result() is None:
            register = till.new_id()
            link = SyncLink(register, "http://127.0.0.1:1", "token", "server", "00" * 32)
            place, expo = Booth("booth", "A12", "Batik"), Expo("expo", "Expo Kab. Semarang")
            till.write(booth.join_booth, till.install, link, place, expo, code).result()

    return step


def stock_of(kind: MoveKind, rows: list[tuple[int, int]]) -> Step:
    """Stock is brought, counted or thrown away."""

    def step(till: Till, _clock: Any) -> None:
        known = _single(till)
        picked = [(known[place % len(known)].id, qty * ONE) for place, qty in rows if known]
        if kind not in (MoveKind.OPENING, MoveKind.COUNT):
            picked = [(product, qty) for product, qty in picked if qty]
        if picked:
            asked = NewMove(till.new_id(), kind, tuple(MoveRow(*row) for row in picked))
            till.write(move_stock, asked).result()

    return step


def bundles_of(places: list[int]) -> Step:
    """A parcel of some products is set up."""

    def step(till: Till, _clock: Any) -> None:
        known = _single(till)
        if known:
            ids = {known[place % len(known)].id for place in places}
            parts = tuple(Part(one, 2 * ONE) for one in sorted(ids))
            till.write(add_product, Product(till.new_id(), "Parsel", 50_000, parts=parts)).result()

    return step


def variants_of(place: int, sizes: list[str]) -> Step:
    """A product that is in no parcel gets variants, other ones than before, and becomes a tile."""

    def step(till: Till, _clock: Any) -> None:
        parcelled = {part.product_id for one in shelf(till) for part in one.parts}
        known = [one for one in shelf(till) if not one.parts and one.id not in parcelled]
        if known:
            rows = [VariantRow((size,), 1000 * len(sizes)) for size in sizes]
            till.write(set_variants, known[place % len(known)].id, rows).result()

    return step


def _single(till: Till) -> list[OnShelf]:
    return [one for one in shelf(till) if not one.parts and not one.variants]


steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(imports, st.lists(rows, max_size=6)),
    st.builds(
        edits,
        st.integers(0, 20),
        st.fixed_dictionaries(
            {},
            optional={
                "name": names,
                "price": st.integers(0, 99_999),
                "barcodes": st.lists(codes.filter(bool), max_size=2, unique=True).map(tuple),
                "active": st.booleans(),
            },
        ),
    ),
    st.builds(
        sales_of,
        st.lists(
            st.tuples(st.integers(0, 20), st.integers(1, 5_000), st.integers(0, 100)),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from(WAYS_OF_PAYING),
        st.integers(0, 100_000),
        training=st.booleans(),
        held=st.booleans(),
    ),
    st.builds(
        stock_of,
        st.sampled_from(MoveKind),
        st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30)), min_size=1, max_size=4),
    ),
    st.builds(bundles_of, st.lists(st.integers(0, 9), min_size=1, max_size=3)),
    st.builds(
        variants_of,
        st.integers(0, 9),
        st.lists(st.sampled_from("SML"), max_size=3, unique=True),
    ),
    shift_steps,
    order_steps,
    qris_steps,
    return_steps,
    st.builds(charges, rules),
    st.builds(promotes, st.integers(1, 3), offers, st.booleans()),
    st.builds(moves_of, st.integers(-3000, 600)),
    st.builds(joins, st.sampled_from(("K1", "K2"))),
)
