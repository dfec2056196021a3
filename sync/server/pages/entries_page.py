"""The entries behind a statement or behind one of its figures, worked out once more."""

from datetime import date
from urllib.parse import urlencode

import msgspec
from litestar import Response, Router, get
from litestar.params import FromPath

from pos_app.domain.business_day import format_date, format_moment
from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.fair.words import method_word
from sync.server.pages.drawing import SomePages
from sync.server.pages.statement_pages import revision_of
from sync.server.settlement import statements
from sync.server.settlement.statements import KeptStatement
from sync.server.settlement.tracing import TracedEntry, trace
from sync.server.settlement.words import entry_word, verified_told

ENTRIES_A_PAGE = 200


class Asked(msgspec.Struct, frozen=True):
    """Which entries are asked for: of a way of paying, of a day (ISO), and which page of them."""

    revision: int
    method: str = ""
    day: str = ""
    page: int = 1

    def link(self, **changes: str | int) -> str:
        """The same question but for some of it, as the end of an address."""
        asked = msgspec.structs.asdict(msgspec.structs.replace(self, **{"page": 1, **changes}))
        return "?" + urlencode({name: told for name, told in asked.items() if told})


class Choice(msgspec.Struct, frozen=True):
    """A link to the entries behind another figure; the one that is shown is `current`."""

    link: str
    word: str
    current: bool


class EntryTold(msgspec.Struct, frozen=True):
    """An entry's row."""

    number: str
    what: str
    at: str
    paid: str
    amount: str
    register: str
    seq: int
    hash: str


@get("/expos/{expo:str}/booths/{booth:str}/entries", sync_to_thread=True, right=Right.BOOTH)
def entries_page(
    expo: FromPath[str], booth: FromPath[str], request: AnyRequest, pages: SomePages
) -> Response[str]:
    """The entries behind a statement, or behind one of its figures, a page of them."""
    tr = pages.catalog(request)
    with pages.office.database.read() as connection:
        found = expos.expo_by_id(connection, expo)
        kept = statements.statement_of(connection, expo, booth, revision_of(request))
        traced = trace(connection, expo, kept.statement.figures)
    asked = _asked(request, kept)
    chosen = traced.of(asked.method, asked.day)
    last = max(1, -(-len(chosen) // ENTRIES_A_PAGE))
    page = max(1, min(asked.page, last))
    shown = chosen[(page - 1) * ENTRIES_A_PAGE : page * ENTRIES_A_PAGE]
    return pages.draw(
        request,
        "entries.html",
        expo=found,
        kept=kept,
        asked=asked,
        rows=[_told(one, asked.method, found.zone, tr) for one in shown],
        counted=tr.plural("{n} entry", "{n} entries", len(chosen)).format(n=len(chosen)),
        total=format_rupiah(sum(_amount(one, asked.method) for one in chosen)),
        of=_of(asked, tr),
        choices=_choices(asked, kept, tr),
        page=page,
        last=last,
        verified=verified_told(traced, tr),
        agrees=traced.agrees,
    )


def entries_router() -> Router:
    """This page; it is no part of the API's description."""
    return Router(path="/", route_handlers=[entries_page], include_in_schema=False)


def _asked(request: AnyRequest, kept: KeptStatement) -> Asked:
    """What is asked for of what the statement has; anything else is not asked for."""
    figures, asked = kept.statement.figures, request.query_params
    method, day, page = (asked.get(name, "") for name in ("method", "day", "page"))
    return Asked(
        kept.revision,
        method if method in figures.methods else "",
        day if day in {one.isoformat() for one in figures.days} else "",
        int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1,
    )


def _told(entry: TracedEntry, method: str, zone: str, tr: Catalog) -> EntryTold:
    return EntryTold(
        entry.number,
        entry_word(entry, tr),
        format_moment(entry.at, zone, tr.language),
        ", ".join(method_word(name, tr) for name, _ in entry.methods),
        format_rupiah(_amount(entry, method)),
        entry.register,
        entry.seq,
        entry.hash,
    )


def _amount(entry: TracedEntry, method: str) -> int:
    return sum(amount for name, amount in entry.methods if method in {"", name})


def _of(asked: Asked, tr: Catalog) -> str:
    """Which figure the entries are behind, in words; empty for all of them."""
    method = method_word(asked.method, tr) if asked.method else ""
    day = format_date(date.fromisoformat(asked.day), tr.language) if asked.day else ""
    return ", ".join(part for part in (day, method) if part)


def _choices(asked: Asked, kept: KeptStatement, tr: Catalog) -> list[tuple[str, list[Choice]]]:
    """The days and the ways of paying that entries can be narrowed down to."""
    figures = kept.statement.figures
    days = {one.isoformat(): format_date(one, tr.language) for one in sorted(figures.days)}
    methods = {one: method_word(one, tr) for one in figures.methods}
    return [
        (
            tr("Day"),
            [
                Choice(asked.link(day=key), word, key == asked.day)
                for key, word in {"": tr("all"), **days}.items()
            ],
        ),
        (
            tr("Paid by"),
            [
                Choice(asked.link(method=key), word, key == asked.method)
                for key, word in {"": tr("all"), **methods}.items()
            ],
        ),
    ]
