"""Other goods for those that were brought back: a refund and a sale in one transaction."""

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original
from pos_app.domain.permission import NOBODY, By
from pos_app.domain.pricing import PricedCart
from pos_app.domain.refund import Return, value_of
from pos_app.domain.tender import Method, Tender
from pos_app.services.checkout import Completed, checkout
from pos_app.services.returns import refund_sale
from pos_app.store import returns
from pos_app.store.database import Work


class Credit(msgspec.Struct, frozen=True):
    """Goods that were brought back, worth `value`, before other goods are paid with them."""

    original: Original
    returned: Return
    value: int

    def towards(self, due: int) -> int:
        """How much of it pays for goods; what is over is given back."""
        return min(self.value, due)


def credit(work: Work, original: Original, returned: Return) -> Credit:
    """What goods are worth that a buyer would change for others; nothing is recorded.

    Raises what `refund.value_of` raises.
    """
    earlier = returns.earlier(work.db, original.sale_id)
    return Credit(original, returned, value_of(original, earlier, returned))


def exchange(
    work: Work,
    priced: PricedCart,
    tenders: tuple[Tender, ...],
    credit: Credit,
    *,
    by: By = NOBODY,
) -> Completed:
    """Take goods back and sell others for them; `tenders` pay for what the credit does not.

    What the credit is worth more is given back by the refund. Over both entries the exchange
    comes to nothing. Raises LapakError `exchange_in_training` or what `refund_sale` and
    `checkout` raise; then nothing is recorded.
    """
    if priced.cart.training:
        raise LapakError("exchange_in_training")
    used = credit.towards(priced.total)
    returned = msgspec.structs.replace(credit.returned, exchanged=used)
    refunded = refund_sale(work, credit.original, returned, by=by)
    with_goods = Tender(Method.EXCHANGE, used, refunded.body.number)
    return checkout(work, priced, (with_goods, *tenders) if used else tenders, by=by)
