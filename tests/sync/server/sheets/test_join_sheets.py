"""Join sheets as people get them: read off the paper by a scanner or typed, a till joins."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Cluster
from pos_app.domain.invitation import in_groups
from pos_app.services.till import Till
from resources.translations import Catalog
from sync.client.inviting import join_as_asked
from sync.server.fair import booth_codes, booth_lists
from sync.server.fair.booth_lists import ToldBooth
from sync.server.fair.expo_details import DetailsChange
from sync.server.figures.changed_details import change_details
from sync.server.presence import Whereabouts
from sync.server.sheets.join_sheet import join_sheets
from sync.server.sheets.papers import SheetPaper, Wanted, sheets_for
from tests.drivers.halls import Hall
from tests.drivers.lines import SURE, push
from tests.drivers.organizers import Fair
from tests.drivers.settlements import pages_of
from tests.drivers.tills import make_till, open_shop, sell

POPPLER = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed"
)
DPI = 150


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path, "hall")
    with made.server:
        yield made


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    opened = make_till(tmp_path / "till")
    yield opened
    opened.close()


def papers(hall: Hall, *booths: str) -> tuple[SheetPaper, ...]:
    return sheets_for(hall.fair.office, hall.fair.expo.id, Wanted(booths), hall.here)


def here() -> Whereabouts:
    told = Whereabouts()
    told.tell("hall", "ab" * 32, ("https://192.168.1.10:8081", "https://127.0.0.1:8081"))
    return told


def sheets(fair: Fair, wanted: Wanted) -> list[str]:
    """The booths that get a sheet."""
    return [one.booth for one in sheets_for(fair.office, fair.expo.id, wanted, here())]


def pictured(pdf: bytes, folder: Path) -> Image.Image:
    """The first page as a printer draws it."""
    (folder / "sheet.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DPI), "-l", "1", "-mono", "-png", "sheet.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True, timeout=60)
    [page] = folder.glob("page*.png")
    return Image.open(page).convert("L")


@POPPLER
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_till_joins_and_sells_by_the_picture_on_the_paper(
    hall: Hall, till: Till, tmp_path: Path, language: str
) -> None:
    page = pictured(join_sheets(papers(hall, "B2"), Catalog(language)), tmp_path)
    [code] = zxingcpp.read_barcodes(page)
    corner, other = code.position.top_left, code.position.top_right
    assert (other.x - corner.x) / DPI * 25.4 >= 45
    register = join_as_asked(till, code.text, "", SURE)
    assert (register.booth.code, register.code) == ("B2", "K1")
    open_shop(till)
    sold = sell(till)
    push(till)
    assert hall.fair.booth("B2").total == sold.sale.total


def test_a_till_joins_by_what_the_paper_tells_to_type(hall: Hall, till: Till) -> None:
    [page] = pages_of(join_sheets(papers(hall, "A1"), Catalog("id")))
    [typed] = re.findall(r"[2-9A-Y]{4}-[2-9A-Y]{4}", page)
    [address] = re.findall(r"https://[\d.]+:\d+", page)
    with pytest.raises(LapakError, match="certificate_unknown") as asked:
        join_as_asked(till, address, typed, SURE)
    shown = str(asked.value.details["certificate"])
    assert in_groups(shown) in page  # what the till shows is what the paper says
    register = join_as_asked(till, f"{address}#{shown}", typed.lower(), SURE)
    assert (register.booth.code, register.code) == ("A1", "K1")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sheet_says_whose_it_is_how_long_it_holds_and_what_to_press(
    sqlite_fair: Fair, language: str
) -> None:
    days = DetailsChange(first_day=date(2026, 11, 22), last_day=date(2026, 11, 24))
    change_details(sqlite_fair.office, sqlite_fair.expo.id, days)
    batik = ToldBooth("A1", "Batik", "CV Batik Polokarto", "Bu Tini")
    booth_lists.put_booths(sqlite_fair.office, sqlite_fair.expo.id, [batik])
    tr = Catalog(language)
    found = sheets_for(sqlite_fair.office, sqlite_fair.expo.id, Wanted(("a1",)), here())
    [page] = pages_of(join_sheets(found, tr))
    told = " ".join(page.split())
    for words in (
        *("Kabupaten Semarang Expo 2026", "A1", "CV Batik Polokarto", "Bu Tini"),
        *("22 Nov 2026 – 24 Nov 2026", "25 Nov 2026 00:00 WIB", "https://192.168.1.10:8081"),
        *("Organizer's address", "Join code", "Join an expo with a code", "Start my own booth"),
        *("Join", "Cashier's name", "Starting cash", "OPEN REGISTER", "PAY", "Later"),
        "What do you sell?",
    ):
        assert tr(words) in told, words


def test_printed_again_a_sheet_is_the_same_to_the_byte(sqlite_fair: Fair) -> None:
    once, again = (
        join_sheets(
            sheets_for(sqlite_fair.office, sqlite_fair.expo.id, Wanted(), here()), Catalog("id")
        )
        for _ in range(2)
    )
    assert once == again
    booth_codes.make_anew(sqlite_fair.office, sqlite_fair.expo.id, "A1")
    found = sheets_for(sqlite_fair.office, sqlite_fair.expo.id, Wanted(), here())
    pages, before = pages_of(join_sheets(found, Catalog("id"))), pages_of(once)
    assert [page == old for page, old in zip(pages, before, strict=True)] == [False, True]


def test_booths_are_chosen_by_code_cluster_and_whether_they_have_a_till(sqlite_fair: Fair) -> None:
    coffee = ToldBooth("B2", cluster=Cluster.DRINK)
    tea = ToldBooth("B10", "Teh", cluster=Cluster.DRINK)
    booth_lists.put_booths(sqlite_fair.office, sqlite_fair.expo.id, [coffee, tea])
    sqlite_fair.till("B2")
    assert sheets(sqlite_fair, Wanted()) == ["A1", "B10", "B2"]
    assert sheets(sqlite_fair, Wanted(cluster="drink")) == ["B10", "B2"]
    assert sheets(sqlite_fair, Wanted(without_till=True)) == ["A1", "B10"]
    assert sheets(sqlite_fair, Wanted(("b2", "A1", "A1"))) == ["A1", "B2"]
    for wanted, code in (
        (Wanted(("Z9",)), "booth_unknown"),
        (Wanted(cluster="herbal"), "no_booth_fits"),
        (Wanted(("B2",), without_till=True), "no_booth_fits"),
    ):
        with pytest.raises(LapakError, match=code):
            sheets(sqlite_fair, wanted)
    with pytest.raises(LapakError, match="server_nowhere"):
        sheets_for(sqlite_fair.office, sqlite_fair.expo.id, Wanted(), Whereabouts())


def test_a_whole_hall_is_one_file_of_a_page_each(sqlite_fair: Fair) -> None:
    booths = [ToldBooth(f"C{number}", "字" * 30 + " Keripik" * 3) for number in range(60)]
    booth_lists.put_booths(sqlite_fair.office, sqlite_fair.expo.id, booths)
    found = sheets_for(sqlite_fair.office, sqlite_fair.expo.id, Wanted(), here())
    made = PdfReader(io.BytesIO(join_sheets(found, Catalog("id"))))
    assert len(made.pages) == 62
    assert len({one.code for one in found}) == 62
