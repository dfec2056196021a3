"""What has to be allowed before a sale is taken back: up to which amount, and in which way."""

from pos_app.domain.permission import Action, Need
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.tender import Method
from pos_app.domain.void import SaleVoided

_EXCHANGE = "exchange/"


def exchange_need(sale_id: str, amount: int) -> Need:
    """To let goods worth an amount be changed for others; it is not good for paying that out."""
    return Need(Action.REFUND, f"{_EXCHANGE}{sale_id}", amount=amount)


def is_exchange(need: Need) -> bool:
    """Whether goods are changed for others, not paid for."""
    return need.action is Action.REFUND and need.about.startswith(_EXCHANGE)


def void_need(body: SaleVoided) -> Need:
    """To take a sale back whole."""
    return Need(Action.VOID, body.sale_id, amount=-body.total)


def refund_need(body: SaleRefunded) -> Need:
    """To take goods back: for money, or in an exchange with what it hands back besides.

    What rounding adds to that in cash needs nobody's word.
    """
    paid = -body.total
    if all(one.method is not Method.EXCHANGE for one in body.payments):
        return Need(Action.REFUND, body.sale_id, amount=paid)
    return exchange_need(body.sale_id, min(paid, -sum(line.amount for line in body.lines)))
