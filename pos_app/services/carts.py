"""Carts that are not paid yet: kept while they are rung up, put aside, taken up again, merged.

A cart keeps its id for ever, and its sale will have it: however often a cart is taken up, it is
paid once. `checkout` forgets it in the sale's own transaction.
"""

import msgspec

from pos_app.domain import cart as rules
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Discount
from pos_app.domain.errors import LapakError
from pos_app.domain.held_cart import HeldCart, cart_name, proposed_name
from pos_app.services.checkout import is_paid
from pos_app.store import carts
from pos_app.store.database import Work

__all__ = ["HeldCart"]


class Merged(msgspec.Struct, frozen=True):
    """A cart with another one's lines; `dropped` is the other's own discount, if that is lost."""

    cart: Cart
    dropped: Discount


def keep(work: Work, cart: Cart) -> None:
    """Keep the cart at hand, so that it is there after a crash; an empty or paid one is not.

    One of training is left alone, and with it the real cart that waits for its end.
    """
    if cart.training:
        return
    if not cart.is_empty and not is_paid(work, cart):
        carts.keep_at_hand(work.db, cart, work.at)
    else:
        carts.drop_at_hand(work.db)


def at_hand(work: Work) -> Cart | None:
    """The cart that was at hand when Lapak ended, unless it was paid."""
    return carts.at_hand(work.db)


def held(work: Work, *, training: bool = False) -> tuple[HeldCart, ...]:
    """Carts put aside, in the order in which they were; those of training apart."""
    return carts.held(work.db, training=training)


def hold(work: Work, cart: Cart, name: str = "") -> HeldCart:
    """Put a cart aside under a name; its first product without one.

    Raises LapakError `cart_empty`, `cart_paid` or `text_too_long`.
    """
    if cart.is_empty:
        raise LapakError("cart_empty")
    if is_paid(work, cart):
        raise LapakError("cart_paid")
    return _put_aside(work, HeldCart(cart, cart_name(cart, name), work.at))


def resume(work: Work, cart_id: str, instead: Cart) -> Cart:
    """Take a cart up again; the one at hand is put aside for it, if it holds anything.

    Raises LapakError `cart_gone`.
    """
    waiting = _held(work, cart_id, training=instead.training)
    if not instead.is_empty:
        taken = [one.name for one in held(work, training=instead.training)]
        _put_aside(work, HeldCart(instead, proposed_name(instead, taken), work.at))
    carts.drop(work.db, cart_id)
    keep(work, waiting.cart)
    return waiting.cart


def merge(work: Work, cart_id: str, into: Cart) -> Merged:
    """Put a held cart's lines into the one at hand, which keeps its id and its own discount.

    Raises LapakError `cart_gone`, and as `cart.merge` does where that cannot be.
    """
    waiting = _held(work, cart_id, training=into.training)
    merged = rules.merge(into, waiting.cart)
    carts.drop(work.db, cart_id)
    keep(work, merged)
    return Merged(merged, rules.lost_discount(into, waiting.cart))


def rename(work: Work, cart_id: str, name: str, *, training: bool = False) -> HeldCart:
    """Call a held cart otherwise; raises LapakError `cart_gone` or `text_too_long`."""
    waiting = _held(work, cart_id, training=training)
    return _put_aside(work, msgspec.structs.replace(waiting, name=cart_name(waiting.cart, name)))


def discard(work: Work, cart_id: str, *, training: bool = False) -> HeldCart:
    """Throw a held cart away; `put_back` brings it back. Raises LapakError `cart_gone`."""
    waiting = _held(work, cart_id, training=training)
    carts.drop(work.db, cart_id)
    return waiting


def put_back(work: Work, discarded: HeldCart) -> HeldCart:
    """Hold a cart again that was thrown away; raises LapakError `cart_paid`."""
    if is_paid(work, discarded.cart):
        raise LapakError("cart_paid")
    return _put_aside(work, discarded)


def _put_aside(work: Work, cart: HeldCart) -> HeldCart:
    carts.hold(work.db, cart)
    return cart


def _held(work: Work, cart_id: str, *, training: bool) -> HeldCart:
    for one in carts.held(work.db, training=training):
        if one.id == cart_id:
            return one
    raise LapakError("cart_gone")
