"""The counter: a till with its printer and its line to the organizer, as a window works with it."""

import msgspec

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

    def close(self) -> None:
        """Stop sending and printing, then let the database go."""
        self.organizer.close()
        self.spooler.close()
        self.till.close()
