"""Tokens that stand for somebody: 256 random bits, kept only as their SHA-256."""

import hashlib
import re
from base64 import urlsafe_b64encode

_REGISTER_TOKEN = re.compile(r"([0-9A-Za-z-]{1,64})\.[0-9A-Za-z_-]{43}", re.ASCII)


def token_text(secret: bytes) -> str:
    """Write random bytes so that they fit headers, cookies and command lines."""
    return urlsafe_b64encode(secret).rstrip(b"=").decode()


def register_token(expo_id: str, secret: bytes) -> str:
    """A register's token; the expo stands in it, so that a push asks one expo's rows only."""
    return f"{expo_id}.{token_text(secret)}"


def expo_of(token: str) -> str | None:
    """The expo that a register's token names; None if it is no such token."""
    found = _REGISTER_TOKEN.fullmatch(token)
    return found[1] if found else None


def token_hash(token: str) -> str:
    """What is stored of a token. A fast hash is enough: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
