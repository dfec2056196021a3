"""A booth's rules and promotions: questions, and what their entries change."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from pos_app.domain.promotion import Promotion, PromotionChanged
from pos_app.domain.rules import Rules, RulesChanged
from pos_app.store.sql import Statement
from pos_app.store.tables.terms import PROMOTION, RULES

if TYPE_CHECKING:
    from pos_app.store.written import Written

_RULES = Statement(lambda: select(RULES.c.valid_from, RULES.c.content))
_PROMOTIONS = Statement(lambda: select(PROMOTION.c.content).order_by(PROMOTION.c.name))


def rules(db: Connection) -> tuple[RulesChanged, ...]:
    """All rules with the days that they hold from, in no order."""
    return tuple(
        RulesChanged(
            date.fromisoformat(row.valid_from), msgspec.json.decode(row.content, type=Rules)
        )
        for row in _RULES.all(db)
    )


def promotions(db: Connection) -> tuple[Promotion, ...]:
    """All promotions by name, those that ended too."""
    return tuple(msgspec.json.decode(row.content, type=Promotion) for row in _PROMOTIONS.all(db))


def rules_changed(db: Connection, _written: "Written", body: RulesChanged) -> None:
    """Write what `rules.changed` says; for a day that has rules, the later entry counts."""
    added = upsert(RULES).values(
        valid_from=body.valid_from.isoformat(), content=msgspec.json.encode(body.rules).decode()
    )
    db.execute(
        added.on_conflict_do_update(
            index_elements=["valid_from"], set_={"content": added.excluded.content}
        )
    )


def promotion_changed(db: Connection, _written: "Written", body: PromotionChanged) -> None:
    """Write what `promotion.changed` says."""
    promotion = body.promotion
    added = upsert(PROMOTION).values(
        promotion_id=promotion.id,
        name=promotion.name,
        active=int(promotion.active),
        content=msgspec.json.encode(promotion).decode(),
    )
    changed = {name: added.excluded[name] for name in ("name", "active", "content")}
    db.execute(added.on_conflict_do_update(index_elements=["promotion_id"], set_=changed))
