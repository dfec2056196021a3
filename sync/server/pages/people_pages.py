"""The organizer's pages of who may do what: accounts, tokens of programs, one's own password."""

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from sync.server.accounts import people, programs, rights
from sync.server.accounts.callers import (
    SESSION_COOKIE,
    AnyRequest,
    caller_of,
    confirm,
)
from sync.server.accounts.passwords import LEAST_PASSWORD
from sync.server.accounts.rights import Right
from sync.server.accounts.tokens import token_hash
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.people_words import explained_roles, roles, scopes

HERE = "Asia/Jakarta"
"""The zone of moments that belong to no expo."""


class PersonForm(msgspec.Struct, frozen=True):
    """Somebody to add; `password` is of who adds."""

    seal: str = ""
    name: str = ""
    role: str = ""
    password: str = ""


class ChangeForm(msgspec.Struct, frozen=True):
    """What to do with an account: `password`, `block` or a role; `password` is of who does."""

    seal: str = ""
    name: str = ""
    what: str = ""
    password: str = ""


class PasswordForm(msgspec.Struct, frozen=True):
    """One's own password: until now, and the new one twice."""

    seal: str = ""
    before: str = ""
    after: str = ""
    again: str = ""


class TokenForm(msgspec.Struct, frozen=True):
    """A token to make, good for what is ticked, or one to revoke.

    One ticked box alone comes as a text, more as a list.
    """

    seal: str = ""
    name: str = ""
    password: str = ""
    scopes: list[str] | str = []


TickedBody = Annotated[TokenForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/accounts", sync_to_thread=True, right=Right.RUN)
def people_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """Everybody who may log in, and the programs."""
    return _people(request, pages)


@post("/accounts", status_code=200, sync_to_thread=True, right=Right.RUN)
def add_person(
    data: URLEncodedBody[PersonForm], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """Add somebody; the password they begin with is shown once."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        given = people.add_person(pages.office, data.name, data.role)
    except LapakError as error:
        return _people(request, pages, problem=sentence(error, tr), typed=data.name[:80])
    name = people.account_name(data.name)
    return _people(request, pages, **_given(pages, request, name, given))


@post("/accounts/change", status_code=200, sync_to_thread=True, right=Right.RUN)
def change_person(
    data: URLEncodedBody[ChangeForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Give somebody another role or a new password, or block them."""
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        given = _change(pages, data)
    except LapakError as error:
        return _people(request, pages, problem=sentence(error, pages.catalog(request)))
    if given:
        return _people(request, pages, **_given(pages, request, data.name, given))
    return Redirect("/accounts", status_code=303)


@post("/accounts/tokens", status_code=200, sync_to_thread=True, right=Right.RUN)
def make_token(data: TickedBody, request: AnyRequest, pages: SomePages) -> Response[str]:
    """Make a token for a program; it is shown once."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        ticked = [data.scopes] if isinstance(data.scopes, str) else data.scopes
        wanted = tuple(scope for scope in rights.SCOPES if scope in ticked)
        token = programs.create_api_token(pages.office, data.name, scopes=wanted)
    except LapakError as error:
        return _people(request, pages, problem=sentence(error, tr))
    told = tr("Put it into the program's settings. It is not shown again.")
    title = tr("Token for {name}").format(name=people.account_name(data.name))
    return _people(request, pages, given=token, given_for=title, given_words=told)


@post("/accounts/tokens/revoke", status_code=200, sync_to_thread=True, right=Right.RUN)
def revoke_token(
    data: URLEncodedBody[TokenForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Let a program in no more."""
    try:
        pages.check_form(request, data.seal)
        confirm(request, pages.office, data.password)
        programs.revoke_api_token(pages.office, data.name)
    except LapakError as error:
        return _people(request, pages, problem=sentence(error, pages.catalog(request)))
    return Redirect("/accounts", status_code=303)


@get("/password", sync_to_thread=True, right=Right.SELF)
def password_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """Where one chooses one's own password."""
    return _password(request, pages, done=request.query_params.get("done") == "1")


@post("/password", status_code=200, sync_to_thread=True, right=Right.SELF)
def change_password(
    data: URLEncodedBody[PasswordForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Choose another password; whoever else is logged in with the old one no longer is."""
    caller, kept = caller_of(request), token_hash(request.cookies.get(SESSION_COOKIE, ""))
    try:
        pages.check_form(request, data.seal)
        _check_twice(data)
        confirm(request, pages.office, data.before)
        people.change_password(pages.office, caller.name, data.before, data.after, kept)
    except LapakError as error:
        return _password(request, pages, problem=sentence(error, pages.catalog(request)))
    return Redirect("/" if caller.must_change else "/password?done=1", status_code=303)


def people_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[
            *(people_page, add_person, change_person, make_token, revoke_token),
            *(password_page, change_password),
        ],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _check_twice(data: PasswordForm) -> None:
    if data.after != data.again:
        raise LapakError("passwords_differ")


def _change(pages: Pages, data: ChangeForm) -> str:
    """Do it; returns a password that was given."""
    match data.what:
        case "password":
            return people.give_password(pages.office, data.name)
        case "block":
            people.block(pages.office, data.name)
        case role:
            people.change_role(pages.office, data.name, role)
    return ""


def _given(pages: Pages, request: AnyRequest, name: str, given: str) -> dict[str, str]:
    tr = pages.catalog(request)
    return {
        "given": given,
        "given_for": tr("First password for {name}").format(name=name),
        "given_words": tr(
            "Tell it to nobody else. It is not shown again, and has to be replaced at the login."
        ),
    }


def _people(request: AnyRequest, pages: Pages, **told: Any) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        everybody = people.accounts_of(connection)
        known = programs.programs(connection)
    never = tr("has not logged in yet")
    seen = [
        format_moment(one.last_login, HERE, tr.language) if one.last_login else never
        for one in everybody
    ]
    made = [format_moment(one.created_at, HERE, tr.language) for one in known if one.created_at]
    values = {"problem": "", "given": "", "given_for": "", "given_words": "", "typed": "", **told}
    named = scopes(tr)
    good_for = [_good_for(one, named, tr("passes a hall's server on")) for one in known]
    return pages.draw(
        request,
        "people.html",
        400 if values["problem"] else 200,
        people=list(zip(everybody, seen, strict=True)),
        programs=list(zip(known, made, good_for, strict=True)),
        roles=roles(tr),
        explained=explained_roles(tr),
        scopes=named,
        **values,
    )


def _good_for(program: programs.Program, named: dict[str, str], relay: str) -> str:
    return ", ".join(words for scope, words in named.items() if scope in program.rights) or relay


def _password(request: AnyRequest, pages: Pages, problem: str = "", **told: Any) -> Response[str]:
    due = caller_of(request).must_change
    status = 400 if problem else 200
    values = {"done": False, "due": due, "least": LEAST_PASSWORD, "problem": problem, **told}
    return pages.draw(request, "password.html", status, **values)
