"""A seed's fair from its morning to the evening when everything adds up, or does not."""

import gc
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception

import msgspec

from tests.sim.convergence import check_all
from tests.sim.plan import plan_of
from tests.sim.template import memory, template
from tests.sim.world import World


class Outcome(msgspec.Struct, frozen=True):
    """What happened in a seed's fair, and what went wrong in the end, if anything.

    `story` tells in order what was injected and how each push ended.
    """

    seed: int
    happened: Counter[str]
    trouble: str
    story: tuple[str, ...]


def live(seed: int) -> Outcome:
    """Live through a seed's fair; the same seed always tells the same story."""
    with TemporaryDirectory(prefix="lapak-sim-", dir=memory()) as folder:
        world = World(Path(folder), plan_of(seed))
        trouble = ""
        with world.alone():
            try:
                world.live()
                check_all(world)
            except Exception as error:  # noqa: BLE001 whatever it was, the other seeds go on
                trouble = "".join(format_exception(error, limit=-4))
    return Outcome(seed, world.happened + world.network.happened, trouble, tuple(world.story))


def live_tidily(seed: int) -> Outcome:
    """Looking for garbage between the fairs, not while they last, saves a thirtieth."""
    if gc.isenabled():
        template()
        gc.freeze()
        gc.disable()
    outcome = live(seed)
    gc.collect()
    return outcome
