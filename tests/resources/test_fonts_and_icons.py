"""The shipped fonts and icons: complete, licensed, embeddable and tintable."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

import resources

FONTS = {
    "PlusJakartaSansTabular": ("Regular", "Medium", "SemiBold", "Bold"),
    "JetBrainsMono": ("Regular", "Bold"),
}
FONT_FILES = [f"{name}-{style}.ttf" for name, styles in FONTS.items() for style in styles]
LATIN = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]))
# · – — … × − “ ” ‘ ’ € ™
SIGNS = "\u00b7\u2013\u2014\u2026\u00d7\u2212\u201c\u201d\u2018\u2019\u20ac\u2122"
ICONS = sorted(resources.path("icons").glob("*.svg"))


def font(name: str) -> TTFontFile:
    """The font as ReportLab embeds it; raises for outlines that a PDF cannot take."""
    return TTFontFile(str(resources.path("fonts", name)))


def test_exactly_the_fonts_of_the_design_are_shipped() -> None:
    assert {file.name for file in resources.path("fonts").glob("*.ttf")} == set(FONT_FILES)


@pytest.mark.parametrize("name", FONT_FILES)
def test_a_font_embeds_in_a_pdf_and_has_every_letter(name: str) -> None:
    assert [c for c in LATIN + SIGNS if ord(c) not in font(name).charToGlyph] == []


@pytest.mark.parametrize("name", FONT_FILES)
def test_figures_of_amounts_are_equally_wide(name: str) -> None:
    widths = font(name).charWidths
    assert len({widths[ord(digit)] for digit in "0123456789"}) == 1


@pytest.mark.parametrize("folder", ["fonts", "icons"])
def test_a_licence_lies_beside_what_it_covers(folder: str) -> None:
    texts = [file.read_text(encoding="utf-8") for file in resources.path(folder).glob("*.txt")]
    assert texts
    assert all("Copyright" in text for text in texts)


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_an_icon_is_valid_svg_that_takes_its_colour_from_the_theme(icon: Path) -> None:
    root = ET.parse(icon).getroot()
    assert root.tag.endswith("svg")
    if icon.stem != "lapak":  # the program's icon has its own colours
        assert (root.get("viewBox"), root.get("stroke")) == ("0 0 24 24", "currentColor")


@pytest.mark.parametrize(
    ("name", "magic"), [("lapak.png", b"\x89PNG\r\n"), ("lapak.ico", b"\0\0\1\0")]
)
def test_the_program_icon_is_shipped_for_windows_and_linux(name: str, magic: bytes) -> None:
    assert resources.path("icons", name).read_bytes().startswith(magic)
