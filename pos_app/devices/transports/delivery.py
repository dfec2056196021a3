"""Sending a job over a link in small pieces, with the printer asked before and after.

A write that succeeds only says that a buffer took the bytes: 4 KB to a stalled printer do. So a
printer that answers status requests is asked before and after a job, on the same link.
"""

import time

from pos_app.devices.transports.conversation import Conversation, Manners
from pos_app.devices.transports.failures import (
    Stranger,
    broken,
    reason_of,
    require_ready,
    unreachable,
)
from pos_app.devices.transports.link import Link, PartlyTaken, Patience
from pos_app.devices.transports.pacing import largest_picture, pieces
from pos_app.devices.transports.progress import wait_until_gone
from pos_app.devices.transports.transport import (
    CANNOT_PRINT,
    PrinterState,
    PrinterStatus,
    PrinterUnreachable,
)


class Delivery:
    """One job on its way to the printer of a talk; `address` is for its errors."""

    def __init__(
        self, talk: Conversation, address: str, patience: Patience, manners: Manners
    ) -> None:
        self._talk = talk
        self._address = address
        self._patience = patience
        self._manners = manners
        self._sent = 0
        self._told = False  # it has answered behind the job

    def of(self, data: bytes) -> bool:
        """Send a job, once; whether the printer told behind it that it is fine.

        Raises PrinterUnreachable or DeliveryUncertain.
        Nothing is sent into the silence of a printer that has answered earlier.
        """
        try:
            answers = self._is_ready()
            link = self._talk.link_for_job(self._patience.reply_s)
        except OSError as error:
            raise unreachable(self._address, error) from error
        try:
            self._write(link, data)
            trouble = self._trouble_after(link, data, asked=answers)
            if not trouble:
                self._talk.link.finish()
        except OSError as error:
            if isinstance(error, Stranger):
                self._manners.quiet = False  # somebody else has the address by now
            raise self._broken(reason_of(error), data) from error
        if trouble:
            raise self._broken(trouble, data)
        return self._told

    def _is_ready(self) -> bool:
        """Whether the printer says so; raises PrinterUnreachable where it says that it is not."""
        used_to_answer = self._manners.answers
        before = self._talk.state(self._patience.reply_s)
        require_ready(self._address, PrinterStatus(before))
        if before is not PrinterState.UNKNOWN:
            return True
        if used_to_answer:
            raise PrinterUnreachable(
                "printer_unreachable", address=self._address, reason="no_answer"
            )
        self._talk.make_sure(self._patience.reply_s)
        return False

    def _write(self, link: Link, data: bytes) -> None:
        for piece in pieces(data):
            if piece.rest_s:
                time.sleep(piece.rest_s)
            left = piece.data
            while left:
                left = left[self._taken(link, left) :]

    def _taken(self, link: Link, data: bytes) -> int:
        try:
            taken = link.write(data)
        except PartlyTaken:
            self._sent += 1  # at least, for all anybody knows
            raise
        self._sent += taken
        return taken

    def _trouble_after(self, link: Link, data: bytes, *, asked: bool) -> str:
        """Why it is not certain that all of it came out; empty where nothing speaks against it."""
        if not (asked and self._manners.stays):
            wait_until_gone(link.waiting, self._patience.settle_s)
        if not asked and not self._talk.has_spoken():
            return ""
        after = self._talk.state_behind_job(self._patience.confirm_s(len(data)))
        if after is PrinterState.UNKNOWN:
            return "no_answer"
        self._told = True
        return after.value if after in CANNOT_PRINT else ""

    def _broken(self, reason: str, data: bytes) -> Exception:
        self._manners.wants = largest_picture(data, self._sent)
        return broken(self._address, reason, sent=self._sent, size=len(data))
