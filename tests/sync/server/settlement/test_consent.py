"""Both sides' consent: what may be signed, what was signed, and what somebody holds against it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial

import msgspec
import pytest
from sqlalchemy import text

from pos_app.domain.errors import LapakError
from sync.server.accounts import audit
from sync.server.office import Office
from sync.server.settlement import agreements, consent, corrections, statements
from sync.server.settlement.consent import Consent, Dispute, Side, Standing
from sync.server.settlement.terms import Share, Step, Terms
from tests.drivers.facts import close_shift
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.drivers.settlements import kept

TEN = Terms("Umum", (Share("Bagi hasil", (Step(0, 1_000),)),), organizer_holds=("qris",))
PATIENCE_S = 20
SIDES = ((Side.ORGANIZER, "Sri Rejeki"), (Side.EXHIBITOR, "Pak Joko"))


@pytest.fixture
def till(fair: Fair) -> PaperTill:
    """Two sales and a closed shift, of which a statement was made."""
    made = fair.till(sales=2)
    close_shift(made)
    fair.push(made)
    make(fair)
    return made


def make(fair: Fair) -> None:
    statements.make_statements(fair.office.used_by("sri"), fair.expo.id)


def sell_one(fair: Fair, till: PaperTill) -> None:
    held = till.head.seq
    till.sell(1)
    fair.push(till, till.batch(after=held))


def sign(
    fair: Fair, side: Side = Side.EXHIBITOR, name: str = "Pak Joko", hashed: str = "", **how: bool
) -> None:
    office, read = fair.office.used_by("sri"), hashed or kept(fair).hash
    consent.sign(office, fair.expo.id, "A1", read, side, name, **how)


def said(fair: Fair, revision: int = 0) -> Consent:
    with fair.office.database.read() as connection:
        return consent.consent_of(connection, fair.expo.id, kept(fair, revision=revision))


def disputed(fair: Fair, reason: str = "Satu retur hilang") -> Dispute:
    consent.dispute(fair.office, fair.expo.id, "A1", kept(fair).hash, reason)
    return said(fair).disputes[-1]


def last_act(fair: Fair) -> audit.Act:
    with fair.office.database.read() as connection:
        return audit.acts(connection, fair.expo.id, limit=1)[0]


def test_both_sign_what_they_read(fair: Fair, till: PaperTill) -> None:
    assert said(fair).standing is Standing.MADE
    sign(fair, *SIDES[0])
    assert said(fair).standing is Standing.HALF_SIGNED
    sign(fair, *SIDES[1])
    signed = said(fair)
    assert signed.standing is Standing.SIGNED
    assert [(one.side, one.name) for one in signed.signatures] == list(SIDES)
    made = kept(fair)
    for one in signed.signatures:
        assert (one.noted_by, one.revision, one.hash) == ("sri", 1, made.hash)
        assert (one.at, one.though_unfinished) == (fair.office.clock(), False)
    with pytest.raises(LapakError, match="statement_signed"):
        sign(fair, Side.ORGANIZER, "Budi")


def test_a_revision_is_signed_only_while_it_says_what_stands(fair: Fair, till: PaperTill) -> None:
    news: list[Callable[[], object]] = [
        lambda: sell_one(fair, till),
        lambda: agreements.save_terms(fair.office, fair.expo.id, TEN),
        lambda: corrections.correct(fair.office, fair.expo.id, "A1", -5_000, "Listrik padam"),
    ]
    for happen in news:
        happen()
        with pytest.raises(LapakError, match="statement_stale"):
            sign(fair)
        assert said(fair).signatures == ()
        make(fair)
    sign(fair)
    assert said(fair).standing is Standing.HALF_SIGNED
    assert kept(fair).revision == 4


def test_nobody_signs_a_revision_that_is_no_longer_the_last(fair: Fair, till: PaperTill) -> None:
    read = kept(fair).hash
    sell_one(fair, till)
    make(fair)
    with pytest.raises(LapakError, match="statement_changed_meanwhile"):
        sign(fair, hashed=read)
    assert said(fair).signatures == ()


def test_what_is_not_finished_is_signed_only_by_who_says_so(fair: Fair) -> None:
    till = fair.till(sales=3)
    fair.push(till, till.batch(upto=4))
    make(fair)
    with pytest.raises(LapakError, match="statement_unfinished"):
        sign(fair)
    sign(fair, though_unfinished=True)
    [signed] = said(fair).signatures
    assert signed.though_unfinished
    assert last_act(fair).details["though"] == "behind"
    close_shift(till)
    fair.push(till, till.batch(after=4))
    make(fair)
    sign(fair, though_unfinished=True)  # nothing had to be accepted, so nothing was
    assert [one.though_unfinished for one in said(fair).signatures] == [False]


def test_a_shift_that_nobody_closed_leaves_a_booth_unfinished(fair: Fair) -> None:
    fair.push(fair.till(sales=1))
    make(fair)
    with pytest.raises(LapakError, match="statement_unfinished"):
        sign(fair)


def test_what_is_agreed_after_both_signed_leaves_their_signatures_with_what_they_signed(
    fair: Fair, till: PaperTill
) -> None:
    first = agreements.save_terms(fair.office, fair.expo.id, TEN)
    make(fair)
    before = kept(fair)
    for side, name in SIDES:
        sign(fair, side, name)
    more = msgspec.structs.replace(TEN, minimum=5_000_000)
    agreements.save_terms(fair.office, fair.expo.id, more, first.id, 1)
    assert said(fair).standing is Standing.SIGNED
    make(fair)
    assert said(fair).standing is Standing.MADE
    assert [one.hash for one in said(fair, before.revision).signatures] == [before.hash] * 2
    assert kept(fair, revision=before.revision) == before


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "signer_missing"), ("Raden " * 14, "text_too_long")]
)
def test_a_name_is_kept_as_it_was_written_or_not_at_all(
    fair: Fair, till: PaperTill, name: str, code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        sign(fair, name=name)
    assert said(fair).signatures == ()
    sign(fair, name="Raden " * 13)
    assert said(fair).signatures[0].name == ("Raden " * 13).strip()


def test_a_disputed_statement_is_signed_once_that_has_ended(fair: Fair, till: PaperTill) -> None:
    raised = disputed(fair, "Retur hari pertama belum dihitung")
    assert said(fair).standing is Standing.DISPUTED
    with pytest.raises(LapakError, match="statement_disputed"):
        sign(fair)
    consent.end_dispute(fair.office, fair.expo.id, raised.id, "Sudah termasuk, baris 3")
    sign(fair)
    assert said(fair).disputes[0].answer == "Sudah termasuk, baris 3"
    with pytest.raises(LapakError, match="dispute_unknown"):
        consent.end_dispute(fair.office, fair.expo.id, raised.id, "lagi")


def test_what_belongs_to_one_booth_is_not_ended_at_another(fair: Fair, till: PaperTill) -> None:
    office, expo = fair.office, fair.expo.id
    raised = disputed(fair)
    with pytest.raises(LapakError, match="dispute_unknown"):
        consent.end_dispute(office, expo, raised.id, "selesai", "B2")
    consent.end_dispute(office, expo, raised.id, "selesai", "a1")
    details = {"booth": "A1", "dispute": "Satu retur hilang", "reason": "selesai"}
    assert last_act(fair).details == details
    made = corrections.correct(office, expo, "A1", -5_000, "Listrik padam")
    with pytest.raises(LapakError, match="correction_unknown"):
        corrections.withdraw_correction(office, expo, made.id, "B2")
    with pytest.raises(LapakError, match="booth_unknown"):
        corrections.withdraw_correction(office, expo, made.id, "Z9")
    corrections.withdraw_correction(office, expo, made.id, "A1")
    assert last_act(fair).details == {"booth": "A1", "total": -5_000, "reason": "Listrik padam"}


class Halted:
    """An office's clock that holds whoever looks at it until it goes on."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.reached, self._go_on = threading.Event(), threading.Event()

    def __call__(self) -> datetime:
        self.reached.set()
        assert self._go_on.wait(PATIENCE_S)
        return self.now

    def go_on(self) -> None:
        self._go_on.set()


def wait_until_one_waits(office: Office, other: Future[None]) -> None:
    """Until the other waits for a lock (PostgreSQL tells), or has ended without."""
    if office.database.is_sqlite:
        return  # writers of one process queue up before the database
    waiting = text(
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database OR database "
        "IS NULL WHERE datname = current_database() AND NOT granted"
    )
    for _ in range(2_000):
        with office.database.read() as connection:
            if other.done() or connection.scalar(waiting):
                return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("first", ["make", "dispute"])
def test_who_signs_waits_for_what_is_being_made_or_disputed_and_is_told(
    fair: Fair, till: PaperTill, first: str
) -> None:
    read = kept(fair).hash
    if first == "make":
        sell_one(fair, till)
    clock = Halted(fair.office.clock())
    slow = msgspec.structs.replace(fair.office, clock=clock)
    ways: dict[str, Callable[[], object]] = {
        "make": partial(statements.make_statements, slow, fair.expo.id),
        "dispute": partial(consent.dispute, slow, fair.expo.id, "A1", read, "Kurang"),
    }
    with ThreadPoolExecutor(2) as threads:
        begun = threads.submit(ways[first])
        assert clock.reached.wait(PATIENCE_S)
        signing = threads.submit(sign, fair, hashed=read)
        try:
            wait_until_one_waits(fair.office, signing)
        finally:
            clock.go_on()
        begun.result(PATIENCE_S)
        wanted = {"make": "statement_changed_meanwhile", "dispute": "statement_disputed"}
        with pytest.raises(LapakError, match=wanted[first]):
            signing.result(PATIENCE_S)
    assert said(fair, 1).signatures == ()


def test_whatever_happens_at_once_nobody_signed_what_was_not_the_last_or_was_disputed(
    fair: Fair, till: PaperTill
) -> None:
    for round_ in range(6):
        corrections.correct(fair.office, fair.expo.id, "A1", -1_000 - round_, f"Lampu {round_}")
        make(fair)
        read = kept(fair).hash
        corrections.correct(fair.office, fair.expo.id, "A1", -9_000 - round_, f"Kursi {round_}")
        ways: list[Callable[[], object]] = [
            partial(make, fair),
            partial(sign, fair, hashed=read),
            partial(sign, fair, Side.ORGANIZER, "Sri", read),
            partial(consent.dispute, fair.office, fair.expo.id, "A1", read, "Kurang"),
        ]
        at_once(ways)
        for open_ in (one for one in said(fair).disputes if one.ended_at is None):
            consent.end_dispute(fair.office, fair.expo.id, open_.id, "selesai")
    with fair.office.database.read() as connection:
        acts = [*reversed(audit.acts(connection, fair.expo.id))]
    last, is_disputed = 0, False
    for act in acts:
        last += act.action == "statements.made"
        is_disputed = act.action == "statement.disputed" or (
            is_disputed and act.action != "dispute.ended"
        )
        if act.action.startswith("statement.signed"):
            assert act.details["revision"] == last
            assert not is_disputed


def at_once(ways: list[Callable[[], object]]) -> None:
    """Start all in the same moment; what one of them is refused for is expected."""
    gate = threading.Barrier(len(ways))

    def go(way: Callable[[], object]) -> None:
        gate.wait(PATIENCE_S)
        try:
            way()
        except LapakError as error:
            expected = ("statement_changed_meanwhile", "statement_disputed", "statement_stale")
            assert error.code in expected  # noqa: PT017 (any of them may be first)

    with ThreadPoolExecutor(len(ways)) as threads:
        for done in [threads.submit(go, way) for way in ways]:
            done.result(PATIENCE_S)
