"""The design tokens: every text can be read on every ground it is used on, in every theme."""

import re
import tomllib
from typing import Any

import pytest

import resources

TOKENS: dict[str, Any] = tomllib.loads(
    resources.path("theme", "tokens.toml").read_text(encoding="utf-8")
)
THEMES: dict[str, dict[str, Any]] = TOKENS["themes"]
PAIRS: list[list[str]] = TOKENS["pairs"]["text_ground"]
LEAST_CONTRAST = {"light": 4.5, "dark": 4.5, "high_contrast": 7.0}
HEX = re.compile(r"#[0-9A-F]{6}")


def luminance(colour: str) -> float:
    """Relative luminance 0…1 of #RRGGBB (WCAG 2.2, sRGB)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio 1…21 of two colours, in either order (WCAG 2.2)."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_formula_agrees_with_known_values() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


def test_there_are_three_themes_with_the_same_keys() -> None:
    assert set(THEMES) == set(LEAST_CONTRAST)
    shapes = {(frozenset(theme), frozenset(theme["colors"])) for theme in THEMES.values()}
    assert len(shapes) == 1


@pytest.mark.parametrize("theme", LEAST_CONTRAST)
def test_every_colour_is_six_hex_digits(theme: str) -> None:
    colours = dict(THEMES[theme]["colors"])
    tiles = colours.pop("tiles")
    assert [c for c in [*colours.values(), *tiles] if not HEX.fullmatch(c)] == []


@pytest.mark.parametrize("theme", LEAST_CONTRAST)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = THEMES[theme]["colors"]
    assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST[theme]


@pytest.mark.parametrize("theme", LEAST_CONTRAST)
def test_every_colour_of_text_stands_in_a_pair(theme: str) -> None:
    unused_as_text = {"ground", "line", "edge", "shadow", "tiles"}
    grounds = {name for name in THEMES[theme]["colors"] if name.endswith("_soft")} - {"ink_soft"}
    texts = set(THEMES[theme]["colors"]) - unused_as_text - grounds
    assert texts == {text for text, _ in PAIRS}


@pytest.mark.parametrize("theme", LEAST_CONTRAST)
def test_tiles_have_eight_different_bars_that_show_on_the_surface(theme: str) -> None:
    colours = THEMES[theme]["colors"]
    assert len(set(colours["tiles"])) == 8
    assert min(contrast(bar, colours["surface"]) for bar in colours["tiles"]) >= 3


@pytest.mark.parametrize("theme", LEAST_CONTRAST)
@pytest.mark.parametrize("ground", ["surface", "ground"])
def test_the_edge_of_a_field_shows(theme: str, ground: str) -> None:
    colours = THEMES[theme]["colors"]
    assert contrast(colours["edge"], colours[ground]) >= 3


def test_high_contrast_has_thick_lines_and_no_soft_grey() -> None:
    theme = THEMES["high_contrast"]
    assert theme["line_width"] == 2
    assert {theme["colors"][name] for name in ("ink", "ink_soft", "line", "edge")} == {"#000000"}


def test_everything_to_touch_is_at_least_44_px() -> None:
    touch = TOKENS["touch"]
    assert min(touch["least"], touch["row"], touch["pay"]) >= 44
