"""Money that was taken in part: kept until it is booked, so that no crash makes it unseen."""

from pos_app.domain.taken_money import TakenMoney
from pos_app.store import taken_money
from pos_app.store.database import Work

__all__ = ["TakenMoney"]


def keep(work: Work, taken: TakenMoney) -> None:
    """Remember what was taken for something; nothing taken is forgotten."""
    if taken.tenders:
        taken_money.keep(work.db, taken, work.at)
    else:
        taken_money.forget(work.db, taken.source)


def kept(work: Work) -> tuple[TakenMoney, ...]:
    """What was taken and is not booked, the oldest first."""
    return taken_money.kept(work.db)


def move(work: Work, source: str, into: TakenMoney) -> None:
    """What was taken for one thing is for another now, at once or not at all."""
    taken_money.forget(work.db, source)
    keep(work, into)
