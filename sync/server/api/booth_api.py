"""The JSON API for what booths are told and offered, and for tills that are blocked."""

from typing import Annotated

import msgspec
from litestar import Router, delete, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter

from pos_app.domain.expo_details import MAX_REVISION, ExpoDetails
from pos_app.domain.offer import MAX_OFFERS
from sync.relay_wire import Offered
from sync.server.accounts.callers import AnOffice, AnyRequest, bearer
from sync.server.accounts.rights import Right
from sync.server.api.described import TILL, described_problems, organizers
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
    right=Right.TILL,
)
def news(
    register: FromPath[str],
    request: AnyRequest,
    office: AnOffice,
    revision: Revision = 0,
    offers_revision: Revision = 0,
) -> SealedNews:
    """What the organizer has changed since a till asked last."""
    token = bearer(request.headers.get("authorization"))
    return booth_news.news(office, token, register, revision, offers_revision)


@get("/api/v1/expos/{expo:str}/details", sync_to_thread=True, **organizers(Right.LOOK, 404))
def read_details(expo: FromPath[str], office: AnOffice) -> ExpoDetails:
    """What an expo's booths are told."""
    with office.database.read() as connection:
        return expo_details.details_of(connection, expo)


@patch("/api/v1/expos/{expo:str}/details", sync_to_thread=True, **organizers(Right.SET_UP, 404))
def change_details(
    expo: FromPath[str], data: JSONBody[DetailsChange], office: AnOffice
) -> ExpoDetails:
    """Change what an expo's booths are told; what is left out stays."""
    return changed_details.change_details(office, expo, data)


@get("/api/v1/expos/{expo:str}/offers", sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_offers(expo: FromPath[str], office: AnOffice) -> tuple[Offered, ...]:
    """The products that an expo offers to its booths."""
    with office.database.read() as connection:
        return offers.offers_of(connection, expo)


@post(
    "/api/v1/expos/{expo:str}/offers",
    status_code=200,
    request_max_body_size=2 * 1024 * 1024,
    sync_to_thread=True,
    **organizers(Right.SET_UP, 404),
)
def put_offers(expo: FromPath[str], data: JSONBody[OfferList], office: AnOffice) -> OffersChange:
    """Offer products, or change offers, by barcode or else by name and brand; all or none."""
    return offers.put_offers(office, expo, data.offers)


@delete(
    "/api/v1/expos/{expo:str}/offers/{offer:str}",
    sync_to_thread=True,
    **organizers(Right.SET_UP, 404),
)
def withdraw_offer(expo: FromPath[str], offer: FromPath[str], office: AnOffice) -> None:
    """Offer a product no more."""
    offers.withdraw_offer(office, expo, offer)


@get("/api/v1/expos/{expo:str}/registers", sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_registers(expo: FromPath[str], office: AnOffice) -> tuple[RegisterSeen, ...]:
    """The tills that joined an expo."""
    with office.database.read() as connection:
        return registers.registers_of(connection, expos.expo_by_id(connection, expo).id)


@post(
    "/api/v1/expos/{expo:str}/registers/{register:str}/revoke",
    status_code=200,
    sync_to_thread=True,
    **organizers(Right.RUN, 404),
)
def revoke_register(
    expo: FromPath[str],
    register: FromPath[str],
    data: JSONBody[Revocation],
    office: AnOffice,
) -> RegisterSeen:
    """Lock a till (by id or code) out; it sells on, and sends again after a new join code."""
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
