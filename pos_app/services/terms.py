"""The terms that a booth sells under: its dated rules, its promotions."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from pos_app.domain import promotion as promotion_rules
from pos_app.domain import rules as rules_of_booth
from pos_app.domain.business_day import business_date
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.pricing import Terms
from pos_app.domain.promotion import Promotion, PromotionChanged
from pos_app.domain.rules import Rules, RulesChanged, rules_on
from pos_app.services.booth import current_register, register_in_use
from pos_app.services.permission import require
from pos_app.store import journal, terms
from pos_app.store.database import Work


class TermBook(msgspec.Struct, frozen=True):
    """All terms of a booth, kept at hand so that pricing asks nobody: `at` says what holds."""

    zone: str = "Asia/Jakarta"
    cutoff_minutes: int = 0
    rules: tuple[RulesChanged, ...] = ()
    promotions: tuple[Promotion, ...] = ()

    def at(self, moment: datetime) -> Terms:
        """What holds at a moment: rules by business date, promotions by the booth's own clock."""
        if not self.rules and not self.promotions:
            return _PLAIN
        local = moment.astimezone(ZoneInfo(self.zone))
        day = business_date(moment, self.zone, self.cutoff_minutes)
        held = (one for one in self.promotions if one.active and one.hours.hold(local))
        return Terms(rules_on(day, self.rules), tuple(held))


_PLAIN = Terms()


def term_book(work: Work) -> TermBook:
    """All terms as they stand; an empty book before the booth is set up."""
    register = current_register(work)
    if register is None:
        return TermBook()
    return TermBook(
        register.zone,
        register.cutoff_minutes,
        terms.rules(work.db),
        terms.promotions(work.db),
    )


def change_rules(work: Work, valid_from: date, rules: Rules, by: By = NOBODY) -> RulesChanged:
    """Let rules hold from a business date on; sales that were made stay as they are.

    Raises LapakError as `rules.checked` and `require` do, or `booth_not_set_up`.
    """
    require(work, Action.SETTINGS, by)
    changed = RulesChanged(valid_from, rules_of_booth.checked(rules))
    register = register_in_use(work)
    journal.append(work.db, register.head, Kind.RULES_CHANGED, changed, work.at)
    return changed


def save_promotion(work: Work, promotion: Promotion, by: By = NOBODY) -> Promotion:
    """Keep a promotion, new or changed; one without an id gets one.

    Raises LapakError as `promotion.checked` and `require` do, or `booth_not_set_up`.
    """
    require(work, Action.SETTINGS, by)
    kept = msgspec.structs.replace(
        promotion_rules.checked(promotion), id=promotion.id or work.new_id(work.at)
    )
    register = register_in_use(work)
    body = PromotionChanged(kept)
    journal.append(work.db, register.head, Kind.PROMOTION_CHANGED, body, work.at)
    return kept
