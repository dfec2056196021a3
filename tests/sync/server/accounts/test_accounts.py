"""Logging in: passwords, sessions, tries, API tokens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from sync.server.accounts import people, programs, sessions
from sync.server.accounts.programs import program_of
from sync.server.office import Office
from sync.server.store.rows import AccountRow, ApiTokenRow, SessionRow
from tests.drivers.organizers import Clock

PASSWORD = "rahasia-besar"

pytestmark = pytest.mark.usefixtures("quick_passwords")


def log_in(office: Office, name: str = "sri", password: str = PASSWORD, at: str = "x") -> str:
    return sessions.log_in(office, name, password, at)


def test_the_right_password_opens_a_session(office: Office) -> None:
    people.create_account(office, "Sri", PASSWORD)
    account = sessions.session_account(office, log_in(office, " SRI "))
    assert account is not None
    assert (account.name, account.role, account.must_change) == ("sri", "admin", False)


def test_every_login_opens_a_new_session(office: Office) -> None:
    people.create_account(office, "sri", PASSWORD)
    assert log_in(office) != log_in(office)


def test_wrong_passwords_and_unknown_names_are_told_the_same(office: Office) -> None:
    people.create_account(office, "sri", PASSWORD)
    for name, password in (("sri", "salah-sekali"), ("budi", PASSWORD), ("a\0b", PASSWORD)):
        with pytest.raises(LapakError, match="login_wrong"):
            log_in(office, name, password)


def test_a_session_ends_after_twelve_hours(office: Office, clock: Clock) -> None:
    people.create_account(office, "sri", PASSWORD)
    session = log_in(office)
    clock.pass_time(timedelta(hours=12))
    assert sessions.session_account(office, session) is None


def test_a_session_ends_when_one_logs_out(office: Office) -> None:
    people.create_account(office, "sri", PASSWORD)
    session = log_in(office)
    sessions.log_out(office, session)
    assert sessions.session_account(office, session) is None


@pytest.mark.parametrize("session", [None, "", "guessed"])
def test_an_unknown_session_is_nobodys(office: Office, session: str | None) -> None:
    assert sessions.session_account(office, session) is None


def test_after_five_wrong_passwords_one_must_wait(office: Office, clock: Clock) -> None:
    people.create_account(office, "sri", PASSWORD)
    for _ in range(5):
        with pytest.raises(LapakError, match="login_wrong"):
            log_in(office, password="salah-sekali")
    with pytest.raises(LapakError, match="login_too_many_tries"):
        log_in(office)
    assert log_in(office, at="elsewhere")
    clock.pass_time(sessions.SESSION_LIFETIME)
    assert log_in(office)


def test_no_secret_stands_in_the_database(office: Office) -> None:
    people.create_account(office, "sri", PASSWORD)
    secrets = [PASSWORD, log_in(office), programs.create_api_token(office, "robot")]
    with office.database.read() as connection:
        kept = [
            connection.execute(select(AccountRow.password)).scalar_one(),
            connection.execute(select(SessionRow.session_hash)).scalar_one(),
            connection.execute(select(ApiTokenRow.token_hash)).scalar_one(),
        ]
    assert kept[0].startswith("$argon2id$")
    assert not any(secret in text for secret in secrets for text in kept)


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("", PASSWORD, "account_name_not_usable"),
        ("x" * 41, PASSWORD, "account_name_not_usable"),
        ("sri", "1234567", "password_too_short"),
        ("sri", "x" * 201, "password_too_long"),
    ],
)
def test_an_account_needs_a_name_and_a_password(
    office: Office, name: str, password: str, code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        people.create_account(office, name, password)


def test_a_name_is_given_once(office: Office) -> None:
    people.create_account(office, "sri", PASSWORD)
    with pytest.raises(LapakError, match="account_name_taken"):
        people.create_account(office, "SRI", PASSWORD)


def test_an_api_token_works_until_it_is_revoked(office: Office) -> None:
    token = programs.create_api_token(office, "robot")
    with office.database.read() as connection:
        program_of(connection, token)
    programs.revoke_api_token(office, " Robot ")
    with office.database.read() as connection, pytest.raises(LapakError, match="token_revoked"):
        program_of(connection, token)
