"""What a booth puts on its own papers: its words, its logo, and the language they are in."""

import functools
from pathlib import Path

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.services.file_reading import read_whole
from pos_app.settings import ReceiptDesign, Settings
from pos_app.whole_file import write_whole
from resources.translations import Catalog


class Letterhead(msgspec.Struct, frozen=True):
    """How papers look: `tr` is their language, `design` what stands at their top and bottom."""

    tr: Catalog
    design: ReceiptDesign = ReceiptDesign()


def letterhead_of(design: ReceiptDesign, language: str, *, logo: bool = True) -> Letterhead:
    """The letterhead on a printer, or on a screen that is set in a language.

    `logo` is whether the printer is to print it.
    """
    if not logo:
        design = msgspec.structs.replace(design, logo=False)
    return Letterhead(Catalog(design.language or language), design)


def screen_letterhead(settings: Settings, tr: Catalog) -> Letterhead:
    """The letterhead of papers that are shown or saved."""
    return letterhead_of(settings.receipt, tr.language)


def logo_of(design: ReceiptDesign) -> bytes:
    """The logo's PNG; nothing where there is none, or no more: a receipt does without.

    It is read anew only when its file has changed.
    """
    if not design.logo or not design.logo_file:
        return b""
    try:
        found = Path(design.logo_file).stat()
        return _read(design.logo_file, found.st_mtime_ns, found.st_size)
    except OSError:
        return b""


def import_logo(picture: Path, target: Path) -> None:
    """Keep a picture that somebody chose as the logo, small and grey; it takes a moment.

    `target` is the `logo_file` of the settings' file.

    Raises LapakError `file_not_readable`, `file_empty`, `file_too_large`, `logo_not_saved` or what
    `devices.logo.imported` raises; the former logo stays then.
    """
    from pos_app.devices.rendering import logo, pictures

    png = logo.imported(read_whole(picture, pictures.MAX_BYTES))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, png)
    except OSError as error:
        raise LapakError("logo_not_saved", path=str(target), reason=str(error)) from error


@functools.lru_cache(maxsize=2)
def _read(path: str, _changed_ns: int, _size: int) -> bytes:
    return Path(path).read_bytes()
