"""The API for a hall's server that passes on to this one."""

from litestar import Router, post
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import FromPath, JSONBody, RawBody

from sync.relay_wire import (
    MAX_TOLD_BYTES,
    RELAY_EXPO_PATH,
    RELAY_FORKS_PATH,
    RELAY_PAPERS_PATH,
    Evidence,
    ExpoTold,
    Papers,
)
from sync.server.accounts.callers import AnOffice, AnyRequest, bearer
from sync.server.accounts.rights import Right
from sync.server.api.described import BytesOperation, described_problems
from sync.server.api.till_api import (
    Encoding,
    answer_too_large,
    check_digest,
    turns_of,
)
from sync.server.relays import relayed
from sync.wire import (
    MAX_RAW_BYTES,
    RELAY_JOURNAL_PATH,
    RELAY_PATH,
    RelayedRegister,
    SealedNews,
    Watermark,
)

RELAY: list[dict[str, list[str]]] = [{"relay": []}]
_JOURNAL = RELAY_JOURNAL_PATH.replace("{expo}", "{expo:str}").replace(
    "{register}", "{register:str}"
)


@post(
    RELAY_PATH,
    status_code=200,
    responses=described_problems(401, 404, 409),
    security=RELAY,
    sync_to_thread=True,
    right=Right.RELAY,
)
def introduce_register(
    data: JSONBody[RelayedRegister], request: AnyRequest, office: AnOffice
) -> Watermark:
    """Tell of a register that joined a hall's server; the answer says what is held of it here."""
    token = bearer(request.headers.get("authorization"))
    return relayed.introduce(office, token, data)


@post(
    RELAY_EXPO_PATH.replace("{expo}", "{expo:str}"),
    status_code=200,
    responses=described_problems(401, 404, 409),
    security=RELAY,
    request_max_body_size=MAX_TOLD_BYTES,
    sync_to_thread=True,
    right=Right.RELAY,
)
def agree(
    expo: FromPath[str], data: JSONBody[ExpoTold], request: AnyRequest, office: AnOffice
) -> SealedNews:
    """Tell how an expo stands in a hall; the answer, an `ExpoTold` too, says how it stands here."""
    token = bearer(request.headers.get("authorization"))
    return relayed.agree(office, token, expo, data)


@post(
    RELAY_PAPERS_PATH.replace("{expo}", "{expo:str}"),
    status_code=200,
    responses=described_problems(401, 404, 409),
    security=RELAY,
    request_max_body_size=MAX_TOLD_BYTES,
    sync_to_thread=True,
    right=Right.RELAY,
)
def exchange_papers(
    expo: FromPath[str], data: JSONBody[Papers], request: AnyRequest, office: AnOffice
) -> SealedNews:
    """Tell of Z reports' codes and closings; the answer, `Papers` too, says what is held here."""
    token = bearer(request.headers.get("authorization"))
    return relayed.exchange_papers(office, token, expo, data)


@post(
    RELAY_FORKS_PATH.replace("{expo}", "{expo:str}").replace("{register}", "{register:str}"),
    status_code=200,
    responses=described_problems(401, 404, 409),
    security=RELAY,
    request_max_body_size=MAX_TOLD_BYTES,
    sync_to_thread=True,
    right=Right.RELAY,
)
def take_evidence(
    expo: FromPath[str],
    register: FromPath[str],
    data: JSONBody[Evidence],
    request: AnyRequest,
    office: AnOffice,
) -> Watermark:
    """Take in what shows that a register has two histories."""
    token = bearer(request.headers.get("authorization"))
    return relayed.take_evidence(office, token, expo, register, data)


@post(
    _JOURNAL,
    status_code=200,
    responses=described_problems(401, 404, 409),
    security=RELAY,
    operation_class=BytesOperation,
    request_max_body_size=MAX_RAW_BYTES + 4096,
    exception_handlers={RequestEntityTooLarge: answer_too_large},
    right=Right.RELAY,
)
async def pass_on(
    expo: FromPath[str],
    register: FromPath[str],
    body: RawBody,
    request: AnyRequest,
    office: AnOffice,
    encoding: Encoding = "identity",
) -> Watermark:
    """Take in entries that a register signed and a hall's server holds."""
    token = bearer(request.headers.get("authorization"))
    return await turns_of(request).take(
        relayed.receive_relayed, office, token, expo, register, body, encoding
    )


def relay_api_router() -> Router:
    """These paths under one roof."""
    return Router(
        path="/",
        route_handlers=[introduce_register, agree, exchange_papers, take_evidence, pass_on],
        request_max_body_size=16 * 1024,
        before_request=check_digest,
    )
