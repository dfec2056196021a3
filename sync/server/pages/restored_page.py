"""The button with which an organizer confirms that the server was put back from a backup."""

from typing import Any

import msgspec
from litestar import Response, Router, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from sync.server.accounts.callers import AnyRequest
from sync.server.accounts.rights import Right
from sync.server.figures.losses import confirm_restored
from sync.server.pages.drawing import SomePages


class ConfirmForm(msgspec.Struct, frozen=True):
    """What the button sends; `seal` shows that it was our page."""

    seal: str = ""


@post("/expos/{expo:str}/restored", status_code=303, sync_to_thread=True, right=Right.RUN)
def confirm(
    expo: FromPath[str], data: URLEncodedBody[ConfirmForm], request: AnyRequest, pages: SomePages
) -> Response[Any]:
    """Say that it was; a form that is not ours does nothing."""
    if pages.is_ours(request, data.seal):
        confirm_restored(pages.office)
    return Redirect(f"/expos/{expo}", status_code=303)


def restored_router() -> Router:
    """No part of the API's description."""
    return Router(
        path="/", route_handlers=[confirm], include_in_schema=False, request_max_body_size=16 * 1024
    )
