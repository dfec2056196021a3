"""The sale that the demo's window makes by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.services.counter import Counter
from pos_app.settings import SettingsFile
from ui import tour


def test_a_tour_that_is_over_ends_no_later_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tour, "_GIVE_UP_MS", 1500)
    kept = []

    def broken() -> Counter:
        raise LapakError("database_not_opened", path="/x", reason="Errno 13")

    with pytest.raises(LapakError, match="tour_failed") as raised:
        tour.take_tour(broken, SettingsFile(tmp_path / "settings.json"), [], tmp_path)
    kept.append(raised)  # the tour lives on in the traceback
    later, heard = QEventLoop(), []
    QTimer.singleShot(2000, lambda: heard.append("later"))
    QTimer.singleShot(2500, later.quit)
    later.exec()
    assert heard == ["later"]
