"""Money that was taken for something that is not paid yet."""

import msgspec

from pos_app.domain.tender import Tender


class TakenMoney(msgspec.Struct, frozen=True):
    """`source` is the id of the cart, or of the payment for `order`, which is "" for a cart.

    It is in no journal: nothing is booked before all of it is there.
    """

    source: str
    tenders: tuple[Tender, ...]
    order: str = ""

    @property
    def amount(self) -> int:
        """What was handed over so far."""
        return sum(tender.amount for tender in self.tenders)
