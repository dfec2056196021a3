"""Products that an organizer offers to an expo's booths: kept, changed, and those of one booth."""

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection, Row, delete, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.offer import MAX_OFFERS, Offer, checked_offer
from pos_app.domain.product import fold, normalise_barcode
from pos_app.domain.words import one_line
from sync.relay_wire import Offered
from sync.server.accounts import audit
from sync.server.fair.exhibitors import PAGE
from sync.server.fair.expo_details import ensure_notice, next_revision
from sync.server.fair.expos import booths_of, expo_by_id
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import ExpoNoticeRow, OfferRow

_COLUMNS = "expo_id, offer_id, revision, name, price, barcode, category, unit, brand, booths"
_MENDED = ("revision", "name", "price", "barcode", "category", "unit", "brand", "booths")


class OfferedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A product to offer; `booths` are codes or ids of those it is for, none is all."""

    name: str
    price: int
    barcode: str = ""
    category: str = ""
    unit: str = "pcs"
    brand: str = ""
    booths: tuple[str, ...] = ()


class OffersChange(msgspec.Struct, frozen=True):
    """How many offers a list brought in, changed, and left as they were."""

    added: int
    changed: int
    unchanged: int


class OfferList(msgspec.Struct, frozen=True):
    """One page of the offers found, by name; `found` is how many there are on all `pages`."""

    offers: tuple[Offered, ...]
    found: int
    page: int
    pages: int


def offers_of(connection: Connection, expo_id: str) -> tuple[Offered, ...]:
    """What an expo offers, by name; raises LapakError `expo_unknown`."""
    expo = expo_by_id(connection, expo_id)
    rows = connection.execute(select(OfferRow.__table__).where(OfferRow.expo_id == expo.id))
    return tuple(sorted(map(_offered, rows), key=lambda one: (fold(one.offer.name), one.offer.id)))


def find_offers(connection: Connection, expo_id: str, text: str = "", page: int = 1) -> OfferList:
    """The offers in whose name, barcode, brand or category all words stand, a page of them.

    A page past the end is the last one. Raises LapakError `expo_unknown`.
    """
    words = fold(text).split()
    fitting = [one for one in offers_of(connection, expo_id) if _fits(one.offer, words)]
    pages = max(1, -(-len(fitting) // PAGE))
    place = min(max(1, page), pages)
    return OfferList(tuple(fitting[(place - 1) * PAGE : place * PAGE]), len(fitting), place, pages)


def _fits(offer: Offer, words: Sequence[str]) -> bool:
    told = fold(" ".join((offer.name, offer.barcode or "", offer.brand, offer.category)))
    return all(word in told for word in words)


def offers_for(connection: Connection, expo_id: str, booth_id: str) -> tuple[Offer, ...]:
    """What one booth is offered, by name."""
    every = offers_of(connection, expo_id)
    return tuple(one.offer for one in every if not one.booths or booth_id in one.booths)


def put_offers(office: Office, expo_id: str, rows: Sequence[OfferedRow]) -> OffersChange:
    """Take a list in as one step: a row is the offer with its barcode, or else its name and brand.

    What the list does not name stays. Raises LapakError `expo_unknown`, `booth_unknown`,
    `too_many_offers`, `product_twice`, and what `checked_offer` raises.
    """
    with office.database.write() as connection:
        ensure_notice(connection, expo_id)
        known = {_key(one.offer): one for one in offers_of(connection, expo_id)}
        revision = _counted_up(connection, office, expo_id)
        booths = {
            name: one.id for one in booths_of(connection, expo_id) for name in (one.id, one.code)
        }
        wanted: dict[tuple[str, ...], Offered] = {}
        for number, row in enumerate(rows, 1):
            offered = _read(row, booths, revision)
            key = _key(offered.offer)
            if key in wanted:
                raise LapakError("product_twice", name=offered.offer.name, line=number)
            wanted[key] = _named(offered, known.get(key), office)
        if len(known.keys() | wanted.keys()) > MAX_OFFERS:
            raise LapakError("too_many_offers", limit=MAX_OFFERS)
        changed = [one for key, one in wanted.items() if one != known.get(key)]
        added = sum(_key(one.offer) not in known for one in changed)
        if changed:
            _write(connection, expo_id, changed)
            _set_revision(connection, expo_id, revision)
            counts = {"added": added, "changed": len(changed) - added}
            audit.note(connection, office, "offers.changed", expo_id, **counts)
    return OffersChange(added, len(changed) - added, len(rows) - len(changed))


def withdraw_offer(office: Office, expo_id: str, offer_id: str) -> None:
    """Offer a product no more; what booths took stays theirs.

    Raises LapakError `expo_unknown` or `offer_unknown`.
    """
    with office.database.write() as connection:
        ensure_notice(connection, expo_id)
        here = (OfferRow.expo_id == expo_id, OfferRow.offer_id == offer_id.replace("\0", ""))
        if not connection.execute(delete(OfferRow).where(*here)).rowcount:
            raise LapakError("offer_unknown")
        _set_revision(connection, expo_id, _counted_up(connection, office, expo_id))
        audit.note(connection, office, "offer.withdrawn", expo_id, offer=offer_id)


def replace_offers(
    connection: Connection, expo_id: str, revision: int, offered: Sequence[Offered]
) -> None:
    """Offer these and no others, as of a revision, where `ensure_notice` has locked it.

    Raises LapakError as `put_offers` does.
    """
    if len({_key(one.offer) for one in offered}) > MAX_OFFERS:
        raise LapakError("too_many_offers", limit=MAX_OFFERS)
    for one in offered:
        checked_offer(one.offer)
    connection.execute(delete(OfferRow).where(OfferRow.expo_id == expo_id))
    _write(connection, expo_id, offered)
    _set_revision(connection, expo_id, revision)


def _read(row: OfferedRow, booths: Mapping[str, str], revision: int) -> Offered:
    offer = Offer(
        id="new",
        revision=revision,
        name=one_line(row.name),
        price=row.price,
        barcode=normalise_barcode(row.barcode) if row.barcode.strip() else "",
        category=one_line(row.category),
        unit=one_line(row.unit) or "pcs",
        brand=one_line(row.brand),
    )
    seen = {
        name.strip(): booths.get(name.strip()) or booths.get(name.strip().upper())
        for name in row.booths
    }
    unknown = [name for name, booth in seen.items() if booth is None]
    if unknown:
        raise LapakError("booth_unknown", booth=unknown[0])
    return Offered(checked_offer(offer), tuple(sorted({booth for booth in seen.values() if booth})))


def _named(offered: Offered, before: Offered | None, office: Office) -> Offered:
    """The offer under its id; as old as it is if only other booths see it, who said no said no."""
    if before is None:
        return Offered(msgspec.structs.replace(offered.offer, id=office.new_id()), offered.booths)
    named = msgspec.structs.replace(offered.offer, id=before.offer.id)
    same_age = msgspec.structs.replace(named, revision=before.offer.revision)
    return Offered(same_age if same_age == before.offer else named, offered.booths)


def _key(offer: Offer) -> tuple[str, ...]:
    return (offer.barcode,) if offer.barcode else (fold(offer.name), fold(offer.brand))


def _counted_up(connection: Connection, office: Office, expo_id: str) -> int:
    chosen = select(ExpoNoticeRow.offers_revision).where(ExpoNoticeRow.expo_id == expo_id)
    return next_revision(connection.execute(chosen).scalar_one(), office.clock())


def _set_revision(connection: Connection, expo_id: str, revision: int) -> None:
    mine = update(ExpoNoticeRow).where(ExpoNoticeRow.expo_id == expo_id)
    connection.execute(mine.values(offers_revision=revision))


def _write(connection: Connection, expo_id: str, changed: Sequence[Offered]) -> None:
    rows = [
        (
            expo_id,
            one.offer.id,
            one.offer.revision,
            one.offer.name,
            one.offer.price,
            one.offer.barcode,
            one.offer.category,
            one.offer.unit,
            one.offer.brand,
            "\n".join(one.booths),
        )
        for one in changed
    ]
    mended = ", ".join(f"{name} = excluded.{name}" for name in _MENDED)
    conflict = f"(expo_id, offer_id) DO UPDATE SET {mended}"
    insert_many(connection, f"offer ({_COLUMNS})", rows, conflict=conflict)


def _offered(row: Row[tuple[object, ...]]) -> Offered:
    offer = Offer(
        row.offer_id,
        row.revision,
        row.name,
        row.price,
        row.barcode,
        row.category,
        row.unit,
        row.brand,
    )
    return Offered(offer, tuple(row.booths.splitlines()))
