"""The JSON API for the booths of an expo: found, added, changed, removed, and taken from a list."""

from typing import Annotated, Any

import msgspec
from litestar import Response, Router, delete, get, patch, post, put
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from pos_app.domain.exhibitor import BoothKind, Certificate, Cluster, Site
from pos_app.spreadsheets.sheets import RowProblem
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.api.problems import STATUSES
from sync.server.api.till_api import check_digest
from sync.server.fair import booth_changes, exhibitors
from sync.server.fair.booth_changes import BoothChange
from sync.server.fair.booth_lists import (
    Comparison,
    RowsRefusedError,
    Step,
    ToldBooth,
    change_of,
    take_booths,
)
from sync.server.fair.exhibitors import MAX_BOOTHS, BoothEntry, BoothSearch
from sync.wire import Problem

MAX_PAGE = 1_000_000
MAX_LIST = 16 * 1024 * 1024
"""Bytes of a list: 20,000 booths with everything that can be told of them."""

Search = Annotated[str, QueryParameter(max_length=200)]
PageNumber = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE)]
PageSize = Annotated[int, QueryParameter(ge=1, le=1000)]


class NewBooth(BoothChange, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A booth to add; its name is the business where none is told."""

    code: str


class BoothSetUp(msgspec.Struct, frozen=True):
    """A booth as it is set up; `tills` is how many have joined it."""

    id: str
    code: str
    name: str
    business: str
    owner: str
    regency: str
    cluster: Cluster
    site: Site
    kind: BoothKind
    key: str
    certificates: tuple[Certificate, ...]
    tills: int


class BoothPage(msgspec.Struct, frozen=True):
    """One page of the booths found, by code; `found` is how many there are on all `pages`."""

    booths: tuple[BoothSetUp, ...]
    found: int
    page: int
    pages: int


class BoothRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of booths, each known by its code; what a row leaves out stays as it is.

    A certificate takes the place of those of its kind. A booth that no row names stays. `line` is
    where a row stands in your own file; without one it is the place in this list, from 1.
    """

    booths: Annotated[tuple[ToldBooth, ...], Meta(max_length=MAX_BOOTHS)]


class RowDone(msgspec.Struct, frozen=True):
    """What a row does, and the fields that it changes."""

    line: int
    code: str
    step: Step
    fields: tuple[str, ...]


class RowsDone(msgspec.Struct, frozen=True):
    """What a list did, or would do where it was only tried (`dry_run`).

    `problems` are the rows that cannot be used; a list with any of them is not taken in.
    """

    dry_run: bool
    added: int
    changed: int
    unchanged: int
    rows: tuple[RowDone, ...]
    problems: tuple[RowProblem, ...]


class RowsProblem(Problem, frozen=True, kw_only=True):
    """`booth_rows_refused`: nothing was stored, because of these rows."""

    problems: tuple[RowProblem, ...]


_BOOTHS = "/api/v1/expos/{expo:str}/booths"
_BOOTH = f"{_BOOTHS}/{{booth:str}}"
_PUTTING: dict[str, Any] = organizers(Right.SET_UP, 404)
_PUTTING["responses"][422] = ResponseSpec(RowsProblem, generate_examples=False)


@get(_BOOTHS, sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_booths(
    expo: FromPath[str],
    office: AnOffice,
    text: Search = "",
    cluster: FromQuery[Cluster | None] = None,
    page: PageNumber = 1,
    size: PageSize = 100,
) -> BoothPage:
    """The booths that fit a search, a page of them; a page past the end is the last one."""
    search = BoothSearch(text, cluster or "", page)
    with office.database.read() as connection:
        found = exhibitors.find_booths(connection, expo, search, size)
    return BoothPage(
        tuple(_shown(entry) for entry in found.booths), found.found, found.page, found.pages
    )


@post(_BOOTHS, sync_to_thread=True, **organizers(Right.SET_UP, 404, 409))
def create_booth(expo: FromPath[str], data: JSONBody[NewBooth], office: AnOffice) -> BoothSetUp:
    """Add a booth to an expo."""
    return _shown(booth_changes.add_booth(office, expo, data))


@put(_BOOTHS, request_max_body_size=MAX_LIST, sync_to_thread=True, **_PUTTING)
def put_booths(
    expo: FromPath[str],
    data: JSONBody[BoothRows],
    office: AnOffice,
    *,
    dry_run: FromQuery[bool] = False,
) -> RowsDone:
    """Add and change booths from a list, all rows or none; `dry_run` tells what it would do."""
    told = [
        msgspec.structs.replace(row, line=row.line or place)
        for place, row in enumerate(data.booths, 1)
    ]
    if dry_run:
        return _done(booth_changes.try_booths(office, expo, told), dry_run=True)
    return _done(take_booths(office, expo, told), dry_run=False)


@get(_BOOTH, sync_to_thread=True, **organizers(Right.LOOK, 404))
def read_booth(expo: FromPath[str], booth: FromPath[str], office: AnOffice) -> BoothSetUp:
    """A booth (by id or code) as it is set up."""
    with office.database.read() as connection:
        return _shown(exhibitors.booth_entry(connection, expo, booth))


@patch(_BOOTH, sync_to_thread=True, **organizers(Right.SET_UP, 404, 409))
def change_booth(
    expo: FromPath[str], booth: FromPath[str], data: JSONBody[BoothChange], office: AnOffice
) -> BoothSetUp:
    """Change a booth (by id or code); what is left out stays, certificates are all told at once."""
    return _shown(booth_changes.change_booth(office, expo, booth, data))


@delete(_BOOTH, sync_to_thread=True, **organizers(Right.SET_UP, 404, 409))
def remove_booth(expo: FromPath[str], booth: FromPath[str], office: AnOffice) -> None:
    """Take a booth (by id or code) away that no till has joined."""
    exhibitors.remove_booth(office, expo, booth)


def booth_list_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/",
        route_handlers=[
            *(list_booths, create_booth, put_booths, read_booth, change_booth, remove_booth)
        ],
        request_max_body_size=64 * 1024,
        before_request=check_digest,
        exception_handlers={RowsRefusedError: _refused},
    )


def _refused(_: Any, error: RowsRefusedError) -> Response[RowsProblem]:
    told = RowsProblem(
        "booth_rows_refused", {"count": len(error.problems)}, problems=error.problems
    )
    return Response(told, status_code=STATUSES[told.code])


def _done(found: Comparison, *, dry_run: bool) -> RowsDone:
    done = change_of(found)
    rows = tuple(RowDone(row.told.line, row.entry.code, row.step, row.fields) for row in found.rows)
    return RowsDone(dry_run, done.added, done.changed, done.unchanged, rows, found.problems)


def _shown(entry: BoothEntry) -> BoothSetUp:
    return BoothSetUp(
        id=entry.id,
        code=entry.code,
        name=entry.name,
        tills=entry.tills,
        **msgspec.structs.asdict(entry.exhibitor),
    )
