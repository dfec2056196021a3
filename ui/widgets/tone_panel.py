"""A panel that says by its ground, and by words in it, whether things are well."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.widgets.restyle import give_role

Tone = Literal["card", "good", "attention", "error"]

CLEAR = "background: transparent;"
"""For labels: the roles of panels colour grounds, and a QLabel is a QFrame too."""


class TonePanel(QFrame):
    """A rounded frame in a tone; the labels added with `toned` take the tone's colour."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._tone: Tone = "card"
        self._labels: list[QLabel] = []

    @property
    def tone(self) -> Tone:
        """What the panel says now."""
        return self._tone

    def toned(self, label: QLabel) -> QLabel:
        """Let a label in the panel take its colour."""
        self._labels.append(label)
        label.setStyleSheet(f"{label.styleSheet()} {CLEAR}")
        give_role(label, "strong" if self._tone == "card" else self._tone)
        return label

    def set_tone(self, tone: Tone) -> None:
        """Change what the panel says; the words in it are the page's."""
        if tone == self._tone:
            return
        self._tone = tone
        give_role(self, tone)
        for label in self._labels:
            give_role(label, "strong" if tone == "card" else tone)
