"""A register that is locked out: nothing it sends is taken, until its machine joins anew."""

import pytest

from pos_app.domain.errors import LapakError
from sync.server.fair import joining, registers
from sync.server.fair.news import news
from sync.server.intake.receive import held, receive
from sync.wire import compress
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair


def revoke(fair: Fair, till: PaperTill, reason: str = "") -> None:
    registers.revoke_register(fair.office, fair.expo.id, till.register, reason)


def test_a_stolen_till_is_refused_with_the_reason_and_nothing_more_is_stored(fair: Fair) -> None:
    till, other = fair.till(sales=2), fair.till("B2", 2, sales=1)
    fair.push(till)
    revoke(fair, till, "Laptop hilang, temui panitia di gerbang")
    till.sell(3)
    for asked in (
        lambda: fair.push(till),
        lambda: held(fair.office, till.token, till.register),
        lambda: news(fair.office, till.token, till.register, 0, 0),
    ):
        with pytest.raises(LapakError, match="token_revoked") as refused:
            asked()
        assert refused.value.details["reason"] == "Laptop hilang, temui panitia di gerbang"
    assert fair.booth("A1").sales == 2
    assert fair.push(other).acked_seq == len(other.entries)


def rejoined(fair: Fair, seed: int, booth: str = "A1") -> PaperTill:
    """A machine that joins anew: another register, the key of before where the seed is the same."""
    till = PaperTill(seed)
    till.register = f"{till.register}-again"
    grant = joining.join(fair.office, till.join_request(fair.join_code(booth)), "10.0.0.1")
    till.joined(grant)
    return till


def hand_over(fair: Fair, till: PaperTill, token: str) -> int:
    body = compress(till.batch())
    return receive(fair.office, token, till.register, body, "zstd").acked_seq


def test_a_new_join_code_lets_the_same_machine_hand_over_what_it_recorded_meanwhile(
    fair: Fair,
) -> None:
    till = fair.till(sales=2)
    fair.push(till)
    revoke(fair, till)
    till.sell(3)
    again = rejoined(fair, 7)
    assert hand_over(fair, till, again.token) == len(till.entries)
    assert fair.booth("A1").sales == 5
    with pytest.raises(LapakError, match="token_revoked"):
        fair.push(till)


def test_every_register_of_a_stolen_machine_is_locked_out(fair: Fair) -> None:
    till = fair.till(sales=1)
    again = rejoined(fair, 7)
    revoke(fair, again)
    for sender, token in ((till, till.token), (till, again.token), (again, till.token)):
        with pytest.raises(LapakError, match="token_revoked"):
            hand_over(fair, sender, token)


def test_neither_another_machine_nor_another_booth_speaks_for_a_register(fair: Fair) -> None:
    till = fair.till(sales=1)
    revoke(fair, till)
    for other in (rejoined(fair, 8), rejoined(fair, 7, "B2")):
        with pytest.raises(LapakError, match="token_of_another_register"):
            hand_over(fair, till, other.token)


def test_a_list_of_tills_says_which_are_locked_out_and_why(fair: Fair) -> None:
    till, other = fair.till(), fair.till("B2", 2)
    revoke(fair, till, " dicuri\n")
    revoke(fair, till, "hilang")
    with fair.office.database.read() as connection:
        first, second = registers.registers_of(connection, fair.expo.id)
    assert (first.is_revoked, first.reason, first.booth_name) == (True, "hilang", "Batik Polokarto")
    assert (second.id, second.is_revoked, second.reason) == (other.register, False, "")
    with pytest.raises(LapakError, match="text_too_long"):
        revoke(fair, other, "a" * 121)
