"""Cutting a job into pieces that cheap printers can swallow.

Text goes as it is: their buffers hold a receipt, and a small picture with it. A large one is many
times as many bytes, and they drop what overflows (python-escpos#628, escpos-php#206: from about
4 KB on), so there is a short rest before each further part of one.
"""

from collections.abc import Iterator

import msgspec

CHUNK = 1024
"""Bytes written at once; cheap printers have buffers of a few kilobytes."""

_RASTER = b"\x1dv0"
_RASTER_HEADER = 8
_WITHOUT_REST = 4 * CHUNK
"""What the cheap ones hold; 6 KB went well on every emulated wire."""
_REST_S = 0.03


class Piece(msgspec.Struct, frozen=True):
    """Bytes to write at once, and how long to rest before."""

    data: bytes
    rest_s: float = 0.0


def pieces(job: bytes) -> Iterator[Piece]:
    """The pieces of a job, in order; together they are the job."""
    at, sent = 0, 0  # how far, and how much of pictures since the last rest
    while at < len(job):
        start = job.find(_RASTER, at)
        text_end = len(job) if start < 0 else start
        yield from (Piece(part) for part in _parts(job[at:text_end]))
        at = text_end
        if start >= 0:
            end = start + _picture_size(job[start : start + _RASTER_HEADER])
            for part in _parts(job[start:end]):
                rests = sent + len(part) > _WITHOUT_REST
                yield Piece(part, _REST_S if rests else 0.0)
                sent = len(part) if rests else sent + len(part)
            at = end


def largest_picture(job: bytes, sent: int) -> int:
    """The bytes of the largest picture that began before `sent` bytes of a job had left."""
    at, largest = job.find(_RASTER), 0
    while 0 <= at < sent:
        size = _picture_size(job[at : at + _RASTER_HEADER])
        at, largest = job.find(_RASTER, at + size), max(largest, size)
    return largest


def _picture_size(header: bytes) -> int:
    """The whole command of `GS v 0`: its header, and width in bytes times height."""
    size = int.from_bytes(header[4:6], "little") * int.from_bytes(header[6:8], "little")
    return _RASTER_HEADER + size


def _parts(data: bytes) -> Iterator[bytes]:
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
