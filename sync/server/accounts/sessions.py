"""Browsers that are logged in: opened with a password, known by a cookie, ended."""

from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import stamp
from sync.server.accounts import attempts, tokens
from sync.server.accounts.people import MAX_NAME, Account, account_in, password_fits
from sync.server.office import Office
from sync.server.store.rows import AccountRow, SessionRow

SESSION_LIFETIME = timedelta(hours=12)
TRIES_A_NAME = 5
TRIES_AN_ACCOUNT = 50
"""From all addresses together; so many that nobody is easily locked out by somebody else."""
TRIES_AN_ADDRESS = 30


def log_in(office: Office, name: str, password: str, address: str) -> str:
    """Check a password and open a session; returns the cookie's text, which is kept nowhere.

    Raises LapakError `login_wrong` or `login_too_many_tries`.
    """
    wanted = " ".join(name.split()).lower()[:MAX_NAME].replace("\0", "")
    check_password(office, wanted, password, address)
    with office.database.write() as connection:
        return begin_session(connection, office, wanted)


def begin_session(connection: Connection, office: Office, name: str) -> str:
    """Open a session for an account; returns the cookie's text, which is kept nowhere."""
    text, now = tokens.token_text(office.new_secret()), office.clock()
    connection.execute(delete(SessionRow).where(SessionRow.expires_at <= stamp(now)))
    mine = AccountRow.name == name
    connection.execute(update(AccountRow).where(mine).values(last_login=stamp(now)))
    connection.execute(
        insert(SessionRow).values(
            session_hash=tokens.token_hash(text),
            account=name,
            created_at=stamp(now),
            expires_at=stamp(now + SESSION_LIFETIME),
        )
    )
    return text


def check_password(office: Office, name: str, password: str, address: str) -> None:
    """Be sure that this is who they say: at the login, and before what cannot be undone.

    Raises LapakError `login_wrong` or `login_too_many_tries`.
    """
    limits = (
        attempts.Limit("login_name", f"{address} {name}", TRIES_A_NAME),
        attempts.Limit("login_account", name, TRIES_AN_ACCOUNT),
        attempts.Limit("login_address", address, TRIES_AN_ADDRESS),
    )
    with office.database.write() as connection:
        attempts.count_try(connection, limits, office.clock(), "login_too_many_tries")
    if not password_fits(office, name, password):
        raise LapakError("login_wrong")
    with office.database.write() as connection:
        attempts.take_back(connection, limits)


def log_out(office: Office, session: str) -> None:
    """End a session; an unknown one is no error."""
    with office.database.write() as connection:
        hashed = tokens.token_hash(session)
        connection.execute(delete(SessionRow).where(SessionRow.session_hash == hashed))


def session_account(office: Office, session: str | None) -> Account | None:
    """Who a session cookie belongs to; None when it is unknown or has expired."""
    if not session:
        return None
    with office.database.read() as connection:
        row = connection.execute(
            select(AccountRow.__table__)
            .join(SessionRow, SessionRow.account == AccountRow.name)
            .where(
                SessionRow.session_hash == tokens.token_hash(session),
                SessionRow.expires_at > stamp(office.clock()),
                AccountRow.blocked_at.is_(None),
            )
        ).one_or_none()
    return account_in(row) if row else None
