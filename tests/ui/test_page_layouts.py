"""Every scene of every page fits its screen, by touch, by ear and in both languages."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resources.translations import Catalog
from tests.drivers.accessible import nameless, silent_rows
from tests.drivers.scenes.page_scenes import PAGES
from tests.drivers.scenes.page_stage import Scene, staged
from ui.theme import Look, apply
from ui.widgets.restyle import restyled

_BUTTONS = 48
"""The message line's height with buttons in it."""


class Screen(NamedTuple):
    """A screen, how it looks, and the size of text on it, in per cent."""

    width: int
    height: int
    text_size: int = 100
    theme: str = "light"
    message_line: int = 36

    def room(self) -> tuple[int, int]:
        """What rail, top bar and message line leave of it."""
        rail = self.look().px(72) + 1
        return self.width - rail, self.height - 52 - self.message_line - 2

    def look(self) -> Look:
        """The look of everything on it."""
        return Look(self.theme, self.text_size)

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.theme} at {self.text_size} %"


_SCREENS = {
    "id": (
        Screen(1024, 768),
        Screen(1366, 768, 100, "contrast"),
        Screen(1024, 768, 125, "contrast"),
        Screen(1366, 768, 150),
    ),
    "en": (
        Screen(1024, 768, 100, "contrast"),
        Screen(1024, 768, 110, "dark"),
        Screen(1366, 768, 150, "contrast"),
    ),
}

_LOW = (Screen(1024, 600, message_line=_BUTTONS), Screen(1280, 680, message_line=_BUTTONS))
"""For pages that are seen at every sale: they must not scroll even on the smallest screen."""


def placed_in(tr: Catalog, room: tuple[int, int]) -> Callable[[QWidget], None]:
    def place(page: QWidget) -> None:
        page.retranslate(tr)  # type: ignore[attr-defined]  # every page has it
        page.setMinimumSize(1, 1)
        page.resize(*room)
        page.show()
        page.enter()  # type: ignore[attr-defined]  # every page has it

    return place


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("name", "scene"), PAGES, ids=[name for name, _ in PAGES])
def test_the_page_fits_is_named_and_nothing_is_cut_off(
    qtbot: QtBot, tmp_path: Path, name: str, scene: Scene, language: str
) -> None:
    """It is made for the first screen; the others come as when somebody changes the settings."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    screens = _screens(language, of_a_sale=name.startswith(("bayar", "selesai")))
    tr, look = Catalog(language), screens[0].look()
    apply(app, look)
    with staged(tmp_path, scene, look, tr, placed_in(tr, screens[0].room())) as page:
        found = {"heard": [*nameless(page), *silent_rows(page)]}
        for before, screen in pairwise((screens[0], *screens)):
            if (screen.theme, screen.text_size) != (before.theme, before.text_size):
                apply(app, screen.look())
                restyled(page, screen.look())
            page.resize(*screen.room())
            found[str(screen)] = _wrong(page, screen)
        assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def _screens(language: str, *, of_a_sale: bool) -> list[Screen]:
    """The screens in one language; those of the same look stand together."""
    screens = [*_SCREENS[language], *(_LOW if of_a_sale else ())]
    return sorted(screens, key=lambda one: (one.text_size, one.theme == "light"))


def _wrong(page: QWidget, screen: Screen) -> list[str]:
    """What a person at this screen would complain about."""
    _lay_out()
    needed, (width, height) = page.minimumSizeHint(), screen.room()
    scrolls = screen.text_size > 100 and not getattr(page, "fits", False)
    fits = needed.width() <= width and (scrolls or needed.height() <= height)
    if scrolls:  # the window gives it the height that it asks for
        page.resize(width, max(height, needed.height()))
        _lay_out()
    return [
        *(() if fits else [f"needs {needed.width()}x{needed.height()}, has {width}x{height}"]),
        *_cut_off(page),
        *_squeezed(page),
        *_outside(page),
        *_too_small(page),
        *_nameless(page),
    ]


def _lay_out() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


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
