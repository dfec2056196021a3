"""A demo's fair without its window: a real server, booths that have sold, and what came of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pos_app.demo.fair import DemoBooth, close_counters, open_fair, settle, trade
from pos_app.demo.plan import Plan
from pos_app.demo.results import Summary, summarise
from sync.client.organizer_api import OrganizerApi
from sync.server.accounts.people import create_account
from sync.server.accounts.programs import create_api_token
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from sync.wire import ExpoTotals


@dataclass
class Fair:
    """Booths that are open, and the organizer's view of them."""

    plan: Plan
    booths: Sequence[DemoBooth]
    api: OrganizerApi
    expo: str

    @property
    def totals(self) -> ExpoTotals:
        return self.api.totals(self.expo)

    @property
    def summary(self) -> Summary:
        return summarise(self.booths, self.totals)

    def settle(self, timeout_s: float = 60.0) -> None:
        settle(self.booths, timeout_s)


def plan_in(folder: Path, *, booths: int = 2, sales: int = 2, offline: float = 0.0) -> Plan:
    return Plan(booths, sales, seed=7, offline=offline, out=folder / "demo", headless=True)


@contextmanager
def fair_of(plan: Plan) -> Iterator[Fair]:
    """A fair that has sold; it is settled, and closed at the end."""
    database = plan.out / "server.db"
    database.parent.mkdir(parents=True)
    office = open_office(str(database))
    create_account(office, "demo", "rahasia-besar")
    token = create_api_token(office, "demo")
    office.database.close()
    with RunningServer(str(database)) as server:
        api = OrganizerApi(server.url, token)
        expo = api.create_expo("Pameran", "Asia/Jakarta").id
        port = int(server.url.rsplit(":", 1)[1])
        with open_fair(plan, port, api, expo) as booths:
            trade(plan, booths)
            settle(booths)
            yield Fair(plan, booths, api, expo)
            close_counters(booths)
        api.close()
