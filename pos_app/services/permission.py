"""Whether somebody may do something: asked by every service whose action needs permission."""

from collections.abc import Iterable, Iterator

import msgspec

from pos_app.domain.approval import Approval, ApprovalUsed
from pos_app.domain.errors import LapakError
from pos_app.domain.kinds import Kind
from pos_app.domain.permission import Action, By, Need
from pos_app.services.booth import register_in_use
from pos_app.store import approvals, journal, people
from pos_app.store.database import Work


def require(work: Work, action: Action, by: By, about: str = "") -> None:
    """Let an allowed action go on; an approval of somebody else is used up with it.

    `about` names what the action is done to, where an approval shall be good for that only.
    Where no people are set up, or none of them has a PIN on this machine, everything is allowed.
    Raises LapakError `permission_needed` with its `need`.
    """
    require_all(work, (Need(action, about),), by)


def require_all(work: Work, needs: Iterable[Need], by: By) -> None:
    """Let go on what needs several permissions at once; as `require` does.

    Asks the database nothing where there are no needs: most sales have none.
    """
    found = tuple(_beyond(work, tuple(needs), by))
    for need, approval in found:
        if approval is None:
            raise LapakError("permission_needed", need=need)
    using = dict.fromkeys(_Use(approval) for _, approval in found if approval is not None)
    work.closing.extend(using)


def missing(work: Work, needs: Iterable[Need], by: By) -> tuple[Need, ...]:
    """The needs for which somebody has to be asked; uses nothing up."""
    return tuple(need for need, approval in _beyond(work, tuple(needs), by) if approval is None)


class _Use(msgspec.Struct, frozen=True):
    """Marks an approval as used in the transaction and after the entries of what it is used for."""

    approval: Approval

    def __call__(self, work: Work) -> None:
        body = ApprovalUsed(self.approval.id, self.approval.need.action, self.approval.need.about)
        head = register_in_use(work).head
        journal.append(work.db, head, Kind.APPROVAL_USED, body, work.at)


def _beyond(work: Work, needs: tuple[Need, ...], by: By) -> Iterator[tuple[Need, Approval | None]]:
    """The needs that a person cannot meet alone, each with the approval that does, if any."""
    if not needs or not people.is_guarded(work.db):
        return
    person = people.find(work.db, by.person)
    grants = people.permissions(work.db).of(person.role) if person and person.active else None
    for need in needs:
        if grants is None or not grants.allow(need):
            yield need, _approval(work, need, by)


def _approval(work: Work, need: Need, by: By) -> Approval | None:
    named = approvals.find(work.db, by.approval) if by.approval else None
    others = approvals.given_for(work.db, need.about) if need.about else ()
    candidates = others if named is None else (named, *others)
    for approval in candidates:
        if approval.covers(need, by.person, work.at) and _Use(approval) not in work.closing:
            return approval
    return None
