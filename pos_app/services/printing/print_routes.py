"""Which printer prints what: by its role, unless a person chose another one."""

from collections.abc import Sequence

import msgspec

from pos_app.domain.slips import Slip
from pos_app.settings import PrinterSetup
from pos_app.store.print_jobs import PrintJob

_ROLES = {Slip.ORDER_COPY: "order", Slip.LABELS: "label"}


class Routes(msgspec.Struct, frozen=True):
    """The printers that there are, by id, and the first one of each role."""

    known: frozenset[str]
    by_role: dict[str, str]

    def printer_of(self, job: PrintJob) -> str:
        """Whose a job is: that of its last try while it is not known what that came to."""
        if job.state in {"sending", "uncertain"} and job.tried_on in self.known:
            return job.tried_on
        if job.printer in self.known:
            return job.printer
        return self.by_role.get(_ROLES.get(job.slip, "receipt")) or self.by_role["receipt"]


def routes_of(setups: Sequence[PrinterSetup]) -> Routes:
    """The routes of some printers; where none has the role, the first prints receipts."""
    by_role = {"receipt": setups[0].id}
    for setup in reversed(setups):
        by_role |= dict.fromkeys(setup.roles, setup.id)
    return Routes(frozenset(setup.id for setup in setups), by_role)
