"""Products that the organizer offers: looked at, taken over at a price of the booth's, or not."""

from collections.abc import Mapping, Sequence

import msgspec

from pos_app.domain import product as rules
from pos_app.domain.kinds import Kind
from pos_app.domain.offer import (
    Offer,
    OfferAnswer,
    OffersAnswered,
    OpenOffer,
    Standing,
    open_offers,
    suggested,
)
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.product import Product
from pos_app.services import product_changes
from pos_app.services.booth import current_register, register_in_use
from pos_app.services.permission import require
from pos_app.store import expo_news, journal, offers, products
from pos_app.store.database import Work

__all__ = ["OpenOffer", "Standing", "TakenOffer", "decline", "take", "waiting"]

_ANSWERS_AN_ENTRY = 500


class TakenOffer(msgspec.Struct, frozen=True):
    """An offer that the booth takes over at a price, the suggested one or its own."""

    offer: str
    price: int


def waiting(work: Work) -> tuple[OpenOffer, ...]:
    """The offers that wait for an answer, as the organizer ordered them."""
    register = current_register(work)
    if register is None or register.expo is None:
        return ()
    told = expo_news.find(work.db, register.expo.id).offers
    if not told:
        return ()
    answers = offers.answers(work.db)
    owners = _owners(work, told)
    ids = {*owners.values(), *(one.product for one in answers.values() if one.product)}
    known = products.by_ids(work.db, sorted(ids))
    by_barcode = {code: known[owner] for code, owner in owners.items() if owner in known}
    return open_offers(told, answers, known, by_barcode)


def take(work: Work, taken: Sequence[TakenOffer], about: str = "", *, by: By = NOBODY) -> int:
    """Take offers over; how many products that added or changed.

    What was answered meanwhile is passed over, so a repeated press changes nothing. `about` names
    this press, for somebody who approves it. Raises what `product.checked` raises, or `require`.
    """
    require(work, Action.PRODUCTS, by, about)
    opened = {one.offer.id: one for one in waiting(work)}
    chosen = [(opened[one.offer], one.price) for one in taken if one.offer in opened]
    owners = _owners(work, [one.offer for one, _ in chosen])
    pairs: list[tuple[Product | None, Product]] = []
    answers: list[OfferAnswer] = []
    for one, price in chosen:
        after = _taken(work, one, price, owners)
        pairs.append((one.own, after))
        answers.append(OfferAnswer(one.offer.id, one.offer.revision, after.id))
    product_changes.record_difference(work, *pairs)
    _answer(work, answers, by)
    return len(pairs)


def decline(work: Work, declined: Sequence[str], about: str = "", *, by: By = NOBODY) -> None:
    """Say no to offers, by id; each is shown again when the organizer changes it.

    One that stands behind a product keeps it: only this change of it is declined.
    """
    require(work, Action.PRODUCTS, by, about)
    unwanted = set(declined)
    before = offers.answers(work.db)
    answers = [
        OfferAnswer(one.offer.id, one.offer.revision, _linked(one, before))
        for one in waiting(work)
        if one.offer.id in unwanted
    ]
    _answer(work, answers, by)


def _linked(one: OpenOffer, before: Mapping[str, OfferAnswer]) -> str:
    answered = before.get(one.offer.id)
    return answered.product if answered else ""


def _taken(work: Work, one: OpenOffer, price: int, owners: Mapping[str, str]) -> Product:
    own = one.own
    product = suggested(one.offer, own, price)
    product = msgspec.structs.replace(
        product, id=own.id if own else work.new_id(work.at), active=True
    )
    owner = owners.get(one.offer.barcode)
    if owner is not None and owner != product.id:
        # The booth scans something else under this code, and goes on to.
        product = msgspec.structs.replace(product, barcodes=own.barcodes if own else ())
    return rules.checked(product)


def _owners(work: Work, told: Sequence[Offer]) -> dict[str, str]:
    codes = [offer.barcode for offer in told if offer.barcode]
    found: dict[str, str] = {}
    for portion in products.in_few(codes):
        found |= products.owners(work.db, portion)
    return found


def _answer(work: Work, answers: Sequence[OfferAnswer], by: By) -> None:
    for start in range(0, len(answers), _ANSWERS_AN_ENTRY):
        body = OffersAnswered(tuple(answers[start : start + _ANSWERS_AN_ENTRY]), noted(by))
        journal.append(work.db, register_in_use(work).head, Kind.OFFER_ANSWERED, body, work.at)
