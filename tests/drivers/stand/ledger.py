"""What an honest observer beside a booth's drawer and shelf writes down.

It never asks the till what must be there: only what buyers asked for, gave, got and brought back.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pos_app.domain.awaited import UNCERTAIN, PaymentState
from pos_app.domain.order_payment import OrderPaid
from pos_app.domain.original import Payment
from pos_app.domain.refund import SaleRefunded
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method, Tender
from pos_app.domain.void import SaleVoided
from tests.drivers.stand.stand_goods import BRANDS, PARCELS

ONE = 1_000


@dataclass
class Slip:
    """A payment that only the bank can confirm, and what became of it."""

    source: str
    number: int
    title: str
    method: Method
    amount: int
    reference: str
    at: datetime
    state: PaymentState = PaymentState.CONFIRMED


@dataclass
class Ledger:
    """What went over the counter, written down beside it.

    `methods` are of sales, `received` is what came in for orders; `goods` and `brands` are what
    stayed with buyers and what they paid for it, but for `rounding`; `stock` is what lies there
    of what somebody counts.
    """

    drawer: int = 0
    sales: int = 0
    turnover: int = 0
    rounding: int = 0
    voids: int = 0
    voided: int = 0
    refunds: int = 0
    refunded: int = 0
    late_refunds: int = 0
    practised: int = 0
    methods: Counter[Method] = field(default_factory=Counter)
    received: Counter[Method] = field(default_factory=Counter)
    promotions: Counter[str] = field(default_factory=Counter)
    goods: Counter[str] = field(default_factory=Counter)
    brands: Counter[str] = field(default_factory=Counter)
    stock: dict[str, int] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    @property
    def net(self) -> int:
        """What buyers paid for what they kept."""
        return self.turnover - self.voided - self.refunded

    def waiting(self, method: Method) -> int:
        """What nobody has found at the bank yet."""
        return sum(
            slip.amount
            for slip in self.slips
            if slip.method is method and slip.state is not PaymentState.RECONCILED
        )

    def sold(self, sale: Sale) -> None:
        """A buyer handed something over and got change and goods."""
        self.known.add(sale.id)
        self.sales += 1
        self.turnover += sale.total
        self.rounding += sale.rounding
        for tender in sale.tenders:
            self.methods[tender.method] += tender.amount
        self.methods[Method.CASH] -= sale.change
        notes = sum(tender.amount for tender in sale.tenders if tender.method is Method.CASH)
        self.drawer += notes - sale.change
        for line in sale.lines:
            self._carried_off(line.name, line.qty_milli)
            self.brands[BRANDS[line.name]] += line.total + line.tax + (line.service or 0)
            self.promotions[line.promotion or ""] += 1
        self._promised(sale.id, sale.receipt_number, sale.tenders, sale.at)

    def took_back(self, body: SaleVoided) -> None:
        """A whole sale was a mistake: goods and money went back as they came."""
        self.voids += 1
        self.voided += -body.total
        self._returned(body, sellable=True)

    def gave_back(self, body: SaleRefunded, *, sellable: bool) -> None:
        """Goods came back and money went out; what is broken is sold no more."""
        self.refunds += 1
        self.refunded += -body.total
        self.late_refunds += body.sold_on < body.business_date
        self._returned(body, sellable=sellable)

    def paid_for_order(self, body: OrderPaid) -> None:
        """Somebody paid for goods that come later, or got that back."""
        for payment in body.payments:
            self.received[payment.method] += payment.amount
        self._through_the_drawer(body.payments)
        self._promised(body.id, body.number, body.tenders, body.at)

    def shelved(self, name: str, qty_milli: int) -> None:
        """So much more of something lies there; below zero it is gone."""
        self.stock[name] = self.stock.get(name, 0) + qty_milli

    def _carried_off(self, name: str, qty_milli: int, *, off_the_shelf: bool = True) -> None:
        self.goods[name] += qty_milli
        for part, of_one in PARCELS.get(name, {name: ONE}).items():
            if off_the_shelf and part in self.stock:
                self.stock[part] -= of_one * qty_milli // ONE

    def _returned(self, body: SaleVoided | SaleRefunded, *, sellable: bool) -> None:
        self.rounding += body.rounding
        for payment in body.payments:
            self.methods[payment.method] += payment.amount
        self._through_the_drawer(body.payments)
        for line in body.lines:
            self._carried_off(line.name, line.qty_milli, off_the_shelf=sellable)
            self.brands[BRANDS[line.name]] += line.amount

    def _through_the_drawer(self, payments: Sequence[Payment]) -> None:
        self.drawer += sum(one.amount for one in payments if one.method is Method.CASH)

    def _promised(self, source: str, title: str, tenders: Sequence[Tender], at: datetime) -> None:
        self.slips += [
            Slip(source, number, title, tender.method, tender.amount, tender.reference, at)
            for number, tender in enumerate(tenders, 1)
            if tender.method in UNCERTAIN and tender.amount > 0
        ]
