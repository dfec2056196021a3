"""What this machine prefers: language, look and printer.

Read before the first frame is painted, so nothing slow is imported here.
"""

from pathlib import Path

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.whole_file import write_whole


class Settings(msgspec.Struct, frozen=True):
    """Preferences of one machine; unknown or unreadable ones fall back to these."""

    language: str = "id"
    theme: str = "light"
    text_size: int = 100
    printer_address: str = "none"
    paper: str = "58"
    language_chosen: bool = False
    customer_display: bool = False
    sounds: bool = True
    below_zero: str = "warn"
    lock_after_minutes: int = 5


TEXT_SIZES = (100, 110, 125, 150)
"""Per cent of the usual size."""

PAPERS = ("58", "80", "80-42")
"""Widths in mm; the last is for 80 mm printers with 42 letters a row instead of 48."""

BELOW_ZERO = ("allow", "warn", "refuse")
"""What happens where a cart wants more of a product than there is in stock."""

LOCK_AFTER = (0, 1, 2, 5, 10, 15, 30)
"""Minutes without a touch after which a till with people locks; 0 is never."""

_ALLOWED: dict[str, tuple[str | int, ...]] = {
    "language": ("id", "en"),
    "theme": ("light", "dark", "contrast"),
    "text_size": TEXT_SIZES,
    "paper": PAPERS,
    "below_zero": BELOW_ZERO,
    "lock_after_minutes": LOCK_AFTER,
}


class SettingsFile:
    """Settings and the file they are kept in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = _read(path)

    def change(self, **fields: str | int) -> Settings:
        """Store changed fields at once; raises LapakError `settings_not_saved`."""
        changed = _checked(msgspec.structs.replace(self.settings, **fields))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.format(msgspec.json.encode(changed)))
        except OSError as error:
            raise LapakError(
                "settings_not_saved", path=str(self._path), reason=str(error)
            ) from error
        self.settings = changed
        return changed


def _read(path: Path) -> Settings:
    try:
        return _checked(msgspec.json.decode(path.read_bytes(), type=Settings))
    except (OSError, ValueError, RecursionError):
        # msgspec's own errors are ValueErrors, as are those of bad UTF-8.
        return Settings()


def _checked(settings: Settings) -> Settings:
    usual = Settings()
    wrong = {
        name: getattr(usual, name)
        for name, allowed in _ALLOWED.items()
        if getattr(settings, name) not in allowed
    }
    return msgspec.structs.replace(settings, **wrong)
