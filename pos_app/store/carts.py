"""Carts that are not paid yet, as this machine keeps them: the one at hand, and those put aside."""

import logging
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.cart import Cart
from pos_app.domain.held_cart import HeldCart
from pos_app.domain.moments import moment, stamp
from pos_app.store.sql import Statement
from pos_app.store.tables.machine import CART
from pos_app.store.tables.sales import SALE, TRAINING_SALE

log = logging.getLogger(__name__)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Cart)
_PUT = Statement(
    lambda: (put := upsert(CART)).on_conflict_do_update(
        index_elements=["cart_id"],
        set_={
            "name": put.excluded.name,
            "at": put.excluded.at,
            "held": put.excluded.held,
            "training": put.excluded.training,
            "content": put.excluded.content,
        },
    )
)
_DROP = Statement(lambda: delete(CART).where(CART.c.cart_id == bindparam("of")))
_DROP_AT_HAND = Statement(
    lambda: delete(CART).where(CART.c.held == 0, CART.c.cart_id != bindparam("but"))
)


def keep_at_hand(db: Connection, cart: Cart, at: datetime) -> None:
    """Let this be the one cart at hand."""
    _DROP_AT_HAND.run(db, but=cart.id)
    _put(db, HeldCart(cart, "", at), held=False)


def drop_at_hand(db: Connection) -> None:
    """Let there be no cart at hand."""
    _DROP_AT_HAND.run(db, but="")


def hold(db: Connection, held: HeldCart) -> None:
    """Put a cart aside, or change one that is."""
    _put(db, held, held=True)


def drop(db: Connection, cart_id: str) -> None:
    """Forget a cart, wherever it is; one that nobody keeps is forgotten already."""
    _DROP.run(db, of=cart_id)


def at_hand(db: Connection) -> Cart | None:
    """The cart at hand as it was kept last."""
    found = _carts(db, held=False)
    return found[-1].cart if found else None


def is_at_hand(db: Connection, since: datetime) -> bool:
    """Whether a cart is being filled that was touched after a moment."""
    chosen = exists().where(CART.c.held == 0, CART.c.at >= stamp(since))
    return bool(db.scalar(select(chosen)))


def held(db: Connection, *, training: bool) -> tuple[HeldCart, ...]:
    """Carts put aside, in the order in which they were."""
    return tuple(one for one in _carts(db, held=True) if one.cart.training == training)


def _put(db: Connection, cart: HeldCart, *, held: bool) -> None:
    _PUT.run(
        db,
        cart_id=cart.id,
        name=cart.name,
        at=stamp(cart.at),
        held=int(held),
        training=int(cart.cart.training),
        content=_encoder.encode(cart.cart).decode(),
    )


def _carts(db: Connection, *, held: bool) -> list[HeldCart]:
    """Carts that wait for payment: one whose sale is recorded is none, wherever it came from."""
    paid = [exists().where(table.c.sale_id == CART.c.cart_id) for table in (SALE, TRAINING_SALE)]
    chosen = (
        select(CART.c.name, CART.c.at, CART.c.content)
        .where(CART.c.held == int(held), *(~one for one in paid))
        .order_by(CART.c.at, text("cart.rowid"))
    )
    read = map(_read, db.execute(chosen))
    return [one for one in read if one is not None]


def _read(row: Any) -> HeldCart | None:
    try:
        return HeldCart(_decoder.decode(row.content), row.name, moment(row.at))
    except ValueError:  # msgspec's own errors are such too
        # One cart that cannot be read must not keep the till from starting; its row stays.
        log.exception("a cart cannot be read")
        return None
