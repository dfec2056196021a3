"""The organizer's page for what people bring: files of tills, and Z reports on paper."""

import re
from typing import Any, BinaryIO, cast

import msgspec
from litestar import Response, Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from markupsafe import Markup

from pos_app.domain.business_day import format_moment
from pos_app.domain.errors import LapakError
from pos_app.domain.money import format_amount, format_rupiah
from pos_app.messages import sentence
from resources.translations import Catalog
from sync.bundle import acknowledgement, form
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.fair.registers import registers_of
from sync.server.figures import z_reports
from sync.server.figures.z_reports import Declared
from sync.server.intake import bundles
from sync.server.office import Office
from sync.server.pages import bundle_words
from sync.server.pages.bundle_words import Line
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.z_words import standing_words
from sync.server.sheets import qr

MAX_FILES = 200
_REGISTERS = re.compile(r"[0-9A-Za-z-]{1,64}(,[0-9A-Za-z-]{1,64}){0,63}", re.ASCII)


class ZForm(msgspec.Struct, frozen=True):
    """What the field for a Z report's code sends."""

    code: str = ""
    seal: str = ""


class FileTold(msgspec.Struct, frozen=True):
    """One file as the page shows it; `confirmation` is where its answer can be fetched."""

    name: str
    lines: tuple[Line, ...]
    confirmation: str = ""
    codes: tuple[tuple[str, Markup, str], ...] = ()


class PaperTold(msgspec.Struct, frozen=True):
    """One Z report on paper as the page shows it."""

    title: str
    amount: str
    sales: str
    standing: Line


@get("/expos/{expo:str}/brought", sync_to_thread=True, right=Right.LOOK)
def brought_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """Where files and papers are taken in."""
    return _draw(pages, request, expo)


@post(
    "/expos/{expo:str}/brought",
    status_code=200,
    request_max_body_size=form.MAX_BYTES,
    right=Right.SET_UP,
)
async def take_files(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """Take files in, one after another; one that is refused stops none of the others."""
    sent = await request.form()
    return await sync_to_thread(_took, pages, request, expo, sent)


@post("/expos/{expo:str}/z-reports", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def enter_z(
    expo: FromPath[str], data: URLEncodedBody[ZForm], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """Keep what a Z report on paper declares."""
    tr = pages.catalog(request)
    if not pages.is_ours(request, data.seal):
        return _draw(pages, request, expo, z_problem=tr("The page was too old. Try again."))
    try:
        entered = z_reports.enter(pages.office, data.code)
    except LapakError as error:
        return _draw(pages, request, expo, z_problem=sentence(error, tr), z_code=data.code[:600])
    return _draw(pages, request, expo, entered=_paper(entered.declared, tr))


@get("/expos/{expo:str}/z-reports", sync_to_thread=False, right=Right.LOOK)
def z_page(expo: FromPath[str]) -> Redirect:
    """Where a reload or a change of language after entering a code leads."""
    return Redirect(f"/expos/{expo}/brought", status_code=303)


@get("/expos/{expo:str}/brought/{registers:str}", sync_to_thread=True, right=Right.LOOK)
def confirmation(
    expo: FromPath[str], registers: FromPath[str], pages: SomePages
) -> Response[bytes]:
    """What is held of registers now, as a file for their till."""
    if not _REGISTERS.fullmatch(registers):
        raise LapakError("register_unknown", register=registers)
    told = bundles.acknowledgements(pages.office, expo, tuple(registers.split(",")))
    with pages.office.database.read() as connection:
        named = {one.id: one.code for one in registers_of(connection, expo)}
    name = re.sub(r"[^0-9A-Za-z-]", "", named[told[0].register])
    disposition = f'attachment; filename="{name}{acknowledgement.SUFFIX}"'
    return Response(
        acknowledgement.write_file(told),
        media_type="application/octet-stream",
        headers={"Content-Disposition": disposition},
    )


def bundle_pages_router() -> Router:
    """The pages for what people bring; they are no part of the API's description."""
    handlers = [brought_page, take_files, enter_z, z_page, confirmation]
    return Router(
        path="/",
        route_handlers=handlers,
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _took(pages: Pages, request: AnyRequest, expo: str, sent: Any) -> Response[str]:
    tr = pages.catalog(request)
    if not pages.is_ours(request, str(sent.get("seal", ""))):
        return _draw(pages, request, expo, problem=tr("The page was too old. Try again."))
    files = [one for one in sent.getall("files", []) if isinstance(one, UploadFile)]
    named = [one for one in files if one.filename][:MAX_FILES]
    if not named:
        return _draw(pages, request, expo, problem=tr("Choose the files of the tills first."))
    return _draw(pages, request, expo, files=[_file(pages.office, one, tr) for one in named])


def _file(office: Office, sent: UploadFile, tr: Catalog) -> FileTold:
    name = "".join(char for char in sent.filename if char.isprintable())[:80]
    try:
        imported = bundles.import_bundle(office, cast("BinaryIO", sent.file), name)
    except LapakError as error:
        return FileTold(name, (bundle_words.refused(error, tr),))
    lines = bundle_words.told(imported, tr)
    if not imported.acknowledged:
        return FileTold(name, lines)
    told = bundles.acknowledgements(office, imported.expo.id, imported.acknowledged)
    shown = {part.register: part.code for part in imported.parts}
    codes = [(one, acknowledgement.write_code(one)) for one in told]
    return FileTold(
        name,
        lines,
        f"/expos/{imported.expo.id}/brought/{','.join(imported.acknowledged)}",
        tuple((shown[one.register], qr.svg(code), code) for one, code in codes),
    )


def _draw(pages: Pages, request: AnyRequest, expo_id: str, **values: Any) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        papers = z_reports.declared(connection, expo_id)
    shown: dict[str, Any] = {"problem": "", "z_problem": "", "z_code": "", "files": [], **values}
    shown.setdefault("entered", None)
    return pages.draw(
        request,
        "brought.html",
        expo=expo,
        updated=format_moment(pages.office.clock(), expo.zone, tr.language),
        papers=[_paper(one, tr) for one in papers],
        **shown,
    )


def _paper(found: Declared, tr: Catalog) -> PaperTold:
    count = tr.plural("{n} sale", "{n} sales", found.sales).format(n=format_amount(found.sales))
    return PaperTold(
        title=tr("{code}, Z report {number}").format(code=found.register, number=found.number),
        amount=format_rupiah(found.turnover),
        sales=count,
        standing=standing_words(found, tr),
    )
