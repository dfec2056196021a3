"""Moving a booth to a spare laptop: its data goes on here, under a register of this machine."""

from pathlib import Path

from pos_app.domain.continuation import Continued
from pos_app.domain.errors import LapakError
from pos_app.services import identity
from pos_app.services.booth import current_register
from pos_app.services.till import Till
from pos_app.store import taking_over


def move_here(till: Till, source: Path) -> Continued:
    """Take over a backup or another till's database file into a till that has no booth yet.

    Blocks for seconds with a large file; nothing is changed until all of it was verified, and then
    all at once. Raises LapakError `booth_exists`, or as `taking_over.checked_copy` does.
    """
    if till.read(current_register).result() is not None:
        raise LapakError("booth_exists")
    with taking_over.checked_copy(source, till.path.parent) as copied:
        till.database.take_over(copied).result()
    # The same as at a start that finds the data of another machine; so is what a crash here leaves.
    because = till.read(identity.noticed, till.install, None).result()
    if because is None:
        because = identity.Because.RESTORED  # this machine's own, from before it began anew
    return till.write(identity.continue_register, till.install, because).result()
