"""Registers that continue others, at the server: known at once, and counted once in any order."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from pos_app.domain.continuation import wrapped
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from sync.server.fair.continuing import continue_register
from sync.server.figures import z_reports
from sync.server.figures.projection import reproject
from sync.server.figures.z_reports import Standing
from sync.server.office import open_office
from sync.wire import ContinueRequest
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair, prepared
from tests.drivers.papers import close, paper_of

Client = TestClient[Litestar]


def request(till: PaperTill, code: str = "K1WXT") -> ContinueRequest:
    return ContinueRequest(code, till.register, till.public_key, "install", "0.1")


def continued(fair: Fair, till: PaperTill, seed: int = 9) -> PaperTill:
    """A register that continues a till, with all that the till has carried over."""
    second = PaperTill(seed)
    second.expo, second.booth = till.expo, till.booth
    grant = continue_register(fair.office, till.token, till.register, request(second))
    second.joined(grant)
    second.open(till.head)
    for seq, data in enumerate(till.entries, 1):
        body = wrapped(till.register, seq, till.hashes[seq], data)
        second.append(Kind.ENTRY_CARRIED, body)
    return second


def test_who_holds_a_registers_token_goes_on_in_its_booth(fair: Fair) -> None:
    till = fair.till(sales=2)
    fair.push(till)
    second = PaperTill(9)
    grant = continue_register(fair.office, till.token, till.register, request(second))
    assert (grant.booth, grant.register_code) == (till.booth, "K1WXT")
    second.joined(grant)
    second.open(till.head)
    second.sell(1)
    assert fair.push(second).acked_seq == 3
    assert fair.booth().sales == 3


def test_asking_again_gets_another_token_and_changes_nothing(fair: Fair) -> None:
    till = fair.till()
    second = PaperTill(9)
    first, again = (
        continue_register(fair.office, till.token, till.register, request(second)) for _ in range(2)
    )
    assert first.token != again.token
    assert (first.booth, first.register_code) == (again.booth, again.register_code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"public_key": "00" * 32}, "register_key_differs"),
        ({"code": "k1"}, "join_request_unusable"),
        ({"register": "../etc"}, "join_request_unusable"),
    ],
)
def test_a_request_that_cannot_be_meant_is_refused(
    fair: Fair, change: dict[str, str], code: str
) -> None:
    till, second = fair.till(), PaperTill(9)
    continue_register(fair.office, till.token, till.register, request(second))
    fields = {name: getattr(request(second), name) for name in ContinueRequest.__struct_fields__}
    asked = ContinueRequest(**{**fields, **change})
    with pytest.raises(LapakError, match=code):
        continue_register(fair.office, till.token, till.register, asked)


def test_a_token_continues_its_own_register_only(fair: Fair) -> None:
    till, other = fair.till(), fair.till("B2", seed=3)
    with pytest.raises(LapakError, match="token_of_another_register"):
        continue_register(fair.office, other.token, till.register, request(PaperTill(9)))
    with pytest.raises(LapakError, match="register_of_another_booth"):
        continue_register(fair.office, other.token, other.register, request(till))


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_what_was_carried_counts_once_whatever_comes_first(
    fair: Fair, order: tuple[int, ...]
) -> None:
    till = fair.till(sales=4)
    till.void(till.sales[0])
    till.refund(till.sales[1])
    second, third = continued(fair, till, 9), continued(fair, till, 11)
    second.sell(1)
    for place in order:
        pushed = (till, second, third)[place]
        fair.push(pushed)
    total = till.total + sum(sale.total for sale in second.sales)
    booth = fair.booth()
    assert (booth.sales, booth.total, booth.quarantined) == (4, total, 0)
    reproject(fair.office.database, fair.expo.id)
    assert fair.booth() == booth


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(arrivals=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 5)), max_size=30))
def test_pieces_of_all_three_may_come_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, arrivals: list[tuple[int, int]]
) -> None:
    database = prepared(tmp_path_factory.mktemp("server") / "organizer.db")
    office = open_office(str(database), clock=Clock())
    fair = Fair(office)
    till = fair.till(sales=4)
    till.void(till.sales[0])
    till.refund(till.sales[1])
    tills = till, continued(fair, till, 9), continued(fair, till, 11)
    tills[1].sell(2)
    came = [0, 0, 0]
    for place, size in (*arrivals, (0, 99), (1, 99), (2, 99)):
        upto = min(came[place] + size, len(tills[place].entries))
        fair.push(tills[place], tills[place].batch(came[place], upto))
        came[place] = upto
    booth = fair.booth()
    total = till.total + tills[1].total
    assert (booth.sales, booth.total, booth.missing, booth.quarantined) == (5, total, 0, 0)
    office.database.close()


def carry_on(fair: Fair, till: PaperTill, after: int = 0) -> PaperTill:
    """A register that continues a till which nobody has the key of any more."""
    second = fair.till(seed=9, continues=till.head)
    for seq, data in enumerate(till.entries[after:], after + 1):
        second.append(Kind.ENTRY_CARRIED, wrapped(till.register, seq, till.hashes[seq], data))
    fair.push(second)
    return second


def test_what_came_carried_is_not_called_missing(fair: Fair) -> None:
    till = fair.till(sales=5)
    fair.push(till, till.batch(upto=3))
    assert (fair.booth().missing, fair.booth().status) == (4, "behind")
    carry_on(fair, till, after=3)
    booth = fair.booth()
    assert (booth.missing, booth.status, booth.sales) == (0, "complete", 5)
    reproject(fair.office.database, fair.expo.id)
    assert fair.booth() == booth


def test_what_nobody_carried_is_missing_still(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=5)
    sqlite_fair.push(till, till.batch(upto=3))
    carry_on(sqlite_fair, till, after=5)
    assert (sqlite_fair.booth().missing, sqlite_fair.booth().status) == (2, "behind")


def test_another_branch_that_came_carried_does_not_stand_for_what_was_declared(
    sqlite_fair: Fair,
) -> None:
    till = sqlite_fair.till(sales=3)
    sqlite_fair.push(till)
    copy = till.copied(seed=12)
    till.sell(2)
    copy.sell(2)
    sqlite_fair.push(till, till.write(till.head_at(5), [], till.head))
    carry_on(sqlite_fair, copy, after=5)
    assert sqlite_fair.booth().missing == 2


def test_a_z_report_on_paper_agrees_with_what_came_carried(fair: Fair) -> None:
    till = fair.till(sales=5)
    paper = paper_of(till, close(till))
    assert z_reports.enter(fair.office, paper).declared.standing is Standing.AWAITED
    carry_on(fair, till)
    again = z_reports.enter(fair.office, paper).declared
    assert (again.standing, again.turnover_off) == (Standing.AGREES, 0)
    booth = fair.booth()
    assert (booth.missing, booth.awaited, booth.total) == (0, 0, till.total)


def test_a_carried_entry_that_cannot_be_read_is_kept_and_shown(fair: Fair) -> None:
    till = fair.till(sales=1)
    data = till.entries[-1].replace(b"sale.completed", b"entry.carried")
    fresh = fair.till(seed=5)
    fresh.append_raw(data.replace(till.register.encode(), fresh.register.encode()))
    assert fair.push(fresh).quarantined == 1


def test_over_http_the_old_token_is_what_counts(client: Client, sqlite_fair: Fair) -> None:
    till, second = sqlite_fair.till(), PaperTill(9)
    path = f"/api/v1/registers/{till.register}/continue"
    asked = {name: getattr(request(second), name) for name in ContinueRequest.__struct_fields__}
    assert client.post(path, json=asked).status_code == 401
    answer = client.post(path, json=asked, headers={"Authorization": f"Bearer {till.token}"})
    assert (answer.status_code, answer.json()["register_code"]) == (200, "K1WXT")
