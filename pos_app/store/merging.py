"""What other registers of the booth said, made to count here: the same state at every register.

What adds up (stock, what came back of a sale) is added once for each entry. What can be said
otherwise later (products, rules, promotions, the QRIS code, people, orders) is made anew from
all that every register said of it, in one order that all registers know: so it does not matter
when and in which portions entries came over.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, Table, delete

from pos_app.domain.continuation import unwrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.journal import Entry
from pos_app.domain.kinds import Kind, ProductsChanged, body_of
from pos_app.domain.people import Person, changed
from pos_app.domain.permission import Role
from pos_app.domain.product import Product, ProductChange, apply_change
from pos_app.store import (
    people,
    products,
    qris,
    returns,
    sales,
    sibling_orders,
    siblings,
    stock,
    terms,
)
from pos_app.store.siblings import Told
from pos_app.store.tables.people import PERSON, ROLE_GRANT
from pos_app.store.tables.qris import QRIS_CODE
from pos_app.store.tables.terms import PROMOTION, RULES
from pos_app.store.written import Written


def merge(db: Connection, most: int) -> bool:
    """Let the next entries of other registers count, so many; whether anything changed."""
    fresh = siblings.unmerged(db, most)
    if not fresh:
        return False
    shared_before = siblings.tell_of(db, [Kind.PRODUCT_CHANGED])
    for register, seq in {register: seq for register, seq, _ in fresh}.items():
        siblings.note_merged(db, register, seq)
    return count(db, fresh, everything=not shared_before)


def count(
    db: Connection,
    entries: Iterable[tuple[str, int, Entry]],
    *,
    everything: bool,
    source: Connection | None = None,
) -> bool:
    """Project entries of other registers, and make anew what they share with this one.

    Returns whether any of them means something here. `everything` makes all products anew, not
    only those that are told of. `source` is where the journals stand, if not here.
    """
    kinds: set[str] = set()
    touched: set[str] = set()
    added = ordered = False
    for register, seq, outer in entries:
        readable = _readable(outer)
        if readable is None:
            continue
        entry, body = readable
        written = Written(register, seq, b"", entry.at)
        add = _ADDED.get(entry.kind)
        if add is not None:
            add(db, written, body)
            added = True
        kinds.add(entry.kind)
        ordered = ordered or entry.kind in _ORDERS
        if isinstance(body, ProductsChanged):
            touched |= {one.id for one in body.products}
    shared = _SAID_OTHERWISE & kinds
    for kind in sorted(shared):
        said = siblings.told(source or db, [kind])
        _make_anew(db, kind, said, None if everything else touched)
    if ordered:
        sibling_orders.make_anew(db, siblings.told(source or db, _ORDERS))
    return bool(shared) or ordered or added


def said_here(db: Connection, kind: str, body: object) -> None:
    """Something shared was said at this register: weigh it with what the others said."""
    if kind in _SAID_OTHERWISE and siblings.tell_of(db, [kind]):
        touched = {one.id for one in body.products} if isinstance(body, ProductsChanged) else set()
        _make_anew(db, kind, siblings.told(db, [kind]), touched)


def settled(db: Connection, register: str, moments: Sequence[tuple[int, int]]) -> bool:
    """Keep the agreed moments of entries of this machine; whether that may change anything."""
    siblings.keep_moments(db, register, moments)
    seqs = {seq for seq, _ in moments}
    renewed = False
    for kind in _SAID_OTHERWISE:
        if not siblings.tell_of(db, [kind]):
            continue
        said = siblings.told(db, [kind])
        mine = [one for one in said if one.register == register and one.seq in seqs]
        if mine:
            touched = {
                change.id
                for one in mine
                if isinstance(one.body, ProductsChanged)
                for change in one.body.products
            }
            _make_anew(db, kind, said, touched)
            renewed = True
    return _orders_settled(db, register, seqs) or renewed


def _orders_settled(db: Connection, register: str, seqs: set[int]) -> bool:
    if not seqs or not siblings.tell_of(db, _ORDERS):
        return False
    said = siblings.told(db, _ORDERS)
    mine = any(one.register == register and one.seq in seqs for one in said)
    if mine:
        sibling_orders.make_anew(db, said)
    return mine


def _readable(outer: Entry) -> tuple[Entry, Any] | None:
    try:
        entry = unwrapped(outer)
        return entry, body_of(entry)
    except LapakError:
        return None  # of a newer version, or quarantined at the server too


def _make_anew(db: Connection, kind: str, said: Sequence[Told], touched: set[str] | None) -> None:
    if kind == Kind.PRODUCT_CHANGED:
        _products_anew(db, said, touched)
        return
    if kind == Kind.PERSON_CHANGED:
        said = _with_an_owner(said)
    table, change = _WHOLE[kind]
    db.execute(delete(table))
    for one in said:
        change(db, Written(one.register, one.seq, b"", one.at), one.body)


def _with_an_owner(said: Sequence[Told]) -> list[Told]:
    """All but what would leave nobody to own the booth, as registers apart may have said it."""
    everybody: dict[str, Person] = {}
    kept = []
    for one in said:
        after = {**everybody, one.body.id: changed(everybody.get(one.body.id), one.body)}
        if _owned(after) or not _owned(everybody):
            everybody = after
            kept.append(one)
    return kept


def _owned(everybody: Mapping[str, Person]) -> bool:
    return any(one.active and one.role is Role.OWNER for one in everybody.values())


def _products_anew(db: Connection, said: Sequence[Told], touched: set[str] | None) -> None:
    """Products as all registers together say they are; a barcode is whose it was made last."""
    states: dict[str, Product] = {}
    labelled: dict[str, int] = {}
    had: dict[str, set[str]] = {}
    for place, one in enumerate(said):
        for change in one.body.products:
            states[change.id] = apply_change(states.get(change.id), change)
            if change.barcodes is not UNSET:
                labelled[change.id] = place
                had.setdefault(change.id, set()).update(change.barcodes)
    wanted = set(states) if touched is None else touched & states.keys()
    concerned = {code for product in wanted for code in had.get(product, ())}
    wanted |= {one.id for one in states.values() if concerned & set(one.barcodes)}
    in_order = sorted(wanted, key=lambda product: (labelled.get(product, -1), product))
    products.change(db, [_whole(states[product]) for product in in_order])


def _whole(product: Product) -> ProductChange:
    """All of a product; one whose name nobody has told yet is not sold."""
    fields = msgspec.structs.asdict(product)
    return ProductChange(**{**fields, "active": product.active and bool(product.name)})


_WHOLE: dict[str, tuple[Table, Callable[..., None]]] = {
    Kind.RULES_CHANGED: (RULES, terms.rules_changed),
    Kind.PROMOTION_CHANGED: (PROMOTION, terms.promotion_changed),
    Kind.QRIS_IMPORTED: (QRIS_CODE, qris.imported),
    Kind.PERSON_CHANGED: (PERSON, people.person_changed),
    Kind.PERMISSIONS_CHANGED: (ROLE_GRANT, people.permissions_changed),
}
_ORDERS = frozenset(sibling_orders.KINDS)
_SAID_OTHERWISE = frozenset({Kind.PRODUCT_CHANGED, *_WHOLE})

_ADDED: dict[str, Callable[..., None]] = {
    Kind.SALE_COMPLETED: sales.completed_elsewhere,
    Kind.SALE_VOIDED: returns.voided_elsewhere,
    Kind.SALE_REFUNDED: returns.refunded_elsewhere,
    Kind.STOCK_MOVED: stock.moved,
    Kind.ORDER_PAID: sibling_orders.paid_elsewhere,
}
