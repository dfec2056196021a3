"""Asking for what a cashier may not give away alone, when it is given and not at the payment."""

from collections.abc import Callable
from functools import partial

from pos_app.domain.concession import needs_of
from pos_app.domain.permission import Need
from pos_app.domain.pricing import PricedCart
from ui.guarded import Guarded


class Concessions:
    """Remembers what was approved of the cart at hand, so that nobody is asked twice."""

    def __init__(self, guarded: Guarded) -> None:
        self._guarded = guarded
        self._approved: set[Need] = set()

    def ask(
        self,
        before: PricedCart,
        after: PricedCart,
        subject: str,
        again: Callable[[], object],
        allowed: Callable[[], object],
        refused: Callable[[Exception], None],
    ) -> None:
        """Call `allowed` at once where nobody has to be asked for this change of a cart.

        Otherwise ask for the first thing that is needed, and then try `again`: the cart may have
        changed meanwhile. `refused` gets a LapakError.
        """
        need = self._first(before, after)
        if need is None:
            allowed()
        else:
            granted = partial(self._on_granted, need, again)
            self._guarded.ask(need, subject, granted, refused)

    def _first(self, before: PricedCart, after: PricedCart) -> Need | None:
        """What goes beyond both what one may and what this cart gave away already."""
        if after.cart.training:
            return None
        known = {*needs_of(before), *self._approved}
        for need in needs_of(after):
            if not self._guarded.allows(need) and not any(one.holds(need) for one in known):
                return need
        return None

    def _on_granted(self, need: Need, again: Callable[[], object]) -> None:
        cart = need.about.partition("/")[0]
        self._approved = {one for one in self._approved if one.about.startswith(cart)} | {need}
        again()
