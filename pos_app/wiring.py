"""Putting a counter together: the till, its printer and its line to the organizer."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from pos_app.services.bundles import Bundles
from pos_app.services.counter import Counter
from pos_app.services.mark_keeper import MarkKeeper
from pos_app.services.printing.printer import printer_settings
from pos_app.services.printing.spooler import Spooler
from pos_app.services.till import Till, open_till, utc_now
from pos_app.settings import SettingsFile
from sync.client.line import Line


def open_counter(
    database: Path,
    settings_file: SettingsFile,
    clock: Callable[[], datetime] = utc_now,
    begin_after_s: float = 0.0,
) -> Counter:
    """Open a till's database and start printing and sending; raises LapakError of `open_till`.

    `begin_after_s` lets the window show its first page before those two want the processor.
    """
    till = open_till(database, clock)
    spooler = Spooler(till, printer_settings(settings_file.settings))
    line = Line(till)
    spooler.start(begin_after_s)
    line.start(begin_after_s)
    mark_keeper = MarkKeeper(till)
    mark_keeper.start()
    return Counter(till, spooler, line, settings_file, partial(_bundles, till), mark_keeper)


def _bundles(till: Till) -> Bundles:
    from sync.client.bundles import StickBundles

    return StickBundles(till)
