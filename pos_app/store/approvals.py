"""Approvals: questions, and what their entries change."""

from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from sqlalchemy import Connection, insert, select, update

from pos_app.domain.approval import Approval, ApprovalGiven, ApprovalUsed
from pos_app.domain.moments import moment, stamp
from pos_app.domain.permission import Action, Need
from pos_app.store.tables.people import APPROVAL

if TYPE_CHECKING:
    from pos_app.store.written import Written


def find(db: Connection, approval: str) -> Approval | None:
    """The approval with that id."""
    chosen = select(APPROVAL).where(APPROVAL.c.approval_id == approval)
    row = db.execute(chosen).one_or_none()
    return None if row is None else _approval(row)


def given_for(db: Connection, about: str) -> tuple[Approval, ...]:
    """The approvals of something, the earliest first."""
    chosen = select(APPROVAL).where(APPROVAL.c.about == about)
    ordered = chosen.order_by(APPROVAL.c.given_at, APPROVAL.c.approval_id)
    return tuple(map(_approval, db.execute(ordered)))


def given(db: Connection, written: "Written", body: ApprovalGiven) -> None:
    """Write what `approval.given` says."""
    db.execute(
        insert(APPROVAL).values(
            approval_id=body.id,
            action=body.action.value,
            about=body.about,
            basis_points=0 if body.basis_points is UNSET else body.basis_points,
            amount=0 if body.amount is UNSET else body.amount,
            approver=body.approver,
            person=body.person,
            given_at=stamp(written.at),
            used=0,
        )
    )


def used(db: Connection, _written: "Written", body: ApprovalUsed) -> None:
    """Write what `approval.used` says."""
    db.execute(update(APPROVAL).where(APPROVAL.c.approval_id == body.id).values(used=1))


def _approval(row: Any) -> Approval:
    need = Need(Action(row.action), row.about, row.basis_points, row.amount)
    return Approval(row.approval_id, need, row.person, moment(row.given_at), bool(row.used))
