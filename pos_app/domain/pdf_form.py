"""The forms in which papers are saved as PDF."""

from enum import StrEnum

from pos_app.domain.slips import Slip

MAX_BUYER = 80


class PdfForm(StrEnum):
    """What a saved paper looks like: as the roll, on A5, or on A4 to be signed."""

    ROLL = "roll"
    A5 = "a5"
    A4 = "a4"


_ON_A4 = frozenset({Slip.SALE, Slip.ORDER})


def forms_of(slip: Slip) -> tuple[PdfForm, ...]:
    """The forms that a kind of paper comes in."""
    return tuple(form for form in PdfForm if form is not PdfForm.A4 or slip in _ON_A4)
