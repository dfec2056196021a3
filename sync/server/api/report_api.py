"""The JSON API for an expo's reports: the tables of the organizer's pages, for programs."""

from datetime import date
from typing import Literal

import msgspec
from litestar import Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream

from resources.translations import Catalog
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.api.till_api import check_digest
from sync.server.reports.exports import Export, exported, note_reading
from sync.server.reports.reports import WHOLE_EXPO, Asked, report_named, table_of
from sync.server.reports.rollups import Span, span_of
from sync.server.reports.table import Column, Kind, Value

CSV = "text/csv; charset=utf-8"
Plain = str | int | None


class FactTold(msgspec.Struct, frozen=True):
    """Something that a report says as a whole."""

    key: str
    word: str
    kind: Kind
    value: Plain


class BuyersAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be read of buyers, and why."""

    reason: str
    of: Literal["sales", "orders"] = "orders"
    first: date | None = None
    last: date | None = None
    lang: Literal["id", "en"] = "id"


class ReportTold(msgspec.Struct, frozen=True):
    """A report: rows in the order of its columns, the sums of those that have one, and facts.

    Amounts are minor units, quantities thousandths, rates basis points, days ISO 8601; null is
    nothing to say.
    """

    report: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Plain, ...], ...]
    total: tuple[int | None, ...]
    facts: tuple[FactTold, ...]


@get(
    "/api/v1/expos/{expo:str}/reports/{report:str}",
    sync_to_thread=True,
    **organizers(Right.LOOK, 404),
)
def read_report(
    expo: FromPath[str],
    report: FromPath[str],
    office: AnOffice,
    first: FromQuery[date | None] = None,
    last: FromQuery[date | None] = None,
    against: FromQuery[str] = "",
    lang: FromQuery[Literal["id", "en"]] = "id",
) -> ReportTold:
    """Turnover by booth, cluster, regency, owner, product, method, day or hour; target; growth.

    Of the days from `first` to `last`; target and growth are of all days, growth `against` an
    earlier expo (by id), else the last at which some exhibitors were before.
    """
    wanted, span = report_named(report), span_of(first, last)
    span = Span() if wanted in WHOLE_EXPO else span
    with office.database.read() as connection:
        table = table_of(connection, Asked(expo, wanted, span, against), Catalog(lang))
    facts = (FactTold(one.key, one.word, one.kind, _plain(one.value)) for one in table.facts)
    return ReportTold(
        report=wanted.value,
        name=table.name,
        columns=table.columns,
        rows=tuple(tuple(map(_plain, row)) for row in table.rows),
        total=table.total,
        facts=tuple(facts),
    )


@get(
    "/api/v1/expos/{expo:str}/lines",
    media_type=CSV,
    sync_to_thread=True,
    **organizers(Right.LOOK, 404),
)
def read_lines(
    expo: FromPath[str],
    office: AnOffice,
    of: FromQuery[Literal["sales", "orders"]] = "sales",
    first: FromQuery[date | None] = None,
    last: FromQuery[date | None] = None,
    lang: FromQuery[Literal["id", "en"]] = "id",
) -> Stream:
    """Every line of every sale, or every order, as CSV; nothing of it says who bought."""
    export = Export(expo, span_of(first, last), ending="csv", is_orders=of == "orders")
    return Stream(exported(office.database, export, Catalog(lang)), media_type=CSV)


@post(
    "/api/v1/expos/{expo:str}/buyers",
    status_code=200,
    media_type=CSV,
    sync_to_thread=True,
    **organizers(Right.PERSONAL, 404),
)
def read_buyers(expo: FromPath[str], data: JSONBody[BuyersAsked], office: AnOffice) -> Stream:
    """The same with buyers' personal data, for a reason; that is noted in the audit first."""
    span = span_of(data.first, data.last)
    export = Export(expo, span, has_personal=True, ending="csv", is_orders=data.of == "orders")
    note_reading(office, export, data.reason)
    return Stream(exported(office.database, export, Catalog(data.lang)), media_type=CSV)


def report_api_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/",
        route_handlers=[read_report, read_lines, read_buyers],
        request_max_body_size=64 * 1024,
        before_request=check_digest,
    )


def _plain(value: Value) -> Plain:
    return value.isoformat() if isinstance(value, date) else value
