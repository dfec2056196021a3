"""Putting a counter together: the till, its printer and its line to the organizer."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from pos_app.domain.errors import LapakError
from pos_app.services.counter import Counter
from pos_app.services.printer import PrinterSettings, printer_of, printer_settings
from pos_app.services.printing import Spooler
from pos_app.services.till import open_till, utc_now
from pos_app.settings import PrinterSetup, SettingsFile
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
    spooler = Spooler(till, _usable(printer_settings(settings_file.settings)))
    line = Line(till)
    spooler.start(begin_after_s)
    line.start(begin_after_s)
    return Counter(till, spooler, line, settings_file)


def _usable(settings: PrinterSettings) -> PrinterSettings:
    """The printers as set, none where a settings file holds an address that is no more one."""
    printers = tuple(
        setup if _is_usable(setup, settings) else msgspec.structs.replace(setup, address="none")
        for setup in settings.printers
    )
    return msgspec.structs.replace(settings, printers=printers)


def _is_usable(setup: PrinterSetup, settings: PrinterSettings) -> bool:
    try:
        printer_of(setup, settings.language)
    except LapakError:
        return False
    return True
