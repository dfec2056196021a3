"""python-escpos's database of printers (receipt-print-hq/escpos-printer-db), read when asked for.

Its own loading takes 0.3 s, unpickles a cache and leaves a folder behind, so the file is read here.
"""

import functools
from pathlib import Path

import msgspec

from pos_app.devices.rendering.code_pages import CODE_PAGES
from pos_app.devices.rendering.paper import CUSTOM, LEAST_COLUMNS, MOST_COLUMNS, PAPERS
from pos_app.devices.rendering.profile import Profile


class _Width(msgspec.Struct, frozen=True):
    pixels: int | str = 0


class _Media(msgspec.Struct, frozen=True):
    width: _Width = _Width()


class _Font(msgspec.Struct, frozen=True):
    columns: int = 0


class _Listed(msgspec.Struct, frozen=True, rename="camel"):
    name: str = ""
    vendor: str = ""
    media: _Media = _Media()
    fonts: dict[str, _Font] = {}
    features: dict[str, bool] = {}
    code_pages: dict[str, str] = {}


class _Database(msgspec.Struct, frozen=True):
    profiles: dict[str, _Listed]


@functools.cache
def library_profiles() -> tuple[Profile, ...]:
    """Its models that print pictures in ESC/POS: no displays, none of Star's, no needles.

    None where the file is missing: the short list is enough to print.
    """
    import escpos

    try:
        data = Path(str(escpos.__file__)).with_name("capabilities.json").read_bytes()
        listed = msgspec.json.decode(data, type=_Database).profiles
    except (OSError, ValueError):
        return ()
    return tuple(
        _profile(name, model)
        for name, model in sorted(listed.items())
        if model.features.get("bitImageRaster") and not model.features.get("starCommands")
    )


def _profile(name: str, model: _Listed) -> Profile:
    features = model.features
    paper, columns, dots = _width(model)
    return Profile(
        name,
        " ".join(dict.fromkeys(f"{model.vendor} {model.name}".split())),
        paper,
        columns,
        dots,
        cuts=bool(features.get("paperFullCut") or features.get("paperPartCut")),
        code_pages=_code_pages(model),
        native_qr=bool(features.get("qrCode")),
    )


def _width(model: _Listed) -> tuple[str, int, int]:
    """Paper, columns and dots; the usual paper with these columns where no dots are told."""
    pixels = model.media.width.pixels
    dots = pixels if isinstance(pixels, int) else 0
    columns = model.fonts["0"].columns if "0" in model.fonts else 0
    if not LEAST_COLUMNS <= columns <= MOST_COLUMNS:  # one tells its letters' width instead
        columns = dots // 12
    for usual in PAPERS:
        if usual.columns == columns and dots in {0, usual.width_dots}:
            return usual.name.removesuffix("mm"), 0, 0
    return CUSTOM, columns, dots


def _code_pages(model: _Listed) -> tuple[tuple[str, int], ...]:
    numbers = {page.lower(): int(n) for n, page in reversed(model.code_pages.items())}
    return tuple((page, numbers[page]) for page in CODE_PAGES if page in numbers)
