"""A till at work: scrolls through its products, searches, scans, and says what memory it took."""

# As `lapak` does, before anything else comes through PySide's import hook: see `ui/__init__`.
import ui  # noqa: F401

# isort: split
import sys
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from tests.bench.folder import barcode
from tests.bench.open_window import OpenWindow
from tests.bench.peak import peak_bytes

_SCANS = 50
_STOPS = 200
_TYPED = ("b", "ba", "batik", "kain batik", "merah", "2900", "ungaran merah", "kain ungaran")


def work(window: OpenWindow, products: int) -> None:
    window.scroll_through(_STOPS)
    for text in _TYPED:
        window.seconds_to_search(text)
    window.stop_searching()
    random = Random(7)
    for _ in range(_SCANS):
        window.seconds_to_scan(barcode(random.randrange(products)))
    window.settle()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    opened = OpenWindow(app, Path(sys.argv[1]))
    work(opened, int(sys.argv[2]))
    sys.stdout.write(f"peak_bytes {peak_bytes()}\n")
    opened.close()
