"""The JSON API for what booths are told and offered, and for tills that are blocked."""

from typing import Annotated

import msgspec
from litestar import Router, delete, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter

from pos_app.domain.expo_details import MAX_REVISION, ExpoDetails
from pos_app.domain.offer import MAX_OFFERS
from sync.relay_wire import Offered
from sync.server.accounts import access
from sync.server.accounts.callers import AnOffice, AnyRequest, check_program, check_reader
from sync.server.api.described import ORGANIZER, TILL, described_problems
from sync.server.fair import expo_details, expos, offers, registers
from sync.server.fair import news as booth_news
from sync.server.fair.expo_details import DetailsChange
from sync.server.fair.offers import OfferedRow, OffersChange
from sync.server.fair.registers import RegisterSeen
from sync.server.figures import changed_details
from sync.wire import NEWS_PATH, SealedNews

Revision = Annotated[int, QueryParameter(ge=0, le=MAX_REVISION)]


class OfferList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Products to offer: what is named is added or changed, what is not named stays."""

    offers: Annotated[tuple[OfferedRow, ...], msgspec.Meta(max_length=MAX_OFFERS)]


class Revocation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a register is locked out, as its booth reads it."""

    reason: str = ""


@get(
    NEWS_PATH.replace("{register}", "{register:str}"),
    responses=described_problems(401, 403),
    security=TILL,
    sync_to_thread=True,
)
def news(
    register: FromPath[str],
    request: AnyRequest,
    office: AnOffice,
    revision: Revision = 0,
    offers_revision: Revision = 0,
) -> SealedNews:
    """What the organizer has changed since a till asked last."""
    token = access.bearer(request.headers.get("authorization"))
    return booth_news.news(office, token, register, revision, offers_revision)


@get(
    "/api/v1/expos/{expo:str}/details",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def read_details(expo: FromPath[str], request: AnyRequest, office: AnOffice) -> ExpoDetails:
    """What an expo's booths are told."""
    check_reader(request, office)
    with office.database.read() as connection:
        return expo_details.details_of(connection, expo)


@patch(
    "/api/v1/expos/{expo:str}/details",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def change_details(
    expo: FromPath[str], data: JSONBody[DetailsChange], request: AnyRequest, office: AnOffice
) -> ExpoDetails:
    """Change what an expo's booths are told; what is left out stays."""
    check_program(request, office)
    return changed_details.change_details(office, expo, data)


@get(
    "/api/v1/expos/{expo:str}/offers",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def list_offers(expo: FromPath[str], request: AnyRequest, office: AnOffice) -> tuple[Offered, ...]:
    """The products that an expo offers to its booths."""
    check_reader(request, office)
    with office.database.read() as connection:
        return offers.offers_of(connection, expo)


@post(
    "/api/v1/expos/{expo:str}/offers",
    status_code=200,
    responses=described_problems(401, 404),
    security=ORGANIZER,
    request_max_body_size=2 * 1024 * 1024,
    sync_to_thread=True,
)
def put_offers(
    expo: FromPath[str], data: JSONBody[OfferList], request: AnyRequest, office: AnOffice
) -> OffersChange:
    """Offer products, or change offers, by barcode or else by name and brand; all or none."""
    check_program(request, office)
    return offers.put_offers(office, expo, data.offers)


@delete(
    "/api/v1/expos/{expo:str}/offers/{offer:str}",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def withdraw_offer(
    expo: FromPath[str], offer: FromPath[str], request: AnyRequest, office: AnOffice
) -> None:
    """Offer a product no more."""
    check_program(request, office)
    offers.withdraw_offer(office, expo, offer)


@get(
    "/api/v1/expos/{expo:str}/registers",
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def list_registers(
    expo: FromPath[str], request: AnyRequest, office: AnOffice
) -> tuple[RegisterSeen, ...]:
    """The tills that joined an expo."""
    check_reader(request, office)
    with office.database.read() as connection:
        return registers.registers_of(connection, expos.expo_by_id(connection, expo).id)


@post(
    "/api/v1/expos/{expo:str}/registers/{register:str}/revoke",
    status_code=200,
    responses=described_problems(401, 404),
    security=ORGANIZER,
    sync_to_thread=True,
)
def revoke_register(
    expo: FromPath[str],
    register: FromPath[str],
    data: JSONBody[Revocation],
    request: AnyRequest,
    office: AnOffice,
) -> RegisterSeen:
    """Lock a till (by id or code) out; it sells on, and sends again after a new join code."""
    check_program(request, office)
    registers.revoke_register(office, expo, register, data.reason)
    with office.database.read() as connection:
        return registers.find_register(connection, expo, register)


def booth_api_router() -> Router:
    """These under one roof."""
    handlers = [
        *(news, read_details, change_details, list_offers, put_offers, withdraw_offer),
        *(list_registers, revoke_register),
    ]
    return Router(path="/", route_handlers=handlers, request_max_body_size=64 * 1024)
