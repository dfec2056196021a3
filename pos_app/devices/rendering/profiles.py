"""Printers under names that people find on the box, and the paper that a printer's setup means."""

from collections.abc import Iterator

from msgspec.structs import replace

from pos_app.devices.rendering.code_pages import ASCII, USUAL_PAGES
from pos_app.devices.rendering.document import Way
from pos_app.devices.rendering.paper import (
    CUSTOM,
    MOST_FEED,
    Paper,
    Pulse,
    custom_paper,
    paper_named,
)
from pos_app.devices.rendering.profile import Profile
from pos_app.devices.rendering.profile_library import library_profiles
from pos_app.domain.errors import LapakError
from pos_app.domain.words import one_line
from resources.translations import mark

_NO_EURO = tuple(page for page in USUAL_PAGES if page[0] != "cp858")
_ONLY_437 = USUAL_PAGES[:1]
_GENERIC = Profile("", "")
_EIGHTY = Profile("", "", "80", cuts=True)
_EPSON = replace(_EIGHTY, native_qr=True, centres=True, enlarges=True)


def _model(name: str, label: str, like: Profile = _GENERIC) -> Profile:
    return replace(like, name=name, label=label)


PROFILES = (
    _model("generic-58", mark("Any 58 mm printer")),
    _model("generic-80", mark("Any 80 mm printer"), _EIGHTY),
    _model("generic-80-42", mark("80 mm, 42 letters a row"), replace(_EIGHTY, paper="80-42")),
    _model("iware-c58bt", "Iware C-58BT (RPP02N)"),
    _model("eppos-58", "Eppos 58 mm"),
    _model("eppos-80", "Eppos 80 mm", _EIGHTY),
    _model("panda-58", "Panda 58 mm"),
    _model("panda-80", "Panda 80 mm", _EIGHTY),
    _model("xprinter-58", "Xprinter XP-58"),
    _model("xprinter-80", "Xprinter XP-80", replace(_EIGHTY, native_qr=True)),
    _model("zjiang-5870", "Zjiang ZJ-5870", replace(_GENERIC, code_pages=_NO_EURO)),
    _model("zjiang-5890", "Zjiang ZJ-5890 / POS-5890"),
    _model("rongta-rp326", "Rongta RP326", replace(_EIGHTY, native_qr=True, code_pages=_ONLY_437)),
    _model("epson-tm-t82", "Epson TM-T82", _EPSON),
    _model("epson-tm-t20", "Epson TM-T20", _EPSON),
    _model("epson-tm-m30", "Epson TM-m30", _EPSON),
)
"""The short list. What a brand's clones may lack is asked of none of them."""

_PINS = {"pin2": 2, "pin5": 5}
_LEAST_PULSE_MS, _MOST_PULSE_MS = 2, 510
"""`ESC p` counts in steps of 2 ms, at most 255 of them."""

_TOLD = 40


def profile_named(name: str) -> Profile:
    """The model of that name; raises LapakError `printer_profile_unknown`.

    The file of other models is read only for one that is not on the short list.
    """
    for profile in _one_by_one():
        if profile.name == name:
            return profile
    raise LapakError("printer_profile_unknown", name=one_line(name)[:_TOLD])


def known_profiles() -> tuple[Profile, ...]:
    """The short list, then python-escpos's own models."""
    return tuple(_one_by_one())


def _one_by_one() -> Iterator[Profile]:
    yield from PROFILES
    yield from library_profiles()


def paper_of(
    *,
    profile: str = "",
    paper: str = "58",
    columns: int = 0,
    width_dots: int = 0,
    code_page: str = ASCII,
    cutter: bool | None = None,
    drawer: str = "pin2",
    qr: str = "",
    feed: int | None = None,
) -> Paper:
    """What a printer's setup comes to, in the words of `PrinterSetup`.

    An unknown model is printed on as on any other, and a code page that the model lacks is ASCII:
    the receipt comes out. Raises LapakError `paper_unknown`, `paper_columns_out_of_range`,
    `paper_dots_out_of_range`, `paper_feed_out_of_range` or `drawer_pulse_not_understood`.
    """
    if feed is not None and not 0 <= feed <= MOST_FEED:
        raise LapakError("paper_feed_out_of_range", limit=MOST_FEED)
    model = _model_or_generic(profile)
    roll = custom_paper(columns, width_dots) if paper == CUSTOM else paper_named(f"{paper}mm")
    has_cutter = model.cuts if model.name else roll.cuts
    number = dict(model.code_pages).get(code_page)
    return replace(
        roll,
        cuts=has_cutter if cutter is None else cutter,
        drawer=pulse_of(drawer),
        code_page=number or 0,
        encoding=ASCII if number is None else code_page,
        qr=way_of(qr, model),
        centres=model.centres,
        enlarges=model.enlarges,
        own_feed=feed,
    )


def way_of(qr: str, model: Profile | None) -> Way:
    """How codes are printed: as was chosen, else the safest way that is not needlessly long."""
    if qr in set(Way):
        return Way(qr)
    return Way.ENLARGED if model and model.enlarges else Way.DOTS


def pulse_of(drawer: str) -> Pulse | None:
    """What opens a drawer: `none`, `pin2`, `pin5`, or with times in ms `pin2,120,240`.

    Raises LapakError `drawer_pulse_not_understood`.
    """
    if drawer == "none":
        return None
    pin, *times = drawer.split(",")
    try:
        usual = Pulse(_PINS[pin])
        if not times:
            return usual
        on_ms, off_ms = map(int, times)
    except (KeyError, ValueError) as error:
        raise _not_understood(drawer) from error
    if not all(_LEAST_PULSE_MS <= ms <= _MOST_PULSE_MS for ms in (on_ms, off_ms)):
        raise _not_understood(drawer)
    return replace(usual, on_ms=on_ms, off_ms=off_ms)


def _not_understood(drawer: str) -> LapakError:
    return LapakError("drawer_pulse_not_understood", drawer=one_line(drawer)[:_TOLD])


def _model_or_generic(name: str) -> Profile:
    try:
        return profile_named(name) if name else _GENERIC
    except LapakError:
        return _GENERIC
