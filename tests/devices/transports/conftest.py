"""Printers for the tests of this folder."""

from collections.abc import Iterator

import pytest

from pos_app.devices.rendering.document import Document
from tests.drivers.printers.emulator import Emulator, emulator_in
from tests.drivers.printers.every_slip import every_slip


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """An emulator of printers, started once for all tests of a process that need it."""
    with emulator_in(tmp_path_factory.mktemp("emulator")) as running:
        yield running


@pytest.fixture(scope="session")
def slips() -> dict[str, Document]:
    """Every kind of paper that a till prints, by its name."""
    return every_slip()
