"""Viewports that PySide need not ask Qt about."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(area: QAbstractScrollArea) -> None:
    """Give an area a viewport that Python made, else like the one it has.

    To hand out a widget that Qt made itself, PySide finds out its kind by making the classes and
    enumerations of all of QtWidgets: 30 to 70 ms at the first `viewport()`.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")  # by which style sheets know one
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
