"""The link that makes a server's first account: printed on its terminal, good once, for a day.

Whoever reads the terminal is the organizer. There is no password that everybody knows, and nobody
in the hall can be quicker: the secret has 256 bits, and only its hash is kept.
"""

from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select

from pos_app.domain.errors import LapakError
from pos_app.domain.moments import stamp
from sync.server.accounts import passwords, people, sessions, tokens
from sync.server.accounts.people import Account
from sync.server.accounts.rights import ADMIN
from sync.server.office import Office
from sync.server.store.rows import AccountRow, FirstLinkRow, IdentityRow

LIFETIME = timedelta(hours=24)
PATH = "/first/"


def new_link(office: Office) -> str | None:
    """The path of a fresh link, told only now; None if somebody has an account already."""
    secret, now = tokens.token_text(office.new_secret()), office.clock()
    with office.database.write() as connection:
        if not _nobody_yet(connection):
            return None
        connection.execute(delete(FirstLinkRow).where(FirstLinkRow.expires_at <= stamp(now)))
        connection.execute(
            insert(FirstLinkRow).values(
                secret_hash=tokens.token_hash(secret), expires_at=stamp(now + LIFETIME)
            )
        )
    return f"{PATH}{secret}"


def is_good(office: Office, secret: str) -> bool:
    """Whether a link can still be used."""
    with office.database.read() as connection:
        return _is_good(connection, office, secret)


def make_first_account(office: Office, secret: str, name: str, password: str) -> str:
    """Make the organizer's account and log it in; returns the session cookie's text.

    Raises LapakError `first_link_worthless`, or as `people.create_account` does; then nothing
    was made and the link is as good as before.
    """
    account = Account(people.account_name(name), ADMIN)
    hashed = passwords.hashed(password)
    with office.database.write() as connection:
        # Two that come at once on PostgreSQL wait for each other here.
        connection.execute(select(IdentityRow.one).with_for_update())
        if not _is_good(connection, office, secret):
            raise LapakError("first_link_worthless")
        people.add_account(connection, office.used_by(account.name), account, hashed)
        connection.execute(delete(FirstLinkRow))
        return sessions.begin_session(connection, office, account.name)


def _is_good(connection: Connection, office: Office, secret: str) -> bool:
    found = connection.execute(
        select(FirstLinkRow.secret_hash).where(
            FirstLinkRow.secret_hash == tokens.token_hash(secret),
            FirstLinkRow.expires_at > stamp(office.clock()),
        )
    ).one_or_none()
    return found is not None and _nobody_yet(connection)


def _nobody_yet(connection: Connection) -> bool:
    return connection.execute(select(func.count()).select_from(AccountRow)).scalar_one() == 0
