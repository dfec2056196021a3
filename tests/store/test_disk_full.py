"""A full disk: a sale is refused whole, and goes through once there is room again."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.pricing import price
from pos_app.services.checkout import checkout
from pos_app.services.product_import import ProductRow, import_products
from pos_app.services.till import Till, Work
from pos_app.store.verification import Verified, verify
from tests.drivers.tills import cart_of, cash, database_in, first_start, make_till, sell, set_up


def pages(work: Work, most: int | None = None) -> int:
    """How many pages the database has; it may not grow past `most`."""
    if most is not None:
        work.db.exec_driver_sql(f"PRAGMA max_page_count = {most}")
    return int(work.db.exec_driver_sql("PRAGMA page_count").scalar_one())


def sell_until_full(till: Till) -> int:
    """Sell until the disk is full; how many sales were made. Bounded."""
    before = verify(till.path).sales
    with pytest.raises(LapakError, match="disk_full"):
        sell_many(till, 500)
    return verify(till.path).sales - before


def sell_many(till: Till, count: int) -> None:
    for _ in range(count):
        sell(till)


def test_a_sale_that_finds_no_room_leaves_nothing_and_goes_through_later(till: Till) -> None:
    sell(till)
    size = till.read(pages).result()
    till.read(pages, size + 1).result()
    made = 1 + sell_until_full(till)
    cart = cart_of(till, "Kopi")
    for _ in range(3):
        with pytest.raises(LapakError, match="disk_full"):
            till.write(checkout, price(cart), cash(18_000)).result()
    assert verify(till.path).sales == made
    till.read(pages, size + 1000).result()
    completed = till.write(checkout, price(cart), cash(18_000)).result()
    assert completed.sale.receipt_number == f"A12-K1-{made + 1:06d}"
    assert verify(till.path).sales == made + 1


def test_an_import_that_finds_no_room_brings_in_nothing(till: Till) -> None:
    rows = tuple(ProductRow(f"Barang {number}", 1000) for number in range(3000))
    before = verify(till.path)
    till.read(pages, till.read(pages).result() + 20).result()
    with pytest.raises(LapakError, match="disk_full"):
        till.write(import_products, rows).result()
    assert verify(till.path) == before


@contextmanager
def mounted(place: Path, options: str) -> Iterator[Path]:
    """A disk in memory with limits; the test is skipped where none may be mounted."""
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        pytest.skip("no mount command")
    command = [mount, "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    try:
        yield place
    finally:
        # Lazily: what is still open there goes with whoever has it open.
        subprocess.run([umount, "-l", str(place)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    with mounted(tmp_path / "disk", "size=3m") as place:
        yield place


def fill(disk: Path) -> Path:
    """Leave no byte free; the file whose removal makes room again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    assert shutil.disk_usage(disk).free == 0
    return ballast


def test_a_disk_that_is_really_full_refuses_sales_until_there_is_room(small_disk: Path) -> None:
    till = first_start(small_disk)
    set_up(till)
    ballast = fill(small_disk)
    made = sell_until_full(till)
    with pytest.raises(LapakError, match="disk_full"):
        sell(till)
    ballast.unlink()
    assert sell(till).sale.receipt_number == f"A12-K1-{made + 1:06d}"
    till.close()
    assert isinstance(verify(database_in(small_disk)), Verified)
    again = make_till(small_disk)
    assert sell(again).sale.receipt_number == f"A12-K1-{made + 2:06d}"
    again.close()


def test_a_till_that_closes_on_a_full_disk_keeps_what_was_sold(small_disk: Path) -> None:
    till = first_start(small_disk)
    set_up(till)
    ballast = fill(small_disk)
    made = sell_until_full(till)
    till.close()
    ballast.unlink()
    assert verify(database_in(small_disk)).sales == made


def test_a_new_till_on_a_full_disk_is_refused_and_starts_once_there_is_room(
    small_disk: Path,
) -> None:
    ballast = fill(small_disk)
    with pytest.raises(LapakError, match="disk_full"):
        first_start(small_disk)
    ballast.unlink()
    till = first_start(small_disk)
    set_up(till)
    assert sell(till).sale.receipt_number == "A12-K1-000001"
    till.close()


def test_a_disk_without_room_for_another_file_is_full_too(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "nr_inodes=2") as place:
        (place / "ballast").touch()
        with pytest.raises(LapakError, match="disk_full"):
            first_start(place)
        assert [path.name for path in place.iterdir()] == ["ballast"]
