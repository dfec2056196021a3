"""Files that somebody asked for: whole or not at all, and what is said where there is no room."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tills import sell
from ui.presenters.saved_file import saved

FULL = Path("/dev/full")
"""A device of Linux that answers each write as a full disk does."""

needs_full = pytest.mark.skipif(not FULL.exists(), reason="only Linux has such a device")


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path / "home") as driver:
        driver.wait_for_products()
        yield driver


def full_disk(path: Path) -> Path:
    """A place whose next file finds no room."""
    path.with_name(f"{path.name}.part").symlink_to(FULL)
    return path


@needs_full
def test_a_full_disk_leaves_the_old_file_and_nothing_torn(tmp_path: Path) -> None:
    place = full_disk(tmp_path / "laporan.xlsx")
    place.write_bytes(b"yesterday's")
    with pytest.raises(LapakError, match="file_no_room"):
        saved(place, b"today's" * 10_000)
    assert [one.name for one in tmp_path.iterdir()] == ["laporan.xlsx"]
    assert place.read_bytes() == b"yesterday's"


@pytest.mark.parametrize("name", ["gone/struk.pdf", "file/struk.pdf", "x" * 253 + ".pdf"])
def test_a_place_that_cannot_be_is_told_as_such(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LapakError, match="file_not_written"):
        saved(tmp_path / name, b"%PDF")


def test_what_is_saved_again_is_replaced_whole(tmp_path: Path) -> None:
    place = saved(tmp_path / "struk.pdf", b"a long one")
    saved(place, b"short")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("struk.pdf", b"short")]


def _receipt(till: TillDriver, place: Path) -> None:
    till.flow.presenters.history.paper.save_pdf(place)


def _products(till: TillDriver, place: Path) -> None:
    till.flow.presenters.products.export.write(place, "id")


def _report(till: TillDriver, place: Path) -> None:
    presenter = till.flow.presenters.sales_report
    save = presenter.save_pdf if place.suffix == ".pdf" else presenter.save_workbook
    save(place)


@needs_full
@pytest.mark.parametrize(
    ("page", "name", "save"),
    [
        ("history", "struk.pdf", _receipt),
        ("products", "produk.csv", _products),
        ("products", "produk.xlsx", _products),
        ("reports", "laporan.pdf", _report),
        ("reports", "laporan.xlsx", _report),
    ],
)
def test_a_full_disk_is_told_on_the_page_that_saves(
    till: TillDriver,
    tmp_path: Path,
    page: str,
    name: str,
    save: Callable[[TillDriver, Path], None],
) -> None:
    sell(till.counter.till, "Kopi")
    till.flow.go(page)
    till.wait_for_page(page)
    if page == "history":
        till.wait_for(lambda: till.flow.presenters.history.open is not None)
    if page == "reports":
        till.wait_for(lambda: till.flow.presenters.sales_report.overview is not None)
    (tmp_path / "out").mkdir()
    place = full_disk(tmp_path / "out" / name)
    save(till, place)
    told = partial(till.text_of, "products_notice_text") if page == "products" else till.said
    till.wait_for(lambda: "Tidak ada ruang" in told() and name in told())
    assert not list((tmp_path / "out").iterdir())
