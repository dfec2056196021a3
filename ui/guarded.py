"""Doing what may need permission: the service is asked first, a supervisor only if it says so."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from pos_app.domain.errors import LapakError
from pos_app.domain.people import Person
from pos_app.domain.permission import NOBODY, Action, By, Grants, Need, Permissions
from pos_app.services.till import Till
from ui.background import Background


class Request(NamedTuple):
    """Somebody's word is needed. `subject` tells people what it is about, if `need` is not enough.

    Call `granted` with the approval's id, or `refused`; one of them, once.
    """

    need: Need
    subject: str
    granted: Callable[[str], None]
    refused: Callable[[], None]


class Guarded(QObject):
    """Runs services that take `by`, who does it, as their last argument.

    Presenters of such actions are made with the one of their window. Where nobody takes
    `requests`, an action that needs permission fails.
    """

    entered = Signal(object)  # Person

    def __init__(self, till: Till, background: Background) -> None:
        super().__init__()
        self._till = till
        self._background = background
        self.requests: Callable[[Request], None] | None = None
        self.by: By = NOBODY
        self._grants: Grants | None = None

    def enter(self, person: Person, permissions: Permissions) -> None:
        """Let a person work from now on, in place of the one before."""
        self.by = By(person.id, name=person.name)
        self._grants = permissions.of(person.role)
        self.entered.emit(person)

    def renew(self, permissions: Permissions, person: Person) -> None:
        """What the person at the till may do has perhaps changed."""
        self.by = By(person.id, name=person.name)
        self._grants = permissions.of(person.role)

    def may(self, action: Action, basis_points: int = 0) -> bool:
        """Whether the person at the till needs nobody for this; only services decide."""
        return self.allows(Need(action, basis_points=basis_points))

    def allows(self, need: Need) -> bool:
        """As `may`; everything is allowed at a booth that has set up no people."""
        return self._grants is None or self._grants.allow(need)

    def write(
        self,
        service: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        subject: str = "",
    ) -> None:
        """Run a service that records something; the answers come as from `Background.watch`.

        Where it needs permission, somebody is asked, and it is run again with their approval;
        without one `failed` gets a LapakError `not_approved`, and nothing has changed.
        """
        self._run(_Call(service, args, done, failed, subject), self.by)

    def ask(
        self,
        need: Need,
        subject: str,
        granted: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Have something approved that is recorded later, with a cart that names it."""

        def approved(_approval: str) -> None:
            granted()

        def refused() -> None:
            failed(LapakError("not_approved"))

        if self.allows(need):
            granted()
        elif self.requests is None:
            failed(LapakError("permission_needed", need=need))
        else:
            self.requests(Request(need, subject, approved, refused))

    def _run(self, call: "_Call", by: By, asked: frozenset[Need] = frozenset()) -> None:
        def failed(error: Exception) -> None:
            need = _need(error)
            # One that is still missing after somebody approved it will not come by asking again.
            if need is None or need in asked or self.requests is None:
                call.failed(error)
            else:
                self._ask(call, by, need, asked | {need})

        future = self._till.write(call.service, *call.args, by=by)
        self._background.watch(future, call.done, failed)

    def _ask(self, call: "_Call", by: By, need: Need, asked: frozenset[Need]) -> None:
        def granted(approval: str) -> None:
            self._run(call, By(by.person, approval, by.name), asked)

        def refused() -> None:
            call.failed(LapakError("not_approved"))

        assert self.requests is not None
        self.requests(Request(need, call.subject, granted, refused))


class _Call(NamedTuple):
    service: Callable[..., Any]
    args: tuple[Any, ...]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    subject: str


def _need(error: Exception) -> Need | None:
    """What permission is missing for, where that is why something failed."""
    if isinstance(error, LapakError) and error.code == "permission_needed":
        need = error.details["need"]
        assert isinstance(need, Need)
        return need
    return None
