"""Short sounds, so that a cashier hears what became of a scan without looking up.

They are played by what the system has: a part of Windows, or a small program elsewhere. Each runs
on a thread of its own, so that nothing waits for a sound; one that cannot be played is a beep.
"""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from pos_app.settings import SettingsFile
from resources import path

Sound = Literal["added", "refused", "paid"]
Player = Callable[[Path], bool]
"""Plays a file to its end; whether that worked."""

_APART_S = 0.15
"""A sound so soon after another one says nothing more: the first was the more important."""
_LONGEST_S = 3.0

_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
"""Programs of PipeWire, PulseAudio, ALSA and macOS; each system has the one that it uses."""


class Sounds(QObject):
    """Plays what its slots are called, unless sounds are switched off."""

    _unheard = Signal()

    def __init__(
        self,
        settings_file: SettingsFile,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._settings_file = settings_file
        self._clock = clock
        self._latest = -_APART_S
        self.player: Player = play_file
        self._unheard.connect(self._beep)

    @Slot()
    def added(self) -> None:
        """A scan was added to the cart."""
        self._play("added")

    @Slot()
    def refused(self) -> None:
        """Something has to be looked at: an unknown barcode, a scan that was not taken."""
        self._play("refused")

    @Slot()
    def paid(self) -> None:
        """A sale is complete."""
        self._play("paid")

    def _play(self, sound: Sound) -> None:
        now = self._clock()
        if self._settings_file.settings.sounds and now - self._latest >= _APART_S:
            self._latest = now
            file = path("sounds", f"{sound}.wav")
            threading.Thread(
                target=self._run, args=(file,), name="lapak-sound", daemon=True
            ).start()

    def _run(self, file: Path) -> None:
        if not self.player(file):
            with suppress(RuntimeError):  # the window has gone meanwhile
                self._unheard.emit()

    @Slot()
    def _beep(self) -> None:
        QApplication.beep()


def _played(command: tuple[str, ...], file: Path) -> bool:
    import subprocess  # 10 ms, and not at the start

    try:
        ended = subprocess.run(  # noqa: S603 - our own words and our own file
            [*command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


if sys.platform == "win32":
    import winsound

    def play_file(file: Path) -> bool:
        """Play a WAV file by the system's own part for it."""
        try:
            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        except RuntimeError:  # there is no sound card, or another program holds it
            return False
        return True

else:

    def play_file(file: Path) -> bool:
        """Play a WAV file with the first program that can."""
        return any(_played(command, file) for command in _PLAYERS)
