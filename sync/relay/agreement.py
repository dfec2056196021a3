"""Two servers that hold the same expos tell each other what organizers decided, expo by expo."""

import logging
from collections.abc import Callable

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import MAX_REVISION
from sync.client.http import Refused
from sync.relay.passage import is_its_own
from sync.relay.upstream import UpstreamLine
from sync.relay_wire import ExpoTold
from sync.server import agreeing, expos
from sync.server.office import Office

log = logging.getLogger(__name__)


class Agreement:
    """Over one connection; whatever it is cut off in, the next one begins anew."""

    def __init__(self, office: Office, line: UpstreamLine) -> None:
        self._office = office
        self._line = line

    def agree(self, stopped: Callable[[], bool]) -> None:
        """Take over what is newer there, of every expo here; raises LapakError as `Http.ask`."""
        with self._office.database.read() as connection:
            every = expos.all_expos(connection)
        for expo in every:
            if stopped():
                return
            try:
                self._agree_on(expo.id)
            except Refused as refusal:
                if refusal.code == "not_found":  # an older server: what was not asked is not missed
                    return
                if not is_its_own(refusal):
                    raise
                log.warning("relay: expo %s: %s", expo.id, refusal)

    def _agree_on(self, expo: str) -> None:
        told, there = self._tell(expo)
        if there.offers_revision < told.offers_revision:
            _, there = self._tell(expo, there.offers_revision)
        try:
            agreeing.take_over(self._office, expo, there, yields=True)
        except LapakError as error:  # nothing of it is kept, and journals go on
            log.warning("relay: expo %s: what was told there cannot be used: %s", expo, error)

    def _tell(self, expo: str, offers_known: int = MAX_REVISION) -> tuple[ExpoTold, ExpoTold]:
        """Tell of an expo, of its offers if they are newer; returns that and the answer."""
        with self._office.database.read() as connection:
            told = agreeing.told_of(connection, expo, offers_known)
        return told, self._line.agree(told)
