"""People with an account: added, given a role, a new password, or blocked."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import moment, stamp
from sync.server.accounts import audit, passwords
from sync.server.accounts.rights import ADMIN, PEOPLE
from sync.server.accounts.tokens import token_text
from sync.server.office import Office
from sync.server.store.database import insert_many
from sync.server.store.rows import AccountRow, SessionRow

MAX_NAME = 40
GIVEN_LENGTH = 12
"""Characters of a password that is given to somebody, who then chooses another: 72 bits."""


class Account(msgspec.Struct, frozen=True):
    """Somebody with an account; `must_change` until a given password is replaced."""

    name: str
    role: str
    must_change: bool = False
    blocked: bool = False
    last_login: datetime | None = None


def create_account(
    office: Office, name: str, password: str, role: str = ADMIN, *, must_change: bool = False
) -> Account:
    """Add an account.

    Raises LapakError `account_name_not_usable`, `account_name_taken`, `role_unknown`,
    `password_too_short` or `password_too_long`.
    """
    account = Account(account_name(name), _role(role), must_change)
    stored = passwords.hashed(password)
    with office.database.write() as connection:
        add_account(connection, office, account, stored)
    return account


def add_account(connection: Connection, office: Office, account: Account, stored: str) -> None:
    """Keep an account with what is stored of its password; raises `account_name_taken`."""
    added = insert_many(
        connection,
        "account (name, password, role, created_at, must_change)",
        [(account.name, stored, account.role, stamp(office.clock()), int(account.must_change))],
        conflict="(name) DO NOTHING",
    )
    if not added:
        raise LapakError("account_name_taken", name=account.name)
    audit.note(connection, office, "account.added", account=account.name, role=account.role)


def add_person(office: Office, name: str, role: str) -> str:
    """Add an account with a password that has to be replaced at its first login; returns it."""
    given = _given_password(office)
    create_account(office, name, given, role, must_change=True)
    return given


def has_accounts(office: Office) -> bool:
    """Whether anybody can log in yet."""
    with office.database.read() as connection:
        return connection.execute(select(func.count()).select_from(AccountRow)).scalar_one() > 0


def accounts_of(connection: Connection) -> tuple[Account, ...]:
    """Everybody who has an account, by name."""
    rows = connection.execute(select(AccountRow.__table__).order_by(AccountRow.name))
    return tuple(map(account_in, rows))


def account_in(row: object) -> Account:
    """An account from its row."""
    found: AccountRow = row  # type: ignore[assignment]
    last = moment(found.last_login) if found.last_login else None
    return Account(
        found.name, found.role, bool(found.must_change), found.blocked_at is not None, last
    )


def change_role(office: Office, name: str, role: str) -> None:
    """Let somebody do more or less, at once.

    Raises LapakError `account_unknown`, `role_unknown` or `last_admin`.
    """
    with office.database.write() as connection:
        _must_stand(connection, name)
        if role != ADMIN:
            _check_another_admin(connection, name)
        mine = AccountRow.name == name
        connection.execute(update(AccountRow).where(mine).values(role=_role(role)))
        audit.note(connection, office, "account.role", account=name, role=role)


def give_password(office: Office, name: str) -> str:
    """A new password for who forgot theirs, to be replaced at the next login; returns it.

    Raises LapakError `account_unknown`.
    """
    given = _given_password(office)
    set_password(office, name, given, must_change=True)
    return given


def set_password(office: Office, text: str, password: str, *, must_change: bool = False) -> str:
    """Give an account (as its name is typed) another password; returns the account's name.

    Whoever is logged in with the old one no longer is; a blocked account is open again.

    Raises LapakError `account_unknown`, `password_too_short` or `password_too_long`.
    """
    name = " ".join(text.split()).lower()
    stored = passwords.hashed(password)
    with office.database.write() as connection:
        _must_stand(connection, name)
        connection.execute(
            update(AccountRow)
            .where(AccountRow.name == name)
            .values(password=stored, must_change=int(must_change), blocked_at=None)
        )
        _end_sessions(connection, name)
        audit.note(connection, office, "account.password_given", account=name)
    return name


def change_password(office: Office, name: str, before: str, after: str, kept: str = "") -> None:
    """Choose one's own password, after `before` was found right.

    Every session of the account ends but the one whose cookie has the hash `kept`. Raises
    LapakError `password_unchanged`, `password_too_short` or `password_too_long`.
    """
    if before == after:
        raise LapakError("password_unchanged")
    stored = passwords.hashed(after)
    with office.database.write() as connection:
        connection.execute(
            update(AccountRow).where(AccountRow.name == name).values(password=stored, must_change=0)
        )
        _end_sessions(connection, name, kept)
        audit.note(connection, office, "account.password_changed", account=name)


def block(office: Office, name: str) -> None:
    """Let somebody in no more, and end what is open; raises `account_unknown` or `last_admin`."""
    with office.database.write() as connection:
        _must_stand(connection, name)
        _check_another_admin(connection, name)
        now = stamp(office.clock())
        mine = AccountRow.name == name
        connection.execute(update(AccountRow).where(mine).values(blocked_at=now))
        _end_sessions(connection, name)
        audit.note(connection, office, "account.blocked", account=name)


def password_fits(office: Office, name: str, password: str) -> bool:
    """Whether this is the password of an account that is not blocked."""
    with office.database.read() as connection:
        stored = connection.execute(
            select(AccountRow.password).where(
                AccountRow.name == name.replace("\0", ""), AccountRow.blocked_at.is_(None)
            )
        ).scalar_one_or_none()
    return passwords.fits(password, stored)


def account_name(text: str) -> str:
    """A name in lower case with single spaces; raises LapakError `account_name_not_usable`."""
    name = " ".join(text.split()).lower()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise LapakError("account_name_not_usable", limit=MAX_NAME)
    return name


def _role(role: str) -> str:
    if role not in PEOPLE:
        raise LapakError("role_unknown", role=role)
    return role


def _given_password(office: Office) -> str:
    return token_text(office.new_secret())[:GIVEN_LENGTH]


def _must_stand(connection: Connection, name: str) -> None:
    mine = AccountRow.name == name.replace("\0", "")
    if connection.execute(select(AccountRow.name).where(mine)).one_or_none() is None:
        raise LapakError("account_unknown", name=name)


def _check_another_admin(connection: Connection, name: str) -> None:
    """Nobody may lock everybody out; the rows are held so that two cannot do it at once."""
    admins = connection.execute(
        select(AccountRow.name)
        .where(AccountRow.role == ADMIN, AccountRow.blocked_at.is_(None))
        .order_by(AccountRow.name)
        .with_for_update()
    ).scalars()
    if list(admins) == [name]:
        raise LapakError("last_admin", name=name)


def _end_sessions(connection: Connection, name: str, kept: str = "") -> None:
    others = SessionRow.session_hash != kept
    connection.execute(delete(SessionRow).where(SessionRow.account == name, others))
