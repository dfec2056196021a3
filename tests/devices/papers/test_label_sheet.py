"""Price tags on paper: a scanner reads every one back, and nothing reaches over a label's edge."""

import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from pos_app.devices.papers.label_drawing import MODULES_MM, drawn, has_room
from pos_app.devices.papers.label_sheet import label_sheets
from pos_app.domain.ean import in_store_numbers
from pos_app.domain.label import GRIDS, Label, LabelGrid, Stripes, Words

OWN = next(in_store_numbers("kain"))
KOPI = Label("Kopi Susu Gula Aren", 18_000, "pcs", "8991002101234", "Batik Polokarto · A12")
TAGS = (
    KOPI,
    Label("Kaos Expo Semarang · XL · Biru Laut", 75_000, "pcs", "73513537"),
    Label("KAIN BATIK TULIS " * 7, 1_000_000_000, "m", OWN, "Batik Polokarto"),
    Label("Buku", 54_000, "pcs", "0036000291452"),
    Label("Gantungan", 15_000, "pcs", "BATIK-07/M"),
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed"
)


def pictures(pdf: bytes, folder: Path, dpi: int) -> list[Image.Image]:
    """The pages as a printer of so many dots an inch sets them."""
    (folder / "sheet.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-png", "sheet.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True, timeout=120)
    found = []
    for one in sorted(folder.glob("page*.png")):
        with Image.open(one) as picture:
            found.append(picture.copy())
    return found


def scanned(picture: Image.Image) -> list[str]:
    """All codes on a page; a UPC-A with the zero that makes it an EAN-13."""
    kinds = zxingcpp.BarcodeFormat
    formats = zxingcpp.BarcodeFormats([kinds.EAN13, kinds.EAN8, kinds.Code128])
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=formats)]


@needs_poppler
@pytest.mark.parametrize("name", GRIDS)
def test_every_code_on_every_sheet_is_read_back(name: str, tmp_path: Path) -> None:
    pdf = label_sheets([(tag, 2) for tag in TAGS], GRIDS[name], first=2)
    [page] = pictures(pdf, tmp_path, 300)
    assert Counter(scanned(page)) == {tag.code: 2 for tag in TAGS}


@needs_poppler
def test_the_narrowest_code_is_read_from_a_coarse_printer(tmp_path: Path) -> None:
    grid = LabelGrid(6, 12, 32.0, 20.0, 4.0, 10.0, 1.0)
    pdf = label_sheets([(KOPI, grid.count)], grid)
    [page] = pictures(pdf, tmp_path, 203)
    assert scanned(page) == [KOPI.code] * grid.count


@needs_poppler
def test_a_sheet_that_is_full_goes_on_with_the_next(tmp_path: Path) -> None:
    pdf = label_sheets([(KOPI, 21), (TAGS[1], 2)], GRIDS["3x7"], first=20)
    found = [scanned(page) for page in pictures(pdf, tmp_path, 200)]
    assert [Counter(page) for page in found] == [
        {KOPI.code: 2},
        {KOPI.code: 19, TAGS[1].code: 2},
    ]


def test_the_same_labels_give_the_same_bytes_and_a_page_of_the_sheets_size() -> None:
    first, again = (label_sheets([(KOPI, 5)], GRIDS["3x8"]) for _ in range(2))
    assert first == again
    box = PdfReader(io.BytesIO(first)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((595.28, 841.89), abs=0.01)


def test_a_viewer_is_told_not_to_scale() -> None:
    catalog = PdfReader(io.BytesIO(label_sheets([(KOPI, 1)], GRIDS["3x7"]))).trailer["/Root"]
    assert catalog["/ViewerPreferences"]["/PrintScaling"] == "/None"  # type: ignore[index]


def test_a_label_is_drawn_once_however_often_it_is_wanted_and_never_for_nothing() -> None:
    pdf = label_sheets([(KOPI, 0), (TAGS[1], 60)], GRIDS["3x7"])
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 3
    for page in pages:
        [drawn_once] = page["/Resources"]["/XObject"].values()  # type: ignore[index]
        assert drawn_once.get_object()["/Subtype"] == "/Form"


@given(
    st.text(min_size=1, max_size=120),
    st.none() | st.integers(0, 1_000_000_000),
    st.sampled_from(["", "8991002101234", "73513537", "BATIK-07/M", "ABC" * 20, "日本"]),
    st.sampled_from(["", "Batik Polokarto", "B" * 60]),
    st.sampled_from([*GRIDS.values(), LabelGrid(5, 10, 25.0, 12.0), LabelGrid(1, 1, 190.0, 270.0)]),
)
@settings(max_examples=200)
def test_nothing_reaches_over_a_labels_edge(
    name: str, price: int | None, code: str, booth: str, grid: LabelGrid
) -> None:
    rows = []
    for mark in drawn(Label(name, price, "kg", code, booth), grid):
        if isinstance(mark, Words):
            rows.append(mark)
            assert 0 < mark.y <= grid.height
        else:
            start, wide = mark.bars[-1]
            assert mark.x > 0
            assert mark.x + start + wide < grid.width
            assert mark.y + mark.height < grid.height
    heights = [mark.y for mark in rows]
    assert len([mark for mark in rows if mark.bold]) <= 3, "two rows of name and a price"
    assert len(set(heights)) == len(heights)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_an_ean_keeps_its_least_module_and_its_quiet_zones(grid: LabelGrid) -> None:
    [stripes] = [mark for mark in drawn(KOPI, grid) if isinstance(mark, Stripes)]
    thinnest = min(wide for _, wide in stripes.bars)
    assert min(MODULES_MM) - 1e-9 <= thinnest
    start, wide = stripes.bars[-1]
    assert stripes.x >= 11 * thinnest
    assert grid.width - (stripes.x + start + wide) >= 7 * thinnest


def test_a_code_that_has_no_room_stands_there_as_text() -> None:
    narrow = LabelGrid(8, 10, 25.0, 20.0)
    marks = drawn(KOPI, narrow)
    assert not any(isinstance(mark, Stripes) for mark in marks)
    assert KOPI.code in [mark.text for mark in marks if isinstance(mark, Words)]
    assert not has_room(KOPI.code, narrow)
    assert has_room(KOPI.code, GRIDS["5x13"])


def test_a_long_name_takes_two_rows_and_ends_in_dots() -> None:
    rows = [mark for mark in drawn(TAGS[2], GRIDS["5x13"]) if isinstance(mark, Words)]
    bold = [mark.text for mark in rows if mark.bold]
    first, second, price = bold
    assert first.startswith("KAIN BATIK TULIS")
    assert second.endswith("…")
    assert price == "Rp1.000.000.000/m"
