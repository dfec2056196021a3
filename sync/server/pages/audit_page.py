"""The organizer's page of what was changed, by whom and when, the latest first."""

from typing import Any

from litestar import Response, Router, get

from pos_app.domain.business_day import format_moment
from resources.translations import Catalog
from sync.server.accounts import audit
from sync.server.accounts.audit import Act
from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.fair import expos
from sync.server.pages.drawing import SomePages
from sync.server.pages.people_words import act_words, by_words, details_words

ACTS_A_PAGE = 100
_ZONE = "Asia/Jakarta"
"""For what concerns no expo."""


@get("/audit", sync_to_thread=True, right=Right.RUN)
def audit_page(request: AnyRequest, pages: SomePages) -> Response[str]:
    """What was changed; with `before`, the records below that number."""
    tr = pages.catalog(request)
    asked = request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
    with pages.office.database.read() as connection:
        acts = audit.acts(connection, before=before, limit=ACTS_A_PAGE)
        broken = audit.first_broken(connection)
        known = {expo.id: expo for expo in expos.all_expos(connection)}
    rows = [_row(act, known.get(act.expo), tr) for act in acts]
    older = acts[-1].seq if acts and acts[-1].seq > 1 else 0
    return pages.draw(request, "audit.html", acts=rows, broken=broken, older=older)


def audit_router() -> Router:
    """No part of the API's description."""
    return Router(path="/", route_handlers=[audit_page], include_in_schema=False)


def _row(act: Act, expo: Any, tr: Catalog) -> dict[str, Any]:
    return {
        "n": act.seq,
        "at": format_moment(act.at, expo.zone if expo else _ZONE, tr.language),
        "by": by_words(act.by, tr),
        "words": act_words(act.action, tr),
        "details": details_words(act.details, tr),
        "expo": expo.name if expo else "",
    }
