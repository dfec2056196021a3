"""What lies in stock: the sum of what was brought, counted, sold, given back and thrown away."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.permission import By
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE


class Taken(msgspec.Struct, frozen=True):
    """How much of a product leaves the stock; negative is put back."""

    product_id: str
    qty_milli: int


class MoveKind(StrEnum):
    """Why stock changes besides a sale."""

    OPENING = "opening"
    RECEIVE = "receive"
    COUNT = "count"
    WASTE = "waste"
    RETURN = "return"


class StockLine(msgspec.Struct, frozen=True):
    """One product of a move: `qty_milli` is added to its stock and may be negative.

    Of a count, `counted_milli` is what lay there; the rest is what differed from what was expected.
    """

    product_id: str
    name: str
    unit: str
    qty_milli: int
    counted_milli: int | UnsetType = UNSET


class StockMoved(msgspec.Struct, frozen=True):
    """Body of `stock.moved`; `cashier` is who had the register open, empty if nobody."""

    id: str
    kind: MoveKind
    lines: tuple[StockLine, ...]
    reason: str = ""
    cashier: str = ""
    by: By | UnsetType = UNSET


class Shortage(msgspec.Struct, frozen=True):
    """A product of which a cart wants more than is left."""

    product_id: str
    left_milli: int
    wanted_milli: int


def taken_by(product: Product, qty_milli: int) -> tuple[Taken, ...]:
    """What selling a quantity takes: the parts of a bundle, itself if it is tracked, or nothing."""
    if product.parts:
        return tuple(
            Taken(part.product_id, part.qty_milli * qty_milli // ONE) for part in product.parts
        )
    return (Taken(product.id, qty_milli),) if product.tracked else ()


def sums(taken: Iterable[Taken]) -> dict[str, int]:
    """How much of each product is taken in all."""
    found: dict[str, int] = {}
    for one in taken:
        found[one.product_id] = found.get(one.product_id, 0) + one.qty_milli
    return found


def shortage(
    wanted: Mapping[str, int], stock: Mapping[str, int], among: Iterable[str]
) -> Shortage | None:
    """The first of some products of which more is wanted than there is; None if all are there.

    Products whose stock is not known are never short.
    """
    for product_id in among:
        left, asked = stock.get(product_id), wanted.get(product_id, 0)
        if left is not None and asked > left:
            return Shortage(product_id, left, asked)
    return None
