from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.services.till import Till
from tests.drivers.fake_organizer import FakeOrganizer
from tests.drivers.real_organizer import RealOrganizer
from tests.drivers.tills import make_till


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Till]:
    """A till that belongs to no booth yet."""
    till = make_till(tmp_path)
    yield till
    till.close()


@pytest.fixture
def fake() -> Iterator[FakeOrganizer]:
    with FakeOrganizer() as organizer:
        yield organizer


@pytest.fixture(params=["fake", "real"])
def organizer(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[FakeOrganizer | RealOrganizer]:
    """The real server on a real port, and the fake one that stands in for it elsewhere."""
    made = FakeOrganizer() if request.param == "fake" else RealOrganizer(tmp_path)
    with made:
        yield made
