"""What a booth adds to its prices, from which day on: taxes, a service charge, cash rounding.

Rates are settings with dates, never constants; who is no PKP charges no PPN. Sources: PMK 131/2024
(PPN 12 % of 11/12 of the price, which is 11 %), UU HKPD (PBJT), Permendag 35/2013 (rounding).
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from pos_app.domain.errors import LapakError
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.payment import CashRounding
from pos_app.domain.rounding import Rounding, divide, split
from pos_app.domain.words import one_line

WHOLE = 10_000
MAX_TAXES = 3
MAX_TAX_NAME = 20
ROUNDING_STEPS = (1, 50, 100, 500)


class Tax(msgspec.Struct, frozen=True):
    """A tax on what a sale comes to, `basis_points` of it, in the prices or added to them."""

    name: str
    basis_points: int
    included: bool = False

    def of(self, base: int) -> int:
        """The tax on a base in whole rupiah, half up; of an included one its part of the base."""
        if self.included:
            return base - divide(base * WHOLE, WHOLE + self.basis_points, Rounding.HALF_UP)
        return divide(base * self.basis_points, WHOLE, Rounding.HALF_UP)


class Rules(msgspec.Struct, frozen=True):
    """Taxes in their order, `service_points` of a service charge, and how cash is rounded.

    A service charge is no tax; `service_taxed` says whether taxes are worked out with it.
    `qris_limit` is the most that one QRIS payment may be, where it is another than Lapak knows.
    """

    taxes: tuple[Tax, ...] = ()
    service_points: int = 0
    service_taxed: bool = True
    cash_rounding: CashRounding = CashRounding()
    qris_limit: int | UnsetType = UNSET

    def service(self, base: int) -> int:
        """The service charge on a base, half up."""
        return divide(base * self.service_points, WHOLE, Rounding.HALF_UP)


class RulesChanged(msgspec.Struct, frozen=True):
    """Body of `rules.changed`: rules that hold from a business date on, until later ones do."""

    valid_from: date
    rules: Rules


class TaxRow(msgspec.Struct, frozen=True):
    """A tax as it was worked out for one sale: on which `base`, and what `amount` came of it."""

    name: str
    basis_points: int
    included: bool
    base: int
    amount: int


NO_RULES = Rules()


def checked(rules: Rules) -> Rules:
    """Return rules that can be lived by, their names on one line.

    Raises LapakError `tax_name_missing`, `tax_named_twice`, `taxes_too_many`, `rate_out_of_range`,
    `rounding_step_unknown` or `qris_limit_out_of_range`.
    """
    taxes = tuple(
        msgspec.structs.replace(tax, name=one_line(tax.name)[:MAX_TAX_NAME].strip())
        for tax in rules.taxes
    )
    names = [tax.name.casefold() for tax in taxes]
    if len(taxes) > MAX_TAXES:
        raise LapakError("taxes_too_many", limit=MAX_TAXES)
    if not all(names):
        raise LapakError("tax_name_missing")
    if len(set(names)) < len(names):
        raise LapakError("tax_named_twice")
    rates = [*(tax.basis_points for tax in taxes), rules.service_points or 1]
    if any(not 0 < rate <= WHOLE for rate in rates):
        raise LapakError("rate_out_of_range")
    if rules.cash_rounding.step not in ROUNDING_STEPS:
        raise LapakError("rounding_step_unknown", step=rules.cash_rounding.step)
    if rules.qris_limit is not UNSET and not 0 < rules.qris_limit <= MAX_AMOUNT:
        raise LapakError("qris_limit_out_of_range")
    return msgspec.structs.replace(rules, taxes=taxes)


def rules_on(day: date, changes: Iterable[RulesChanged]) -> Rules:
    """The rules that hold on a business date: of the latest change up to it; none before."""
    past = [change for change in changes if change.valid_from <= day]
    return max(past, key=lambda change: change.valid_from).rules if past else NO_RULES


def spread(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Each line's share of an amount of the whole sale; together exactly that amount."""
    return split(amount, weights) if amount else (0,) * len(weights)
