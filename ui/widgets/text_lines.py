"""Breaking a name into the few lines that fit a tile."""

import functools

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics


class NameLines:
    """Splits names into at most two lines of a width, the last one elided; remembers the latest."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetrics(font)
        self.split = functools.lru_cache(maxsize=1024)(self._split)

    def _split(self, name: str, width: int) -> tuple[str, ...]:
        if self._metrics.horizontalAdvance(name) <= width:
            return (name,)
        words = name.split(" ")
        first, taken = words[0], 1
        while taken < len(words) and self._fits(f"{first} {words[taken]}", width):
            first = f"{first} {words[taken]}"
            taken += 1
        rest = " ".join(words[taken:])
        elide = Qt.TextElideMode.ElideRight
        if not rest or not self._fits(first, width):
            return (self._metrics.elidedText(name, elide, width),)
        return first, self._metrics.elidedText(rest, elide, width)

    def _fits(self, text: str, width: int) -> bool:
        return self._metrics.horizontalAdvance(text) <= width
