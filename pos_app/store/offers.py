"""What a booth made of its organizer's offers."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.offer import OfferAnswer, OffersAnswered
from pos_app.store.tables.products import OFFER_ANSWER

if TYPE_CHECKING:
    from pos_app.store.written import Written


def answers(db: Connection) -> dict[str, OfferAnswer]:
    """Every answer by the id of its offer."""
    rows = db.execute(select(*OFFER_ANSWER.c))
    return {row.offer_id: OfferAnswer(row.offer_id, row.revision, row.product_id) for row in rows}


def answered(db: Connection, _written: "Written", body: OffersAnswered) -> None:
    """Write what `offer.answered` says; what was said to an older revision changes nothing."""
    added = upsert(OFFER_ANSWER)
    newest = added.on_conflict_do_update(
        index_elements=["offer_id"],
        set_={"revision": added.excluded.revision, "product_id": added.excluded.product_id},
        where=added.excluded.revision >= OFFER_ANSWER.c.revision,
    )
    rows = [
        {"offer_id": one.offer, "revision": one.revision, "product_id": one.product}
        for one in body.answers
    ]
    if rows:
        db.execute(newest, rows)
