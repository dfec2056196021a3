"""Verifying a register's whole chain, as a till does at its start and a bundle's reader does."""

from pathlib import Path

from pos_app.domain.journal import verify_chain
from tests.bench.measure import Figure, Sizes, median, ms, seconds
from tests.drivers.journals import PaperTill

_ROUNDS = 5


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`chain_verified_per_s`."""
    till = PaperTill()
    till.open()
    till.sell(sizes.chained)
    stored = list(zip(range(1, len(till.entries) + 1), till.entries, till.hashes[1:], strict=True))
    took = median([seconds(lambda: verify_chain(till.register, stored)) for _ in range(_ROUNDS)])
    told = f"{len(stored)} entries in {ms(took)}"
    return (Figure("chain_verified_per_s", len(stored) / took, told),)
