"""An organizer with a clock of their own, who sets fairs up and takes journals in."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_app.domain.journal import Head
from pos_app.domain.register import Booth, Expo
from sync.server.fair import expos, joining
from sync.server.figures.totals import expo_totals
from sync.server.intake.receive import receive
from sync.server.office import Office
from sync.server.store.database import connect
from sync.server.store.upgrade import upgrade
from sync.wire import BoothTotals, ExpoTotals, Watermark, compress
from tests.drivers.journals import PaperTill

EVENING = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
"""18.00 in Semarang on an expo's second day."""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = EVENING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, span: timedelta) -> None:
        self.now += span


def prepared(database: Path) -> Path:
    """A SQLite file with all tables and nothing in them, where an organizer opens it.

    It is a copy of what the first start makes, which takes a fifth of the time.
    """
    database.write_bytes(_as_first_made())
    return database


@cache
def _as_first_made() -> bytes:
    with TemporaryDirectory() as folder:
        database = Path(folder) / "organizer.db"
        made = connect(str(database))
        upgrade(made)
        made.close()
        return database.read_bytes()


class Fair:
    """One expo at an open office, with booths A1 and B2."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.expo: Expo = expos.create_expo(office, "Kabupaten Semarang Expo 2026")
        self.booths: dict[str, Booth] = {
            code: expos.create_booth(office, self.expo.id, code, name)
            for code, name in (("A1", "Batik Polokarto"), ("B2", "Kopi Sirap Ungaran"))
        }

    def join_code(self, booth: str = "A1") -> str:
        return joining.create_join_code(self.office, self.expo.id, booth).code

    def till(
        self, booth: str = "A1", seed: int = 7, sales: int = 0, continues: Head | None = None
    ) -> PaperTill:
        """A till that has joined, is open, and has sold."""
        till = PaperTill(seed)
        grant = joining.join(self.office, till.join_request(self.join_code(booth)), "10.0.0.1")
        till.joined(grant)
        till.open(continues)
        till.sell(sales)
        return till

    def push(self, till: PaperTill, raw: bytes | None = None) -> Watermark:
        """Send one batch: the one given, or everything that fits from the start."""
        body = compress(till.batch() if raw is None else raw)
        return receive(self.office, till.token, till.register, body, "zstd")

    def totals(self) -> ExpoTotals:
        with self.office.database.read() as connection:
            return expo_totals(connection, self.expo.id)

    def booth(self, code: str = "A1") -> BoothTotals:
        return next(booth for booth in self.totals().booths if booth.code == code)
