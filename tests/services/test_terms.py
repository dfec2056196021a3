"""A booth's terms: they hold from their day and hour on, and sales are made by them."""

from datetime import date, timedelta

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.payment import CashRounding
from pos_app.domain.pricing import price
from pos_app.domain.promotion import BuyGet, Hours, PercentOff, Promotion, Scope
from pos_app.domain.rules import Rules, Tax
from pos_app.services.checkout import checkout
from pos_app.services.terms import TermBook, change_rules, save_promotion, term_book
from pos_app.services.till import Till
from pos_app.store import verification
from tests.drivers.tills import MORNING, cart_of, cash, sell

TODAY = date(2026, 11, 21)
PPN = Rules((Tax("PPN", 1_100),))


def book(till: Till) -> TermBook:
    return till.read(term_book).result()


def test_a_booth_without_terms_charges_its_prices(till: Till) -> None:
    held = book(till).at(MORNING)
    assert (held.rules, held.promotions) == (Rules(), ())


def test_rules_hold_from_the_business_date_they_were_set_for(till: Till) -> None:
    till.write(change_rules, TODAY + timedelta(1), PPN).result()
    assert book(till).at(MORNING).rules == Rules()
    assert book(till).at(MORNING + timedelta(days=1)).rules == PPN


def test_rules_set_again_for_the_same_day_replace_the_earlier_ones(till: Till) -> None:
    till.write(change_rules, TODAY, PPN).result()
    till.write(change_rules, TODAY, Rules(service_points=500)).result()
    assert book(till).at(MORNING).rules == Rules(service_points=500)


def test_a_happy_hour_comes_and_goes_by_the_booth_s_own_clock(till: Till) -> None:
    hour = Hours(from_minute=10 * 60, to_minute=11 * 60)
    promotion = Promotion("", "Jam sepuluh", PercentOff(2_000), Scope(), hour)
    kept = till.write(save_promotion, promotion).result()
    assert kept.id
    for minutes, held in ((59, ()), (60, (kept,)), (119, (kept,)), (120, ())):
        assert book(till).at(MORNING + timedelta(minutes=minutes)).promotions == held


def test_a_promotion_that_was_ended_holds_no_more(till: Till) -> None:
    kept = till.write(save_promotion, Promotion("", "Promo", BuyGet(2, 1))).result()
    ended = Promotion(kept.id, kept.name, kept.offer, active=False)
    till.write(save_promotion, ended).result()
    assert book(till).at(MORNING).promotions == ()
    assert book(till).promotions == (ended,)


def test_a_sale_keeps_the_terms_it_was_made_under(till: Till) -> None:
    till.write(change_rules, TODAY, Rules((Tax("PB1", 1_000),), service_points=500)).result()
    till.write(
        save_promotion, Promotion("", "Minuman hemat", PercentOff(1_000), Scope((), ("Minuman",)))
    ).result()
    priced = price(cart_of(till, "Kopi", "Keripik"), book(till).at(MORNING))
    sale = till.write(checkout, priced, cash(50_000)).result().sale
    till.write(change_rules, TODAY, Rules()).result()
    assert (sale.subtotal, sale.discount, sale.service, sale.tax) == (30_500, 1_800, 1_435, 3_014)
    assert (sale.rounding, sale.total, sale.change) == (-49, 33_100, 16_900)
    assert sale.lines[0].promotion == "Minuman hemat"
    assert verification.verify(till.path).total == 33_100


def test_cash_is_rounded_as_the_rules_say(till: Till) -> None:
    till.write(change_rules, TODAY, Rules(cash_rounding=CashRounding(500))).result()
    priced = price(cart_of(till, "Kopi", "Jamu"), book(till).at(MORNING))
    assert till.write(checkout, priced, cash(26_000)).result().sale.rounding == 0
    priced = price(cart_of(till, "Jamu", "Keripik"), book(till).at(MORNING))
    assert till.write(checkout, priced, cash(20_500)).result().sale.total == 20_500


@pytest.mark.parametrize("rules", [Rules((Tax("", 100),)), Rules(service_points=20_000)])
def test_terms_that_make_no_sense_are_not_kept(till: Till, rules: Rules) -> None:
    with pytest.raises(LapakError):
        till.write(change_rules, TODAY, rules).result()
    assert book(till) == TermBook()
    assert sell(till).sale.tax == 0
