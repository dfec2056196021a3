"""The booth's QRIS code: brought in from a picture, a scan or a text, and shown to buyers."""

from pathlib import Path

from msgspec import UNSET

from pos_app.domain.kinds import Kind
from pos_app.domain.permission import NOBODY, Action, By, noted
from pos_app.domain.qris import ImportedFrom, QrisImported, StaticCode, read_code
from pos_app.services import permission
from pos_app.services.booth import register_in_use
from pos_app.services.file_reading import read_whole
from pos_app.store import journal, qris
from pos_app.store.database import Work
from pos_app.store.qris import CodeInUse

__all__ = ["CodeInUse", "code_in_file", "code_in_picture", "code_in_use", "drawn", "use_code"]

Modules = tuple[tuple[bool, ...], ...]


def code_in_use(work: Work) -> CodeInUse | None:
    """The code that buyers are shown; None before one is imported."""
    return qris.code_in_use(work.db)


def use_code(work: Work, code: StaticCode, source: ImportedFrom, *, by: By = NOBODY) -> CodeInUse:
    """Show buyers this code from now on; the one that is in use already changes nothing.

    Raises LapakError `booth_not_set_up`, what `read_code` raises of its payload, and what
    `permission.require` raises.
    """
    before = code_in_use(work)
    if before is not None and before.code.payload == code.payload:
        return before
    permission.require(work, Action.SETTINGS, by)
    body = QrisImported(
        code=read_code(code.payload),
        source=source,
        before=UNSET if before is None else before.code.nmid,
        by=noted(by),
    )
    journal.append(work.db, register_in_use(work).head, Kind.QRIS_IMPORTED, body, work.at)
    return CodeInUse(body.code, work.at, source, by.name)


def code_in_file(path: Path) -> StaticCode:
    """The code in a picture's file; it takes a moment.

    Raises LapakError `file_not_readable`, `file_empty` or what `code_in_picture` raises.
    """
    from pos_app.devices.rendering import pictures

    return code_in_picture(read_whole(path, pictures.MAX_BYTES))


def code_in_picture(data: bytes) -> StaticCode:
    """The code in the bytes of a picture; raises LapakError as `code_picture.read_picture`."""
    from pos_app.devices.rendering.code_picture import read_picture

    return read_picture(data)


def drawn(payload: str) -> Modules:
    """A code as dots, dark is true, with its quiet zone; it takes a moment."""
    from pos_app.devices.rendering.qr_matrix import qr_matrix

    return qr_matrix(payload)
