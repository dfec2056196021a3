"""Every scene of every page fits a 1024×768 screen, by touch and in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resources.translations import Catalog
from tests.drivers.page_stage import Scene, staged
from tests.drivers.scenes_other import PAGES
from ui.theme import Look, apply

_ROOM = (1024 - 73, 768 - 52 - 36 - 2)
"""What rail, top bar and message line leave of 1024×768."""

_SCENES = pytest.mark.parametrize("scene", [scene for _, scene in PAGES], ids=[n for n, _ in PAGES])


def _placed_in(tr: Catalog) -> Callable[[QWidget], None]:
    def place(page: QWidget) -> None:
        page.retranslate(tr)  # type: ignore[attr-defined]  # every page has it
        page.setMinimumSize(1, 1)
        page.resize(*_ROOM)
        page.show()
        page.enter()  # type: ignore[attr-defined]  # every page has it

    return place


@_SCENES
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "contrast")])
def test_the_page_fits_and_nothing_is_cut_off(
    qtbot: QtBot, tmp_path: Path, scene: Scene, language: str, theme: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look, tr = Look(theme), Catalog(language)
    apply(app, look)
    with staged(tmp_path, scene, look, tr, _placed_in(tr)) as page:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        needed = page.minimumSizeHint()
        assert needed.width() <= _ROOM[0]
        assert needed.height() <= _ROOM[1]
        assert _cut_off(page) == []
        assert _outside(page) == []
        assert _too_small(page) == []
        assert _nameless(page) == []


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
