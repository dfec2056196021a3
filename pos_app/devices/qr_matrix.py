"""QR codes as dots, for whatever draws them."""

import functools

from pos_app.domain.errors import LapakError

QUIET = 4
"""Light modules around a code that scanners need (ISO/IEC 18004)."""


@functools.lru_cache(maxsize=8)
def qr_matrix(payload: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a code, dark is true, its quiet zone included; error correction M or better.

    The last few are kept: a receipt is shown and printed.
    Raises LapakError `qr_too_long`.
    """
    import segno

    try:
        code = segno.make(payload, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise LapakError("qr_too_long", length=len(payload)) from error
    return tuple(tuple(map(bool, row)) for row in code.matrix_iter(border=QUIET))
