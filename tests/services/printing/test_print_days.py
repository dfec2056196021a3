"""Bad days at the printers: whatever happens, the till tells the truth and loses nothing.

`make printing SEEDS=1000` lives through many more of them.
"""

from pathlib import Path

import pytest

from tests.drivers.printers.print_day import live
from tests.drivers.printers.print_plan import plan_of

# A till that loses power ends a thread as nothing else does.
pytestmark = pytest.mark.filterwarnings(
    "ignore:(?s).*SystemExit:pytest.PytestUnhandledThreadExceptionWarning"
)


RESTARTED_INTO_A_STALL = 77


@pytest.mark.parametrize("seed", [*range(15), RESTARTED_INTO_A_STALL])
def test_a_bad_day_at_the_printers_ends_in_truth(seed: int, tmp_path: Path) -> None:
    happened = live(tmp_path, plan_of(seed))
    assert happened["tries"] >= happened["whole papers"] > 0


def test_a_seed_is_always_the_same_day() -> None:
    assert [plan_of(seed) for seed in range(50)] == [plan_of(seed) for seed in range(50)]
    assert len({plan_of(seed).steps for seed in range(50)}) == 50
