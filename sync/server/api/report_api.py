"""The JSON API for an expo's reports: the tables of the organizer's pages, for programs."""

from datetime import date
from typing import Literal

import msgspec
from litestar import Router, get
from litestar.params import FromPath, FromQuery

from pos_app.domain.errors import LapakError
from resources.translations import Catalog
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.reports.reports import WHOLE_EXPO, Asked, report_named, table_of
from sync.server.reports.rollups import Span
from sync.server.reports.table import Column, Kind, Value

Plain = str | int | None


class FactTold(msgspec.Struct, frozen=True):
    """Something that a report says as a whole."""

    key: str
    word: str
    kind: Kind
    value: Plain


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
    if first and last and last < first:
        raise LapakError("expo_days_turned")
    wanted = report_named(report)
    span = Span() if wanted in WHOLE_EXPO else Span(first, last)
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


def report_api_router() -> Router:
    """These operations under one roof."""
    return Router(path="/", route_handlers=[read_report])


def _plain(value: Value) -> Plain:
    return value.isoformat() if isinstance(value, date) else value
