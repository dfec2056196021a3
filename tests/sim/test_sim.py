"""Some of the simulator's fairs; `make sim` lives through many more."""

import pytest

from tests.sim.seed import live

_SEEDS = 30
"""Half a minute of one core."""


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_a_fair_with_bad_days_adds_up_in_the_end(seed: int) -> None:
    outcome = live(seed)
    told = "\n".join(outcome.story)
    assert not outcome.trouble, f"{told}\n{outcome.trouble}\npython -m tests.sim --seed {seed}"


def test_a_seed_tells_the_same_story_again() -> None:
    first, again = live(4711), live(4711)
    assert first.story == again.story
    assert first.happened == again.happened
