import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.server.office import Identity
from tests.drivers.journals import PaperTill


@pytest.fixture
def identity() -> Identity:
    """A server that nobody ever asks."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return Identity("server-1", key, key.public_key().public_bytes_raw().hex())


@pytest.fixture
def paper() -> PaperTill:
    """A register with a few dozen entries."""
    till = PaperTill()
    till.open()
    till.sell(30)
    return till
