"""Passwords: which may be used, how they are kept, and whether one fits."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from pos_app.domain.errors import LapakError

LEAST_PASSWORD = 8
MAX_PASSWORD = 200


def hashed(password: str) -> str:
    """What is stored of a password.

    Raises LapakError `password_too_short` or `password_too_long`.
    """
    if len(password) < LEAST_PASSWORD:
        raise LapakError("password_too_short", least=LEAST_PASSWORD)
    if len(password) > MAX_PASSWORD:
        raise LapakError("password_too_long", limit=MAX_PASSWORD)
    return PasswordHasher().hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; None, for nobody's, takes as long."""
    hasher = PasswordHasher()
    if stored is None:
        # An unknown name takes as long as a wrong password, so names cannot be found out.
        hasher.hash(password[:MAX_PASSWORD])
        return False
    try:
        return hasher.verify(stored, password[:MAX_PASSWORD])
    except VerificationError:
        return False
