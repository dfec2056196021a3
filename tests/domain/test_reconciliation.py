"""Payments against a statement: each in one list, the nearest of the same amount together."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.reconciliation import (
    WITHIN,
    MatchedBy,
    Payment,
    Reconciliation,
    StatementRow,
    reconcile,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def paid(number: str, amount: int, minute: float = 0, last_digits: str = "") -> Payment:
    return Payment(f"id-{number}", number, amount, at(minute), last_digits)


def timed(line: int, amount: int, minute: float = 0, reference: str = "") -> StatementRow:
    moment = at(minute)
    return StatementRow(line, amount, moment, moment.date(), reference)


def dated(line: int, amount: int, days: int = 0, reference: str = "") -> StatementRow:
    return StatementRow(line, amount, None, (NOON + timedelta(days=days)).date(), reference)


def pairs(found: Reconciliation) -> list[tuple[str, int, MatchedBy]]:
    return [(one.payment.number, one.row.line, one.by) for one in found.matched]


amounts = st.sampled_from([10_000, 25_000, 25_001])
minutes = st.integers(-3_000, 3_000)
digits = st.sampled_from(["", "12", "123", "0123", "AB9"])
days = st.integers(-2, 2)


@st.composite
def payment_lists(draw: st.DrawFn) -> list[Payment]:
    drawn = draw(st.lists(st.tuples(amounts, minutes, digits), max_size=12))
    return [paid(f"{place:03d}", *one) for place, one in enumerate(drawn)]


@st.composite
def row_lists(draw: st.DrawFn) -> list[StatementRow]:
    reference = st.sampled_from(["", "RRN 990123", "ref-AB9 / 77", "123"])
    kinds = st.one_of(
        st.builds(timed, st.just(0), amounts, minutes, reference),
        st.builds(dated, st.just(0), amounts, days, reference),
        st.builds(StatementRow, st.just(0), amounts, reference=reference),
    )
    drawn = draw(st.lists(kinds, max_size=12))
    return [
        StatementRow(line, one.amount, one.at, one.day, one.reference)
        for line, one in enumerate(drawn, start=2)
    ]


@given(payment_lists(), row_lists())
def test_every_payment_and_every_row_is_in_exactly_one_list(
    payments: list[Payment], rows: list[StatementRow]
) -> None:
    found = reconcile(payments, rows)
    told = [one.payment.id for one in found.matched] + [one.id for one in found.missing]
    shown = [one.row.line for one in found.matched] + [one.line for one in found.surplus]
    assert sorted(told) == sorted(one.id for one in payments)
    assert sorted(shown) == [one.line for one in rows]
    assert all(one.payment.amount == one.row.amount for one in found.matched)


@given(payment_lists(), row_lists())
def test_the_sums_add_up(payments: list[Payment], rows: list[StatementRow]) -> None:
    found = reconcile(payments, rows)
    matched = sum(one.payment.amount for one in found.matched)
    assert matched + sum(one.amount for one in found.missing) == sum(p.amount for p in payments)
    assert matched + sum(one.amount for one in found.surplus) == sum(row.amount for row in rows)


@given(payment_lists(), row_lists(), st.data())
def test_the_order_in_which_they_come_changes_nothing(
    payments: list[Payment], rows: list[StatementRow], data: st.DataObject
) -> None:
    found = reconcile(payments, rows)
    shuffled = data.draw(st.permutations(payments)), data.draw(st.permutations(rows))
    assert reconcile(*shuffled) == found


@given(payment_lists(), row_lists())
def test_nobody_is_left_over_who_could_be_paired_by_time(
    payments: list[Payment], rows: list[StatementRow]
) -> None:
    found = reconcile(payments, rows)
    assert not [
        (payment, row)
        for payment in found.missing
        for row in found.surplus
        if row.amount == payment.amount
        if row.at is not None and abs(row.at - payment.at) <= WITHIN
    ]


@given(payment_lists())
def test_a_statement_that_shows_all_payments_leaves_nothing_open(payments: list[Payment]) -> None:
    rows = [StatementRow(line, one.amount, one.at) for line, one in enumerate(payments)]
    found = reconcile(payments, rows)
    assert (found.missing, found.surplus) == ((), ())
    assert all(one.payment.at == one.row.at for one in found.matched)


def test_the_same_amounts_are_paired_by_the_nearest_time() -> None:
    found = reconcile(
        [paid("1", 25_000, 0), paid("2", 25_000, 10), paid("3", 10_000, 10)],
        [timed(2, 25_000, 11), timed(3, 10_000, -4), timed(4, 25_000, 900)],
    )
    assert pairs(found) == [
        ("1", 4, MatchedBy.TIME),
        ("2", 2, MatchedBy.TIME),
        ("3", 3, MatchedBy.TIME),
    ]


def test_the_payment_that_never_arrived_is_the_one_without_a_row_near_it() -> None:
    found = reconcile([paid("false", 25_000, 0), paid("true", 25_000, 10)], [timed(2, 25_000, 11)])
    assert pairs(found) == [("true", 2, MatchedBy.TIME)]
    assert [one.number for one in found.missing] == ["false"]


def test_another_days_payment_of_the_same_amount_is_another_payment() -> None:
    found = reconcile([paid("1", 25_000)], [timed(2, 25_000, 24 * 60 + 1)])
    assert found.matched == ()
    assert (len(found.missing), len(found.surplus)) == (1, 1)


def test_the_noted_digits_of_a_reference_are_surer_than_the_time() -> None:
    found = reconcile(
        [paid("1", 25_000, 0, "4711"), paid("2", 25_000, 30)],
        [timed(2, 25_000, 1, "RRN 2026000815"), timed(3, 25_000, 3_000, "rrn2026-004711")],
    )
    assert pairs(found) == [("1", 3, MatchedBy.REFERENCE), ("2", 2, MatchedBy.TIME)]


def test_two_digits_agree_by_chance_and_count_for_nothing() -> None:
    found = reconcile([paid("1", 25_000, 0, "11")], [timed(2, 25_000, 5, "4711")])
    assert pairs(found) == [("1", 2, MatchedBy.TIME)]


def test_wrong_digits_do_not_hide_a_payment_that_arrived() -> None:
    found = reconcile([paid("1", 25_000, 0, "9999")], [timed(2, 25_000, 1, "4711")])
    assert pairs(found) == [("1", 2, MatchedBy.TIME)]


def test_a_statement_without_times_is_paired_day_by_day() -> None:
    found = reconcile(
        [paid("1", 25_000, 0), paid("2", 25_000, 5), paid("3", 25_000, -24 * 60)],
        [dated(2, 25_000, 0), dated(3, 25_000, 1), dated(4, 25_000, 5)],
    )
    assert pairs(found) == [("1", 2, MatchedBy.DAY), ("2", 3, MatchedBy.DAY)]
    assert [one.number for one in found.missing] == ["3"]
    assert [one.line for one in found.surplus] == [4]


def test_a_statement_of_amounts_alone_is_paired_in_its_order() -> None:
    rows = [StatementRow(2, 25_000), StatementRow(3, 9_000), StatementRow(4, 25_000)]
    found = reconcile([paid("1", 25_000, 0), paid("2", 25_000, 5)], rows)
    assert pairs(found) == [("1", 2, MatchedBy.AMOUNT), ("2", 4, MatchedBy.AMOUNT)]
    assert [one.line for one in found.surplus] == [3]


def test_thousands_of_the_same_amount_take_a_moment() -> None:
    payments = [paid(f"{place:05d}", 10_000, place) for place in range(5_000)]
    rows = [timed(place, 10_000, place - 0.5) for place in range(5_000)]
    found = reconcile(payments, rows)
    assert len(found.matched) == 5_000
