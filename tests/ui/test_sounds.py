"""What a cashier hears: a blip for a scan, one for what needs a look, one when paid."""

import itertools
import os
import sys
import threading
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

import resources
from pos_app.settings import SettingsFile
from tests.drivers.till_driver import TillDriver, open_till_window
from tests.drivers.tones import RATE, SOUNDS, written
from ui.sounds import Sounds, play_file

KOPI = "8991002101234"
ADDED = resources.path("sounds", "added.wav")


@pytest.fixture
def till(qtbot: QtBot, tmp_path: Path) -> Iterator[TillDriver]:
    with open_till_window(qtbot, tmp_path) as driver:
        driver.wait_for_page("sell")
        driver.wait_for_products()
        driver.flow.sounds._clock = itertools.count(1).__next__
        yield driver


def test_a_scan_an_unknown_barcode_and_a_sale_are_heard(till: TillDriver) -> None:
    till.scan(KOPI)
    till.wait_for(lambda: till.heard == ["added"])
    till.scan("8990000000000")
    till.wait_for(lambda: till.heard == ["added", "refused"])
    till.key(Qt.Key.Key_F12)
    till.wait_for_page("pay")
    till.press("cash_exact_button")
    till.press("pay_accept_button")
    till.wait_for_page("done")
    till.wait_for(lambda: till.heard == ["added", "refused", "paid"])


def test_a_tap_is_seen_and_makes_no_sound(till: TillDriver) -> None:
    till.tap_product("Jamu Beras Kencur")
    till.wait_for_cart(1)
    till.scan(KOPI)
    till.wait_for(lambda: till.heard == ["added"])


def test_a_scan_that_is_not_taken_is_heard(till: TillDriver) -> None:
    till.press("rail_settings")
    till.scan(KOPI)
    till.wait_for(lambda: till.heard == ["refused"])


@pytest.mark.qt_log_ignore("does not support")  # menus grab keys; the offscreen platform cannot
def test_they_can_be_switched_off_in_the_menu(till: TillDriver, tmp_path: Path) -> None:
    till.press("menu_button")
    action = till.window.findChild(QAction, "menu_sounds")
    assert isinstance(action, QAction)
    assert action.isChecked()
    action.trigger()
    till.wait_for(lambda: not till.counter.settings_file.settings.sounds)
    till.scan(KOPI)
    till.wait_for_cart(1)
    assert till.heard == []
    assert not SettingsFile(tmp_path / "settings.json").settings.sounds


def test_what_comes_right_after_another_sound_is_not_played(qtbot: QtBot, tmp_path: Path) -> None:
    heard: list[str] = []
    now = [0.0]

    def hear(file: Path) -> bool:
        heard.append(file.stem)
        return True

    sounds = Sounds(SettingsFile(tmp_path / "settings.json"), clock=lambda: now[0])
    sounds.player = hear
    for at, play in ((1.0, sounds.refused), (1.05, sounds.added), (1.3, sounds.added)):
        now[0] = at
        play()
    qtbot.waitUntil(lambda: heard == ["refused", "added"])


def test_a_sound_is_played_beside_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    threads: list[threading.Thread] = []

    def hear(_file: Path) -> bool:
        threads.append(threading.current_thread())
        return True

    sounds = Sounds(SettingsFile(tmp_path / "settings.json"))
    sounds.player = hear
    sounds.added()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()


def test_where_nothing_can_play_it_the_system_beeps(qtbot: QtBot, tmp_path: Path) -> None:
    sounds = Sounds(SettingsFile(tmp_path / "settings.json"))
    sounds.player = _silence
    with qtbot.waitSignal(sounds._unheard, timeout=5000):
        sounds.paid()


def _silence(_file: Path) -> bool:
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="Windows plays sounds itself")
def test_the_player_of_the_system_is_started_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    deaf, player = tmp_path / "pw-play", tmp_path / "paplay"
    deaf.write_text("#!/bin/sh\nexit 1\n")  # is there, but no PipeWire runs
    player.write_text(f'#!/bin/sh\necho "$@" > {heard}\n')
    for program in (deaf, player):
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.defpath}")
    assert play_file(ADDED)
    assert heard.read_text().strip() == str(ADDED)


def test_without_a_player_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not play_file(ADDED) or sys.platform == "win32"


@pytest.mark.parametrize("name", SOUNDS)
def test_the_files_are_those_that_the_tones_write(name: str) -> None:
    file = resources.path("sounds", f"{name}.wav")
    with wave.open(str(file)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, RATE)
        assert wav.getnframes() < RATE // 2
    made = written(SOUNDS[name])
    assert len(made) == file.stat().st_size
    for shipped, now in zip(samples(file.read_bytes()), samples(made), strict=True):
        assert abs(shipped - now) <= 1  # a sine's last bit is the machine's own


def samples(wav: bytes) -> "array[int]":
    return array("h", wav[44:])
