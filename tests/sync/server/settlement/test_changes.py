"""A new revision always says what is new in it, in words."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given

from pos_app.domain.rounding import Rounding
from resources.translations import Catalog
from sync.server.settlement.changes import changes
from sync.server.settlement.statement import DaySum, Figures, Head, Statement, settled
from sync.server.settlement.terms import Charge, OwnTerms, Share, Step, Terms
from sync.server.settlement.words import change_told
from tests.sync.server.settlement.test_statement import all_figures, all_terms, corrections

FIRST, SECOND = date(2026, 11, 20), date(2026, 11, 21)
SUMS = (
    DaySum(FIRST, "cash", 1, 0, 0, 30_000),
    DaySum(FIRST, "qris", 1, 0, 0, 20_000),
    DaySum(SECOND, "cash", 1, 0, 0, 20_000),
    DaySum(SECOND, "qris", 1, 0, 0, 30_000),
)
TEN = Terms("Umum", (Share("Bagi hasil", (Step(0, 1_000),)),), charges=(Charge("Listrik", 5_000),))


def figures(sums: tuple[DaySum, ...] = SUMS, **other: Any) -> Figures:
    methods: dict[str, int] = {}
    days: dict[date, int] = {}
    for one in sums:
        methods[one.method] = methods.get(one.method, 0) + one.amount
        days[one.day] = days.get(one.day, 0) + one.amount
    made = Figures(
        *("b", "A1", "Batik", "food", 4, 0, 0), methods, days, 9, 9, "complete", sums=sums
    )
    return msgspec.structs.replace(made, **other)


def told(before: Figures, after: Figures, terms: Terms = TEN, now: Terms = TEN) -> list[str]:
    found = changes(settled(before, terms), settled(after, now))
    return [change_told(one, Catalog("en")) for one in found]


def turned(amounts: tuple[int, ...], sales: tuple[int, ...] = (1, 1, 1, 1)) -> Figures:
    pairs = zip(SUMS, amounts, sales, strict=True)
    return figures(
        tuple(msgspec.structs.replace(one, amount=amount, sales=n) for one, amount, n in pairs)
    )


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        (
            turned((20_000, 10_000, 30_000, 40_000)),
            ["20 Nov 2026: Rp50.000 → Rp30.000", "21 Nov 2026: Rp50.000 → Rp70.000"],
        ),
        (
            turned((29_000, 21_000, 21_000, 29_000)),
            [
                "20 Nov 2026, Cash: Rp30.000 → Rp29.000",
                "20 Nov 2026, QRIS: Rp20.000 → Rp21.000",
                "21 Nov 2026, Cash: Rp20.000 → Rp21.000",
                "21 Nov 2026, QRIS: Rp30.000 → Rp29.000",
            ],
        ),
        (
            turned((30_000, 20_000, 20_000, 30_000), (2, 0, 1, 1)),
            ["Sales, 20 Nov 2026, Cash: 1 → 2", "Sales, 20 Nov 2026, QRIS: 1 → 0"],
        ),
        (figures(status="behind"), ["Entries: complete → not complete"]),
        (figures(declared=12), ["Missing entries: 0 → 3"]),
        (figures(open_since=SECOND), ["Shift that is not closed: – → 21 Nov 2026"]),
        (figures(name="Batik Jaya"), ["Name of the booth: Batik → Batik Jaya"]),
        (figures(code="A2"), ["Number of the booth: A1 → A2"]),
        (figures(cluster="craft"), ["Cluster: Food → Craft"]),
        (figures(heads=(Head("r", "K1", 9, "aa"),)), []),
    ],
)
def test_each_thing_that_differs_is_told(after: Figures, wanted: list[str]) -> None:
    assert [one for one in told(figures(), after) if "Bal" not in one] == wanted


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ({"name": "Umum 2"}, "Terms: “Umum” → “Umum 2”"),
        ({"minimum": 1}, "Terms: – → at least Rp1"),
        ({"rounding": Rounding.UP}, "Terms: – → rounded always up"),
        ({"deposit": 5}, "Terms: – → deposit Rp5"),
        ({"organizer_holds": ("card",)}, "Terms: – → the organizer receives Card"),
        (
            {"shares": (Share("Bagi hasil", (Step(0, 1_000), Step(10**9, 500))),)},
            "Terms: Bagi hasil 10% → Bagi hasil 10%, 5% above Rp1.000.000.000",
        ),
    ],
)
def test_terms_that_are_worded_otherwise_are_told(now: dict[str, Any], wanted: str) -> None:
    assert wanted in told(figures(), figures(), TEN, msgspec.structs.replace(TEN, **now))


def test_what_differs_at_a_booth_is_told_even_where_it_moves_no_money() -> None:
    before, after = settled(figures(), TEN), settled(figures(), TEN, (), OwnTerms(0, {"card": 0}))
    assert [change_told(one, Catalog("en")) for one in changes(before, after)] == [
        "At this booth, deposit: as the terms say → Rp0",
        "At this booth, Card, received by the organizer: as the terms say → Rp0",
    ]
    all_of_it = settled(figures(), TEN, (), OwnTerms(None, {"card": None}))
    [told] = changes(before, all_of_it)
    assert change_told(told, Catalog("en")).endswith("as the terms say → all")


def test_an_earlier_servers_statement_is_not_new_for_what_it_did_not_keep() -> None:
    assert told(figures(), msgspec.structs.replace(figures(), sums=())) != []
    assert told(msgspec.structs.replace(figures(), sums=()), figures()) == []


def figures_on(made: Statement) -> tuple[object, ...]:
    """What two statements must have in common to be the same; a way nobody paid in is nothing."""
    methods = {name: amount for name, amount in made.figures.methods.items() if amount}
    return methods, made.figures.cluster, made.terms, made.balance


@given(all_figures, all_figures, all_terms, all_terms, corrections, corrections)
def test_two_statements_that_differ_on_paper_say_so(
    took: Figures, takes: Figures, was: Terms, now: Terms, before: Any, after: Any
) -> None:
    first, second = settled(took, was, before), settled(takes, now, after)
    found = changes(first, second)
    same = figures_on(first) == figures_on(second)
    assert bool(found) or same
    assert changes(first, first) == ()
    for language in ("id", "en"):
        words = [change_told(one, Catalog(language)) for one in found]
        assert all(words)
        assert len(words) == len(found)
