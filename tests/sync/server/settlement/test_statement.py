"""What figures come to on terms: exact, whatever the rules, and never more than was agreed."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.rounding import Rounding
from sync.server.settlement.statement import Correction, Figures, Kind, Line, Statement, settled
from sync.server.settlement.terms import Charge, OwnTerms, Share, Step, Terms, checked

METHODS = ("cash", "qris", "card", "transfer", "ewallet", "voucher")
CLUSTERS = ("food", "batik_fashion", "craft")
AMOUNT = st.integers(-5_000_000, 2_000_000_000)
DAY = date(2026, 11, 20)


def figures(cluster: str = "food", **methods: int) -> Figures:
    days = {DAY: sum(methods.values())}
    return Figures("b", "A1", "Batik", cluster, 3, 0, 0, methods, days, 9, 9, "complete")


def percentage(bp: int, *methods: str) -> Share:
    return Share(f"Bagi hasil {bp}", (Step(0, bp),), methods)


steps = st.lists(st.integers(1, 500_000_000), max_size=4, unique=True).flatmap(
    lambda above: st.tuples(
        *(st.builds(Step, st.just(each), st.integers(0, 10_000)) for each in [0, *sorted(above)])
    )
)
shares = st.builds(
    Share,
    st.just("Bagi hasil"),
    steps,
    st.lists(st.sampled_from(METHODS), unique=True, max_size=3).map(tuple),
    st.lists(st.sampled_from(CLUSTERS), unique=True, max_size=2).map(tuple),
)
all_terms = st.builds(
    Terms,
    st.just("Umum"),
    shares=st.lists(shares, max_size=3).map(tuple),
    minimum=st.integers(0, 5_000_000),
    charges=st.lists(
        st.builds(Charge, st.just("Listrik"), st.integers(0, 1_000_000)), max_size=2
    ).map(tuple),
    deposit=st.integers(0, 1_000_000),
    tax_bp=st.integers(0, 2_000),
    taxes_charges=st.booleans(),
    organizer_holds=st.lists(st.sampled_from(METHODS), unique=True, max_size=3).map(tuple),
    rounding=st.sampled_from(Rounding),
)
all_figures = st.builds(
    lambda cluster, methods: figures(cluster, **methods),
    st.sampled_from(CLUSTERS),
    st.dictionaries(st.sampled_from(METHODS), AMOUNT, max_size=6),
)
corrections = st.lists(
    st.builds(Correction, st.just("c"), AMOUNT, st.just("Salah catat"), st.just("sri")), max_size=3
)


owns = st.builds(
    OwnTerms,
    st.none() | st.integers(0, 1_000_000),
    st.dictionaries(st.sampled_from(METHODS), st.none() | st.integers(0, 2_000_000_000)),
)


@given(all_figures, all_terms, corrections, owns)
def test_what_is_held_plus_the_balance_is_what_is_owed_and_no_rupiah_is_lost(
    took: Figures, terms: Terms, agreed: list[Correction], own: OwnTerms
) -> None:
    made = settled(took, terms, agreed, own)
    kinds = (Kind.SHARE, Kind.MINIMUM, Kind.CHARGE, Kind.TAX, Kind.DEPOSIT, Kind.CORRECTION)
    assert made.owed == made.sum_of(*kinds)
    holds = {*terms.organizer_holds} - own.received.keys()
    organizer = sum(took.methods.get(method, 0) for method in holds)
    for method, said in own.received.items():
        organizer += took.methods.get(method, 0) if said is None else said
    booth = took.turnover - organizer
    # Once the balance is paid, each side has what it is due and both together what was taken.
    assert organizer + made.balance == made.owed
    assert (booth - made.balance) + (organizer + made.balance) == took.turnover


@given(all_figures, all_terms)
def test_the_tiers_of_a_share_add_up_to_its_basis_and_its_amount(
    took: Figures, terms: Terms
) -> None:
    for line in settled(took, terms).lines:
        if line.kind is Kind.SHARE:
            assert sum(part.portion for part in line.parts) == line.basis
            assert sum(part.amount for part in line.parts) == line.amount


@given(all_figures, all_terms)
def test_shares_come_to_the_minimum_at_least(took: Figures, terms: Terms) -> None:
    made = settled(took, terms)
    assert not terms.minimum or made.sum_of(Kind.SHARE, Kind.MINIMUM) >= terms.minimum


@given(st.integers(0, 2_000_000_000), steps)
def test_a_rupiah_more_of_turnover_costs_a_booth_a_rupiah_at_most(
    turnover: int, tiers: tuple[Step, ...]
) -> None:
    terms = Terms("Umum", (Share("Bagi hasil", tiers),))
    less, more = (settled(figures(cash=each), terms).owed for each in (turnover, turnover + 1))
    assert less <= more <= less + 1


@given(all_figures, all_terms)
def test_the_order_of_methods_changes_nothing(took: Figures, terms: Terms) -> None:
    turned = figures(took.cluster, **dict(reversed(list(took.methods.items()))))
    assert settled(turned, terms).lines == settled(took, terms).lines


@given(st.integers(0, 10_000), st.integers(0, 2_000_000_000))
def test_a_share_per_method_for_every_method_is_the_share_of_all_but_for_rounding(
    rate: int, amount: int
) -> None:
    took = figures(cash=amount, qris=amount // 3)
    apart = Terms("Umum", (percentage(rate, "cash"), percentage(rate, "qris")))
    whole = Terms("Umum", (percentage(rate),))
    assert abs(settled(took, apart).owed - settled(took, whole).owed) <= 1


def lines(terms: Terms, took: Figures) -> list[tuple[str, str, int]]:
    return [(line.kind.value, line.name, line.amount) for line in settled(took, terms).lines]


def test_a_statement_as_an_organizer_would_write_it() -> None:
    terms = Terms(
        "Kuliner",
        shares=(
            Share("Bagi hasil", (Step(0, 1_000), Step(10_000_000, 800))),
            Share("Biaya QRIS", (Step(0, 30),), methods=("qris",)),
            Share("Hanya batik", (Step(0, 500),), clusters=("batik_fashion",)),
        ),
        charges=(Charge("Listrik", 150_000), Charge("Lampu batik", 1, ("batik_fashion",))),
        deposit=500_000,
        tax_bp=1_100,
        organizer_holds=("qris",),
    )
    assert lines(terms, figures(cash=8_000_000, qris=5_000_000)) == [
        ("share", "Bagi hasil", 1_240_000),  # 10 % of 10 million, 8 % of 3 million
        ("share", "Biaya QRIS", 15_000),
        ("charge", "Listrik", 150_000),
        ("tax", "", 138_050),  # 11 % of 1,255,000
        ("deposit", "", -500_000),
        ("held", "qris", -5_000_000),
    ]
    made = settled(figures(cash=8_000_000, qris=5_000_000), terms)
    assert (made.owed, made.held, made.balance) == (1_043_050, 5_000_000, -3_956_950)


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        (OwnTerms(), [("deposit", -500_000), ("held", -5_000_000)]),
        (OwnTerms(300_000), [("deposit", -300_000), ("held", -5_000_000)]),
        (OwnTerms(0, {"qris": 0}), []),
        (OwnTerms(0, {"qris": 2_000_000}), [("held", -2_000_000)]),
        (OwnTerms(0, {"qris": 0, "cash": None}), [("held", -8_000_000)]),
    ],
)
def test_a_booth_may_have_paid_another_deposit_and_use_its_own_qris(
    own: OwnTerms, wanted: list[tuple[str, int]]
) -> None:
    terms = Terms("Umum", deposit=500_000, organizer_holds=("qris",))
    made = settled(figures(cash=8_000_000, qris=5_000_000), terms, (), own)
    assert [(line.kind.value, line.amount) for line in made.lines] == wanted
    assert made.balance == sum(amount for _, amount in wanted)


def test_amounts_as_large_as_can_be_are_exact() -> None:
    methods = dict.fromkeys(METHODS, MAX_AMOUNT)
    everything = msgspec.structs.replace(figures(), methods=methods)
    terms = Terms(
        "Umum",
        (Share("Bagi hasil", (Step(0, 3_333), Step(MAX_AMOUNT, 6_667))),),
        minimum=MAX_AMOUNT,
        charges=(Charge("Sewa", MAX_AMOUNT),),
        deposit=MAX_AMOUNT,
        tax_bp=10_000,
        taxes_charges=True,
        organizer_holds=METHODS,
    )
    agreed = [Correction("c", sign * MAX_AMOUNT, "Besar", "sri") for sign in (1, 1, -1)]
    made = settled(everything, terms, agreed)
    share = (MAX_AMOUNT * 3_333 + 5 * MAX_AMOUNT * 6_667 + 5_000) // 10_000
    tax = share + MAX_AMOUNT
    assert made.owed == share + MAX_AMOUNT + tax - MAX_AMOUNT + MAX_AMOUNT
    assert made.balance == made.owed - 6 * MAX_AMOUNT
    assert msgspec.json.decode(msgspec.json.encode(made), type=Statement) == made


def test_who_sold_little_pays_the_minimum() -> None:
    terms = Terms("Umum", (percentage(1_000),), minimum=300_000)
    assert lines(terms, figures(cash=1_000_000)) == [
        ("share", "Bagi hasil 1000", 100_000),
        ("minimum", "", 200_000),
    ]


def test_where_nothing_was_agreed_nothing_is_owed() -> None:
    assert settled(figures(cash=1_000_000), Terms("Tanpa")).lines == ()


def test_more_that_came_back_than_was_sold_lowers_the_share() -> None:
    terms = Terms("Umum", (Share("Bagi hasil", (Step(0, 1_000), Step(100, 500))),))
    [line] = settled(figures(cash=-1_000_000), terms).lines
    assert line == Line(Kind.SHARE, "Bagi hasil", -100_000, -1_000_000, line.parts)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (Terms(" "), "terms_name_not_usable"),
        (Terms("x" * 61), "terms_name_not_usable"),
        (Terms("a", (Share("", (Step(0, 1),)),)), "rule_name_not_usable"),
        (Terms("a", (Share("b", ()),)), "share_steps_not_usable"),
        (Terms("a", (Share("b", (Step(1, 1),)),)), "share_steps_not_usable"),
        (Terms("a", (Share("b", (Step(0, 1), Step(5, 1), Step(5, 2))),)), "share_steps_not_usable"),
        (Terms("a", (percentage(1),) * 21), "terms_too_long"),
        (Terms("a", charges=(Charge("", 1),)), "rule_name_not_usable"),
        (Terms("a", (percentage(1, "qriss"),)), "rule_method_unknown"),
        (Terms("a", (percentage(1, "exchange"),)), "rule_method_unknown"),
        (Terms("a", organizer_holds=("cash", "QRIS")), "rule_method_unknown"),
        (Terms("a", (Share("b", (Step(0, 1),), (), ("kuliner",)),)), "rule_cluster_unknown"),
        (Terms("a", charges=(Charge("b", 1, ("",)),)), "rule_cluster_unknown"),
    ],
)
def test_terms_that_cannot_be_used_are_named(terms: Terms, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        checked(terms)


def test_names_are_cleaned() -> None:
    assert checked(Terms("  Umum   2026 ", charges=(Charge(" a  b", 1),))) == Terms(
        "Umum 2026", charges=(Charge("a b", 1),)
    )


def test_days_and_methods_are_the_same_money() -> None:
    took = figures(cash=5, qris=7)
    assert sum(took.days.values()) == took.turnover == 12
    assert DAY + timedelta(1) not in took.days
