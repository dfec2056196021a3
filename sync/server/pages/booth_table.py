"""The table of booths on the live page: searched, sorted by any column, a page at a time."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec

from pos_app.domain.product import fold
from resources.translations import Catalog
from sync.server.accounts.callers import AnyRequest
from sync.server.fair.regions import region_name
from sync.server.fair.words import cluster_word
from sync.server.figures import live, totals
from sync.server.figures.live import Live, LiveBooth

PAGE = 100
_URGENT = (
    *(totals.FORKED, totals.QUARANTINED, totals.BEHIND, totals.UNCOUNTED),
    *(live.SILENT, live.NEVER_CLOSED, totals.NEVER_SEEN, totals.COMPLETE),
)
_KEYS: dict[str, Callable[[LiveBooth], Any]] = {
    "code": lambda booth: booth.totals.code,
    "name": lambda booth: fold(booth.totals.name),
    "total": lambda booth: -booth.totals.total,
    "today": lambda booth: -booth.today,
    "sales": lambda booth: -booth.totals.sales,
    "data": lambda booth: _URGENT.index(booth.status),
}
"""What each column sorts by at first: amounts from the top, data from what is most urgent."""


class View(msgspec.Struct, frozen=True):
    """What somebody looks at: words that are searched for, a column, which way, a page."""

    text: str = ""
    sort: str = "total"
    is_reversed: bool = False
    page: int = 1

    def query(self, **changes: Any) -> str:
        """The view as the end of an address."""
        view = msgspec.structs.replace(self, **changes)
        told = {
            "q": view.text,
            "sort": view.sort if view.sort != "total" else "",
            "reverse": "1" if view.is_reversed else "",
            "page": str(view.page) if view.page > 1 else "",
        }
        return urlencode({name: value for name, value in told.items() if value})


class Shown(msgspec.Struct, frozen=True):
    """The booths of one page, how many were found on all of them, and how many there are."""

    booths: tuple[LiveBooth, ...]
    found: int
    page: int
    pages: int


class Column(msgspec.Struct, frozen=True):
    """A column's heading: its address sorts by it, `direction` is `aria-sort`'s word."""

    name: str
    word: str
    query: str
    direction: str
    is_number: bool


def view_of(request: AnyRequest) -> View:
    """The view that an address asks for; what cannot be used is as if it was not there."""
    asked = request.query_params
    page = asked.get("page", "")
    return View(
        text=asked.get("q", "")[:80].strip(),
        sort=sort if (sort := asked.get("sort", "")) in _KEYS else "total",
        is_reversed=asked.get("reverse") == "1",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def shown(found: Live, view: View, tr: Catalog) -> Shown:
    """The booths to show; a page past the end is the last one."""
    words = fold(view.text).split()
    fitting = [booth for booth in found.booths if not words or _fits(booth, words, tr)]
    fitting.sort(key=lambda booth: booth.totals.code)
    fitting.sort(key=_KEYS[view.sort], reverse=view.is_reversed)
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(max(view.page, 1), pages)
    rows = fitting[(page - 1) * PAGE : page * PAGE]
    return Shown(tuple(rows), len(fitting), page, pages)


def columns(view: View, tr: Catalog) -> tuple[Column, ...]:
    """The headings; the one that is sorted by turns the order round."""
    named = (
        ("code", tr("No."), False),
        ("name", tr("Exhibitor"), False),
        ("total", tr("Turnover"), True),
        ("today", tr("Today"), True),
        ("sales", tr("Sales"), True),
        ("data", tr("Data"), False),
    )
    return tuple(_column(view, *each) for each in named)


def _column(view: View, name: str, word: str, is_number: bool) -> Column:  # noqa: FBT001
    own = view.sort == name
    query = view.query(sort=name, is_reversed=own and not view.is_reversed, page=1)
    down = is_number != view.is_reversed
    direction = ("descending" if down else "ascending") if own else ""
    return Column(name, word, query, direction, is_number)


def _fits(booth: LiveBooth, words: list[str], tr: Catalog) -> bool:
    who = (booth.totals.code, booth.totals.name, booth.business, region_name(booth.regency))
    text = fold(" ".join((*who, cluster_word(booth.cluster, tr))))
    return all(word in text for word in words)
