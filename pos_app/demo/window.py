"""The demo's till window: its pictures, and the till itself for whoever watches."""

from pathlib import Path

from pos_app.demo.fair import DemoBooth


def take_pictures(booth: DemoBooth, folder: Path) -> None:
    """Screenshots of the sell, pay and done pages."""


def open_till_of(booth: DemoBooth) -> None:
    """Open the till, ready to sell, until its window is closed."""
