"""The code of a booth: the same until it is used, expires or is made anew."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from sync.server.fair import booth_codes, code_uses, joining, moves
from sync.server.fair.booth_codes import BoothCode, good_until
from sync.server.fair.code_uses import CodeState, SeenCode
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def code(fair: Fair, booth: str = "A1") -> BoothCode:
    return booth_codes.code_for(fair.office, fair.expo.id, booth)


def join(fair: Fair, typed: str, seed: int = 1) -> str:
    till = PaperTill(seed)
    return joining.join(fair.office, till.join_request(typed), "10.0.0.1").register_code


def seen(fair: Fair) -> Sequence[SeenCode]:
    with fair.office.database.read() as connection:
        return code_uses.seen_codes(connection, fair.expo.id, fair.office.clock())


def test_a_booth_keeps_its_code_until_it_is_used(fair: Fair) -> None:
    first = code(fair)
    assert code(fair) == first
    assert len(first.code) == 8
    assert set(first.code) <= set(joining.ALPHABET)
    assert join(fair, f"{first.code[:4]}-{first.code[4:]}".lower()) == "K1"
    second = code(fair)
    assert {second.code, second.secret}.isdisjoint({first.code, first.secret})
    assert join(fair, second.secret, 2) == "K2"


def test_booths_have_codes_of_their_own_and_strangers_get_none(fair: Fair) -> None:
    ids = [booth.id for booth in fair.booths.values()]
    found = booth_codes.codes_for(fair.office, fair.expo.id, [*ids, "of-another-expo", ids[0]])
    assert [one.booth.code for one in found] == ["A1", "B2"]
    assert len({one.code for one in found}) == 2
    for unknown in ("Z9", ids[0] + "x"):
        with pytest.raises(LapakError, match="booth_unknown"):
            code(fair, unknown)
    with pytest.raises(LapakError, match="expo_unknown"):
        booth_codes.codes_for(fair.office, "no-expo", ids)


def test_made_anew_the_old_code_and_its_picture_lead_nowhere(fair: Fair) -> None:
    old, told_once = code(fair), fair.join_code()
    fresh = booth_codes.make_anew(fair.office, fair.expo.id, "A1")
    for replaced in (old.code, old.secret, told_once):
        with pytest.raises(LapakError, match="join_code_replaced"):
            join(fair, replaced)
    assert code(fair) == fresh
    assert join(fair, fresh.code) == "K1"


def test_a_code_that_was_used_still_serves_its_own_till_when_another_is_made(fair: Fair) -> None:
    old = code(fair)
    assert join(fair, old.code) == "K1"
    booth_codes.make_anew(fair.office, fair.expo.id, "A1")
    assert join(fair, old.code) == "K1"  # its answer was lost
    with pytest.raises(LapakError, match="join_code_used"):
        join(fair, old.code, 2)


def test_a_code_that_moves_a_till_outlives_a_new_join_code(fair: Fair) -> None:
    till = fair.till(sales=1)
    fair.push(till)
    made, _ = moves.create_move_code(fair.office, fair.expo.id, till.register)
    booth_codes.make_anew(fair.office, fair.expo.id, "A1")
    with pytest.raises(LapakError, match="move_needs_empty_till"):
        join(fair, made.code)
    assert len(seen(fair)) == 2  # what the till used, and the new one


def test_an_expired_code_says_so_and_another_is_made(fair: Fair, clock: Clock) -> None:
    old = code(fair)
    clock.pass_time(old.expires_at - clock.now)
    with pytest.raises(LapakError, match="join_code_expired"):
        join(fair, old.code)
    assert [one.state for one in seen(fair)] == [CodeState.EXPIRED]
    assert code(fair).code != old.code


def test_who_used_a_code_and_when_is_kept(fair: Fair, clock: Clock) -> None:
    first = code(fair)
    clock.pass_time(timedelta(minutes=2))
    used_at = clock.now
    join(fair, first.code)
    clock.pass_time(timedelta(minutes=2))
    join(fair, first.code)
    code(fair)
    booth_codes.make_anew(fair.office, fair.expo.id, "A1")
    found = seen(fair)
    assert sorted(one.state for one in found) == ["good", "replaced", "used"]
    [used] = [one for one in found if one.state is CodeState.USED]
    assert (used.booth, used.register, used.used_at) == ("A1", "A1-K1", used_at)
    with fair.office.database.read() as connection:
        latest = code_uses.latest_codes(connection, fair.expo.id, clock.now)
    assert latest[fair.booths["A1"].id].state is CodeState.GOOD


@pytest.mark.parametrize(
    ("last_day", "cutoff", "until"),
    [
        (None, 0, NOW + timedelta(days=7)),
        (date(2026, 11, 24), 0, datetime(2026, 11, 25, tzinfo=ZoneInfo("Asia/Jakarta"))),
        (date(2026, 11, 24), 150, datetime(2026, 11, 25, 2, 30, tzinfo=ZoneInfo("Asia/Jakarta"))),
        (date(2026, 11, 20), 0, NOW + timedelta(days=1)),
        (date(2025, 1, 1), 0, NOW + timedelta(days=1)),
        (date(9999, 12, 31), 0, NOW + timedelta(days=60)),
    ],
)
def test_a_code_holds_to_the_end_of_the_expo(
    last_day: date | None, cutoff: int, until: datetime
) -> None:
    details = ExpoDetails("x", 1, "Expo", "Asia/Jakarta", cutoff, last_day=last_day)
    assert good_until(details, NOW) == until
