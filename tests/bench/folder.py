"""Where a benched till keeps its data, and how its goods are scanned.

Apart from what fills a till: a process whose memory is measured imports no more than a till does.
"""

from pathlib import Path

from pos_app.domain.ean import has_gtin_check_digit


def barcode(number: int) -> str:
    """An EAN-13 of the range that shops give out themselves."""
    body = f"29{number:010d}"
    return next(code for digit in range(10) if has_gtin_check_digit(code := f"{body}{digit}"))


def database_in(folder: Path) -> Path:
    """Where `lapak --data FOLDER` keeps its database."""
    return folder / "till" / "lapak.db"
