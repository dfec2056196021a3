"""Every scene of every page fits a 1024×768 screen, by touch and in both languages."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resources.translations import Catalog
from tests.drivers.page_scenes import PAGES
from tests.drivers.page_stage import Scene, staged
from ui.theme import Look, apply


class Screen(NamedTuple):
    """A screen and the size of text on it, in per cent."""

    width: int
    height: int
    text_size: int = 100

    def room(self, below: int = 36) -> tuple[int, int]:
        """What rail, top bar and message line leave of it."""
        rail = Look(text_size=self.text_size).px(72) + 1
        return self.width - rail, self.height - 52 - below - 2


_SMALL = Screen(1024, 768)
_LARGER, _LARGEST = Screen(1024, 768, 125), Screen(1366, 768, 150)

_SCENES = pytest.mark.parametrize("scene", [scene for _, scene in PAGES], ids=[n for n, _ in PAGES])


_OF_A_SALE = [(name, scene) for name, scene in PAGES if name.startswith(("bayar", "selesai"))]
"""Pages that are seen at every sale: they must not scroll even on the smallest screen."""

_BUTTONS_BELOW = 48
"""The message line's height with buttons in it."""


def placed_in(tr: Catalog, room: tuple[int, int]) -> Callable[[QWidget], None]:
    def place(page: QWidget) -> None:
        page.retranslate(tr)  # type: ignore[attr-defined]  # every page has it
        page.setMinimumSize(1, 1)
        page.resize(*room)
        page.show()
        page.enter()  # type: ignore[attr-defined]  # every page has it

    return place


@_SCENES
@pytest.mark.parametrize(
    ("language", "theme", "screen"),
    [
        ("id", "light", _SMALL),
        ("en", "contrast", _SMALL),
        ("en", "dark", Screen(1024, 768, 110)),
        ("id", "contrast", _LARGER),
        ("id", "light", _LARGEST),
        ("en", "contrast", _LARGEST),
    ],
)
def test_the_page_fits_and_nothing_is_cut_off(
    qtbot: QtBot, tmp_path: Path, scene: Scene, language: str, theme: str, screen: Screen
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look, tr, room = Look(theme, screen.text_size), Catalog(language), screen.room()
    apply(app, look)
    with staged(tmp_path, scene, look, tr, placed_in(tr, room)) as page:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        needed = page.minimumSizeHint()
        assert needed.width() <= room[0]
        if look.text_size == 100 or getattr(page, "fits", False):
            assert needed.height() <= room[1]
        else:  # the window lets it scroll
            page.resize(room[0], max(room[1], needed.height()))
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        assert _cut_off(page) + _squeezed(page) == []
        assert _outside(page) == []
        assert _too_small(page) == []
        assert _nameless(page) == []


@pytest.mark.parametrize(
    "scene", [scene for _, scene in _OF_A_SALE], ids=[name for name, _ in _OF_A_SALE]
)
@pytest.mark.parametrize("screen", [(1024, 600), (1280, 680)], ids=["1024x600", "1280x680"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_of_a_sale_fits_a_low_screen(
    qtbot: QtBot, tmp_path: Path, scene: Scene, screen: tuple[int, int], language: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look, tr = Look("light"), Catalog(language)
    apply(app, look)
    room = Screen(*screen).room(_BUTTONS_BELOW)
    with staged(tmp_path, scene, look, tr, placed_in(tr, room)) as page:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        needed = page.minimumSizeHint()
        assert needed.width() <= room[0]
        assert needed.height() <= room[1]
        assert _cut_off(page) + _squeezed(page) == []
        assert _outside(page) + _too_small(page) == []


def _squeezed(page: QWidget) -> list[str]:
    """Labels whose lines need more height than they have."""
    labels = [one for one in _shown(page, QLabel) if isinstance(one, QLabel) and one.text()]
    return [
        f"{label.objectName()}: {label.text()}"
        for label in labels
        if label.height() < _height_needed(label)
    ]


def _height_needed(label: QLabel) -> int:
    if label.wordWrap():
        return label.heightForWidth(label.width())
    return label.sizeHint().height()


def _shown(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in page.findChildren(kind) if one.isVisible()]


def _cut_off(page: QWidget) -> list[str]:
    """Labels whose words need more room than they have."""
    labels = [one for one in _shown(page, QLabel) if isinstance(one, QLabel) and one.text()]
    return [
        f"{label.objectName()}: {label.text()}"
        for label in labels
        if not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    ]


def _outside(page: QWidget) -> list[str]:
    """Things to press or fill that their parent does not show whole."""
    return [
        one.objectName()
        for kind in (QAbstractButton, QLineEdit)
        for one in _shown(page, kind)
        if (around := one.parentWidget()) and not around.rect().contains(one.geometry())
    ]


def _too_small(page: QWidget) -> list[str]:
    """Things to press that a finger would miss."""
    return [
        f"{one.objectName()}: {one.height()}"
        for kind in (QAbstractButton, QLineEdit)
        for one in _shown(page, kind)
        if one.height() < 44 and not isinstance(one.parent(), QLineEdit)
    ]


def _nameless(page: QWidget) -> list[str]:
    """Things to press or fill that a screen reader could not name."""
    return [
        one.objectName() or one.metaObject().className()
        for kind in (QAbstractButton, QLineEdit)
        for one in _shown(page, kind)
        if not one.accessibleName() and not isinstance(one.parent(), QLineEdit)
    ]
