import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from pos_app.devices.rendering.transliteration import to_ascii, to_latin, to_letters
from resources import path

any_text = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Stan A12 · Expo", "Stan A12 - Expo"),
        ("2 × 3 — “Gayo” – ‘asli’", "2 x 3 - \"Gayo\" - 'asli'"),
        ("Café Señor Ångström", "Cafe Senor Angstrom"),
        ("Cafe\u0301", "Cafe"),
        ("€ 5 … ½ lusin, 1½ kg, 3⅓ m", "EUR 5 ... 1/2 lusin, 1 1/2 kg, 3 1/3 m"),
        ("m² Straße Łódź Đặng", "m2 Strasse Lodz Dang"),
        ("Kopi\u00a0Gayo\u200b ☕ enak™ ®", "Kopi Gayo enakTM (R)"),
        ("🍜👨‍👩‍👧 Mie 🔥 Ayam ☕", "Mie Ayam"),
        ("  🍜 Mie\u200b Ayam", "  Mie Ayam"),
        ("10\t20\r\n30\x1b@", "10 20  30 @"),
        ("A B①٣", "A B13"),
        ("ꦧꦠꦶꦏ batik", "??? batik"),
    ],
)
def test_a_text_is_read_in_ascii(text: str, reading: str) -> None:
    assert to_ascii(text) == reading


@given(any_text)
def test_ascii_is_printable_and_stays_as_it_is(text: str) -> None:
    reading = to_ascii(text)
    assert reading.isascii()
    assert not reading or reading.isprintable()
    assert to_ascii(reading) == reading


@given(any_text)
def test_every_letter_of_a_preview_is_in_the_receipt_font(text: str) -> None:
    shown = to_latin(text)
    assert {ord(char) for char in shown} <= _glyphs()
    assert to_latin(shown) == shown


def test_accents_and_signs_stay_where_the_font_has_them() -> None:
    assert to_latin("Café · 2 × ½ — “Gayo”") == "Café · 2 × ½ — “Gayo”"


def test_a_font_s_own_letters_stay_and_pictures_leave_no_hole() -> None:
    letters = {ord(char) for char in "Kopi é"}
    assert to_letters("☕ Kopi é 🍜 ñ", letters) == "Kopi é n"


@functools.cache
def _glyphs() -> set[int]:
    font = TTFont("test", str(path("fonts", "JetBrainsMono-Regular.ttf")))
    return set(font.face.charToGlyph)
