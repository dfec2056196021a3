"""A booth's logo: any picture that somebody chose made small and grey once, then into dots."""

import functools
import io
from typing import TYPE_CHECKING

from pos_app.devices.rendering.paper import MOST_DOTS
from pos_app.devices.rendering.pictures import opened
from pos_app.devices.rendering.raster import Raster
from pos_app.domain.errors import LapakError

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDEST, _HIGHEST = 0.75, 0.4
"""Of the paper's width: a logo is no poster, and each mm of it is waited for."""

_LEAST_SIDE = 16
_LARGEST_STRETCH = 2.0
_WHITE = 232
"""What is lighter is the paper: shadows of a scan, the noise of a JPEG."""

_BLACK = 48
_CLIPPED = 1  # per cent of the dots at either end that may set no tone


def imported(data: bytes) -> bytes:
    """A chosen picture as the small grey PNG that is kept: its ink alone, no wider than any paper.

    Raises LapakError `picture_too_large`, `picture_not_readable`, `logo_empty` or `logo_too_small`.
    """
    picture = _ink_of(opened(data)) or _white_ink_of(data)
    if picture is None:
        raise LapakError("logo_empty")
    if min(picture.size) < _LEAST_SIDE:
        raise LapakError("logo_too_small", least=_LEAST_SIDE)
    picture.thumbnail((round(MOST_DOTS * _WIDEST), round(MOST_DOTS * _HIGHEST)))
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


@functools.lru_cache(maxsize=4)
def dots_of(png: bytes, width_dots: int) -> Raster:
    """A logo's dots on paper of a width; nothing of a file that somebody spoilt.

    Its tones are drawn apart and its edges sharpened before they are shared out as
    Floyd and Steinberg did: thin lines stay whole and a coloured ground becomes a pattern.
    """
    picture = grey(png)
    if picture is None:
        return Raster(0, ())
    from PIL import Image, ImageFilter, ImageOps

    fitted = picture.resize(size_on(picture.size, width_dots), Image.Resampling.LANCZOS)
    clear = ImageOps.autocontrast(fitted, cutoff=_CLIPPED).point(_TONES)
    dots = clear.filter(ImageFilter.UnsharpMask(2, 150, 0)).convert("1")
    packed, stride = dots.tobytes("raw", "1;I"), -(-dots.width // 8)
    starts = range(0, len(packed), stride)
    return Raster(dots.width, tuple(packed[start : start + stride] for start in starts))


def grey(png: bytes) -> "Image | None":
    """The kept picture; None where it cannot be read any more, for a receipt does without."""
    try:
        return opened(png)
    except LapakError:
        return None


def size_on(size: tuple[int, int], width: float) -> tuple[int, int]:
    """How large a picture stands on paper of a width, in the units of that: never blown up much."""
    stretch = min(width * _WIDEST / size[0], width * _HIGHEST / size[1], _LARGEST_STRETCH)
    return max(1, round(size[0] * stretch)), max(1, round(size[1] * stretch))


def _ink_of(picture: "Image") -> "Image | None":
    """The part of a picture that is not white; None where all is."""
    box = picture.point([255 if tone < _WHITE else 0 for tone in range(256)]).getbbox()
    return None if box is None else picture.crop(box)


def _white_ink_of(data: bytes) -> "Image | None":
    """Of a logo drawn in white on nothing, as for a dark wall, the same in black on white."""
    from PIL import ImageOps

    on_black = opened(data, ground="black")
    return None if on_black == opened(data) else _ink_of(ImageOps.invert(on_black))


_TONES = [
    round(min(max((tone - _BLACK) / (_WHITE - _BLACK), 0.0), 1.0) * 255) for tone in range(256)
]
