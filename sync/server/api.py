"""The JSON API: what tills push to, and what the organizer's programs use."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType
from litestar.params import (
    FromPath,
    FromQuery,
    HeaderParameter,
    JSONBody,
    QueryParameter,
    RawBody,
)
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from pos_app.domain.register import Booth, Expo
from sync.server import (
    access,
    closings,
    continuing,
    expos,
    joining,
    losses,
    receive,
    siblings,
    totals,
)
from sync.server.accounts import session_account
from sync.server.office import Office
from sync.server.presence import Whereabouts, presence
from sync.server.problems import answer_problem
from sync.server.rows import IdentityRow
from sync.server.turns import Turns
from sync.wire import (
    CONTINUE_PATH,
    DIGEST,
    JOIN_PATH,
    JOURNAL_PATH,
    MAX_RAW_BYTES,
    PRESENCE_PATH,
    RECEIPT_PATH,
    SIBLING_JOURNAL_PATH,
    SIBLINGS_PATH,
    WATERMARK_PATH,
    Closing,
    ContinueRequest,
    ExpoTotals,
    JoinGrant,
    JoinRequest,
    Presence,
    Problem,
    ShownReceipt,
    SiblingPage,
    Siblings,
    Watermark,
    digest,
    is_as_sent,
)

SESSION_COOKIE = "lapak_session"
_REGISTER_PATHS = {
    path: path.replace("{register}", "{register:str}").replace("{sibling}", "{sibling:str}")
    for path in (
        JOURNAL_PATH,
        WATERMARK_PATH,
        RECEIPT_PATH,
        CONTINUE_PATH,
        SIBLINGS_PATH,
        SIBLING_JOURNAL_PATH,
    )
}
TILL: list[dict[str, list[str]]] = [{"register": []}]
ORGANIZER: list[dict[str, list[str]]] = [{"organizer": []}]

AnyRequest = Request[Any, Any, Any]
AnOffice = NamedDependency[Office]
Encoding = Annotated[
    str, HeaderParameter(name="Content-Encoding", description="zstd, gzip or identity")
]
After = Annotated[
    int, QueryParameter(ge=0, lt=2**53, description="the last entry that is known already")
]


class NewExpo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An expo to set up; a day ends `cutoff_minutes` after midnight in `zone`."""

    name: str
    zone: str = "Asia/Jakarta"
    cutoff_minutes: int = 0


class NewBooth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A booth to add."""

    code: str
    name: str


class IssuedJoinCode(msgspec.Struct, frozen=True):
    """A join code, shown once."""

    code: str
    booth: Booth
    expires_at: datetime


class Health(msgspec.Struct, frozen=True):
    """That this process answers and reaches its database."""

    status: str
    server_id: str


def described_problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The answers that are no success, as the description lists them."""
    return {
        status: ResponseSpec(Problem, generate_examples=False)
        for status in (400, 413, 500, 503, *statuses)
    }


def answer_too_large(request: AnyRequest, _error: Exception) -> Response[Problem]:
    """A till that hears of a batch that is too large sends half of it."""
    return answer_problem(request, LapakError("batch_too_large", limit=MAX_RAW_BYTES))


class PushOperation(Operation):
    """A push as OpenAPI describes it: packed bytes, which Litestar cannot tell by itself."""

    def __post_init__(self) -> None:
        schema = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        content = {"application/octet-stream": OpenAPIMediaType(schema=schema)}
        self.request_body = RequestBody(content=content, required=True)


@post(
    JOIN_PATH,
    status_code=200,
    responses=described_problems(404, 409, 410, 429),
    sync_to_thread=True,
)
def join(data: JSONBody[JoinRequest], request: AnyRequest, office: AnOffice) -> Response[JoinGrant]:
    """Swap a join code for a register's place and token; repeatable by the same register."""
    return _with_digest(joining.join(office, data, address_of(request)))


@post(
    _REGISTER_PATHS[JOURNAL_PATH],
    status_code=200,
    responses=described_problems(401, 403, 409),
    security=TILL,
    operation_class=PushOperation,
    request_max_body_size=MAX_RAW_BYTES + 4096,
    exception_handlers={RequestEntityTooLarge: answer_too_large},
)
async def push(
    register: FromPath[str],
    body: RawBody,
    request: AnyRequest,
    office: AnOffice,
    encoding: Encoding = "identity",
) -> Watermark:
    """Take journal entries in; what the answer names is durably stored."""
    token = access.bearer(request.headers.get("authorization"))
    return await turns_of(request).take(receive.receive, office, token, register, body, encoding)


@get(
    _REGISTER_PATHS[WATERMARK_PATH],
    responses=described_problems(401, 403),
    security=TILL,
    sync_to_thread=True,
)
def watermark(register: FromPath[str], request: AnyRequest, office: AnOffice) -> Watermark:
    """What is durably stored of a register: where its till goes on."""
    token = access.bearer(request.headers.get("authorization"))
    return receive.held(office, token, register)


@post(
    _REGISTER_PATHS[RECEIPT_PATH],
    responses=described_problems(401, 403),
    security=TILL,
    status_code=200,
    sync_to_thread=True,
)
def show_receipt(
    register: FromPath[str], data: JSONBody[ShownReceipt], request: AnyRequest, office: AnOffice
) -> Watermark:
    """Show what this server signed for and holds no more: it was put back from a backup."""
    token = access.bearer(request.headers.get("authorization"))
    return losses.show_receipt(office, token, register, data)


@post(
    _REGISTER_PATHS[CONTINUE_PATH],
    responses=described_problems(401, 403, 409),
    security=TILL,
    status_code=200,
    sync_to_thread=True,
)
def continue_register(
    register: FromPath[str], data: JSONBody[ContinueRequest], request: AnyRequest, office: AnOffice
) -> Response[JoinGrant]:
    """Go on as another register, after a restored backup or on a copied laptop."""
    token = access.bearer(request.headers.get("authorization"))
    return _with_digest(continuing.continue_register(office, token, register, data))


def _with_digest(grant: JoinGrant) -> Response[JoinGrant]:
    """A till keeps a grant for the whole expo: it is to know that nothing changed on the way."""
    return Response(grant, headers={DIGEST: digest(msgspec.json.encode(grant))})


@get(
    _REGISTER_PATHS[SIBLINGS_PATH],
    responses=described_problems(401, 403),
    security=TILL,
    sync_to_thread=True,
)
def list_siblings(
    register: FromPath[str], request: AnyRequest, office: AnOffice, after: After = 0
) -> Siblings:
    """The other registers of the booth, and the moments of this one's entries after a seq."""
    token = access.bearer(request.headers.get("authorization"))
    return siblings.siblings(office, token, register, after)


@get(
    _REGISTER_PATHS[SIBLING_JOURNAL_PATH],
    responses=described_problems(401, 403, 409),
    security=TILL,
    sync_to_thread=True,
)
def sibling_journal(
    register: FromPath[str],
    sibling: FromPath[str],
    request: AnyRequest,
    office: AnOffice,
    after: After = 0,
) -> SiblingPage:
    """Entries of another register of the booth after a seq, as that register signed them."""
    token = access.bearer(request.headers.get("authorization"))
    return siblings.page(office, token, register, sibling, after)


@post("/api/v1/expos", responses=described_problems(401), security=ORGANIZER, sync_to_thread=True)
def create_expo(data: JSONBody[NewExpo], request: AnyRequest, office: AnOffice) -> Expo:
    """Set an expo up."""
    check_program(request, office)
    return expos.create_expo(office, data.name, data.zone, data.cutoff_minutes)


@get("/api/v1/expos", responses=described_problems(401), security=ORGANIZER, sync_to_thread=True)
def list_expos(request: AnyRequest, office: AnOffice) -> tuple[Expo, ...]:
    """All expos, the newest first."""
    check_reader(request, office)
    with office.database.read() as connection:
        return expos.all_expos(connection)


@post(
    "/api/v1/expos/{expo:str}/booths",
    responses=described_problems(401, 404, 409),
    security=ORGANIZER,
    sync_to_thread=True,
)
def create_booth(
    expo: FromPath[str], data: JSONBody[NewBooth], request: AnyRequest, office: AnOffice
) -> Booth:
    """Add a booth to an expo."""
    check_program(request, office)
    return expos.create_booth(office, expo, data.code, data.name)


@post(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/join-codes",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def create_join_code(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, office: AnOffice
) -> IssuedJoinCode:
    """Make a code with which one register of a booth (by id or code) joins."""
    check_program(request, office)
    issued = joining.create_join_code(office, expo, booth)
    return IssuedJoinCode(issued.code, issued.booth, issued.expires_at)


@get(
    "/api/v1/expos/{expo:str}/totals",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def read_totals(expo: FromPath[str], request: AnyRequest, office: AnOffice) -> ExpoTotals:
    """Turnover and completeness of an expo, booth by booth."""
    check_reader(request, office)
    with office.database.read() as connection:
        return totals.expo_totals(connection, expo)


@post(
    "/api/v1/expos/{expo:str}/closings",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    status_code=200,
    sync_to_thread=True,
)
def close_expo(expo: FromPath[str], request: AnyRequest, office: AnOffice) -> Closing:
    """Keep an expo's figures as a revision; the latest one again if nothing came in since."""
    return closings.close_expo(office, expo, check_program(request, office))


@get(
    "/api/v1/expos/{expo:str}/closings",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def list_closings(
    expo: FromPath[str], request: AnyRequest, office: AnOffice
) -> tuple[Closing, ...]:
    """All revisions of an expo's figures, the first one first."""
    check_reader(request, office)
    with office.database.read() as connection:
        return closings.closings(connection, expo)


@get("/health", responses=described_problems(), sync_to_thread=True)
def health(office: AnOffice) -> Health:
    """Whether the database answers."""
    with office.database.read() as connection:
        connection.execute(select(IdentityRow.one)).one()
    return Health("ok", office.identity.server_id)


@get(PRESENCE_PATH, responses=described_problems(), sync_to_thread=False)
def tell_presence(
    challenge: FromQuery[str], office: AnOffice, here: NamedDependency[Whereabouts]
) -> Presence:
    """Who answers here, where else, and by which certificate: signed, for whoever is to be sure."""
    return presence(office, here, challenge)


def api_router() -> Router:
    """All of the API under one roof."""
    handlers = [
        join,
        push,
        watermark,
        show_receipt,
        continue_register,
        list_siblings,
        sibling_journal,
        create_expo,
        list_expos,
        create_booth,
        create_join_code,
        read_totals,
        close_expo,
        list_closings,
        health,
        tell_presence,
    ]
    return Router(
        path="/",
        route_handlers=handlers,
        request_max_body_size=64 * 1024,
        before_request=check_digest,
    )


async def check_digest(request: AnyRequest) -> None:
    """Nothing is done because of a bit that a cheap router turned over.

    Raises LapakError `request_torn`.
    """
    told = request.headers.get(DIGEST)
    if told and not is_as_sent(await request.body(), told):
        raise LapakError("request_torn")


def turns_of(request: AnyRequest) -> Turns:
    """Whose turn it is to push. No dependency: more than one are resolved in tasks of their own."""
    turns: Turns = request.app.state.turns
    return turns


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
