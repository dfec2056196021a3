"""Statements over real journals: made, signed, disputed, corrected, and traced to their entries."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from pos_app.domain.errors import LapakError
from sync.server.accounts import audit
from sync.server.settlement import agreements, consent, corrections, own_terms, statements
from sync.server.settlement.agreements import KeptTerms, Scope
from sync.server.settlement.changes import Change, changes
from sync.server.settlement.consent import Side
from sync.server.settlement.statement import Kind
from sync.server.settlement.statements import KeptStatement, Made
from sync.server.settlement.terms import OwnTerms, Share, Step, Terms
from sync.server.settlement.tracing import Trace, trace
from tests.drivers.organizers import Fair

TEN = Terms("Umum", (Share("Bagi hasil", (Step(0, 1_000),)),), organizer_holds=("qris",))


def save(fair: Fair, terms: Terms = TEN, **of: Any) -> KeptTerms:
    return agreements.save_terms(fair.office, fair.expo.id, terms, **of)


def make(fair: Fair, booth: str = "") -> Made:
    return statements.make_statements(fair.office.used_by("sri"), fair.expo.id, booth)


def kept(fair: Fair, booth: str = "A1", revision: int = 0) -> KeptStatement:
    with fair.office.database.read() as connection:
        return statements.statement_of(connection, fair.expo.id, booth, revision)


def traced(fair: Fair, made: KeptStatement) -> Trace:
    with fair.office.database.read() as connection:
        return trace(connection, fair.expo.id, made.statement.figures)


def test_a_statement_says_what_the_tills_journal_says(fair: Fair) -> None:
    till = fair.till(sales=12)
    till.refund(till.sales[2])
    till.void(till.sales[3])
    fair.push(till)
    save(fair)
    assert make(fair) == Made(made=2, unchanged=0)
    made = kept(fair)
    assert (made.revision, made.made_by) == (1, "sri")
    figures = made.statement.figures
    assert figures.turnover == till.total == sum(figures.days.values())
    assert (figures.held, figures.declared, figures.status) == (16, 16, "complete")
    [share] = (line for line in made.statement.lines if line.kind is Kind.SHARE)
    assert share.basis == till.total


def test_every_figure_is_found_again_in_the_entries(fair: Fair) -> None:
    tills = [fair.till(seed=1, sales=7), fair.till(seed=2, sales=5)]
    tills[0].refund(tills[0].sales[1])
    for till in tills:
        fair.push(till)
    make(fair)
    found = traced(fair, kept(fair))
    assert found.agrees
    assert found.broken == ()
    assert sum(entry.total for entry in found.entries) == sum(till.total for till in tills)
    assert [entry.kind for entry in found.entries].count("sale.refunded") == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal SET entry = (SELECT entry FROM journal WHERE seq = 4) WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 5",
    ],
)
def test_an_entry_that_was_altered_or_taken_out_shows(fair: Fair, damage: str) -> None:
    fair.push(fair.till(sales=6))
    make(fair)
    with fair.office.database.write() as connection:
        connection.execute(text(damage))
    found = traced(fair, kept(fair))
    assert (found.agrees, found.broken) == (False, ("K1",))


def test_a_statement_that_says_otherwise_than_its_entries_does_not_agree(fair: Fair) -> None:
    till = fair.till(sales=8)
    till.refund(till.sales[1])
    fair.push(till)
    make(fair)
    made = kept(fair)
    figures, first = made.statement.figures, made.statement.figures.sums[0]
    later = msgspec.structs.replace(first, day=first.day + timedelta(1))
    odd = (
        {"sums": (later, *figures.sums[1:])},  # on another day
        {"sums": (msgspec.structs.replace(first, amount=first.amount + 1), *figures.sums[1:])},
        {"days": {later.day: figures.turnover}, "sums": ()},
        {"sales": figures.sales + 1},
        {"sums": (msgspec.structs.replace(first, sales=first.sales + 1), *figures.sums[1:])},
        {"refunds": 0},
    )
    assert traced(fair, made).agrees
    for changed in odd:
        other = msgspec.structs.replace(figures, **changed)
        statement = msgspec.structs.replace(made.statement, figures=other)
        assert not traced(fair, msgspec.structs.replace(made, statement=statement)).agrees


def test_where_nothing_is_new_the_revision_stands(fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till)
    save(fair)
    make(fair)
    assert make(fair) == Made(made=0, unchanged=2)
    assert make(fair, "a1") == Made(made=0, unchanged=1)


def test_late_entries_make_a_new_revision_that_says_what_changed(fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till, till.batch(upto=4))
    save(fair)
    make(fair)
    before = kept(fair)
    fair.push(till, till.batch(after=4))
    assert make(fair) == Made(made=1, unchanged=1)
    after = kept(fair)
    assert (after.revision, kept(fair, revision=1)) == (2, before)
    told = {one.what: one for one in changes(before.statement, after.statement)}
    late = till.sales[2].total
    turnover = before.statement.figures.turnover
    assert told["turnover"] == Change("turnover", "", turnover, turnover + late)
    assert told["sales"] == Change("sales", "", 2, 3)
    assert {"share", "balance"} <= told.keys()
    assert traced(fair, before).agrees
    assert traced(fair, after).agrees


def test_a_correction_stands_in_the_next_revision_until_it_is_withdrawn(fair: Fair) -> None:
    make(fair)
    made = corrections.correct(fair.office, fair.expo.id, "A1", -25_000, " Listrik  padam ")
    assert kept(fair).statement.balance == 0
    make(fair)
    assert kept(fair).statement.balance == -25_000
    assert kept(fair).statement.corrections[0].reason == "Listrik padam"
    corrections.withdraw_correction(fair.office, fair.expo.id, made.id)
    make(fair)
    assert (kept(fair).revision, kept(fair).statement.balance) == (3, 0)
    with pytest.raises(LapakError, match="correction_unknown"):
        corrections.withdraw_correction(fair.office, fair.expo.id, made.id)


@pytest.mark.parametrize(
    ("amount", "reason", "code"),
    [
        (0, "x", "amount_not_usable"),
        (10**13, "x", "amount_not_usable"),
        (1, " ", "reason_missing"),
        (1, "x" * 201, "text_too_long"),
    ],
)
def test_a_correction_needs_an_amount_and_a_reason(
    fair: Fair, amount: int, reason: str, code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        corrections.correct(fair.office, fair.expo.id, "A1", amount, reason)


def test_a_booths_own_terms_go_before_its_clusters_and_everybodys(fair: Fair) -> None:
    office, expo = fair.office, fair.expo.id
    everybody = save(fair)
    cluster = save(fair, msgspec.structs.replace(TEN, name="Kuliner"))
    own = save(fair, msgspec.structs.replace(TEN, name="Sponsor"))
    agreements.agree(office, expo, Scope.CLUSTER, "other", cluster.id)
    agreements.agree(office, expo, Scope.BOOTH, "B2", own.id)
    make(fair)
    assert [kept(fair, code).statement.terms.name for code in ("A1", "B2")] == [
        "Kuliner",
        "Sponsor",
    ]
    agreements.agree(office, expo, Scope.CLUSTER, "other", "", instead_of=cluster.id)
    agreements.agree(office, expo, Scope.BOOTH, "B2", "", instead_of=own.id)
    make(fair)
    assert {kept(fair, code).statement.terms.name for code in ("A1", "B2")} == {"Umum"}
    assert everybody.version == 1


def test_of_two_who_change_the_same_terms_the_second_is_told(fair: Fair) -> None:
    first = save(fair)
    changed = msgspec.structs.replace(TEN, minimum=100_000)
    sri = fair.office.used_by("sri")
    agreements.save_terms(sri, fair.expo.id, changed, terms_id=first.id, version=1)
    with pytest.raises(LapakError, match="terms_changed_meanwhile") as told:
        save(fair, msgspec.structs.replace(TEN, minimum=5), terms_id=first.id, version=1)
    assert told.value.details["by"] == "sri"
    with fair.office.database.read() as connection:
        stands = agreements.agreements(connection, fair.expo.id).kept[first.id]
    assert (stands.version, stands.terms.minimum) == (2, 100_000)


@pytest.mark.parametrize("scope", Scope)
def test_of_two_who_agree_on_other_terms_at_once_the_second_is_told(
    fair: Fair, scope: Scope
) -> None:
    subject = {Scope.EXPO: "", Scope.CLUSTER: "food", Scope.BOOTH: "A1"}[scope]
    made = [save(fair, msgspec.structs.replace(TEN, name=f"Syarat {n}")).id for n in range(5)]
    read = made[0] if scope is Scope.EXPO else ""
    gate = threading.Barrier(4)

    def choose(terms: str) -> str:
        gate.wait(20)
        try:
            agreements.agree(fair.office, fair.expo.id, scope, subject, terms, read)
        except LapakError as error:
            return error.code
        return terms

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(choose, made[1:]))
    refused = [one for one in told if one == "agreement_changed_meanwhile"]
    [won] = set(told) - set(refused)
    assert len(refused) == 3
    with fair.office.database.read() as connection:
        chosen = agreements.agreements(connection, fair.expo.id).chosen
    assert won in chosen.values()


def test_of_two_who_change_the_same_rule_at_once_one_is_told_and_nothing_is_lost(
    fair: Fair,
) -> None:
    first = save(fair)
    gate = threading.Barrier(4)

    def change(minimum: int) -> str:
        gate.wait(20)
        try:
            changed = msgspec.structs.replace(TEN, minimum=minimum)
            made = save(fair, changed, terms_id=first.id, version=1)
        except LapakError as error:
            return error.code
        return str(made.terms.minimum)

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(change, (100, 200, 300, 400)))
    assert told.count("terms_changed_meanwhile") == 3
    with fair.office.database.read() as connection:
        stands = agreements.agreements(connection, fair.expo.id).kept[first.id]
    assert (stands.version, str(stands.terms.minimum) in told) == (2, True)


def test_what_differs_at_a_booth_makes_a_new_revision_that_says_so(fair: Fair) -> None:
    fair.push(fair.till(sales=6))
    save(fair, msgspec.structs.replace(TEN, deposit=500_000))
    make(fair)
    before = kept(fair)
    qris = before.statement.figures.methods["qris"]
    office, expo = fair.office.used_by("sri"), fair.expo.id
    differs = OwnTerms(300_000, {"qris": 10_000})
    assert own_terms.save_own_terms(office, expo, "a1", differs, 0).version == 1
    assert make(fair) == Made(made=1, unchanged=1)
    told = changes(before.statement, kept(fair).statement)
    assert Change("deposit", "", -500_000, -300_000) in told
    assert Change("held", "qris", -qris, -10_000) in told
    assert kept(fair).statement.own == differs
    with pytest.raises(LapakError, match="terms_changed_meanwhile"):
        own_terms.save_own_terms(office, expo, "A1", OwnTerms(), 0)
    with pytest.raises(LapakError, match="rule_method_unknown"):
        own_terms.save_own_terms(office, expo, "A1", OwnTerms(None, {"koin": 0}), 1)
    own_terms.save_own_terms(office, expo, "A1", OwnTerms(), 1)
    make(fair)
    assert kept(fair).statement.lines == before.statement.lines


def test_other_expos_terms_and_booths_are_unknown_here(fair: Fair) -> None:
    other = Fair(fair.office)
    theirs = save(other)
    with pytest.raises(LapakError, match="terms_unknown"):
        agreements.agree(fair.office, fair.expo.id, Scope.EXPO, "", theirs.id)
    with pytest.raises(LapakError, match="terms_unknown"):
        save(fair, terms_id=theirs.id, version=1)
    with pytest.raises(LapakError, match="booth_unknown"):
        make(fair, other.booths["A1"].id)
    with pytest.raises(LapakError, match="expo_unknown"):
        statements.make_statements(fair.office, "nowhere")


def test_what_was_settled_stands_in_the_audit(fair: Fair) -> None:
    save(fair)
    make(fair)
    hashed = kept(fair).hash
    sign = partial(consent.sign, fair.office, fair.expo.id, "A1", hashed, Side.ORGANIZER, "Sri")
    sign(though_unfinished=True)
    with fair.office.database.read() as connection:
        [signed, *done] = audit.acts(connection, fair.expo.id, limit=3)
    assert [act.action for act in done] == ["statements.made", "terms.changed"]
    assert signed.action == "statement.signed_by_organizer"
    assert (signed.details["hash"], signed.details["though"]) == (hashed, "never_seen")
