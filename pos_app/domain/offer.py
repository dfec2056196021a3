"""Products that an organizer offers to its booths, and what a booth has made of them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.permission import By
from pos_app.domain.product import Product, checked, normalise_barcode
from pos_app.domain.words import one_line

MAX_OFFERS = 2000
"""So that all of them fit one answer."""

_MAX_ID = 64


class Offer(msgspec.Struct, frozen=True):
    """A product as the organizer suggests it; `revision` is when it last changed, seen from there.

    `price` is a suggestion in minor units; `barcode` may be empty.
    """

    id: str
    revision: int
    name: str
    price: int
    barcode: str = ""
    category: str = ""
    unit: str = "pcs"
    brand: str = ""


class OfferAnswer(msgspec.Struct, frozen=True):
    """What a booth said to one revision of an offer: the product that it became, or "" for no."""

    offer: str
    revision: int
    product: str = ""


class OffersAnswered(msgspec.Struct, frozen=True):
    """Body of `offer.answered`; a later revision's answer holds, whatever came in last."""

    answers: tuple[OfferAnswer, ...]
    by: By | UnsetType = UNSET


class Standing(StrEnum):
    """Why an offer is shown: it is new, the booth has it under its barcode, it has changed."""

    NEW = "new"
    MATCHED = "matched"
    CHANGED = "changed"


class OpenOffer(msgspec.Struct, frozen=True):
    """An offer that waits for an answer; `own` is the booth's product that it would change."""

    offer: Offer
    standing: Standing
    own: Product | None = None


def checked_offer(offer: Offer) -> Offer:
    """Return an offer that can be sold as a product.

    Raises LapakError `offer_not_usable` for what nobody can have typed, or what `product.checked`
    and `normalise_barcode` raise.
    """
    words = (offer.name, offer.category, offer.unit, offer.brand)
    clean = all(one_line(text) == text for text in words) and offer.unit
    known = 0 < len(offer.id) <= _MAX_ID and offer.id.isprintable()
    if not clean or not known or offer.revision < 0:
        raise LapakError("offer_not_usable", name=one_line(offer.name)[:60])
    if offer.barcode and normalise_barcode(offer.barcode) != offer.barcode:
        raise LapakError("barcode_not_usable", barcode=offer.barcode)
    checked(suggested(offer, None))
    return offer


def suggested(offer: Offer, own: Product | None, price: int | None = None) -> Product:
    """The product that an offer would make, or would make of the booth's own one.

    `price` is what the booth asks for it, None what the organizer suggests. The own product keeps
    what the offer says nothing of; a variant keeps its name, which follows from its options.
    """
    product = own or Product("", offer.name, offer.price)
    codes = (*product.barcodes, offer.barcode) if offer.barcode else product.barcodes
    return msgspec.structs.replace(
        product,
        name=product.name if product.variant_of else offer.name,
        price=offer.price if price is None else price,
        barcodes=tuple(dict.fromkeys(codes)),
        category=offer.category or product.category,
        unit=product.unit if product.parts else offer.unit,
        brand=offer.brand or product.brand,
    )


def open_offers(
    offers: Iterable[Offer],
    answers: Mapping[str, OfferAnswer],
    products: Mapping[str, Product],
    by_barcode: Mapping[str, Product],
) -> tuple[OpenOffer, ...]:
    """The offers that wait for an answer.

    `products` are those that answers name, by id. Nothing waits that would change nothing.
    """
    found = (_standing(each, answers.get(each.id), products, by_barcode) for each in offers)
    return tuple(one for one in found if one is not None)


def _standing(
    offer: Offer,
    answer: OfferAnswer | None,
    products: Mapping[str, Product],
    by_barcode: Mapping[str, Product],
) -> OpenOffer | None:
    if answer is not None and answer.revision >= offer.revision:
        return None
    taken = products.get(answer.product) if answer and answer.product else None
    own = taken or by_barcode.get(offer.barcode)
    if own is None:
        return OpenOffer(offer, Standing.CHANGED if answer else Standing.NEW)
    if suggested(offer, own) == own:
        return None
    return OpenOffer(offer, Standing.CHANGED if answer else Standing.MATCHED, own)
