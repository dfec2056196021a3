"""The papers that receipts are printed on, and what the printer that holds them can do."""

import msgspec

from pos_app.domain.errors import LapakError


class Paper(msgspec.Struct, frozen=True):
    """A roll in a printer. `columns` are letters of font A on `width_dots` printable dots.

    `roll_mm` is the width of the roll and `printable_mm` what the head reaches of it. `cuts` says
    whether the printer has a cutter. `code_page` is sent as `ESC t n`; text is ASCII on each.
    `kanji` is for printers that wake up in a Chinese mode: `FS .` leaves it.
    """

    name: str
    columns: int
    width_dots: int
    roll_mm: int
    printable_mm: int
    cuts: bool
    code_page: int = 0
    kanji: bool = True


PAPERS = (
    Paper("58mm", columns=32, width_dots=384, roll_mm=58, printable_mm=48, cuts=False),
    Paper("80mm", columns=48, width_dots=576, roll_mm=80, printable_mm=72, cuts=True),
    Paper("80-42mm", columns=42, width_dots=512, roll_mm=80, printable_mm=72, cuts=True),
)
"""The last is for clones whose 80 mm head has 512 dots. Named as `pos_app.settings` has them, with
`mm`. Others: `msgspec.structs.replace`."""


def paper_named(name: str) -> Paper:
    """The paper of that name; raises LapakError `paper_unknown`."""
    for paper in PAPERS:
        if paper.name == name:
            return paper
    raise LapakError("paper_unknown", name=name)
