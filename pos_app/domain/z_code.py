"""The code on a Z report: what a shift came to, where its journal ended, and who vouches for it.

Letters and signs are those of a QR code's alphanumeric mode, which keeps it small.
"""

import re

import msgspec

from pos_app.domain.errors import LapakError

_MARK = "LAPAKZ1"
_PREFIX = b"lapak/z1"
_FIGURES = ("seq", "number", "sales", "turnover", "expected", "counted")
_FORM = re.compile(
    rf"{_MARK}/(?P<register>[0-9A-Z-]{{1,64}})/(?P<hash>[0-9A-F]{{64}})"
    + "".join(rf"/(?P<{name}>-?[0-9]{{1,18}})" for name in _FIGURES)
    + r"/(?P<signature>[0-9A-F]{128})",
    re.ASCII,
)


class ZCode(msgspec.Struct, frozen=True):
    """The head of a journal right after a shift was closed, and the figures of its Z report."""

    register: str
    hash: str
    seq: int
    number: int
    sales: int
    turnover: int
    expected: int
    counted: int


def message(code: ZCode) -> bytes:
    """The bytes that the register signs: the whole code, so that no figure can be changed."""
    return _PREFIX + _text(code).encode()


def write(code: ZCode, signature: str) -> str:
    """The text of the QR code; the signature is hex."""
    return f"{_text(code)}/{signature.upper()}"


def read(text: str) -> tuple[ZCode, str]:
    """A scanned code and its signature in hex; raises LapakError `z_code_unreadable`.

    Whether the signature holds is another question: hold it against `message`.
    """
    found = _FORM.fullmatch(text.strip().upper())
    if found is None:
        raise LapakError("z_code_unreadable")
    figures = {name: int(found[name]) for name in _FIGURES}
    code = ZCode(register=found["register"].lower(), hash=found["hash"].lower(), **figures)
    return code, found["signature"].lower()


def _text(code: ZCode) -> str:
    figures = "/".join(str(getattr(code, name)) for name in _FIGURES)
    return f"{_MARK}/{code.register}/{code.hash}/{figures}".upper()
