"""Taxes, service and rounding: rates with dates, worked out in whole rupiah."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain import rules as booth_rules
from pos_app.domain.errors import LapakError
from pos_app.domain.payment import CashRounding
from pos_app.domain.rules import NO_RULES, Rules, RulesChanged, Tax, rules_on

PPN = Tax("PPN", 1_100)
DAY = date(2026, 11, 21)


def test_nothing_is_charged_unless_it_was_set_and_cash_goes_to_the_nearest_hundred() -> None:
    assert (NO_RULES.taxes, NO_RULES.service(100_000)) == ((), 0)
    assert NO_RULES.cash_rounding == CashRounding(100)


@pytest.mark.parametrize(
    ("base", "amount"), [(100_000, 11_000), (12_345, 1_358), (50, 6), (45, 5), (4, 0), (0, 0)]
)
def test_an_added_tax_is_rounded_half_up(base: int, amount: int) -> None:
    assert PPN.of(base) == amount


@pytest.mark.parametrize(("gross", "amount"), [(111_000, 11_000), (12_500, 1_239), (1, 0)])
def test_an_included_tax_is_what_lies_in_the_price(gross: int, amount: int) -> None:
    assert Tax("PPN", 1_100, included=True).of(gross) == amount


@given(st.integers(0, 10**11), st.integers(1, 10_000))
def test_net_and_included_tax_make_the_price_again(gross: int, basis_points: int) -> None:
    tax = Tax("PPN", basis_points, included=True).of(gross)
    net = gross - tax
    assert 0 <= tax <= gross
    assert abs(Tax("PPN", basis_points).of(net) - tax) <= 1


def test_rules_hold_from_their_day_until_later_ones_do() -> None:
    ppn, pbjt = Rules((PPN,)), Rules((Tax("PBJT", 1_000),))
    changes = [RulesChanged(DAY + timedelta(2), pbjt), RulesChanged(DAY, ppn)]
    assert rules_on(DAY - timedelta(1), changes) == NO_RULES
    assert rules_on(DAY, changes) == rules_on(DAY + timedelta(1), changes) == ppn
    assert rules_on(DAY + timedelta(30), changes) == pbjt


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (Rules((Tax(" ", 1_100),)), "tax_name_missing"),
        (Rules((PPN, Tax("ppn", 100))), "tax_named_twice"),
        (Rules(tuple(Tax(name, 100) for name in "abcd")), "taxes_too_many"),
        (Rules((Tax("PPN", 0),)), "rate_out_of_range"),
        (Rules((Tax("PPN", 10_001),)), "rate_out_of_range"),
        (Rules(service_points=-1), "rate_out_of_range"),
        (Rules(cash_rounding=CashRounding(7)), "rounding_step_unknown"),
        (Rules(qris_limit=0), "qris_limit_out_of_range"),
    ],
)
def test_rules_that_make_no_sense_are_refused(rules: Rules, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        booth_rules.checked(rules)


def test_a_tax_s_name_stands_on_one_line() -> None:
    assert booth_rules.checked(Rules((Tax(" PB1\n ", 1_000),))).taxes[0].name == "PB1"
