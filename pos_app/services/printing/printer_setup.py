"""How a printer is set up: what model it is, how wide its paper is, and who prints what."""

import secrets
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.devices.rendering.code_pages import ASCII, CODE_PAGES
from pos_app.devices.rendering.paper import (
    LEAST_COLUMNS,
    LEAST_DOTS,
    MOST_COLUMNS,
    MOST_DOTS,
    MOST_FEED,
    paper_of_columns,
)
from pos_app.devices.rendering.profile import Profile
from pos_app.devices.rendering.profiles import PROFILES, known_profiles, profile_named, way_of
from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer import paper_of_setup
from pos_app.services.printing.printer_addresses import is_set
from pos_app.settings import CUSTOM_PAPER, PAPERS, ROLES, PrinterSetup, Settings

__all__ = [
    "CODE_PAGES",
    "COLUMNS",
    "DOTS",
    "FEEDS",
    "Profile",
    "code_pages_of",
    "code_way_of",
    "columns_of",
    "model_of",
    "models",
    "new_setup",
    "short_list",
    "usual_feed",
    "with_columns",
    "with_model",
    "with_paper",
    "with_printer",
    "without_printer",
]

COLUMNS = range(LEAST_COLUMNS, MOST_COLUMNS + 1)
"""How many letters a row of any paper may have."""

DOTS = range(LEAST_DOTS, MOST_DOTS + 1)
"""How many dots a row of any paper may have."""

FEEDS = range(MOST_FEED + 1)
"""How many rows of paper may be fed out at the end."""

_ANY = {"58": "generic-58", "80": "generic-80", "80-42": "generic-80-42"}
"""Models that are no one in particular, by their paper."""

_TELLS_LITTLE = 4
"""Shorter words, such as a brand's `XP`, stand in many names."""


def short_list() -> tuple[Profile, ...]:
    """The models that most people have."""
    return PROFILES


def models() -> tuple[Profile, ...]:
    """Every model, those of the short list first; reads a file at its first use."""
    return known_profiles()


def model_of(setup: PrinterSetup) -> Profile | None:
    """The model that a setup names; None for none, and for one that there is no more."""
    try:
        return profile_named(setup.profile) if setup.profile else None
    except LapakError:
        return None


def code_pages_of(setup: PrinterSetup) -> tuple[str, ...]:
    """The code pages that a printer has, as far as its model is known."""
    model = model_of(setup)
    has = {name for name, _ in model.code_pages} if model else set(CODE_PAGES)
    return tuple(page for page in CODE_PAGES if page == ASCII or page in has)


def code_way_of(setup: PrinterSetup) -> str:
    """How codes are printed: one of `QR_WAYS`."""
    return way_of(setup.qr, model_of(setup)).value


def columns_of(setup: PrinterSetup) -> int:
    """How many letters fit a row; raises LapakError as `paper_of_setup` does."""
    return paper_of_setup(setup).columns


def usual_feed(setup: PrinterSetup) -> int:
    """How many rows are fed out at the end where nobody set it; raises as `paper_of_setup`."""
    return paper_of_setup(replace(setup, feed=None)).feed


def with_model(setup: PrinterSetup, model: Profile) -> PrinterSetup:
    """A setup as that model usually is; name, address, roles, drawer and logo stay."""
    return replace(
        setup,
        profile=model.name,
        paper=model.paper,
        columns=model.columns,
        width_dots=model.width_dots,
        code_page=ASCII,
        cutter=None,
        qr="",
    )


def with_paper(setup: PrinterSetup, paper: str) -> PrinterSetup:
    """A setup on paper of another width; one of no model in particular is another one then."""
    if paper in _ANY and setup.profile in {"", *_ANY.values()}:
        return with_model(setup, profile_named(_ANY[paper]))
    return replace(setup, paper=paper)


def with_columns(setup: PrinterSetup, columns: int) -> PrinterSetup:
    """A setup for a printer that has that many letters on a row; what it can do stays.

    Raises LapakError `paper_columns_out_of_range`.
    """
    paper = paper_of_columns(columns)
    cuts = paper_of_setup(setup).cuts
    usual = paper.name.removesuffix("mm")
    if usual in PAPERS:
        changed = replace(setup, paper=usual, columns=0, width_dots=0)
    else:
        dots = paper.width_dots
        changed = replace(setup, paper=CUSTOM_PAPER, columns=columns, width_dots=dots)
    same = paper_of_setup(changed).cuts == cuts
    return changed if same else replace(changed, cutter=cuts)


def new_setup(settings: Settings, found: FoundPrinter) -> PrinterSetup:
    """What a printer that was found is set up as, to begin with.

    The first one takes the place of the printer that a machine without one has. Others get an id
    that was never used, since papers name it, and print what nobody prints: mostly order copies.
    """
    name = found.name if found.kind in {Connection.USB, Connection.SYSTEM} else ""
    setup = PrinterSetup(name=name.partition(" · ")[0], address=found.address)
    if any(is_set(one) for one in settings.printers):
        taken = {role for one in settings.printers for role in one.roles}
        roles = tuple(role for role in ROLES if role not in taken)
        setup = replace(setup, id=f"p{secrets.token_hex(4)}", roles=roles)
    else:
        setup = replace(setup, id=settings.printers[0].id)
    return with_model(setup, _model_told(found))


def with_printer(settings: Settings, setup: PrinterSetup) -> tuple[PrinterSetup, ...]:
    """The printers once one is changed or added: what it prints, no other one does any more.

    Somebody has to print receipts: the first one, if nobody else was chosen.
    """
    changed = tuple(
        one if one.id == setup.id else replace(one, roles=_roles({*one.roles} - {*setup.roles}))
        for one in settings.with_printer(setup)
    )
    return _with_receipts(changed)


def without_printer(settings: Settings, printer: str) -> tuple[PrinterSetup, ...]:
    """The printers without one; receipts and labels go to the next one, order copies to nobody."""
    left = [one for one in settings.printers if one.id != printer]
    if not left:
        return (PrinterSetup(),)
    gone = {role for one in settings.printers if one.id == printer for role in one.roles}
    gone.discard("order")
    first = replace(left[0], roles=_roles({*left[0].roles, *gone}))
    return _with_receipts((first, *left[1:]))


def _with_receipts(setups: tuple[PrinterSetup, ...]) -> tuple[PrinterSetup, ...]:
    if any("receipt" in one.roles for one in setups):
        return setups
    return (replace(setups[0], roles=_roles({"receipt", *setups[0].roles})), *setups[1:])


def _roles(chosen: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(role for role in ROLES if role in chosen)


def _model_told(found: FoundPrinter) -> Profile:
    """The model that a printer's name tells; else one of its width, in a network mostly 80 mm."""
    told = found.name.upper()
    for model in PROFILES:
        words = [word for word in model.label.upper().split() if "-" in word]
        if any(word in told for word in words if len(word) > _TELLS_LITTLE):
            return model
    if found.kind is Connection.NETWORK:
        return profile_named(_ANY["80"])
    return profile_named(_ANY["80" if "80" in told and "58" not in told else "58"])
