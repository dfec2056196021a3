"""Opening a picture that somebody chose: any usual kind, of a bounded size, in grey."""

import io
from typing import TYPE_CHECKING

from pos_app.domain.errors import LapakError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 64_000_000
"""Phones take 12 to 50 million; a small file can claim to be a thousand times as large."""

_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
"""Named, because Pillow would start other programs for some formats."""


def opened(data: bytes, ground: str = "white") -> "Image":
    """The picture in grey on its ground, if it is transparent, turned as its camera was held.

    Of a moving picture it is the first. Raises LapakError `picture_too_large` or
    `picture_not_readable`.
    """
    from PIL import Image, ImageOps

    if len(data) > MAX_BYTES:
        raise LapakError("picture_too_large")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            if file.width * file.height > MAX_PIXELS:
                raise LapakError("picture_too_large")
            file.draft("L", file.size)
            return _grey(ImageOps.exif_transpose(file), ground)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LapakError("picture_too_large") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow says of bad bytes
        raise LapakError("picture_not_readable") from error


def _grey(picture: "Image", ground: str) -> "Image":
    from PIL import Image

    if picture.has_transparency_data:
        above = picture.convert("RGBA")
        below = Image.new("RGBA", above.size, ground)
        below.alpha_composite(above)
        return below.convert("L")
    return picture.convert("L")
