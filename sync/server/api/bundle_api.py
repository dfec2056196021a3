"""The JSON API for files and papers that people bring."""

import tempfile
from typing import Any

import msgspec
from litestar import Request, Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, JSONBody

from pos_app.domain.errors import LapakError
from sync.bundle import form
from sync.bundle.acknowledgement import Acknowledged
from sync.server.accounts.callers import AnOffice
from sync.server.accounts.rights import Right
from sync.server.api.described import BytesOperation, organizers
from sync.server.fair.expos import expo_by_id
from sync.server.figures import z_reports
from sync.server.figures.z_reports import Declared, Entered
from sync.server.intake import bundles
from sync.server.intake.bundles import Imported
from sync.server.office import Office

_IN_MEMORY = 1024 * 1024


class BundleTaken(msgspec.Struct, frozen=True):
    """What a file brought, and what its till may be told."""

    imported: Imported
    acknowledged: tuple[Acknowledged, ...]


class ZCodeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The text of a Z report's QR code."""

    code: str


@post(
    "/api/v1/bundles",
    status_code=200,
    operation_class=BytesOperation,
    request_max_body_size=form.MAX_BYTES,
    **organizers(Right.SET_UP),
)
async def take_bundle(request: Request[Any, Any, Any], office: AnOffice) -> BundleTaken:
    """Take a bundle file in; it lies on the disk meanwhile, not in memory."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        async for piece in request.stream():
            await sync_to_thread(_write, file, piece)
        return await sync_to_thread(_taken, office, file)


@post("/api/v1/z-codes", status_code=200, sync_to_thread=True, **organizers(Right.SET_UP))
def enter_z_code(data: JSONBody[ZCodeText], office: AnOffice) -> Entered:
    """Keep what a Z report on paper declares."""
    return z_reports.enter(office, data.code)


@get("/api/v1/expos/{expo:str}/z-reports", sync_to_thread=True, **organizers(Right.LOOK, 404))
def list_z_reports(expo: FromPath[str], office: AnOffice) -> tuple[Declared, ...]:
    """What Z reports on paper declared, and how it stands to what has come in since."""
    with office.database.read() as connection:
        return z_reports.declared(connection, expo_by_id(connection, expo).id)


def bundle_api_router() -> Router:
    """These operations under one roof."""
    return Router(path="/", route_handlers=[take_bundle, enter_z_code, list_z_reports])


def _write(file: Any, piece: bytes) -> None:
    try:
        file.write(piece)
    except OSError as error:
        raise LapakError("disk_full", reason=str(error)) from error


def _taken(office: Office, file: Any) -> BundleTaken:
    imported = bundles.import_bundle(office, file, "")
    told = bundles.acknowledgements(office, imported.expo.id, imported.acknowledged)
    return BundleTaken(imported, told)
