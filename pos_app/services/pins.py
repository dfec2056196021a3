"""PINs as they are kept, and held against what was typed: slow on purpose.

Call these on a worker, never on the thread of the window or of the database.
"""

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from pos_app.domain.people import pin_checked

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class Try(msgspec.Struct, frozen=True):
    """A try that was counted already: whose, and the hash to hold the PIN against."""

    person: str
    hash: str


class Proof(msgspec.Struct, frozen=True):
    """What came of a try."""

    person: str
    right: bool


def hash_pin(pin: str) -> str:
    """A PIN as it is kept; raises LapakError `pin_not_usable`."""
    return _hasher().hash(pin_checked(pin))


def compare(tried: Try, pin: str) -> Proof:
    """Hold what was typed against a person's PIN."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return Proof(tried.person, _hasher().verify(tried.hash, pin))
    except (VerificationError, InvalidHashError):
        return Proof(tried.person, right=False)


@cache
def _hasher() -> "PasswordHasher":
    """OWASP's least for argon2id (19 MiB, 2 rounds): a tenth of a second on an old laptop."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
