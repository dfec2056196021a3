"""Join codes: honest cashiers get in, guessers do not."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from sync.server.fair import joining, registers
from sync.server.intake.receive import held
from sync.server.store.rows import JoinCodeRow, RegisterTokenRow
from sync.wire import JoinGrant
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, Fair

HALL = "10.0.0.1"


def join(fair: Fair, till: PaperTill, code: str, address: str = HALL) -> JoinGrant:
    return joining.join(fair.office, till.join_request(code), address)


def refusal(fair: Fair, till: PaperTill, code: str, address: str = HALL) -> LapakError:
    with pytest.raises(LapakError) as caught:
        join(fair, till, code, address)
    return caught.value


def wrong_code(code: str) -> str:
    return ("3" if code[0] == "2" else "2") + code[1:]


def test_a_code_brings_a_register_to_its_booth(fair: Fair) -> None:
    grant = join(fair, PaperTill(1), fair.join_code("B2"))
    assert (grant.expo, grant.booth) == (fair.expo, fair.booths["B2"])
    assert grant.register_code == "K1"
    assert grant.server_key == fair.office.identity.public_key


def test_the_next_register_of_a_booth_gets_the_next_code(fair: Fair) -> None:
    codes = [join(fair, PaperTill(seed), fair.join_code()).register_code for seed in (1, 2, 3)]
    assert codes == ["K1", "K2", "K3"]
    assert join(fair, PaperTill(4), fair.join_code("B2")).register_code == "K1"


def test_a_code_has_eight_letters_that_nobody_mistakes(fair: Fair) -> None:
    codes = [fair.join_code() for _ in range(20)]
    assert len(set(codes)) == 20
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set(joining.ALPHABET)
    assert not set("0O1IZ") & set(joining.ALPHABET)


def test_a_code_may_be_typed_small_with_a_dash_and_spaces(fair: Fair) -> None:
    code = fair.join_code()
    assert join(fair, PaperTill(1), f" {code[:4].lower()}-{code[4:]} ").register_code == "K1"


def test_the_answer_that_was_lost_comes_again_with_a_fresh_token(fair: Fair) -> None:
    code, till = fair.join_code(), PaperTill(1)
    first, again = join(fair, till, code), join(fair, till, code)
    assert msgspec.structs.replace(again, token=first.token) == first
    assert again.token != first.token
    for grant in (first, again):
        assert held(fair.office, grant.token, till.register).acked_seq == 0


def test_a_used_code_lets_no_other_register_in(fair: Fair) -> None:
    code = fair.join_code()
    join(fair, PaperTill(1), code)
    assert refusal(fair, PaperTill(2), code).code == "join_code_used"


def test_a_used_code_does_not_let_in_who_only_knows_the_registers_name(fair: Fair) -> None:
    code, till, thief = fair.join_code(), PaperTill(1), PaperTill(2)
    join(fair, till, code)
    thief.register = till.register
    assert refusal(fair, thief, code).code == "join_code_used"


def test_a_new_code_does_not_give_a_registers_place_to_another_key(fair: Fair) -> None:
    till, thief = PaperTill(1), PaperTill(2)
    join(fair, till, fair.join_code())
    thief.register = till.register
    assert refusal(fair, thief, fair.join_code()).code == "register_key_differs"


def test_a_register_may_join_its_booth_again_with_a_new_code(fair: Fair) -> None:
    till = PaperTill(1)
    first = join(fair, till, fair.join_code())
    again = join(fair, till, fair.join_code())
    assert (again.booth, again.register_code) == (first.booth, first.register_code)


def test_a_register_does_not_change_its_booth(fair: Fair) -> None:
    till = PaperTill(1)
    join(fair, till, fair.join_code("A1"))
    assert refusal(fair, till, fair.join_code("B2")).code == "register_of_another_booth"


def test_a_code_expires_after_24_hours_even_for_who_used_it(fair: Fair, clock: Clock) -> None:
    code, till = fair.join_code(), PaperTill(1)
    clock.pass_time(timedelta(hours=23, minutes=59))
    join(fair, till, code)
    clock.pass_time(timedelta(minutes=1))
    assert refusal(fair, till, code).code == "join_code_expired"


def test_a_code_never_lives_longer_than_24_hours(fair: Fair, clock: Clock) -> None:
    made = joining.create_join_code(fair.office, fair.expo.id, "A1", timedelta(days=30))
    assert made.expires_at == clock.now + timedelta(hours=24)


def test_a_wrong_code_is_said_to_be_wrong(fair: Fair) -> None:
    assert refusal(fair, PaperTill(1), wrong_code(fair.join_code())).code == "join_code_wrong"


def test_after_five_wrong_codes_a_register_must_wait(fair: Fair, clock: Clock) -> None:
    code, till = fair.join_code(), PaperTill(1)
    for _ in range(5):
        assert refusal(fair, till, wrong_code(code)).code == "join_code_wrong"
    stopped = refusal(fair, till, code)
    assert stopped.code == "join_too_many_tries"
    assert 0 < stopped.details["retry_after"] <= 15 * 60
    clock.pass_time(timedelta(seconds=stopped.details["retry_after"]))
    assert join(fair, till, code).register_code == "K1"


def test_one_booths_typing_errors_do_not_stop_the_next_booth(fair: Fair) -> None:
    code, clumsy = fair.join_code(), PaperTill(1)
    for _ in range(8):
        refusal(fair, clumsy, wrong_code(code))
    assert join(fair, PaperTill(2), code).register_code == "K1"


def test_who_guesses_under_many_names_is_stopped_by_address(fair: Fair) -> None:
    code = fair.join_code()
    told = [refusal(fair, PaperTill(seed), wrong_code(code)).code for seed in range(62)]
    assert told == ["join_code_wrong"] * 60 + ["join_too_many_tries"] * 2
    assert refusal(fair, PaperTill(99), code).code == "join_too_many_tries"
    assert join(fair, PaperTill(99), code, "10.0.0.2").register_code == "K1"


def test_right_codes_use_no_tries_up(fair: Fair) -> None:
    till, code = PaperTill(1), fair.join_code()
    grants = [join(fair, till, code) for _ in range(8)]
    assert {grant.register_code for grant in grants} == {"K1"}


def test_neither_code_nor_token_stands_in_the_database(fair: Fair) -> None:
    code = fair.join_code()
    grant = join(fair, PaperTill(1), code)
    with fair.office.database.read() as connection:
        kept = [
            *connection.execute(select(JoinCodeRow.code_hash)).scalars(),
            *connection.execute(select(RegisterTokenRow.token_hash)).scalars(),
        ]
    assert not any(secret in text for text in kept for secret in (code, grant.token))
    assert len(grant.token.rpartition(".")[2]) == 43  # 256 bits


def test_a_revoked_register_is_not_let_in(fair: Fair) -> None:
    till = fair.till(sales=1)
    registers.revoke_register(fair.office, fair.expo.id, till.register)
    with pytest.raises(LapakError, match="token_revoked"):
        fair.push(till)


@pytest.mark.parametrize(
    "field", ["register", "public_key", "install_id"], ids=lambda field: f"odd_{field}"
)
def test_a_join_request_with_odd_contents_is_refused(fair: Fair, field: str) -> None:
    request = PaperTill(1).join_request(fair.join_code())
    odd = msgspec.structs.replace(request, **{field: "a\0b"})
    with pytest.raises(LapakError) as caught:
        joining.join(fair.office, odd, HALL)
    assert caught.value.code == "join_request_unusable"


def test_a_code_for_an_unknown_booth_is_not_made(fair: Fair) -> None:
    with pytest.raises(LapakError, match="booth_unknown"):
        joining.create_join_code(fair.office, fair.expo.id, "Z9")
    with pytest.raises(LapakError, match="expo_unknown"):
        joining.create_join_code(fair.office, "nowhere", "A1")
