"""For whoever watches a server: does it live, can it work, and what has it done."""

import msgspec
from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from sqlalchemy import select

from sync.server.accounts.callers import AnOffice, AnyRequest, check_program
from sync.server.accounts.rights import Right
from sync.server.api import prometheus
from sync.server.api.described import described_problems
from sync.server.counts import Counts
from sync.server.figures.gauges import Gauges, gauges
from sync.server.office import Office
from sync.server.store.rows import IdentityRow

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Health(msgspec.Struct, frozen=True):
    """That this process answers."""

    status: str
    server_id: str


@get("/health", responses=described_problems(), sync_to_thread=False, right=Right.ANYBODY)
def health(office: AnOffice) -> Health:
    """Whether this process lives; it asks no database, so nobody restarts it for want of one."""
    return Health("ok", office.identity.server_id)


@get("/ready", responses=described_problems(), sync_to_thread=True, right=Right.ANYBODY)
def ready(office: AnOffice) -> Health:
    """Whether the database answers; while it is away, 503 and when to ask again."""
    with office.database.read() as connection:
        connection.execute(select(IdentityRow.one)).one()
    return Health("ok", office.identity.server_id)


@get(
    "/metrics",
    responses={
        **described_problems(401, 403),
        200: ResponseSpec(str, media_type=MediaType.TEXT, generate_examples=False),
    },
    security=[{"organizer": [Right.LOOK.value]}],
    media_type=MediaType.TEXT,
    sync_to_thread=True,
    right=Right.ANYBODY,
)
def metrics(
    request: AnyRequest, office: AnOffice, counts: NamedDependency[Counts]
) -> Response[str]:
    """What Prometheus collects (text format 0.0.4); from this machine without a token."""
    if not _is_from_here(request):
        check_program(request, office, Right.LOOK)
    told = prometheus.text(counts.told(), _gauges(office))
    return Response(told, headers={"Content-Type": prometheus.CONTENT_TYPE})


def watch_api_router() -> Router:
    """These operations under one roof."""
    return Router(path="/", route_handlers=[health, ready, metrics], request_max_body_size=1024)


def _is_from_here(request: AnyRequest) -> bool:
    """Whether a program on this machine asks; what a proxy here passes on comes from elsewhere."""
    host = request.client.host if request.client else ""
    return host in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)


def _gauges(office: Office) -> Gauges | None:
    """None while the database is away: then what was counted is told all the same."""
    try:
        return gauges(office.database)
    except Exception:  # noqa: BLE001 (whatever is wrong with it is what the watcher is to see)
        return None
