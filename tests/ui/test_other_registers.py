"""What other registers of the booth told of is on show as soon as it counts here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.product import ProductChange
from pos_app.services import catalogue
from pos_app.services.organizer import SyncKind, SyncState
from pos_app.services.product_editing import change_product
from tests.drivers.till_driver import TillDriver, open_till_window


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_products()
        yield driver


def rename(till: TillDriver, name: str, other: str) -> None:
    """Change a product as a merge does: in the database, and the window hears nothing of it."""
    [found] = till.counter.till.read(catalogue.search, name, 1).result()
    till.counter.till.write(change_product, ProductChange(found.id, name=other)).result()


def test_a_product_that_another_register_renamed_is_on_its_tile(till: TillDriver) -> None:
    name = till.shown_products()[0]
    rename(till, name, "Aaa Batik Baru")
    assert name in till.shown_products()
    till.organizer.now(SyncState(SyncKind.SYNCED, merged=1))
    till.wait_for(lambda: "Aaa Batik Baru" in till.shown_products())
    assert name not in till.shown_products()


def test_nothing_is_read_where_nothing_came(till: TillDriver) -> None:
    till.organizer.now(SyncState(SyncKind.SYNCED, merged=1))
    till.wait_for(lambda: not till.flow.presenters.shelf.loading)
    till.organizer.now(SyncState(SyncKind.SYNCED, of=9, merged=1))
    assert not till.flow.presenters.shelf.loading


def test_a_list_that_is_on_show_is_read_anew(till: TillDriver) -> None:
    till.flow.go("products")
    till.wait_for_page("products")
    presenter = till.flow.presenters.products
    shown: list[object] = []
    presenter.counted.connect(shown.append)
    till.organizer.now(SyncState(SyncKind.SYNCED, merged=1))
    till.wait_for(lambda: bool(shown))
