"""What a seed makes of a fair: how many tills, how bad the network, how many disasters."""

from random import Random

import msgspec

from tests.sim.network import CALM, Odds
from tests.sim.template import BOOTHS


class Plan(msgspec.Struct, frozen=True):
    """A fair's bad days. Weights are relative to the others of their kind."""

    seed: int
    laptops: tuple[str, ...]
    steps: int
    odds: Odds
    disasters: float
    """How likely a disaster is in one step."""


def plan_of(seed: int) -> Plan:
    """The plan of a seed, always the same."""
    chance = Random(seed)
    names = sorted(chance.sample(sorted(BOOTHS), k=chance.randint(2, 4)))
    return Plan(
        seed=seed,
        laptops=tuple(names),
        steps=chance.randint(50, 110),
        odds=CALM if chance.random() < 0.1 else _odds(chance),
        disasters=chance.choice((0.05, 0.12, 0.25)),
    )


def _odds(chance: Random) -> Odds:
    return Odds(
        drop=chance.uniform(0, 0.3),
        repeat=chance.uniform(0, 0.5),
        delay=chance.uniform(0, 0.2),
        tear=chance.uniform(0, 0.2),
        spoil=chance.uniform(0, 0.05),
        portal=chance.uniform(0, 0.05),
        busy=chance.uniform(0, 0.05),
    )
