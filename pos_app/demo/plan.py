"""What a demo is asked to do."""

from pathlib import Path

import msgspec


class Plan(msgspec.Struct, frozen=True):
    """Size and place of a demo; `offline` is the share of sales made without network."""

    booths: int
    sales: int
    seed: int
    offline: float
    out: Path
    headless: bool
