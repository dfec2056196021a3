"""Making texts fit: names broken into the few lines of a tile, amounts in a smaller size."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from pos_app.domain.product import OPTION_SEPARATOR


def fitted(font: QFont, text: str, width: int, least_percent: int = 60) -> QFont:
    """The font, or a smaller one in which a text fits a width; at least so many per cent of it."""
    needed = QFontMetrics(font).horizontalAdvance(text)
    if needed <= width:
        return font
    size = font.pixelSize()
    smaller = QFont(font)
    smaller.setPixelSize(max(size * width // needed, size * least_percent // 100))
    return smaller


class NameLines:
    """Splits names into at most two lines of a width, the last one elided; remembers the latest.

    Of a variant's long name the options stay: `Kaos Expo Kabupat… / M · Biru`.
    Names are measured by their words, which many names share: laying text out is what costs.
    """

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetrics(font)
        self._width = functools.lru_cache(maxsize=4096)(self._measured)
        self.split = functools.lru_cache(maxsize=1024)(self._split)

    def _split(self, name: str, width: int) -> tuple[str, ...]:
        words = name.split(" ")
        taken = self._fitting(words, width)
        if taken == len(words):
            return (name,)
        if taken == 0:
            return (self._elided(name, width),)
        rest = words[taken:]
        last = " ".join(rest)
        if self._fitting(rest, width) < len(rest):
            product, variant, options = name.partition(OPTION_SEPARATOR)
            if variant:
                return self._elided(product, width), self._elided(options, width)
            last = self._elided(last, width)
        return " ".join(words[:taken]), last

    def _fitting(self, words: Sequence[str], width: int) -> int:
        """How many of the words fit beside one another."""
        for place, word in enumerate(words):
            width -= self._width(word) + (self._width(" ") if place else 0)
            if width < 0:
                return place
        return len(words)

    def _elided(self, text: str, width: int) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _measured(self, word: str) -> int:
        return self._metrics.horizontalAdvance(word)
