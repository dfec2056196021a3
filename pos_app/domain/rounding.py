"""The only place where a number is rounded; the mode is always an argument."""

from collections.abc import Sequence
from enum import StrEnum


class Rounding(StrEnum):
    """How a value between two steps is resolved; halves and directions are by magnitude."""

    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    UP = "up"
    DOWN = "down"


def divide(numerator: int, denominator: int, mode: Rounding) -> int:
    """Divide integers; a negative result mirrors the positive one, so refunds mirror sales."""
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    sign = -1 if numerator < 0 else 1
    quotient, rest = divmod(abs(numerator), denominator)
    if _rounds_up(2 * rest, denominator, mode):
        quotient += 1
    return sign * quotient


def _rounds_up(twice_rest: int, denominator: int, mode: Rounding) -> bool:
    match mode:
        case Rounding.HALF_UP:
            return twice_rest >= denominator
        case Rounding.HALF_DOWN:
            return twice_rest > denominator
        case Rounding.UP:
            return twice_rest > 0
        case Rounding.DOWN:
            return False


def split(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Spread an amount over weights so that the parts add up to it exactly.

    Largest remainder: each part is within one unit of its exact share; earlier parts win ties.
    All weights zero spreads evenly.

    Raises ValueError without weights or with a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("split needs weights that are not negative")
    if sum(weights) == 0:
        weights = [1] * len(weights)
    sign = -1 if amount < 0 else 1
    whole = sum(weights)
    shares = [divmod(abs(amount) * weight, whole) for weight in weights]
    left = abs(amount) - sum(share for share, _ in shares)
    by_rest = sorted(range(len(shares)), key=lambda index: -shares[index][1])
    winners = frozenset(by_rest[:left])
    return tuple(sign * (share + (index in winners)) for index, (share, _) in enumerate(shares))
