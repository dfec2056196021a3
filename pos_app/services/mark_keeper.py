"""Noting beside the database how far its journal has come, so that a restored copy is noticed."""

import logging
import threading

from pos_app.domain.journal import Head
from pos_app.services.booth import current_register
from pos_app.services.till import Till
from pos_app.store.mark import mark_path, read_mark, write_mark

log = logging.getLogger(__name__)

EVERY_S = 5.0
"""A backup is older than that; and no sale waits for one more file on the disk."""


class MarkKeeper:
    """Writes the mark every few seconds while the journal grows, and at the end."""

    def __init__(self, till: Till, every_s: float = EVERY_S) -> None:
        self._till = till
        self._every_s = every_s
        self._path = mark_path(till.path)
        self._kept = read_mark(self._path)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="lapak-mark", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Write the last mark and end; the till must still be open."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        self._keep()

    def _work(self) -> None:
        while not self._ended.wait(self._every_s):
            self._keep()

    def _keep(self) -> None:
        register = self._till.read(current_register).result()
        head = register.head if register is not None else Head("")
        if head.seq == 0 or head == self._kept:
            return
        try:
            write_mark(self._path, head)
        except OSError as error:
            # The sale is safe, and the organizer notices a restored till as well.
            log.warning("the mark could not be written: %s", error)
            return
        self._kept = head
