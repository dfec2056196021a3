"""The organizer's pages of an expo's booths: found, added, changed, and taken in from a list."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, MultipartBody, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import (
    BoothKind,
    Certificate,
    CertificateKind,
    Cluster,
    Exhibitor,
    Site,
)
from pos_app.messages import sentence
from pos_app.spreadsheets.sheets import RowProblem
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import booth_file, booth_lists, exhibitors, expos
from sync.server.fair.booth_lists import Step, ToldBooth
from sync.server.fair.exhibitors import BoothEntry, BoothSearch
from sync.server.fair.regions import find_regency, region_name
from sync.server.fair.words import cluster_words
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.exhibitor_words import (
    certificate_words,
    field_words,
    kind_words,
    site_words,
    tills_joined,
)
from sync.server.pages.forms import page_number, seen_again

PREVIEWED = 50
MAX_ROWS = 8 * 1024 * 1024
"""Bytes of a list that was read, as it comes back to be confirmed."""
_CERTIFICATES = (
    CertificateKind.HALAL,
    CertificateKind.PIRT,
    CertificateKind.BPOM,
    CertificateKind.NIB,
)


class BoothForm(msgspec.Struct, frozen=True):
    """A booth as it is typed; certificates by kind, with the last day where they have one.

    `seen` marks the booth that was shown.
    """

    seal: str = ""
    seen: str = ""
    code: str = ""
    name: str = ""
    business: str = ""
    owner: str = ""
    regency: str = ""
    cluster: str = Cluster.OTHER.value
    site: str = Site.ONSITE.value
    kind: str = BoothKind.UMKM.value
    halal: str = ""
    halal_until: str = ""
    pirt: str = ""
    pirt_until: str = ""
    bpom: str = ""
    bpom_until: str = ""
    nib: str = ""
    nib_until: str = ""


class ListForm(msgspec.Struct, frozen=True):
    """A spreadsheet of booths."""

    file: UploadFile
    seal: str = ""


class ConfirmForm(msgspec.Struct, frozen=True):
    """The rows of a list that were shown, as JSON."""

    seal: str = ""
    rows: str = ""


class SealedForm(msgspec.Struct, frozen=True):
    """A button."""

    seal: str = ""


@get("/expos/{expo:str}/booths", sync_to_thread=True, right=Right.LOOK)
def booths_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """The booths that fit a search, a page of them."""
    return _booths(request, pages, expo)


@get("/expos/{expo:str}/booths/new", sync_to_thread=True, right=Right.SET_UP)
def new_booth_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """The form for one more booth."""
    return _edit(request, pages, expo, BoothForm())


@post("/expos/{expo:str}/booths/new", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def add_booth(
    expo: FromPath[str], data: URLEncodedBody[BoothForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Add a booth; what cannot be used is told, and stays in the form."""
    return _save(request, pages, expo, data)


@get("/expos/{expo:str}/booths/{booth:str}/edit", sync_to_thread=True, right=Right.SET_UP)
def edit_booth_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """The form for a booth, with what is known."""
    with pages.office.database.read() as connection:
        entry = exhibitors.booth_entry(connection, expo, booth)
    return _edit(request, pages, expo, _shown(entry), entry=entry)


@post(
    "/expos/{expo:str}/booths/{booth:str}/edit",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def change_booth(
    expo: FromPath[str],
    booth: FromPath[str],
    data: URLEncodedBody[BoothForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Change a booth; what cannot be used is told, and stays in the form."""
    with pages.office.database.read() as connection:
        entry = exhibitors.booth_entry(connection, expo, booth)
    return _save(request, pages, expo, data, entry)


@post(
    "/expos/{expo:str}/booths/{booth:str}/remove",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def remove_booth(
    expo: FromPath[str],
    booth: FromPath[str],
    data: URLEncodedBody[SealedForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Take a booth away that nobody has joined."""
    try:
        pages.check_form(request, data.seal)
        exhibitors.remove_booth(pages.office, expo, booth)
    except LapakError as error:
        return _booths(request, pages, expo, problem=sentence(error, pages.catalog(request)))
    return Redirect(f"/expos/{expo}/booths", status_code=303)


@get("/expos/{expo:str}/booths/import", sync_to_thread=True, right=Right.SET_UP)
def import_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """Where a list is chosen."""
    return _import(request, pages, expo)


@post(
    "/expos/{expo:str}/booths/import",
    status_code=200,
    request_max_body_size=booth_file.MAX_FILE + 64 * 1024,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def preview_list(
    expo: FromPath[str], data: MultipartBody[ListForm], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """What a list would do, row by row; nothing is stored."""
    try:
        pages.check_form(request, data.seal)
        today = pages.office.clock().date()
        file = booth_file.read_booth_file(data.file.file.read(), data.file.filename, today)
        with pages.office.database.read() as connection:
            known = exhibitors.entries_by_code(connection, expo)
        found = booth_lists.compare(known, file.rows)
        booth_lists.check_room(len(known), found)
    except LapakError as error:
        return _import(request, pages, expo, problem=sentence(error, pages.catalog(request)))
    problems = sorted((*file.problems, *found.problems), key=lambda one: one.line)
    return _import(request, pages, expo, found=found, problems=problems)


@post(
    "/expos/{expo:str}/booths/import/confirm",
    status_code=200,
    request_max_body_size=MAX_ROWS,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def take_list(
    expo: FromPath[str], data: URLEncodedBody[ConfirmForm], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """Take in the rows that were shown, all of them or none."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        done = booth_lists.put_booths(pages.office, expo, _rows(data.rows))
    except LapakError as error:
        return _import(request, pages, expo, problem=sentence(error, tr))
    told = tr("{added} booths added, {changed} changed, {unchanged} as they were.")
    return _booths(
        request,
        pages,
        expo,
        done=told.format(added=done.added, changed=done.changed, unchanged=done.unchanged),
    )


@get("/expos/{expo:str}/booths/template.csv", sync_to_thread=False, right=Right.SET_UP)
def template(expo: FromPath[str]) -> Response[bytes]:  # noqa: ARG001 (the address names it)
    """An empty list with the columns that are read."""
    text = ";".join(booth_file.TEMPLATE) + "\r\n"
    return Response(
        text.encode("utf-8-sig"),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="daftar-stan.csv"'},
    )


def exhibitor_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/",
        route_handlers=[
            *(booths_page, new_booth_page, add_booth, edit_booth_page, change_booth),
            *(remove_booth, import_page, preview_list, take_list, template),
        ],
        include_in_schema=False,
        request_max_body_size=16 * 1024,
    )


def _rows(text: str) -> list[ToldBooth]:
    try:
        return msgspec.json.decode(text, type=list[ToldBooth])
    except msgspec.MsgspecError as error:
        raise LapakError("form_not_understood", text=text[:20]) from error


def _save(
    request: AnyRequest,
    pages: Pages,
    expo: str,
    form: BoothForm,
    before: BoothEntry | None = None,
) -> Response[Any]:
    try:
        pages.check_form(request, form.seal)
        booth_lists.save_booth(pages.office, expo, _read(form, before), form.seen)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        typed = msgspec.structs.replace(form, seen=seen_again(error, form.seen))
        return _edit(request, pages, expo, typed, entry=before, problem=problem)
    return Redirect(f"/expos/{expo}/booths", status_code=303)


def _read(form: BoothForm, before: BoothEntry | None) -> BoothEntry:
    """A booth as it was typed; certificates of kinds that the form does not have stay."""
    kept = before.exhibitor.certificates if before else ()
    others = (each for each in kept if each.kind not in _CERTIFICATES)
    who = Exhibitor(
        form.business,
        form.owner,
        find_regency(form.regency).code if form.regency.strip() else "",
        _word(Cluster, form.cluster),
        _word(Site, form.site),
        _word(BoothKind, form.kind),
        before.exhibitor.key if before else "",
        (*_certificates(form), *others),
    )
    return BoothEntry(before.id if before else "", form.code, form.name, who)


def _word(words: Any, text: str) -> Any:
    if text not in set(words):
        raise LapakError("form_not_understood", text=text[:20])
    return words(text)


def _certificates(form: BoothForm) -> Iterator[Certificate]:
    for kind in _CERTIFICATES:
        number = str(getattr(form, kind.value))
        until = str(getattr(form, f"{kind.value}_until"))
        if number.strip():
            yield Certificate(kind, number, _day(until))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise LapakError("form_not_understood", text=text[:20]) from error


def _shown(entry: BoothEntry) -> BoothForm:
    who = entry.exhibitor
    held = {each.kind: each for each in who.certificates}
    certificates = {
        name: text
        for kind in _CERTIFICATES
        if (each := held.get(kind))
        for name, text in (
            (kind.value, each.number),
            (f"{kind.value}_until", each.until.isoformat() if each.until else ""),
        )
    }
    return BoothForm(
        code=entry.code,
        name=entry.name,
        business=who.business,
        owner=who.owner,
        regency=region_name(who.regency),
        cluster=who.cluster.value,
        site=who.site.value,
        kind=who.kind.value,
        **certificates,
    )


def _booths(request: AnyRequest, pages: Pages, expo_id: str, **told: Any) -> Response[str]:
    tr, asked = pages.catalog(request), request.query_params
    search = BoothSearch(
        asked.get("q", "")[:80],
        asked.get("cluster", "")[:20],
        page_number(asked.get("page", "")),
    )
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
        found = exhibitors.find_booths(connection, expo_id, search)
    clusters = cluster_words(tr)
    rows = [
        (
            one,
            clusters[one.exhibitor.cluster.value],
            region_name(one.exhibitor.regency),
            tills_joined(one.tills, tr) if one.tills else "",
        )
        for one in found.booths
    ]
    values = {"problem": "", "done": "", **told}
    return pages.draw(
        request,
        "booths.html",
        400 if values["problem"] else 200,
        expo=expo,
        rows=rows,
        found=found,
        search=search,
        clusters=clusters,
        **values,
    )


def _edit(
    request: AnyRequest,
    pages: Pages,
    expo_id: str,
    form: BoothForm,
    entry: BoothEntry | None = None,
    problem: str = "",
) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
    certificates = [
        (kind.value, words, getattr(form, kind.value), getattr(form, f"{kind.value}_until"))
        for kind, words in certificate_words(tr).items()
        if kind in _CERTIFICATES
    ]
    return pages.draw(
        request,
        "booth_edit.html",
        400 if problem else 200,
        expo=expo,
        form=form,
        entry=entry,
        seen=form.seen or (booth_lists.booth_mark(entry) if entry else ""),
        clusters=cluster_words(tr),
        sites=site_words(tr),
        kinds=kind_words(tr),
        certificates=certificates,
        problem=problem,
    )


def _import(
    request: AnyRequest,
    pages: Pages,
    expo_id: str,
    found: booth_lists.Comparison | None = None,
    problems: list[RowProblem] | None = None,
    problem: str = "",
) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        expo = expos.expo_by_id(connection, expo_id)
    news = [row for row in found.rows if row.step is not Step.SAME] if found else []
    told = msgspec.json.encode([row.told for row in news]).decode()
    return pages.draw(
        request,
        "booths_import.html",
        400 if problem else 200,
        expo=expo,
        found=found,
        counts=_counts(found, tr) if found else "",
        rows=[(row, field_words(row.fields, tr)) for row in news[:PREVIEWED]],
        more=max(0, len(news) - PREVIEWED),
        told=told,
        wrong=[(one.line, _reason(one, tr)) for one in (problems or [])[:PREVIEWED]],
        wrong_count=len(problems or []),
        columns=", ".join(booth_file.TEMPLATE),
        problem=problem,
    )


def _counts(found: booth_lists.Comparison, tr: Catalog) -> str:
    told = tr("{new} new, {changed} changed, {same} as they are")
    return told.format(
        new=found.count(Step.NEW), changed=found.count(Step.CHANGED), same=found.count(Step.SAME)
    )


def _reason(one: RowProblem, tr: Catalog) -> str:
    return sentence(LapakError(one.code, **cast("dict[str, Any]", one.details)), tr)
