"""What two servers that hold the same expos tell each other beside journals, expo by expo."""

import logging
from collections.abc import Callable

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import MAX_REVISION
from sync.client.http import Refused
from sync.relay.passage import is_its_own
from sync.relay.upstream import UpstreamLine
from sync.relay_wire import ExpoTold
from sync.server.fair import expos
from sync.server.journals import evidence
from sync.server.office import Office
from sync.server.relays import agreeing, shared_papers

log = logging.getLogger(__name__)

_MOST_CLOSINGS = 100


class Agreement:
    """Over one connection; whatever it is cut off in, the next one begins anew.

    `shown` remembers how much evidence of each register was shown, so that what the other server
    does not take is not shown again at once. After `hand_over`, `problem` is the code of what only
    people can mend.
    """

    def __init__(self, office: Office, line: UpstreamLine, shown: dict[str, int]) -> None:
        self._office = office
        self._line = line
        self._shown = shown
        self._theirs: dict[str, ExpoTold] = {}
        self.problem = ""

    def agree(self, stopped: Callable[[], bool]) -> None:
        """Take over what is newer there, of every expo here; raises LapakError as `Http.ask`."""
        with self._office.database.read() as connection:
            every = expos.all_expos(connection)
        for expo in every:
            if stopped() or not self._each(expo.id, self._agree_on):
                return

    def hand_over(self, stopped: Callable[[], bool]) -> None:
        """Exchange papers and show evidence of forks, after journals; raises as `agree`."""
        for expo in self._theirs:
            if stopped() or not self._each(expo, self._exchange_papers):
                return
            self._each(expo, self._show_forks)

    def _each(self, expo: str, step: Callable[[str], None]) -> bool:
        """Do one thing for one expo; returns whether the other server knows of such things."""
        try:
            step(expo)
        except Refused as refusal:
            if refusal.code == "not_found":  # an older server: what was not asked is not missed
                return False
            if not is_its_own(refusal):
                raise
            self._note(expo, refusal)
        return True

    def _note(self, expo: str, error: LapakError) -> None:
        log.warning("relay: expo %s: %s", expo, error)
        if error.code == "closing_differs":
            self.problem = error.code

    def _agree_on(self, expo: str) -> None:
        told, there = self._tell(expo)
        if there.offers_revision < told.offers_revision:
            _, there = self._tell(expo, there.offers_revision)
        self._theirs[expo] = there
        try:
            agreeing.take_over(self._office, expo, there, yields=True)
        except LapakError as error:  # nothing of it is kept, and journals go on
            self._note(expo, error)

    def _tell(self, expo: str, offers_known: int = MAX_REVISION) -> tuple[ExpoTold, ExpoTold]:
        """Tell of an expo, of its offers if they are newer; returns that and the answer."""
        told = self._mine(expo, offers_known)
        return told, self._line.agree(told)

    def _mine(self, expo: str, offers_known: int = MAX_REVISION) -> ExpoTold:
        with self._office.database.read() as connection:
            return agreeing.told_of(connection, expo, offers_known)

    def _exchange_papers(self, expo: str) -> None:
        mine, theirs = self._mine(expo), self._theirs[expo]
        both = min(len(mine.closings), len(theirs.closings))
        if mine.closings[:both] != theirs.closings[:both]:
            self._note(expo, LapakError("closing_differs"))
            return
        if (mine.z_codes, mine.closings) == (theirs.z_codes, theirs.closings):
            return
        known = len(theirs.closings)
        for _ in range(_MOST_CLOSINGS):
            with self._office.database.read() as connection:
                papers = shared_papers.papers_of(connection, expo, known)
            answer = self._line.exchange_papers(expo, papers)
            known = answer.closings_held
            try:
                shared_papers.take(self._office, expo, answer)
            except LapakError as error:
                self._note(expo, error)
                return
            if papers.closing is None and answer.closing is None:
                return

    def _show_forks(self, expo: str) -> None:
        held = self._mine(expo).forks
        for register, count in held.items():
            if count in {self._theirs[expo].forks.get(register), self._shown.get(register)}:
                continue
            with self._office.database.read() as connection:
                portions = list(evidence.portions(connection, expo, register))
            for portion in portions:
                self._line.show(expo, register, portion)
            self._shown[register] = count
