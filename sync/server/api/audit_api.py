"""The JSON API for who did what: an organizer's own keeping may follow it."""

from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.params import QueryParameter

from sync.server.accounts import audit
from sync.server.accounts.audit import Act
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.fair.expos import expo_by_id

_A_PAGE = 100
_MOST = 2**53


class ActsTold(msgspec.Struct, frozen=True):
    """What was done, the latest first; `broken` is the first record that the chain denies."""

    acts: tuple[Act, ...]
    broken: int | None


@get("/api/v1/audit", sync_to_thread=True, **organizers(Right.RUN, 404))
def list_acts(
    office: AnOffice,
    expo: Annotated[str, QueryParameter(max_length=100)] = "",
    before: Annotated[int | None, QueryParameter(ge=1, le=_MOST)] = None,
) -> ActsTold:
    """A hundred acts of people and programs before a number; of one expo (by id) or of all."""
    with office.database.read() as connection:
        chosen = expo_by_id(connection, expo).id if expo else ""
        return ActsTold(
            acts=audit.acts(connection, chosen, before or 0, _A_PAGE),
            broken=audit.first_broken(connection),
        )


def audit_api_router() -> Router:
    """The one operation."""
    return Router(path="/", route_handlers=[list_acts])
