"""A booth's own pages: its figures, the list of its sales, and one sale with its entries."""

from litestar import Response, Router, get
from litestar.params import FromPath

from pos_app.domain.business_day import format_moment
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair.code_uses import seen_codes
from sync.server.fair.expos import expo_by_id, find_booth
from sync.server.figures import receipts, sale_search
from sync.server.figures.booth import booth_figures, register_of_booth, registers_of_booth
from sync.server.pages import booth_words
from sync.server.pages.code_words import code_words
from sync.server.pages.drawing import SomePages
from sync.server.pages.glance import chip_of, hints, on_paper, returns, seen
from sync.server.pages.live_pages import LIVE_HEADER

POLL_S, WITHOUT_SCRIPTS_S = 15, 60
_LONGEST_SEQ = 15
_CODES = 8


@get("/expos/{expo:str}/booths/{booth:str}", sync_to_thread=True, right=Right.BOOTH)
def booth_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """Everything a booth turned over, and what is still open of it."""
    tr, now = pages.catalog(request), pages.office.clock()
    with pages.office.database.read() as connection:
        found = booth_figures(connection, expo, booth)
        codes = seen_codes(connection, found.expo.id, now, found.booth.id)
    drawn = pages.draw(
        request,
        "booth.html",
        expo=found.expo,
        booth=found.booth,
        chip=chip_of(found.totals, tr),
        seen=seen(found.totals, found.expo, tr, now),
        hints=hints(found.totals, tr),
        returns=returns(found.totals, tr),
        on_paper=on_paper(found.totals, tr),
        told=booth_words.booth_told(found, tr),
        codes=[code_words(one, found.expo.zone, now, tr) for one in codes[:_CODES]],
        updated=format_moment(now, found.expo.zone, tr.language),
        zone=found.expo.zone,
        language=tr.language,
        poll_s=POLL_S,
        refresh_s=WITHOUT_SCRIPTS_S,
    )
    drawn.headers[LIVE_HEADER] = "1"
    return drawn


@get("/expos/{expo:str}/booths/{booth:str}/sales", sync_to_thread=True, right=Right.BOOTH)
def sales_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """The sales of one of the booth's registers, the latest first; or those of a number."""
    tr, asked = pages.catalog(request), request.query_params
    with pages.office.database.read() as connection:
        found = expo_by_id(connection, expo)
        stand = find_booth(connection, found.id, booth)
        registers = registers_of_booth(connection, found.id, stand.id)
        text, chosen = asked.get("q", "").strip(), None
        page = receipts.SalesPage((), 0)
        if text:
            numbers = sale_search.numbers_meant(text, stand.code, (one.code for one in registers))
            sold = sale_search.find_sales(connection, found.id, stand.id, numbers)
            page = receipts.SalesPage(sold, 0)
        elif registers:
            named = asked.get("register") or registers[0].id
            chosen = register_of_booth(connection, found.id, stand.id, named)
            before = _seq(asked.get("before", ""))
            page = receipts.sales_page(connection, found.id, chosen.id, before)
    return pages.draw(
        request,
        "booth_sales.html",
        expo=found,
        booth=stand,
        registers=registers,
        chosen=chosen,
        text=text[: sale_search.MOST_CHARACTERS],
        rows=[booth_words.sale_line(one, found.zone, tr) for one in page.entries],
        older=page.older,
        is_first=not asked.get("before"),
    )


@get(
    "/expos/{expo:str}/booths/{booth:str}/sales/{sale:str}", sync_to_thread=True, right=Right.BOOTH
)
def sale_page(
    expo: FromPath[str],
    booth: FromPath[str],
    sale: FromPath[str],
    request: AnyRequest,
    pages: SomePages,
) -> Response[str]:
    """One sale as on its receipt, what came back of it, and whether its entries hold."""
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        found = expo_by_id(connection, expo)
        stand = find_booth(connection, found.id, booth)
        story = receipts.sale_story(connection, found.id, stand.id, sale)
        codes = {one.id: one.code for one in registers_of_booth(connection, found.id, stand.id)}
    return pages.draw(
        request,
        "sale.html",
        expo=found,
        booth=stand,
        told=booth_words.sale_told(story, stand.code, codes, found.zone, tr),
    )


def booth_figures_router() -> Router:
    """These pages under one roof; they are no part of the API's description."""
    return Router(
        path="/", route_handlers=[booth_page, sales_page, sale_page], include_in_schema=False
    )


def _seq(text: str) -> int | None:
    """Where a page begins; what is no number is as if it was not there."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_SEQ
    return int(text) if is_number else None
