"""What every test runs under: no screen, and no verdict that depends on a busy machine's clock."""

import logging
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pos_app.services.till import Till

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_IN_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
"""What the files of a run may need by far; containers often have 64 MB there."""
if os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free >= _ROOM:
    # Thousands of tills each wait for the disk; no test cuts the power, which alone would show it.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

settings.register_profile(
    "lapak", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("lapak")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """A test's windows are gone when the next one begins, or that would restyle them, too."""
    torn_down = yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return torn_down


@pytest.fixture
def till(tmp_path: Path) -> Iterator["Till"]:
    """A till on a real file that is ready to sell."""
    from tests.drivers.tills import selling_till  # a page test needs no database

    with selling_till(tmp_path) as ready:
        yield ready


@pytest.fixture
def own_log() -> Iterator[None]:
    """A program that writes its log where it likes; afterwards the log is as it was."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    for handler in [one for one in root.handlers if one not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
