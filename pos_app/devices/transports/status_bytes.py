"""Telling a printer's answers from everything else that may come over its connection.

Source: Epson ESC/POS reference, DLE EOT n and GS a (Automatic Status Back).
"""

import re

import msgspec

REQUEST = b"\x10\x04"
"""DLE EOT; one more byte says what is asked."""

HARMLESS = b"\x1b3\n\x1b2"
"""Sets a line spacing and the usual one again (ESC 3, ESC 2), so it prints and feeds nothing.

The line feed in it is the spacing's size for a printer; to a web server it ends a line that is no
request, and it says so.
"""

_STATUS_MASK, _STATUS = 0x93, 0x12
_AUTOMATIC = 0x10
_AUTOMATIC_SIZE, _AUTOMATIC_REST_MASK = 4, 0x90
_FLOW_CONTROL = frozenset({0x11, 0x13})  # XON, XOFF
# What is no printer speaks in words; Telnet haggles first (RFC 854), TLS complains (RFC 8446).
_WORDS = re.compile(rb"[\t\n\r\x20-\x7e]{4,}")
_OTHER_GREETINGS = (b"\xff\xfb", b"\xff\xfc", b"\xff\xfd", b"\xff\xfe", b"\x15\x03")


class Heard(msgspec.Struct, frozen=True):
    """What was made of some bytes: answers to questions, whether it is no printer that speaks."""

    answers: tuple[int, ...] = ()
    stranger: bool = False
    other: bool = False  # bytes that are neither


def understood(received: bytes) -> Heard:
    """Sort what came, in one piece or several put together.

    Left out: what a printer reports by itself (four bytes whose bits no answer has) and flow
    control. Four letters or more, and the greetings of Telnet and TLS, are no printer's.
    """
    if _is_stranger(received):
        return Heard(stranger=True)
    answers, other, at = [], False, 0
    while at < len(received):
        byte = received[at]
        size = _automatic_size(received[at : at + _AUTOMATIC_SIZE])
        if size:
            at += size
            continue
        if byte & _STATUS_MASK == _STATUS:
            answers.append(byte)
        elif byte not in _FLOW_CONTROL:
            other = True
        at += 1
    return Heard(tuple(answers), other=other)


def _automatic_size(received: bytes) -> int:
    """How many bytes of a report stand here, which may still be under way; 0 if none does."""
    first, rest = received[0], received[1:]
    if first & _STATUS_MASK != _AUTOMATIC or any(byte & _AUTOMATIC_REST_MASK for byte in rest):
        return 0
    return len(received)


def _is_stranger(received: bytes) -> bool:
    """Whether words came; answers of a printer may look like letters, but never all of them."""
    if received.startswith(_OTHER_GREETINGS):
        return True
    return any(
        any(byte & _STATUS_MASK != _STATUS for byte in words) for words in _WORDS.findall(received)
    )
