"""What a model of printer can do."""

import msgspec

from pos_app.devices.rendering.code_pages import USUAL_PAGES


class Profile(msgspec.Struct, frozen=True):
    """A model: its `name` as settings keep it and its `label` for people.

    `paper` is `58`, `80`, `80-42` or `custom`, which has the columns and dots; a setup may say
    otherwise. `code_pages` are names of `code_pages` and their numbers here. `native_qr` says that
    it draws QR codes itself; the rest as in `Paper`.
    """

    name: str
    label: str
    paper: str = "58"
    columns: int = 0
    width_dots: int = 0
    cuts: bool = False
    code_pages: tuple[tuple[str, int], ...] = USUAL_PAGES
    native_qr: bool = False
    centres: bool = False
    enlarges: bool = False
