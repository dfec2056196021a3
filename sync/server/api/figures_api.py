"""The JSON API of the live page's and a booth's figures."""

from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import organizers
from sync.server.fair.expos import expo_by_id, find_booth
from sync.server.figures import receipts, sale_search
from sync.server.figures.boards import Boards
from sync.server.figures.booth import (
    BoothFigures,
    booth_figures,
    register_of_booth,
    registers_of_booth,
)
from sync.server.figures.live import Live
from sync.server.figures.receipts import SalesPage
from sync.server.journals.verifying import Verified

_MOST = 2**53


class SoldSale(msgspec.Struct, frozen=True):
    """A sale's journal entries: its own, then those of voids and refunds, each as verified.

    `total` is what it came to, `left` what is left of it; minor units.
    """

    sale: str
    receipt_number: str
    total: int
    left: int
    entries: tuple[Verified, ...]


@get("/api/v1/expos/{expo:str}/live", sync_to_thread=True, **organizers(Right.LOOK, 404))
def read_live(expo: FromPath[str], boards: NamedDependency[Boards]) -> Live:
    """An expo as it stands now: turnover by day, hour, method and booth; orders apart from it."""
    return boards.of(expo)


@get(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/figures",
    sync_to_thread=True,
    **organizers(Right.BOOTH, 404),
)
def read_booth(expo: FromPath[str], booth: FromPath[str], office: AnOffice) -> BoothFigures:
    """A booth (by id or code): days, hours, methods, products, shifts, orders and registers."""
    with office.database.read() as connection:
        return booth_figures(connection, expo, booth)


@get(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/sales",
    sync_to_thread=True,
    **organizers(Right.BOOTH, 404),
)
def list_sales(
    expo: FromPath[str],
    booth: FromPath[str],
    office: AnOffice,
    register: Annotated[str, QueryParameter(max_length=100)],
    before: Annotated[int | None, QueryParameter(ge=1, le=_MOST)] = None,
) -> SalesPage:
    """Sales, voids and refunds of a register (by id or code) before an entry, the latest first."""
    with office.database.read() as connection:
        found = expo_by_id(connection, expo)
        stand = find_booth(connection, found.id, booth)
        chosen = register_of_booth(connection, found.id, stand.id, register)
        return receipts.sales_page(connection, found.id, chosen.id, before)


@get(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/numbered-sales",
    sync_to_thread=True,
    **organizers(Right.BOOTH, 404),
)
def find_sales(
    expo: FromPath[str],
    booth: FromPath[str],
    office: AnOffice,
    number: Annotated[str, QueryParameter(min_length=1, max_length=sale_search.MOST_CHARACTERS)],
) -> SalesPage:
    """Sales of a receipt's number (`A1-K1-000123`, `K1-123`, or `123` of any register)."""
    with office.database.read() as connection:
        found = expo_by_id(connection, expo)
        stand = find_booth(connection, found.id, booth)
        registers = registers_of_booth(connection, found.id, stand.id)
        numbers = sale_search.numbers_meant(number, stand.code, (one.code for one in registers))
        sold = sale_search.find_sales(connection, found.id, stand.id, numbers)
    return SalesPage(sold, 0)


@get(
    "/api/v1/expos/{expo:str}/booths/{booth:str}/sales/{sale:str}",
    sync_to_thread=True,
    **organizers(Right.BOOTH, 404),
)
def read_sale(
    expo: FromPath[str], booth: FromPath[str], sale: FromPath[str], office: AnOffice
) -> SoldSale:
    """A sale and what came back of it, with chain and signature recomputed for each entry."""
    with office.database.read() as connection:
        found = expo_by_id(connection, expo)
        stand = find_booth(connection, found.id, booth)
        story = receipts.sale_story(connection, found.id, stand.id, sale)
    return SoldSale(
        sale=story.sale.id,
        receipt_number=story.sale.receipt_number,
        total=story.sale.total,
        left=sum(one.body.total for one in story.entries),
        entries=tuple(one.verified for one in story.entries),
    )


def figures_api_router() -> Router:
    """These operations under one roof."""
    return Router(
        path="/", route_handlers=[read_live, read_booth, list_sales, find_sales, read_sale]
    )
