"""Terms of settlement as an organizer types them: a form read into rules, and rules into a form."""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from pos_app.domain.discount import format_percent, parse_percent
from pos_app.domain.money import format_amount, parse_rupiah
from pos_app.domain.rounding import Rounding
from sync.server.settlement.terms import Charge, Share, Step, Terms

LEAST_ROWS = 3
TIERS = 3


class Typed(Protocol):
    """A form that was sent: texts by name, of a name that stands several times all of them."""

    def get(self, name: str, default: str) -> str:
        """The first text of a name."""
        ...

    def getall(self, name: str, default: list[str]) -> list[str]:
        """All texts of a name."""
        ...


class ShareRow(msgspec.Struct, frozen=True):
    """A share as it stands in the form: `tiers` are pairs of above and rate."""

    name: str = ""
    tiers: tuple[tuple[str, str], ...] = (("", ""),) * TIERS
    methods: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()


class ChargeRow(msgspec.Struct, frozen=True):
    """A charge as it stands in the form."""

    name: str = ""
    amount: str = ""
    clusters: tuple[str, ...] = ()


class TermsForm(msgspec.Struct, frozen=True):
    """Terms as they stand in the form, with an empty row more of each kind."""

    name: str = ""
    shares: tuple[ShareRow, ...] = (ShareRow(),) * LEAST_ROWS
    minimum: str = ""
    charges: tuple[ChargeRow, ...] = (ChargeRow(),) * LEAST_ROWS
    deposit: str = ""
    tax: str = ""
    taxes_charges: bool = False
    organizer_holds: tuple[str, ...] = ()
    rounding: str = Rounding.HALF_UP.value


def shown(terms: Terms) -> TermsForm:
    """Terms that are kept, to be changed."""
    shares = tuple(map(_share_row, terms.shares))
    charges = tuple(
        ChargeRow(one.name, format_amount(one.amount), one.clusters) for one in terms.charges
    )
    return TermsForm(
        name=terms.name,
        shares=(*shares, *[ShareRow()] * max(1, LEAST_ROWS - len(shares))),
        minimum=_amount(terms.minimum),
        charges=(*charges, *[ChargeRow()] * max(1, LEAST_ROWS - len(charges))),
        deposit=_amount(terms.deposit),
        tax=format_percent(terms.tax_bp) if terms.tax_bp else "",
        taxes_charges=terms.taxes_charges,
        organizer_holds=terms.organizer_holds,
        rounding=terms.rounding.value,
    )


def typed(sent: Typed) -> TermsForm:
    """What was typed, as it is shown again where something cannot be used."""
    return TermsForm(
        name=sent.get("name", "")[:200],
        shares=tuple(_typed_share(sent, row) for row in _rows(sent, "share")),
        minimum=sent.get("minimum", "")[:40],
        charges=tuple(_typed_charge(sent, row) for row in _rows(sent, "charge")),
        deposit=sent.get("deposit", "")[:40],
        tax=sent.get("tax", "")[:20],
        taxes_charges=bool(sent.get("taxes_charges", "")),
        organizer_holds=tuple(sent.getall("organizer_holds", [])),
        rounding=sent.get("rounding", ""),
    )


def read(form: TermsForm) -> Terms:
    """The terms that were typed; rows without a name and a figure are left out.

    Raises LapakError as `parse_percent` and `parse_rupiah` do.
    """
    rounding = form.rounding if form.rounding in set(Rounding) else Rounding.HALF_UP.value
    return Terms(
        name=form.name,
        shares=tuple(_share(row) for row in form.shares if row.name.strip() or row.tiers[0][1]),
        minimum=_parsed(form.minimum),
        charges=tuple(
            Charge(row.name, _parsed(row.amount), row.clusters)
            for row in form.charges
            if row.name.strip() or row.amount.strip()
        ),
        deposit=_parsed(form.deposit),
        tax_bp=parse_percent(form.tax) if form.tax.strip() else 0,
        taxes_charges=form.taxes_charges,
        organizer_holds=form.organizer_holds,
        rounding=Rounding(rounding),
    )


def _rows(sent: Typed, kind: str) -> range:
    count = sent.get(f"{kind}s", "0")
    return range(min(int(count), 30) if count.isascii() and count.isdigit() else 0)


def _typed_share(sent: Typed, row: int) -> ShareRow:
    tiers = tuple(
        (sent.get(f"share{row}above{tier}", "")[:40], sent.get(f"share{row}rate{tier}", "")[:20])
        for tier in range(TIERS)
    )
    return ShareRow(
        sent.get(f"share{row}name", "")[:200],
        tiers,
        tuple(sent.getall(f"share{row}methods", [])),
        tuple(sent.getall(f"share{row}clusters", [])),
    )


def _typed_charge(sent: Typed, row: int) -> ChargeRow:
    return ChargeRow(
        sent.get(f"charge{row}name", "")[:200],
        sent.get(f"charge{row}amount", "")[:40],
        tuple(sent.getall(f"charge{row}clusters", [])),
    )


def _share_row(share: Share) -> ShareRow:
    tiers = [(_amount(step.above), format_percent(step.rate_bp)) for step in share.steps]
    empty = [("", "")] * max(0, TIERS - len(tiers))
    return ShareRow(share.name, (*tiers, *empty), share.methods, share.clusters)


def _share(row: ShareRow) -> Share:
    return Share(row.name, tuple(_steps(row)), row.methods, row.clusters)


def _steps(row: ShareRow) -> Iterator[Step]:
    for tier, (above, rate) in enumerate(row.tiers):
        if tier == 0 or above.strip() or rate.strip():
            yield Step(_parsed(above), parse_percent(rate))


def _parsed(text: str) -> int:
    return parse_rupiah(text) if text.strip() else 0


def _amount(amount: int) -> str:
    return format_amount(amount) if amount else ""
