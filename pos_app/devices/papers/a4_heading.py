"""The top of a page of A4: who sells at the left, what the page is at the right."""

import io
from typing import Any

from pos_app.devices.papers.a4 import BOLD, REGULAR, SOFT, para, table
from pos_app.devices.papers.receipt import ReceiptHeading
from pos_app.devices.rendering import logo
from resources.translations import Catalog

_WIDTHS = (267, 220)
_LOGO = 130
"""Room for a logo, in points across."""


def heading_of(seller: ReceiptHeading, title: str, number: str, tr: Catalog) -> Any:
    """A booth with its logo, its own lines and its NPWP; beside it the page's name and number."""
    booth = tr("Booth {code}").format(code=seller.booth_code)
    place = " · ".join(part for part in (booth, seller.expo) if part)
    left = [*_logo(seller.logo), para(seller.business, BOLD, 16), para(place, REGULAR, 9, SOFT)]
    left += [para(line, REGULAR, 9, SOFT) for line in seller.lines]
    if seller.tax_id:
        left.append(para(f"NPWP {seller.tax_id}", REGULAR, 9, SOFT))
    right = [para(title, BOLD, 16, align="right"), para(number, BOLD, 10, align="right")]
    return table([[left, right]], _WIDTHS, [("VALIGN", (0, 0), (-1, -1), "TOP")])


def _logo(png: bytes) -> list[Any]:
    """Nothing where there is none, or none that can be read any more."""
    from reportlab.platypus import Image

    picture = logo.grey(png) if png else None
    if picture is None:
        return []
    width, height = logo.size_on(picture.size, _LOGO)
    return [Image(io.BytesIO(png), width, height, hAlign="LEFT")]
