"""A hall's server with an expo of its own, and a file for a central one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server.office import open_office
from sync.server.relays import relayed
from tests.drivers.organizers import Clock, Fair, prepared
from tests.drivers.relays import at


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Fair]:
    opened = open_office(str(prepared(tmp_path / "hall.db")), clock=Clock())
    yield Fair(opened)
    opened.database.close()


@pytest.fixture
def centre_file(tmp_path: Path) -> Path:
    return prepared(tmp_path / "centre.db")


@pytest.fixture
def relay_key(centre_file: Path) -> str:
    with at(centre_file) as office:
        return relayed.create_relay_key(office, "aula")
