"""Asking a printer for its state, over as many links as it wants: some close after each answer.

Source: Epson ESC/POS reference, DLE EOT n.
"""

import time
from collections.abc import Callable

import msgspec

from pos_app.devices.transports.failures import Stranger
from pos_app.devices.transports.link import SLOWEST_BYTES_PER_S, Link
from pos_app.devices.transports.status_bytes import HARMLESS, REQUEST, Heard, understood
from pos_app.devices.transports.transport import PrinterState

_PRINTER, _OFFLINE_CAUSE, _PAPER = 1, 2, 4
_NOT_ONLINE = 0x08
_COVER_OPEN, _STOPPED_FOR_PAPER = 0x04, 0x20
_PAPER_OUT, _PAPER_NEAR_END = 0x60, 0x0C
_MOST_TALK = 4096  # a printer that reports by itself may do so often, but not for ever
_CALL_AGAIN_S = 0.1
_CLOSES_WITHIN_S = 0.25


class Manners(msgspec.Struct):
    """What was learnt of a printer so far."""

    answers: bool = False  # it has answered a status request
    closes: bool = False  # it closes its link after an answer or a job
    stays: bool = False  # it was asked behind a job on the same link, and answered there
    quiet: bool = False  # it answers nothing, not even what makes a web server speak
    wants: int = 0  # bytes that a picture may still want in which a job was cut off


class _Hangup(ConnectionError):  # noqa: N818 -- says what happened
    """The peer closed in order: it has read all that was sent before."""


class Conversation:
    """One talk with a printer: ask, write a job to `link_for_job`, ask again, close."""

    def __init__(self, connect: Callable[[], Link], manners: Manners) -> None:
        self._connect = connect
        self._manners = manners
        self._answered = self._has_job = False  # on this link, and not yet read there
        self._late_s = 0.0  # how much later an answer may come than usual
        self.link: Link = connect()
        if manners.wants:
            self._complete_picture()

    def state(self, timeout_s: float) -> PrinterState:
        """What the printer says of itself; `timeout_s` is for each of at most three answers.

        Unknown if it is silent or what comes is no answer. Raises Stranger, and OSError when it
        hangs up or the link breaks.
        """
        if not self.link.two_way:
            return PrinterState.UNKNOWN
        timeout_s += self._late_s
        try:
            printer = self._asked(_PRINTER, timeout_s)
            cause = self._asked(_OFFLINE_CAUSE, timeout_s)
            paper = self._asked(_PAPER, timeout_s)
        except TimeoutError:
            return PrinterState.UNKNOWN
        self._manners.answers = True
        return _told(printer, cause, paper)

    def make_sure(self, timeout_s: float) -> None:
        """Before the first job for a silent peer that may be anybody, let a web server speak.

        Nothing is printed by it. Raises Stranger, or OSError where it hangs up.
        """
        if self._manners.quiet or not self.link.anybody:
            return
        self._write(HARMLESS)
        try:
            self._heard(timeout_s)
        except TimeoutError:
            self._manners.quiet = True

    def link_for_job(self, timeout_s: float) -> Link:
        """The link for a job: one that the printer will not close before."""
        if self._manners.closes and self._answered:
            self._open_anew(timeout_s)
        self._has_job = True
        return self.link

    def state_behind_job(self, timeout_s: float) -> PrinterState:
        """As `state`, asked behind a job: it answers in its turn, once it has read that.

        It may close the link instead, and is called again. A question that it would not read any
        more would turn its closing into a reset, which says nothing; so until it is known to stay
        it is given a moment first.
        """
        link = self.link
        if not self._manners.stays:
            self._let_it_close(timeout_s)
        state = self.state(timeout_s)
        self._manners.stays = self.link is link
        return state

    def has_spoken(self) -> bool:
        """Whether an answer has come late, while nobody waited. Raises Stranger."""
        try:
            return self.link.two_way and bool(self._came_already())
        except _Hangup:
            return False  # in order, so the job was read

    def close(self) -> None:
        """End the talk."""
        self.link.close()

    def _complete_picture(self) -> None:
        """White dots for the rest of a picture; a printer that waits for none ignores NULs.

        Else it would take questions and the next receipt for dots, until it is switched off. A
        connection of a network starts anew by itself.
        """
        wants, self._manners.wants = self._manners.wants, 0
        if self.link.anybody:
            return
        self._late_s = wants / SLOWEST_BYTES_PER_S
        try:
            self._write(bytes(wants))
        except OSError:
            self.link.close()
            raise

    def _asked(self, question: int, timeout_s: float) -> int:
        """One status byte; asked once more on a new link if the printer has closed this one."""
        try:
            return self._answer(question, timeout_s)
        except Stranger:
            raise
        except ConnectionError as error:
            in_order = isinstance(error, _Hangup)
            if not (in_order if self._has_job else self._answered):
                raise
        self._manners.closes = True
        self._open_anew(timeout_s)
        return self._answer(question, timeout_s)

    def _let_it_close(self, timeout_s: float) -> None:
        try:
            self._heard(_CLOSES_WITHIN_S)
        except TimeoutError:
            return
        except _Hangup:
            self._manners.closes = True
            self._open_anew(timeout_s)

    def _answer(self, question: int, timeout_s: float) -> int:
        self._came_already()  # what came before the question is no answer to it
        self._write(REQUEST + bytes([question]))
        answer = self._heard(timeout_s)
        self._answered, self._has_job = True, False  # a job before it has been read
        return answer

    def _came_already(self) -> tuple[int, ...]:
        """Answers that lie unread."""
        try:
            received = self.link.read(0)
        except TimeoutError:
            return ()
        if not received:
            raise _Hangup("the printer closed the connection")
        return self._sorted(received).answers

    def _heard(self, timeout_s: float) -> int:
        """The next status byte; raises TimeoutError, Stranger, or OSError when the link ends."""
        until = time.monotonic() + timeout_s
        received = b""
        while len(received) < _MOST_TALK:
            received += (piece := self.link.read(max(until - time.monotonic(), 0)))
            heard = self._sorted(received)
            if heard.answers:
                return heard.answers[-1]
            if not piece:
                raise _Hangup("the printer closed the connection")
        raise TimeoutError("only reports, no answer")

    def _sorted(self, received: bytes) -> Heard:
        heard = understood(received)
        if heard.stranger:
            raise Stranger("what answers is no printer")
        return heard

    def _write(self, data: bytes) -> None:
        while data:
            data = data[self.link.write(data) :]

    def _open_anew(self, timeout_s: float) -> None:
        """A new link in place of this one; a printer may need a moment between two calls."""
        self.link.close()
        until = time.monotonic() + timeout_s
        while True:
            try:
                self.link = self._connect()
            except OSError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_CALL_AGAIN_S)
            else:
                self._answered = self._has_job = False
                return


def _told(printer: int, cause: int, paper: int) -> PrinterState:
    """What the three answers say together."""
    if cause & _COVER_OPEN:
        return PrinterState.COVER_OPEN
    if paper & _PAPER_OUT or cause & _STOPPED_FOR_PAPER:
        return PrinterState.PAPER_OUT
    if printer & _NOT_ONLINE:
        return PrinterState.OFFLINE
    return PrinterState.PAPER_NEAR_END if paper & _PAPER_NEAR_END else PrinterState.READY
