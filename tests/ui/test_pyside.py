"""What Lapak relies on in PySide, and what it takes back from it."""

import subprocess
import sys

from PySide6.QtCore import QObject

_IMPORTS_AFTER_THE_WINDOW = """
import linecache
import ui
import sqlalchemy
print([name for name in linecache.cache if name.endswith("elements.py")])
"""


def test_calls_that_return_nothing_take_no_reference_of_none_away() -> None:
    # PySide 6.12.0 took one each, and CPython 3.11 aborted after some ten thousand.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 500


def test_modules_that_come_after_the_window_are_not_read_as_source() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTS_AFTER_THE_WINDOW],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
