"""What happens to QRIS codes and to payments in a random day: imported, found, disputed."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from pos_app.domain.awaited import AwaitedPayment, PaymentState
from pos_app.domain.qris import ImportedFrom, read_code
from pos_app.services import qris, reconciliation
from pos_app.services.till import Till, Work
from pos_app.store import awaited
from tests.drivers.qris_codes import COFFEE, TRAP

Step = Callable[[Till, Any], None]


def imports_code(payload: str) -> Step:
    """A code is brought in, perhaps the one that is there."""

    def step(till: Till, _clock: Any) -> None:
        till.write(qris.use_code, read_code(payload), ImportedFrom.SCANNER).result()

    return step


def settles(place: int, state: PaymentState) -> Step:
    """One of the payments is found at the bank or not, or somebody thinks better of it."""

    def all_of(work: Work) -> tuple[AwaitedPayment, ...]:
        return awaited.in_state(work.db, *PaymentState)

    def step(till: Till, _clock: Any) -> None:
        known = till.read(all_of).result()
        if known:
            one = known[place % len(known)]
            asked = (one.source, one.number, state, "Dicek lagi")
            till.write(reconciliation.settle, *asked).result()

    return step


qris_steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(imports_code, st.sampled_from((COFFEE, TRAP))),
    st.builds(
        settles,
        st.integers(0, 9),
        st.sampled_from((PaymentState.RECONCILED, PaymentState.DISPUTED)),
    ),
)
