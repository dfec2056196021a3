"""Terms on which an organizer settles with a booth: rules as data, and which of them can be used.

Amounts are minor units, rates basis points. Rates and thresholds are agreed for each expo, so no
constant of this kind stands anywhere else.
"""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Cluster
from pos_app.domain.money import MAX_AMOUNT
from pos_app.domain.rounding import Rounding
from pos_app.domain.tender import Method
from pos_app.domain.words import one_line

MAX_NAME = 60
MAX_RULES = 20
MAX_STEPS = 8
WHOLE_BP = 10_000
METHODS = tuple(one.value for one in Method if one is not Method.EXCHANGE)
"""Ways in which money comes; an exchange brings none."""
CLUSTERS = tuple(one.value for one in Cluster)
RateBp = Annotated[int, Meta(ge=0, le=WHOLE_BP)]
Positive = Annotated[int, Meta(ge=0, le=MAX_AMOUNT)]
Key = Annotated[str, Meta(max_length=20)]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rate for what lies above `above`, up to the next step."""

    above: Positive
    rate_bp: RateBp


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A share of turnover: one step from 0 is a percentage, more are tiers.

    Each tier's rate holds for what lies within it, so that one rupiah more of turnover never costs
    a booth more than that rupiah's share. `methods` and `clusters` are whom it concerns; none is
    all of them.
    """

    name: str
    steps: tuple[Step, ...]
    methods: tuple[Key, ...] = ()
    clusters: tuple[Key, ...] = ()


class Charge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that costs the same whatever is sold: rent, electricity, cleaning."""

    name: str
    amount: Positive
    clusters: tuple[Key, ...] = ()


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a booth owes its organizer.

    `minimum` is what all shares come to together at least. `tax_bp` is charged on the shares and
    the minimum, and on charges where `taxes_charges`. `deposit` was paid beforehand.
    `organizer_holds` are the methods whose money the organizer has received.
    """

    name: str
    shares: tuple[Share, ...] = ()
    minimum: Positive = 0
    charges: tuple[Charge, ...] = ()
    deposit: Positive = 0
    tax_bp: RateBp = 0
    taxes_charges: bool = False
    organizer_holds: tuple[Key, ...] = ()
    rounding: Rounding = Rounding.HALF_UP


class OwnTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What differs at one booth from the terms that it shares with others.

    `deposit` is what it really paid, None as the terms say. `received` is how much of a way of
    paying the organizer received for it: None all of it, 0 nothing, since it went to the booth's
    own account; ways that are not named are as the terms say.
    """

    deposit: Positive | None = None
    received: dict[Key, Positive | None] = {}


NOTHING = Terms("")
"""Where nothing was agreed: the booth keeps what it took."""


def checked(terms: Terms) -> Terms:
    """Terms that can be used, with their names in single spaces.

    Raises LapakError `terms_name_not_usable`, `terms_too_long`, `rule_name_not_usable`,
    `share_steps_not_usable`, `rule_method_unknown` or `rule_cluster_unknown`.
    """
    if max(len(terms.shares), len(terms.charges)) > MAX_RULES:
        raise LapakError("terms_too_long", limit=MAX_RULES)
    check_methods(terms.organizer_holds)
    check_clusters(key for one in terms.shares for key in one.clusters)
    check_clusters(key for one in terms.charges for key in one.clusters)
    return msgspec.structs.replace(
        terms,
        name=_named(terms.name, "terms_name_not_usable"),
        shares=tuple(map(_checked_share, terms.shares)),
        charges=tuple(
            msgspec.structs.replace(one, name=_named(one.name, "rule_name_not_usable"))
            for one in terms.charges
        ),
    )


def check_methods(keys: Iterable[str]) -> None:
    """Raises LapakError `rule_method_unknown` with the first that is no way of paying."""
    _check_keys(keys, METHODS, "rule_method_unknown")


def check_clusters(keys: Iterable[str]) -> None:
    """Raises LapakError `rule_cluster_unknown` with the first that is none."""
    _check_keys(keys, CLUSTERS, "rule_cluster_unknown")


def _check_keys(keys: Iterable[str], known: tuple[str, ...], code: str) -> None:
    odd = next((key for key in keys if key not in known), None)
    if odd is not None:
        raise LapakError(code, key=odd, known=", ".join(known))


def _checked_share(share: Share) -> Share:
    check_methods(share.methods)
    above = [step.above for step in share.steps]
    if not above or len(above) > MAX_STEPS or above[0] != 0 or sorted(set(above)) != above:
        raise LapakError("share_steps_not_usable", name=share.name, limit=MAX_STEPS)
    return msgspec.structs.replace(share, name=_named(share.name, "rule_name_not_usable"))


def _named(text: str, code: str) -> str:
    name = one_line(text)
    if not name or len(name) > MAX_NAME:
        raise LapakError(code, limit=MAX_NAME)
    return name
