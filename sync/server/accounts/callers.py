"""Who a request comes from: its address, its browser's session, its program's token."""

from typing import Any

from litestar import Request
from litestar.di import NamedDependency

from sync.server.accounts import access
from sync.server.accounts.accounts import session_account
from sync.server.office import Office

SESSION_COOKIE = "lapak_session"

AnyRequest = Request[Any, Any, Any]
AnOffice = NamedDependency[Office]


def address_of(request: AnyRequest) -> str:
    """Where a request comes from; of an IPv6 address the network, since a caller owns all of it."""
    host = request.client.host if request.client else ""
    return ":".join(host.split(":")[:4]) if ":" in host else host


def check_program(request: AnyRequest, office: Office) -> str:
    """A program's name. No browser sends a bearer token by itself, so it may change things."""
    token = access.bearer(request.headers.get("authorization"))
    with office.database.read() as connection:
        return access.check_api_token(connection, token)


def check_reader(request: AnyRequest, office: Office) -> None:
    """Whoever is logged in may look, and programs with an API token."""
    if session_account(office, request.cookies.get(SESSION_COOKIE)) is None:
        check_program(request, office)
