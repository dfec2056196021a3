"""Who a request comes from, and whether they may do what its route asks a right for.

One guard stands before every route: a route that names no right is shut to everybody.
"""

from typing import Any
from urllib.parse import urlsplit

import msgspec
from anyio import to_thread
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from pos_app.domain.errors import LapakError
from sync.server.accounts.links import Exhibitor, exhibitor_of
from sync.server.accounts.people import Account
from sync.server.accounts.programs import Program, program_of
from sync.server.accounts.rights import EXHIBITOR, ROLES, Right
from sync.server.accounts.sessions import check_password, session_account
from sync.server.office import Office

SESSION_COOKIE = "lapak_session"
LINK_COOKIE = "lapak_link"

AnyRequest = Request[Any, Any, Any]
AnOffice = NamedDependency[Office]
_Connection = ASGIConnection[Any, Any, Any, Any]
_CHECKED_THERE = frozenset({Right.ANYBODY, Right.TILL, Right.RELAY})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller(msgspec.Struct, frozen=True):
    """Who a request speaks for: a person, a program, an exhibitor by a link; or nobody."""

    name: str = ""
    role: str = ""
    rights: frozenset[Right] = frozenset()
    must_change: bool = False
    exhibitor: Exhibitor | None = None


NOBODY = Caller()


class LoginNeededError(Exception):
    """Nobody is logged in: the browser is sent to the login page."""


class PasswordDueError(Exception):
    """A password that was given has to be replaced first: the browser is sent there."""


async def admit(connection: _Connection, handler: BaseRouteHandler) -> None:
    """Litestar's guard: find the caller out and let them through, or raise.

    Raises LoginNeededError, PasswordDueError, or LapakError `right_missing`, `form_foreign`,
    `token_missing` and others that `program_of` names.
    """
    right = handler.opt.get("right")
    if right is None:
        raise LapakError("right_missing")
    if _is_foreign(connection):
        raise LapakError("form_foreign")
    if right in _CHECKED_THERE:
        connection.scope["user"] = NOBODY
        return
    caller = await to_thread.run_sync(_caller_of, connection)
    connection.scope["user"] = caller
    if caller.must_change and right is not Right.SELF:
        raise PasswordDueError
    if right not in caller.rights or not _is_theirs(caller, connection):
        raise LapakError("right_missing")


def caller_of(request: AnyRequest) -> Caller:
    """Whom the guard let through."""
    caller: Caller = request.scope.get("user") or NOBODY
    return caller


def office_for(request: AnyRequest) -> Office:
    """The office as this caller uses it: what is changed stands in the audit under their name."""
    office: Office = request.app.state.office
    caller = caller_of(request)
    return office.used_by(caller.name) if caller.name else office


def confirm(request: AnyRequest, office: Office, password: str) -> None:
    """Be sure that who does what cannot be undone is who logged in, and not somebody passing by.

    Raises LapakError `password_wrong` or `login_too_many_tries`.
    """
    try:
        check_password(office, caller_of(request).name, password, address_of(request))
    except LapakError as error:
        if error.code != "login_wrong":
            raise
        raise LapakError("password_wrong") from error


def check_program(request: AnyRequest, office: Office, right: Right) -> None:
    """For an operation that lets some callers in without a token, and asks the others for one.

    Raises LapakError `right_missing`, or as `program_of` and `bearer` do.
    """
    with office.database.read() as connection:
        program = program_of(connection, bearer(request.headers.get("authorization")))
    if right not in program.rights:
        raise LapakError("right_missing")


def address_of(request: AnyRequest) -> str:
    """Where a request comes from; of an IPv6 address the network, since a caller owns all of it."""
    host = request.client.host if request.client else ""
    return ":".join(host.split(":")[:4]) if ":" in host else host


def asked_at(request: AnyRequest) -> str:
    """The URL under which a browser reached this server, where a proxy may have a certificate."""
    proxy = request.headers.get("x-forwarded-proto") == "https"
    return f"{'https' if proxy else 'http'}://{request.base_url.netloc}"


def for_machines(path: str) -> bool:
    """Whether programs call this address, so that no browser's cookie may change anything there."""
    return path.startswith(("/api/", "/schema")) or path in {"/health", "/ready", "/metrics"}


def _caller_of(connection: _Connection) -> Caller:
    office: Office = connection.app.state.office
    if not for_machines(connection.scope["path"]):
        return _by_cookie(connection, office) or _send_to_login()
    header = connection.headers.get("authorization")
    if header is None and _method(connection) in _SAFE:
        found = _by_cookie(connection, office)
        if found is not None and not found.must_change:
            return found
    with office.database.read() as open_connection:
        return _program(program_of(open_connection, bearer(header)))


def _by_cookie(connection: _Connection, office: Office) -> Caller | None:
    account = session_account(office, connection.cookies.get(SESSION_COOKIE))
    if account is not None:
        return _person(account)
    link = connection.cookies.get(LINK_COOKIE)
    if not link:
        return None
    with office.database.read() as open_connection:
        exhibitor = exhibitor_of(open_connection, link)
    return _guest(exhibitor) if exhibitor else None


def _send_to_login() -> Caller:
    raise LoginNeededError


def _person(account: Account) -> Caller:
    rights = ROLES.get(account.role, frozenset())
    return Caller(account.name, account.role, rights, account.must_change)


def _guest(exhibitor: Exhibitor) -> Caller:
    name = f"{exhibitor.code} (link)"
    return Caller(name, EXHIBITOR, ROLES[EXHIBITOR], exhibitor=exhibitor)


def _program(program: Program) -> Caller:
    return Caller(f"{program.name} (token)", "program", program.rights)


def bearer(header: str | None) -> str:
    """The token of an `Authorization` header; raises LapakError `token_missing`."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise LapakError("token_missing")
    return token.strip()


def _is_theirs(caller: Caller, connection: _Connection) -> bool:
    """An exhibitor sees one booth, named by its id or its code; everybody else all of them."""
    if caller.exhibitor is None:
        return True
    named, own = connection.path_params, caller.exhibitor
    return named.get("expo") == own.expo_id and named.get("booth") in {own.booth_id, own.code}


def _is_foreign(connection: _Connection) -> bool:
    """Whether another site's page sends a form here; browsers say so, whatever the cookie.

    Source: W3C Fetch Metadata; browsers older than that tell the Origin.
    """
    if _method(connection) in _SAFE or for_machines(connection.scope["path"]):
        return False
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = connection.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != connection.headers.get("host")


def _method(connection: _Connection) -> str:
    return str(connection.scope.get("method", ""))
