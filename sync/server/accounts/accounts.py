"""People and programs that may look at the organizer's side: passwords, sessions, API tokens."""

from datetime import datetime, timedelta

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, delete, func, insert, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import stamp
from sync.server.accounts import attempts, tokens
from sync.server.office import Office
from sync.server.store.database import insert_many, run_many
from sync.server.store.rows import AccountRow, ApiTokenRow, SessionRow

ADMIN = "admin"
RELAY = "relay"
"""The role of a hall's server that passes on what it holds, and may nothing else."""

SESSION_LIFETIME = timedelta(hours=12)
LEAST_PASSWORD = 8
MAX_PASSWORD = 200
MAX_NAME = 40
TRIES_A_NAME = 5
TRIES_AN_ADDRESS = 30


class Account(msgspec.Struct, frozen=True):
    """Who is logged in."""

    name: str
    role: str


def create_account(office: Office, name: str, password: str, role: str = ADMIN) -> Account:
    """Add an account.

    Raises LapakError `account_name_not_usable`, `account_name_taken`, `password_too_short` or
    `password_too_long`.
    """
    account = Account(account_name(name), role)
    hashed = hashed_password(password)
    with office.database.write() as connection:
        add_account(connection, account, hashed, office.clock())
    return account


def add_account(connection: Connection, account: Account, hashed: str, now: datetime) -> None:
    """Keep an account; raises LapakError `account_name_taken`."""
    added = insert_many(
        connection,
        "account (name, password, role, created_at)",
        [(account.name, hashed, account.role, stamp(now))],
        conflict="(name) DO NOTHING",
    )
    if not added:
        raise LapakError("account_name_taken", name=account.name)


def set_password(office: Office, name: str, password: str) -> Account:
    """Give an account another password, and end its sessions: somebody forgot theirs.

    Raises LapakError `account_unknown`, `password_too_short` or `password_too_long`.
    """
    wanted = " ".join(name.split()).lower().replace("\0", "")
    hashed = hashed_password(password)
    with office.database.write() as connection:
        changed = update(AccountRow).where(AccountRow.name == wanted).values(password=hashed)
        role = connection.execute(changed.returning(AccountRow.role)).scalar_one_or_none()
        if role is None:
            raise LapakError("account_unknown", name=name)
        connection.execute(delete(SessionRow).where(SessionRow.account == wanted))
    return Account(wanted, role)


def has_accounts(office: Office) -> bool:
    """Whether anybody can log in yet."""
    with office.database.read() as connection:
        return connection.execute(select(func.count()).select_from(AccountRow)).scalar_one() > 0


def log_in(office: Office, name: str, password: str, address: str) -> str:
    """Check a password and open a session; returns the cookie's text, which is kept nowhere.

    Raises LapakError `login_wrong` or `login_too_many_tries`.
    """
    wanted = " ".join(name.split()).lower()[:MAX_NAME]
    limits = (
        attempts.Limit("login_name", f"{address} {wanted}".replace("\0", ""), TRIES_A_NAME),
        attempts.Limit("login_address", address, TRIES_AN_ADDRESS),
    )
    with office.database.write() as connection:
        attempts.count_try(connection, limits, office.clock(), "login_too_many_tries")
    if not _password_fits(office, wanted, password):
        raise LapakError("login_wrong")
    with office.database.write() as connection:
        attempts.take_back(connection, limits)
        return begin_session(connection, office, wanted)


def begin_session(connection: Connection, office: Office, name: str) -> str:
    """Open a session for an account; returns the cookie's text, which is kept nowhere."""
    text, now = tokens.token_text(office.new_secret()), office.clock()
    connection.execute(delete(SessionRow).where(SessionRow.expires_at <= stamp(now)))
    connection.execute(
        insert(SessionRow).values(
            session_hash=tokens.token_hash(text),
            account=name,
            created_at=stamp(now),
            expires_at=stamp(now + SESSION_LIFETIME),
        )
    )
    return text


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
            select(AccountRow.name, AccountRow.role)
            .join(SessionRow, SessionRow.account == AccountRow.name)
            .where(
                SessionRow.session_hash == tokens.token_hash(session),
                SessionRow.expires_at > stamp(office.clock()),
            )
        ).one_or_none()
    return Account(row.name, row.role) if row else None


def create_api_token(office: Office, name: str, role: str = ADMIN) -> str:
    """Make a token for a program, or for a server that passes on; returned once, kept as a hash.

    Raises LapakError `account_name_not_usable`.
    """
    text = tokens.token_text(office.new_secret())
    with office.database.write() as connection:
        connection.execute(
            insert(ApiTokenRow).values(
                token_hash=tokens.token_hash(text),
                name=account_name(name),
                role=role,
                created_at=stamp(office.clock()),
            )
        )
    return text


def api_tokens(connection: Connection) -> list[tuple[str, str]]:
    """Names of the API tokens that are good, and when they were made; the newest last."""
    rows = connection.execute(
        select(ApiTokenRow.name, ApiTokenRow.created_at)
        .where(ApiTokenRow.revoked_at.is_(None))
        .order_by(ApiTokenRow.created_at, ApiTokenRow.name)
    )
    return [(row.name, row.created_at) for row in rows]


def revoke_api_token(office: Office, name: str) -> None:
    """Make every API token of that name worthless; raises LapakError `api_token_unknown`."""
    wanted = " ".join(name.split()).lower()
    with office.database.write() as connection:
        revoked = run_many(
            connection,
            "UPDATE api_token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL",
            [(stamp(office.clock()), wanted)],
        )
    if not revoked:
        raise LapakError("api_token_unknown", name=name)


def account_name(text: str) -> str:
    """A name in lower case with single spaces; raises LapakError `account_name_not_usable`."""
    name = " ".join(text.split()).lower()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise LapakError("account_name_not_usable", limit=MAX_NAME)
    return name


def hashed_password(password: str) -> str:
    """What is kept of a password; raises LapakError `password_too_short`, `password_too_long`."""
    return PasswordHasher().hash(_usable_password(password))


def _usable_password(password: str) -> str:
    if len(password) < LEAST_PASSWORD:
        raise LapakError("password_too_short", least=LEAST_PASSWORD)
    if len(password) > MAX_PASSWORD:
        raise LapakError("password_too_long", limit=MAX_PASSWORD)
    return password


def _password_fits(office: Office, name: str, password: str) -> bool:
    with office.database.read() as connection:
        stored = connection.execute(
            select(AccountRow.password).where(AccountRow.name == name.replace("\0", ""))
        ).scalar_one_or_none()
    hasher = PasswordHasher()
    if stored is None:
        # An unknown name takes as long as a wrong password, so names cannot be found out.
        hasher.hash(password[:MAX_PASSWORD])
        return False
    try:
        return hasher.verify(stored, password[:MAX_PASSWORD])
    except VerificationError:
        return False
