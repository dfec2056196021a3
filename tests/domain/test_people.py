"""People, their PINs, what roles may do, and how long an approval is good."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.approval import GOOD_FOR, Approval
from pos_app.domain.errors import LapakError
from pos_app.domain.people import (
    Person,
    PersonChanged,
    changed,
    checked,
    delay_after,
    is_easy,
    pin_checked,
    wait_after,
)
from pos_app.domain.permission import (
    GRANTABLE,
    Action,
    Grants,
    Need,
    Permissions,
    Role,
    change_grants,
)

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
TINI = Person("p1", "Bu Tini", Role.OWNER)
SITI = Person("p2", "Siti", Role.CASHIER)
needs = st.builds(Need, st.sampled_from(Action), st.just(""), st.integers(0, 10_000))


def code_of(people: tuple[Person, ...], change: PersonChanged) -> str:
    with pytest.raises(LapakError) as caught:
        checked(people, change)
    return caught.value.code


def test_a_change_sets_only_the_fields_it_names() -> None:
    assert changed(SITI, PersonChanged("p2", role=Role.SUPERVISOR)) == Person(
        "p2", "Siti", Role.SUPERVISOR
    )
    assert changed(None, PersonChanged("p3", "Rina")) == Person("p3", "Rina", Role.CASHIER)


def test_the_first_person_is_an_owner_and_the_last_owner_stays() -> None:
    assert code_of((), PersonChanged("p2", "Siti", Role.CASHIER)) == "first_person_owns"
    assert code_of((TINI, SITI), PersonChanged("p1", role=Role.SUPERVISOR)) == "last_owner"
    assert code_of((TINI, SITI), PersonChanged("p1", active=False)) == "last_owner"
    second = Person("p3", "Pak Danu", Role.OWNER)
    checked((TINI, second), PersonChanged("p1", active=False))


def test_two_who_may_enter_are_told_apart_by_their_names() -> None:
    assert code_of((TINI, SITI), PersonChanged("p3", " siti ")) == "person_name_taken"
    gone = Person("p2", "Siti", Role.CASHIER, active=False)
    assert checked((TINI, gone), PersonChanged("p3", " Siti  A ")).name == "Siti A"
    assert code_of(
        (TINI, gone, Person("p3", "Siti", Role.CASHIER)), PersonChanged("p2", active=True)
    )


@pytest.mark.parametrize("name", ["", "  ", "\n", "x" * 41])
def test_a_name_is_some_letters_and_not_too_many(name: str) -> None:
    assert code_of((TINI,), PersonChanged("p2", name)) == "person_name_not_usable"


@pytest.mark.parametrize("pin", ["", "123", "1234567", "12a4", "１２３４", "12 34", "-1234"])
def test_a_pin_is_four_to_six_digits(pin: str) -> None:
    with pytest.raises(LapakError) as caught:
        pin_checked(pin)
    assert caught.value.code == "pin_not_usable"


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "999999", "1212", "12121", "345678"])
def test_pins_that_people_try_first_are_known(pin: str) -> None:
    assert is_easy(pin_checked(pin))


@pytest.mark.parametrize("pin", ["2580", "1357", "3141", "271828", "112233", "1221"])
def test_others_are_not_called_easy(pin: str) -> None:
    assert not is_easy(pin_checked(pin))


def test_the_wait_grows_with_wrong_tries_and_is_bounded() -> None:
    assert [delay_after(tries) for tries in range(11)] == [
        0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300
    ]  # fmt: skip
    assert delay_after(10**9) == 300


@given(st.integers(0, 99), st.integers(-(10**6), 10**6))
def test_nobody_waits_longer_than_the_delay_whatever_the_clock_does(
    tries: int, seconds: int
) -> None:
    left = wait_after(tries, NOW, NOW + timedelta(seconds=seconds))
    assert 0 <= left <= delay_after(tries)
    assert (left == 0) == (seconds >= delay_after(tries) or not delay_after(tries))


@given(needs)
def test_an_owner_may_everything_and_others_what_stands_in_the_table(need: Need) -> None:
    table = Permissions()
    assert table.of(Role.OWNER).allow(need)
    for role in (Role.SUPERVISOR, Role.CASHIER):
        grants = table.of(role)
        assert grants.allow(need) == (
            need.basis_points <= grants.discount_limit
            if need.action is Action.DISCOUNT
            else need.action in grants.actions
        )


def test_what_is_the_owners_cannot_be_left_to_others() -> None:
    body = change_grants(Role.CASHIER, Grants(frozenset(Action), 99_999))
    assert body.actions == GRANTABLE
    assert Action.PEOPLE not in body.actions
    assert body.discount_limit == 10_000


def approval(need: Need, **fields: bool) -> Approval:
    return Approval("a1", need, "p2", NOW, **fields)


def test_an_approval_is_good_for_what_it_was_given_and_for_whom() -> None:
    need = Need(Action.VOID, "sale-1")
    given = approval(need)
    assert given.covers(need, "p2", NOW)
    assert not given.covers(need, "p9", NOW)
    assert not given.covers(Need(Action.VOID, "sale-2"), "p2", NOW)
    assert not given.covers(Need(Action.REFUND, "sale-1"), "p2", NOW)
    assert not approval(need, used=True).covers(need, "p2", NOW)


def test_an_approval_is_good_for_no_more_money_than_its_approver_saw() -> None:
    given = approval(Need(Action.REFUND, "sale-1", amount=18_000))
    assert given.covers(Need(Action.REFUND, "sale-1", amount=18_000), "p2", NOW)
    assert given.covers(Need(Action.REFUND, "sale-1", amount=9_000), "p2", NOW)
    assert not given.covers(Need(Action.REFUND, "sale-1", amount=18_001), "p2", NOW)


@given(st.integers(-(10**6), 10**6))
def test_an_approval_is_soon_over_whichever_way_the_clock_goes(seconds: int) -> None:
    need = Need(Action.CASH_OUT)
    at = NOW + timedelta(seconds=seconds)
    assert approval(need).covers(need, "p2", at) == (abs(seconds) <= GOOD_FOR.total_seconds())


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_an_approved_discount_is_good_up_to_its_height_as_long_as_the_cart_stands(
    given_for: int, wanted: int
) -> None:
    approved = approval(Need(Action.DISCOUNT, "cart/kopi", given_for))
    later = NOW + timedelta(hours=9)
    assert approved.covers(Need(Action.DISCOUNT, "cart/kopi", wanted), "p9", later) == (
        wanted <= given_for
    )
