"""Sheets of A4 in the letters of their own font."""

from pos_app.devices.papers.a4 import BOLD, REGULAR, para


def test_what_the_font_lacks_is_no_black_box_on_a_sheet() -> None:
    for font in (REGULAR, BOLD):
        assert para("🍜👨‍👩‍👧 Mie Ayam 🔥 & Kopi é", font, 10).text == "Mie Ayam &amp; Kopi é"
