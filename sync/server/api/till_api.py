"""The JSON API for tills: joining, pushing, and hearing of the booth's other registers."""

from typing import Annotated

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import (
    FromPath,
    FromQuery,
    HeaderParameter,
    JSONBody,
    QueryParameter,
    RawBody,
)

from pos_app.domain.errors import LapakError
from sync.server.accounts.callers import AnOffice, AnyRequest, address_of, bearer
from sync.server.accounts.rights import Right
from sync.server.api.described import TILL, BytesOperation, described_problems
from sync.server.api.problems import answer_problem
from sync.server.fair import continuing, joining
from sync.server.figures import losses
from sync.server.intake import receive
from sync.server.intake.turns import Turns
from sync.server.journals import siblings
from sync.server.presence import Whereabouts, presence
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
    ContinueRequest,
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
Encoding = Annotated[
    str, HeaderParameter(name="Content-Encoding", description="zstd, gzip or identity")
]
After = Annotated[
    int, QueryParameter(ge=0, lt=2**53, description="the last entry that is known already")
]


def answer_too_large(request: AnyRequest, _error: Exception) -> Response[Problem]:
    """A till that hears of a batch that is too large sends half of it."""
    return answer_problem(request, LapakError("batch_too_large", limit=MAX_RAW_BYTES))


@post(
    JOIN_PATH,
    status_code=200,
    responses=described_problems(404, 409, 410, 429),
    sync_to_thread=True,
    right=Right.ANYBODY,
)
def join(data: JSONBody[JoinRequest], request: AnyRequest, office: AnOffice) -> Response[JoinGrant]:
    """Swap a join code for a register's place and token; repeatable by the same register."""
    return _with_digest(joining.join(office, data, address_of(request)))


@post(
    _REGISTER_PATHS[JOURNAL_PATH],
    status_code=200,
    responses=described_problems(401, 403, 409),
    security=TILL,
    operation_class=BytesOperation,
    request_max_body_size=MAX_RAW_BYTES + 4096,
    exception_handlers={RequestEntityTooLarge: answer_too_large},
    right=Right.TILL,
)
async def push(
    register: FromPath[str],
    body: RawBody,
    request: AnyRequest,
    office: AnOffice,
    encoding: Encoding = "identity",
) -> Watermark:
    """Take journal entries in; what the answer names is durably stored."""
    token = bearer(request.headers.get("authorization"))
    return await turns_of(request).take(receive.receive, office, token, register, body, encoding)


@get(
    _REGISTER_PATHS[WATERMARK_PATH],
    responses=described_problems(401, 403),
    security=TILL,
    sync_to_thread=True,
    right=Right.TILL,
)
def watermark(register: FromPath[str], request: AnyRequest, office: AnOffice) -> Watermark:
    """What is durably stored of a register: where its till goes on."""
    token = bearer(request.headers.get("authorization"))
    return receive.held(office, token, register)


@post(
    _REGISTER_PATHS[RECEIPT_PATH],
    responses=described_problems(401, 403),
    security=TILL,
    status_code=200,
    sync_to_thread=True,
    right=Right.TILL,
)
def show_receipt(
    register: FromPath[str], data: JSONBody[ShownReceipt], request: AnyRequest, office: AnOffice
) -> Watermark:
    """Show what this server signed for and holds no more: it was put back from a backup."""
    token = bearer(request.headers.get("authorization"))
    return losses.show_receipt(office, token, register, data)


@post(
    _REGISTER_PATHS[CONTINUE_PATH],
    responses=described_problems(401, 403, 409),
    security=TILL,
    status_code=200,
    sync_to_thread=True,
    right=Right.TILL,
)
def continue_register(
    register: FromPath[str], data: JSONBody[ContinueRequest], request: AnyRequest, office: AnOffice
) -> Response[JoinGrant]:
    """Go on as another register, after a restored backup or on a copied laptop."""
    token = bearer(request.headers.get("authorization"))
    return _with_digest(continuing.continue_register(office, token, register, data))


def _with_digest(grant: JoinGrant) -> Response[JoinGrant]:
    """A till keeps a grant for the whole expo: it is to know that nothing changed on the way."""
    return Response(grant, headers={DIGEST: digest(msgspec.json.encode(grant))})


@get(
    _REGISTER_PATHS[SIBLINGS_PATH],
    responses=described_problems(401, 403),
    security=TILL,
    sync_to_thread=True,
    right=Right.TILL,
)
def list_siblings(
    register: FromPath[str], request: AnyRequest, office: AnOffice, after: After = 0
) -> Siblings:
    """The other registers of the booth, and the moments of this one's entries after a seq."""
    token = bearer(request.headers.get("authorization"))
    return siblings.siblings(office, token, register, after)


@get(
    _REGISTER_PATHS[SIBLING_JOURNAL_PATH],
    responses=described_problems(401, 403, 409),
    security=TILL,
    sync_to_thread=True,
    right=Right.TILL,
)
def sibling_journal(
    register: FromPath[str],
    sibling: FromPath[str],
    request: AnyRequest,
    office: AnOffice,
    after: After = 0,
) -> SiblingPage:
    """Entries of another register of the booth after a seq, as that register signed them."""
    token = bearer(request.headers.get("authorization"))
    return siblings.page(office, token, register, sibling, after)


@get(PRESENCE_PATH, responses=described_problems(), sync_to_thread=False, right=Right.ANYBODY)
def tell_presence(
    challenge: FromQuery[str], office: AnOffice, here: NamedDependency[Whereabouts]
) -> Presence:
    """Who answers here, where else, and by which certificate: signed, for whoever is to be sure."""
    return presence(office, here, challenge)


def till_api_router() -> Router:
    """These operations under one roof."""
    handlers = [
        join,
        push,
        watermark,
        show_receipt,
        continue_register,
        list_siblings,
        sibling_journal,
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
