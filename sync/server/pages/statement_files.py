"""Statements as files: one as a PDF or a workbook, all of an expo as one ZIP."""

from litestar import Response, Router, get
from litestar.params import FromPath
from litestar.response import Stream

from pos_app.domain.errors import LapakError
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.pages.drawing import Pages, SomePages
from sync.server.settlement.papers import StatementPaper, paper_of, papers_of, traced_by
from sync.server.settlement.statement_pdf import statement_pdf
from sync.server.settlement.statement_xlsx import statement_xlsx
from sync.server.settlement.statements import statement_of
from sync.server.settlement.statements_zip import file_name, statements_zip

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/expos/{expo:str}/booths/{booth:str}/statement.pdf", sync_to_thread=True, right=Right.BOOTH)
def statement_as_pdf(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[bytes]:
    """A revision of a booth's statement (`?revision=`, else the latest), to be printed."""
    paper = _paper(request, pages, expo, booth)
    made = statement_pdf(paper, pages.catalog(request))
    return Response(made, media_type=PDF, headers=_named(file_name(paper, "pdf"), "inline"))


@get("/expos/{expo:str}/booths/{booth:str}/statement.xlsx", sync_to_thread=True, right=Right.BOOTH)
def statement_as_xlsx(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[bytes]:
    """The same as a workbook."""
    paper = _paper(request, pages, expo, booth)
    traced = traced_by(pages.office.database, expo)(paper)
    made = statement_xlsx(paper, traced, pages.catalog(request))
    return Response(made, media_type=XLSX, headers=_named(file_name(paper, "xlsx")))


@get("/expos/{expo:str}/statements.zip", sync_to_thread=True, right=Right.LOOK)
def statements_as_zip(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Stream:
    """The revisions that stand of all booths, sent while it is made."""
    with pages.office.database.read() as connection:
        papers = papers_of(connection, expo)
    if not papers:
        raise LapakError("statements_missing")
    traced = traced_by(pages.office.database, expo)
    made = statements_zip(papers, traced, pages.catalog(request))
    return Stream(made, media_type="application/zip", headers=_named("statements.zip"))


def statement_files_router() -> Router:
    """These under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[statement_as_pdf, statement_as_xlsx, statements_as_zip],
        include_in_schema=False,
    )


def _paper(request: AnyRequest, pages: Pages, expo: str, booth: str) -> StatementPaper:
    text = request.query_params.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    with pages.office.database.read() as connection:
        kept = statement_of(connection, expo, booth, revision)
        return paper_of(connection, expo, kept)


def _named(name: str, way: str = "attachment") -> dict[str, str]:
    return {"Content-Disposition": f'{way}; filename="{name}"'}
