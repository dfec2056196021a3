"""The organizer's reports: one is chosen and looked at, all of them are taken along as files."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, Router, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Stream

from pos_app.domain.errors import LapakError
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.report_words import (
    RowsShown,
    facts_told,
    headings,
    rows_shown,
    situation_told,
)
from sync.server.pages.statement_files import PDF, XLSX
from sync.server.reports.editions import earlier_editions, last_edition
from sync.server.reports.exports import Export, exported, note_reading, spooled
from sync.server.reports.files import csv_of, span_told, write_workbook
from sync.server.reports.press import press_of
from sync.server.reports.press_pdf import press_pdf
from sync.server.reports.reports import (
    WHOLE_EXPO,
    Asked,
    Report,
    report_named,
    report_words,
    table_of,
)
from sync.server.reports.rollups import Span, span_of
from sync.server.reports.situation import situation_of

CSV = "text/csv; charset=utf-8"
_ALL = "all"


class BuyersForm(msgspec.Struct, frozen=True):
    """What somebody wants to read of buyers, and why; `first` and `last` are days."""

    seal: str = ""
    reason: str = ""
    file: str = "sales.xlsx"
    first: str = ""
    last: str = ""


@get("/expos/{expo:str}/reports", sync_to_thread=True, right=Right.LOOK)
def reports_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """A report (`?report=`) of some days (`?first=`, `?last=`), growth `?against=` an expo."""
    return _reports(request, pages, expo)


@get("/expos/{expo:str}/report.xlsx", sync_to_thread=True, right=Right.LOOK)
def report_as_xlsx(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Stream:
    """The same as a workbook; `?report=all` has a sheet for each."""
    tr = pages.catalog(request)
    is_all = request.query_params.get("report") == _ALL
    asked = _asked(request, expo, Report.BOOTH if is_all else None)
    every = [msgspec.structs.replace(asked, report=one) for one in Report] if is_all else [asked]

    def write(file: Any) -> None:
        with pages.office.database.read() as connection:
            situation = situation_of(connection, expo, pages.office.clock())
            made = (table_of(connection, one, tr) for one in every)
            write_workbook(file, made, situation, asked.span, tr)

    name = _named(_ALL if is_all else asked.report.value, asked.span, "xlsx")
    return Stream(spooled(write), media_type=XLSX, headers=name)


@get("/expos/{expo:str}/report.csv", sync_to_thread=True, right=Right.LOOK)
def report_as_csv(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Stream:
    """The same as CSV, without sums."""
    asked = _asked(request, expo)
    with pages.office.database.read() as connection:
        table = table_of(connection, asked, pages.catalog(request))
    made = csv_of(table.columns, table.rows)
    return Stream(made, media_type=CSV, headers=_named(asked.report.value, asked.span, "csv"))


@get("/expos/{expo:str}/press.pdf", sync_to_thread=True, right=Right.LOOK)
def press_summary(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[bytes]:
    """The press summary, one page."""
    with pages.office.database.read() as connection:
        press = press_of(connection, expo, pages.office.clock())
    made = press_pdf(press, pages.catalog(request))
    name = {"Content-Disposition": 'inline; filename="lapak-press.pdf"'}
    return Response(made, media_type=PDF, headers=name)


@get("/expos/{expo:str}/sales.xlsx", sync_to_thread=True, right=Right.LOOK)
def sales_as_xlsx(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Stream:
    """Every line of every sale and every order; nothing of it says who bought."""
    return _exported(request, pages, Export(expo, _span(request)))


@get("/expos/{expo:str}/sales.csv", sync_to_thread=True, right=Right.LOOK)
def sales_as_csv(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Stream:
    """The lines as CSV."""
    return _exported(request, pages, Export(expo, _span(request), ending="csv"))


@get("/expos/{expo:str}/orders.csv", sync_to_thread=True, right=Right.LOOK)
def orders_as_csv(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Stream:
    """The orders as CSV."""
    export = Export(expo, _span(request), ending="csv", is_orders=True)
    return _exported(request, pages, export)


@post("/expos/{expo:str}/buyers", status_code=200, sync_to_thread=True, right=Right.PERSONAL)
def read_buyers(
    expo: FromPath[str], data: URLEncodedBody[BuyersForm], request: AnyRequest, pages: SomePages
) -> Response[str] | Stream:
    """The same files with buyers' personal data, for a reason; that is noted first."""
    try:
        pages.check_form(request, data.seal)
        what, _, ending = data.file.partition(".")
        export = Export(
            expo,
            _days(data.first, data.last),
            has_personal=True,
            ending="csv" if ending == "csv" else "xlsx",
            is_orders=what == "orders",
        )
        note_reading(pages.office, export, data.reason)
    except LapakError as error:
        if error.code == "expo_unknown":
            raise
        problem = sentence(error, pages.catalog(request))
        return _reports(request, pages, expo, problem=problem, reason=data.reason[:200])
    return _exported(request, pages, export)


def report_router() -> Router:
    """No part of the API's description."""
    return Router(
        path="/",
        route_handlers=[
            reports_page,
            report_as_xlsx,
            report_as_csv,
            press_summary,
            sales_as_xlsx,
            sales_as_csv,
            orders_as_csv,
            read_buyers,
        ],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _reports(request: AnyRequest, pages: Pages, expo_id: str, **told: Any) -> Response[str]:
    tr, problem = pages.catalog(request), told.get("problem", "")
    try:
        asked = _asked(request, expo_id)
    except LapakError as error:
        asked, problem = Asked(expo_id), problem or sentence(error, tr)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        editions = earlier_editions(connection, expo_id)
        last = last_edition(editions)
        if not asked.against and last:
            asked = msgspec.structs.replace(asked, against=last.id)
        table = table_of(connection, asked, tr)
        situation = situation_of(connection, expo_id, pages.office.clock())
    shown = rows_shown(table, request.query_params.get("page", ""), tr)
    return pages.draw(
        request,
        "reports.html",
        400 if problem else 200,
        expo=expo,
        asked=asked,
        chosen=_query(asked),
        reports=report_words(tr),
        has_span=asked.report not in WHOLE_EXPO,
        is_growth=asked.report is Report.GROWTH,
        editions=editions,
        table=table,
        headings=headings(table),
        facts=facts_told(table, tr),
        shown=shown,
        days=span_told(situation, asked.span, tr),
        situation=situation_told(situation, tr),
        problem=problem,
        reason=told.get("reason", ""),
        address=_address(expo_id, asked, shown),
    )


def _address(expo_id: str, asked: Asked, shown: RowsShown) -> str:
    """Where the pages of a table are, but for the number."""
    return f"/expos/{expo_id}/reports?{_query(asked)}&page=" if shown.pages > 1 else ""


def _query(asked: Asked) -> str:
    told = {
        "report": asked.report.value,
        "first": asked.span.first.isoformat() if asked.span.first else "",
        "last": asked.span.last.isoformat() if asked.span.last else "",
        "against": asked.against if asked.report is Report.GROWTH else "",
    }
    return urlencode({name: value for name, value in told.items() if value})


def _asked(request: AnyRequest, expo: str, report: Report | None = None) -> Asked:
    told = request.query_params
    chosen = report or report_named(told.get("report") or Report.BOOTH.value)
    span = Span() if chosen in WHOLE_EXPO else _span(request)
    return Asked(expo, chosen, span, told.get("against", "")[:64])


def _span(request: AnyRequest) -> Span:
    return _days(request.query_params.get("first", ""), request.query_params.get("last", ""))


def _days(first: str, last: str) -> Span:
    return span_of(_day(first), _day(last))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise LapakError("day_not_understood") from error


def _exported(request: AnyRequest, pages: Pages, export: Export) -> Stream:
    name = "orders" if export.is_orders else "sales"
    name = f"{name}-buyers" if export.has_personal else name
    return Stream(
        exported(pages.office.database, export, pages.catalog(request)),
        media_type=XLSX if export.ending == "xlsx" else CSV,
        headers=_named(name, export.span, export.ending),
    )


def _named(name: str, span: Span, ending: str) -> dict[str, str]:
    days = [day.isoformat() for day in (span.first, span.last) if day]
    file = "-".join(("lapak", name, *dict.fromkeys(days)))
    return {"Content-Disposition": f'attachment; filename="{file}.{ending}"'}
