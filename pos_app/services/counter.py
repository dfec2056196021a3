"""The counter: a till with its printer and its line to the organizer, as a window works with it."""

from collections.abc import Callable

import msgspec

from pos_app.services.bundles import Bundles
from pos_app.services.mark_keeper import MarkKeeper
from pos_app.services.organizer import Organizer
from pos_app.services.printing.spooler import Spooler
from pos_app.services.till import Till
from pos_app.settings import SettingsFile


class Counter(msgspec.Struct, frozen=True):
    """What is wired together at the start; close it at the end."""

    till: Till
    spooler: Spooler
    organizer: Organizer
    settings_file: SettingsFile
    bundles: Callable[[], Bundles]
    """Made when it is asked for: what seals and signs is slow to import, and rarely needed."""
    mark_keeper: MarkKeeper | None = None

    def close(self) -> None:
        """Stop sending and printing, then let the database go."""
        self.organizer.close()
        self.spooler.close()
        if self.mark_keeper is not None:
            self.mark_keeper.close()
        self.till.close()
