"""The look of a window: colours, fonts and icons from `resources/theme/tokens.toml`.

A `Look` is one theme drawn from the tokens. Switching a theme is making another `Look` and
applying it, so nothing here changes after it is made except caches.
"""

import functools
import tomllib
import zlib
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtGui import QPixmap as _Pixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from ui.stylesheet import stylesheet

THEMES = {"light": "light", "dark": "dark", "contrast": "high_contrast"}
"""Names in the settings and the tables in the tokens that they stand for."""

_TEXT_FONTS = ("Regular", "Medium", "SemiBold", "Bold")


_ROOM = {150: 1280}
"""Text sizes that need a window of so many px, or a sale's sums would not be in sight."""
_NEXT = 125


def fitting(text_size: int, width: int) -> int:
    """The text size that a window of so many px shows, where the wanted one is too large for it."""
    return text_size if width >= _ROOM.get(text_size, 0) else _NEXT


class Look:
    """One theme and text size: what pages, widgets and delegates ask for colours and fonts.

    `text_size` is in per cent of the sizes in the tokens.
    """

    def __init__(self, theme: str = "light", text_size: int = 100) -> None:
        self.theme = theme if theme in THEMES else "light"
        self.text_size = text_size
        self.tokens: dict[str, Any] = _tokens()
        chosen = self.tokens["themes"][THEMES[self.theme]]
        self.colors: dict[str, Any] = chosen["colors"]
        self.line_width: int = chosen["line_width"]
        self.shadow_percent: int = chosen["shadow_percent"]
        self._pixmaps: dict[tuple[str, str, int, float], _Pixmap] = {}

    @property
    def dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return self.color("ground").lightness() < 128

    def color(self, name: str) -> QColor:
        """A colour by its token: `ink`, `primary_soft`, …; raises KeyError for an unknown one."""
        return QColor(self.colors[name])

    def mixed(self, name: str, into: str, percent: int) -> QColor:
        """So many per cent of one colour laid over another, for hover and pressed states."""
        top, below = self.color(name), self.color(into)
        parts = zip(top.getRgb()[:3], below.getRgb()[:3], strict=True)  # type: ignore[index]
        return QColor(*((a * percent + b * (100 - percent)) // 100 for a, b in parts))

    def tile_color(self, name: str) -> QColor:
        """The colour of a product without a picture: always the same for the same name."""
        tiles = self.colors["tiles"]
        return QColor(tiles[zlib.crc32(name.encode()) % len(tiles)])

    def space(self, name: str) -> int:
        """A distance in px: `xs` 4, `s` 8, `m` 12, `l` 16, `xl` 24, `xxl` 32."""
        return int(self.tokens["space"][name])

    def touch(self, name: str) -> int:
        """A size in px of something to press: `least` 44, `row` 52, `pay` 64, …."""
        return int(self.tokens["touch"][name])

    def px(self, length: int) -> int:
        """A length in px of something that holds text: it grows with the text."""
        return (length * self.text_size + 50) // 100

    def motion_ms(self) -> int:
        """How long a movement takes; 0 where the system asks for none."""
        if not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            return 0
        return int(self.tokens["motion"]["most_ms"])

    def font(self, size: str | int = "body", weight: str | int = "normal") -> QFont:
        """The font of all text, by token (`total`, `bold`) or px at 100 % and CSS weight.

        Its figures are of equal width, so that amounts stand under each other.
        """
        return self._font("family", size, weight)

    def receipt_font(self, size: str | int = "small", weight: str | int = "normal") -> QFont:
        """The fixed-width font of receipts; its files are read on first use."""
        _load_receipt_fonts()
        return self._font("family_receipt", size, weight)

    def icon(self, name: str, color: str = "ink", size: int = 20) -> QIcon:
        """A Lucide icon in a token's colour; the style makes it paler on a disabled button."""
        return QIcon(self.pixmap(name, color, size))

    def pixmap(self, name: str, color: str = "ink", size: int = 20) -> _Pixmap:
        """The same icon as a picture, sharp at the screen's scale."""
        scale = QGuiApplication.primaryScreen().devicePixelRatio()
        key = (name, color, size, scale)
        if key not in self._pixmaps:
            self._pixmaps[key] = _drawn(name, self.color(color).name(), size, scale)
        return self._pixmaps[key]

    def stylesheet(self) -> str:
        """The one style sheet of the application; roles are described in `ui.stylesheet`."""
        return stylesheet(self)

    def palette(self) -> QPalette:
        """Colours for what the style sheet does not reach."""
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.color(name))
        disabled = self.mixed("ink_soft", "surface", 55)
        for role in (QPalette.ColorRole.Text, _ROLE.ButtonText, _ROLE.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, disabled)
        return palette

    def box_palette(self) -> QPalette:
        """The same for boxes to tick: the style draws their edges by darkening the ground."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, self.color("edge").lighter(140))
        return palette

    def _font(self, family: str, size: str | int, weight: str | int) -> QFont:
        types, weights = self.tokens["type"], self.tokens["weight"]
        font = QFont(types[family])
        font.setPixelSize(self.px(types[size] if isinstance(size, str) else size))
        font.setWeight(QFont.Weight(weights[weight] if isinstance(weight, str) else weight))
        return font


_ROLE = QPalette.ColorRole
_PALETTE = {
    _ROLE.Window: "ground",
    _ROLE.WindowText: "ink",
    _ROLE.Base: "surface",
    _ROLE.AlternateBase: "ground",
    _ROLE.Text: "ink",
    _ROLE.PlaceholderText: "ink_soft",
    _ROLE.Button: "surface",
    _ROLE.ButtonText: "ink",
    _ROLE.ToolTipBase: "ink",
    _ROLE.ToolTipText: "surface",
    _ROLE.Highlight: "primary",
    _ROLE.HighlightedText: "on_primary",
    _ROLE.Accent: "primary",
    _ROLE.Link: "primary",
    _ROLE.Mid: "line",
    _ROLE.Dark: "line",
}


def apply(app: QApplication, look: Look) -> None:
    """Give every window of the application this look.

    The sheet before it goes first: Qt lays a changed sheet on each widget once for every widget
    around it, but takes a sheet away, and puts one on, once. It is five times as quick.
    """
    load_fonts()
    app.setStyleSheet("")
    app.setFont(look.font())
    app.setPalette(look.palette())
    app.setPalette(look.box_palette(), "QCheckBox")  # type: ignore[arg-type]  # its stub is wrong
    app.setStyleSheet(look.stylesheet())


@functools.cache
def load_fonts() -> None:
    """Make the shipped text fonts known to Qt, once; the machine's own are never relied on."""
    for cut in _TEXT_FONTS:
        name = f"PlusJakartaSansTabular-{cut}.ttf"
        QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))


@functools.cache
def _load_receipt_fonts() -> None:
    for cut in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resources.path("fonts", f"JetBrainsMono-{cut}.ttf")))


@functools.cache
def _tokens() -> dict[str, Any]:
    return tomllib.loads(resources.path("theme", "tokens.toml").read_text("utf-8"))


@functools.cache
def _svg(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text("utf-8")


def _drawn(name: str, color: str, size: int, scale: float) -> _Pixmap:
    text = _svg(name).replace("currentColor", color)
    pixmap = _Pixmap(round(size * scale), round(size * scale))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
