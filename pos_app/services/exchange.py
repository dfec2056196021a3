"""Other goods for those that were brought back: a refund and a sale in one transaction."""

import msgspec

from pos_app.domain.credit import Credit, Return
from pos_app.domain.errors import LapakError
from pos_app.domain.original import Original
from pos_app.domain.permission import NOBODY, By
from pos_app.domain.pricing import PricedCart
from pos_app.domain.refund import value_of
from pos_app.domain.returns import ReturnKind
from pos_app.domain.tender import Method, Tender
from pos_app.services.checkout import Completed, checkout
from pos_app.services.returns import refund_sale
from pos_app.store import returns
from pos_app.store.database import Work

__all__ = ["Credit", "complete", "credit", "exchange"]


def credit(work: Work, original: Original, returned: Return) -> Credit:
    """What goods are worth that a buyer would change for others; nothing is recorded.

    Raises what `refund.value_of` raises.
    """
    earlier = returns.earlier(work.db, original.sale_id)
    return Credit(original, returned, value_of(original, earlier, returned), earlier)


def complete(
    work: Work, priced: PricedCart, tenders: tuple[Tender, ...], *, by: By = NOBODY
) -> Completed:
    """Record a paid cart, and with it what was brought back for its goods, if anything was.

    Raises what `checkout` and `exchange` raise.
    """
    credit = priced.cart.credit
    if credit is None:
        return checkout(work, priced, tenders, by=by)
    return exchange(work, priced, tenders, credit, by=by)


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
    comes to nothing. Raises LapakError `exchange_in_training`, `exchange_stale` where the goods
    are no longer worth what the buyer was told, or what `refund_sale` and `checkout` raise; then
    nothing is recorded.
    """
    if priced.cart.training:
        raise LapakError("exchange_in_training")
    _check_worth(work, credit)
    used = credit.towards(priced.total)
    returned = msgspec.structs.replace(credit.returned, in_cash=True, exchanged=used)
    told = priced.rules.cash_rounding
    refunded = refund_sale(work, credit.original, returned, by=by, rounding=told)
    with_goods = Tender(Method.EXCHANGE, used, refunded.body.number)
    done = checkout(work, priced, (with_goods, *tenders) if used else tenders, by=by)
    return msgspec.structs.replace(done, returned=refunded.body)


def _check_worth(work: Work, agreed: Credit) -> None:
    """A credit may have waited in its cart for days, and its sale was taken back meanwhile."""
    if returns.find(work.db, ReturnKind.REFUND, agreed.returned.id) is not None:
        return  # asked again: it gets the answer of the first time
    earlier = returns.earlier(work.db, agreed.original.sale_id)
    try:
        value = value_of(agreed.original, earlier, agreed.returned)
    except LapakError as error:
        raise LapakError("exchange_stale", number=agreed.number) from error
    if value != agreed.value:
        raise LapakError("exchange_stale", number=agreed.number)
