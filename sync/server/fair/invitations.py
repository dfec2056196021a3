"""Join codes as pictures: a till's scanner reads where to ask, whom to believe, and a secret."""

from base64 import b32encode
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import insert

from pos_app.domain.errors import LapakError
from sync.server.accounts import tokens
from sync.server.fair import joining
from sync.server.fair.joining import JoinCode
from sync.server.office import Office
from sync.server.presence import Whereabouts
from sync.server.store.rows import InvitationRow
from sync.wire import MAX_ADDRESSES, Invitation, invitation_text

_SECRET_BYTES = 16


class Invited(msgspec.Struct, frozen=True):
    """A join code, and the same as the text of a picture; told once."""

    code: JoinCode
    text: str


def invite(
    office: Office, expo_id: str, booth: str, here: Whereabouts, asked_at: str = ""
) -> Invited:
    """Make a code for one register of a booth (by id or code), to be typed or scanned.

    `asked_at` is the URL under which a browser reached this server; it is told where the server
    has no certificate of its own, for then a proxy may have one. Raises LapakError as
    `create_join_code` does, or `server_nowhere` for a server that nobody can reach.
    """
    reached_at(here, asked_at)  # before a code is made that nobody could use
    made = joining.create_join_code(office, expo_id, booth)
    secret = b32encode(office.new_secret()[:_SECRET_BYTES]).decode().rstrip("=")
    with office.database.write() as connection:
        connection.execute(
            insert(InvitationRow).values(
                expo_id=expo_id,
                secret_hash=tokens.token_hash(secret),
                code_hash=joining.code_hash(office, made.code),
            )
        )
    return Invited(made, pictured(secret, here, asked_at))


def pictured(secret: str, here: Whereabouts, asked_at: str = "") -> str:
    """The text of the picture for a secret; raises LapakError `server_nowhere`."""
    addresses = reached_at(here, asked_at)
    return invitation_text(Invitation(addresses, here.certificate, secret))


def reached_at(here: Whereabouts, asked_at: str = "") -> tuple[str, ...]:
    """Where tills reach this server, the likeliest first; raises LapakError `server_nowhere`."""
    if addresses := _addresses(here, asked_at):
        return addresses
    raise LapakError("server_nowhere")


def reaches_out(addresses: tuple[str, ...]) -> bool:
    """Whether tills on other machines find the server at one of these URLs."""
    hosts = (urlsplit(each).hostname or "" for each in addresses)
    return any(host not in {"localhost", "::1"} and not host.startswith("127.") for host in hosts)


def _addresses(here: Whereabouts, asked_at: str) -> tuple[str, ...]:
    if here.certificate:
        secure = (each for each in here.addresses if each.startswith("https://"))
        return tuple(secure)[:MAX_ADDRESSES]
    return (asked_at,) if asked_at else here.addresses
