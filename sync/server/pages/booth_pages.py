"""The organizer's pages for what booths are told and offered, and for the tills that joined."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, MultipartBody, URLEncodedBody
from litestar.response import Redirect

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import MAX_ANNOUNCEMENT, MAX_HEADER, MAX_HEADER_LINE, ExpoDetails
from pos_app.domain.money import format_rupiah
from pos_app.messages import sentence
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expo_details, expos, offer_file, offers
from sync.server.fair.expo_details import DetailsChange
from sync.server.fair.seen import mark_of
from sync.server.figures import changed_details
from sync.server.pages.drawing import Pages, SomePages
from sync.server.pages.forms import page_number, seen_again
from sync.server.pages.offer_words import imported_words

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
"""WIB, WITA, WIT; an expo elsewhere is set up on the command line and keeps its zone here."""


class DetailsForm(msgspec.Struct, frozen=True):
    """What the page of an expo's details sends; `seen` marks those that were shown."""

    seal: str = ""
    seen: str = ""
    name: str = ""
    first_day: str = ""
    last_day: str = ""
    zone: str = ""
    cutoff: str = ""
    header: str = ""
    announcement: str = ""


class OffersForm(msgspec.Struct, frozen=True):
    """A file of products to offer."""

    file: UploadFile
    seal: str = ""


class OfferForm(msgspec.Struct, frozen=True):
    """One product to offer, as it is typed; `booths` are codes, none is all."""

    seal: str = ""
    name: str = ""
    price: str = ""
    barcode: str = ""
    category: str = ""
    unit: str = ""
    brand: str = ""
    booths: str = ""


class SealedForm(msgspec.Struct, frozen=True):
    """A button that changes something; `reason` is why a till is locked out.

    `password` is of who presses it, where that cannot be undone.
    """

    seal: str = ""
    password: str = ""
    reason: str = ""


@get("/expos/{expo:str}/details", sync_to_thread=True, right=Right.LOOK)
def details_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """What an expo's booths are told."""
    return _details(request, pages, expo)


@post("/expos/{expo:str}/details", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def change_details(
    expo: FromPath[str],
    data: URLEncodedBody[DetailsForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Change what booths are told; what cannot be used is told, and stays in the form."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        changed_details.change_details(pages.office, expo, _change(data), data.seen)
    except LapakError as error:
        typed = msgspec.structs.replace(data, seen=seen_again(error, data.seen))
        return _details(request, pages, expo, typed=typed, problem=sentence(error, tr))
    return done_at(f"/expos/{expo}/details")


@get("/expos/{expo:str}/offers", sync_to_thread=True, right=Right.LOOK)
def offers_page(expo: FromPath[str], request: AnyRequest, pages: SomePages) -> Response[str]:
    """The products that booths are offered."""
    return _offers(request, pages, expo)


@post(
    "/expos/{expo:str}/offers",
    status_code=200,
    request_max_body_size=offer_file.MAX_FILE + 64 * 1024,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def import_offers(
    expo: FromPath[str],
    data: MultipartBody[OffersForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[str]:
    """Offer the products of a file; lines that cannot be used are named."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        file = offer_file.read_offer_file(data.file.file.read(), data.file.filename)
        done = imported_words(offers.put_offers(pages.office, expo, file.rows), tr)
    except LapakError as error:
        return _offers(request, pages, expo, problem=sentence(error, tr))
    left = [(one.line, sentence(LapakError(one.code, **one.details), tr)) for one in file.problems]
    return _offers(request, pages, expo, done=done, left_out=left[:20])


@post("/expos/{expo:str}/offers/one", status_code=200, sync_to_thread=True, right=Right.SET_UP)
def offer_one(
    expo: FromPath[str],
    data: URLEncodedBody[OfferForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[str]:
    """Offer one product that was typed; what cannot be used is told, and stays in the form."""
    tr = pages.catalog(request)
    try:
        pages.check_form(request, data.seal)
        row = offer_file.offered_row(msgspec.to_builtins(data))
        done = imported_words(offers.put_offers(pages.office, expo, (row,)), tr)
    except LapakError as error:
        return _offers(request, pages, expo, typed=data, problem=sentence(error, tr))
    return _offers(request, pages, expo, done=done)


@post(
    "/expos/{expo:str}/offers/{offer:str}/withdraw",
    status_code=200,
    sync_to_thread=True,
    right=Right.SET_UP,
)
def withdraw_offer(
    expo: FromPath[str],
    offer: FromPath[str],
    data: URLEncodedBody[SealedForm],
    request: AnyRequest,
    pages: SomePages,
) -> Response[Any]:
    """Offer a product no more; booths that took it keep it."""
    try:
        pages.check_form(request, data.seal)
        offers.withdraw_offer(pages.office, expo, offer)
    except LapakError as error:
        problem = sentence(error, pages.catalog(request))
        return _offers(request, pages, expo, problem=problem)
    return done_at(f"/expos/{expo}/offers")


def booth_pages_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    handlers = [
        *(details_page, change_details, offers_page, import_offers, offer_one, withdraw_offer),
    ]
    return Router(
        path="/", route_handlers=handlers, include_in_schema=False, request_max_body_size=16 * 1024
    )


def done_at(path: str) -> Response[Any]:
    """Back to a page, which says that it is done."""
    return Redirect(f"{path}?done=1", status_code=303)


def _details(
    request: AnyRequest,
    pages: Pages,
    expo: str,
    typed: DetailsForm | None = None,
    problem: str = "",
) -> Response[str]:
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        found = expo_details.details_of(connection, expo)
    form = typed or _form(found)
    saved = tr("Stored. Every till hears of it when it next calls, within a minute where it can.")
    return pages.draw(
        request,
        "details.html",
        400 if problem else 200,
        expo=found,
        form=form,
        seen=form.seen or mark_of(found),
        zones=dict.fromkeys((*ZONES, found.zone)),
        hours=sorted({*(f"{hour:02d}:00" for hour in range(24)), form.cutoff}),
        limits=(MAX_HEADER, MAX_HEADER_LINE, MAX_ANNOUNCEMENT),
        problem=problem,
        done=saved if _is_done(request) and not problem else "",
    )


def _offers(request: AnyRequest, pages: Pages, expo: str, **told: Any) -> Response[str]:
    asked = request.query_params
    text = asked.get("q", "")[:80]
    with pages.office.database.read() as connection:
        found = expo_details.details_of(connection, expo)
        codes = {booth.id: booth.code for booth in expos.booths_of(connection, expo)}
        page = offers.find_offers(connection, expo, text, page_number(asked.get("page", "")))
        rows = [
            (
                one.offer,
                format_rupiah(one.offer.price),
                ", ".join(sorted(codes.get(each, "?") for each in one.booths)),
            )
            for one in page.offers
        ]
    values = {"problem": "", "done": "", "left_out": [], "typed": OfferForm(), **told}
    values |= {"page": page, "text": text}
    status = 400 if values["problem"] else 200
    return pages.draw(request, "offers.html", status, expo=found, rows=rows, **values)


def _form(found: ExpoDetails) -> DetailsForm:
    hour, minute = divmod(found.cutoff_minutes, 60)
    return DetailsForm(
        name=found.name,
        first_day=found.first_day.isoformat() if found.first_day else "",
        last_day=found.last_day.isoformat() if found.last_day else "",
        zone=found.zone,
        cutoff=f"{hour:02d}:{minute:02d}",
        header="\n".join(found.header),
        announcement=found.announcement,
    )


def _change(form: DetailsForm) -> DetailsChange:
    return DetailsChange(
        name=form.name,
        zone=form.zone,
        cutoff_minutes=_read(form.cutoff, _minutes),
        first_day=_read(form.first_day, date.fromisoformat),
        last_day=_read(form.last_day, date.fromisoformat),
        header=tuple(form.header.splitlines()),
        announcement=form.announcement,
    )


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return 60 * int(hour) + int(minute)


def _read(text: str, reader: Callable[[str], Any]) -> Any:
    """What a browser sends of a date or time; raises LapakError `form_not_understood`."""
    try:
        return reader(text) if text else None
    except ValueError as error:
        raise LapakError("form_not_understood", text=text[:20]) from error


def _is_done(request: AnyRequest) -> bool:
    return request.query_params.get("done") == "1"
