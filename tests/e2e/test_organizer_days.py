"""An organizer's three days in a real browser, from an empty folder to statements that are signed.

Every statement is compared, to the rupiah, with what the journals on the tills say.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from pos_app.domain.errors import LapakError
from pos_app.domain.invitation import in_groups
from pos_app.domain.kinds import Kind
from pos_app.domain.money import format_rupiah
from pos_app.domain.sale import Sale
from pos_app.domain.tender import Method
from pos_app.services.till import Till
from resources.translations import Catalog
from sync.client.bundles import StickBundles
from sync.client.inviting import join_as_asked
from sync.server.fair.words import method_word
from tests.drivers.entries import bodies
from tests.drivers.lines import SURE, push
from tests.drivers.stand import stand_buyers as buyers
from tests.drivers.stand.stand import Stand
from tests.drivers.stand.stand_opening import set_up
from tests.drivers.stand.three_days import DAYS, FLOAT
from tests.drivers.tills import Clock
from tests.drivers.web.browser import chromium, open_page, running_browser
from tests.drivers.web.lapak_server import LapakServer
from tests.drivers.web.organizer import PASSWORD, OrganizerAtWork
from tests.drivers.workbook_files import xlsx

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("chromium"),
]

INDONESIAN = Catalog("id")
EXPO = "Kabupaten Semarang Expo"
FIRST_DAY = datetime.now(UTC).date() - timedelta(days=3)
BOOTHS = (
    ("kode stan", "nama stan", "pemilik", "kabupaten/kota", "klaster"),
    ("A1", "Batik Polokarto", "Bu Tini", "Kab. Sukoharjo", "batik"),
    ("B2", "Kopi Sirap", "Pak Danu", "Kab. Semarang", "minuman"),
    ("C3", "Keripik Bu Darmi", "Bu Darmi", "Kota Salatiga", "makanan"),
    ("D4", "Jamu Mbah Karto", "Mbah Karto", "Atlantis", "herbal"),
)
"""What the organizer's list says; nobody knows where Atlantis is."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LapakServer]:
    with LapakServer(tmp_path / "server") as running:
        yield running


class Taken:
    """What the journals of a booth's tills say that buyers paid for what they kept."""

    def __init__(self, tills: Sequence[Till]) -> None:
        self.methods: Counter[str] = Counter()
        self.days: Counter[date] = Counter()
        for till in tills:
            for kind in (Kind.SALE_COMPLETED, Kind.SALE_VOIDED, Kind.SALE_REFUNDED):
                for body in bodies(till, kind):
                    self._count(body)

    @property
    def turnover(self) -> int:
        return self.methods.total()

    def _count(self, body: Any) -> None:
        for one in body.tenders if isinstance(body, Sale) else body.payments:
            self.methods[one.method.value] += one.amount
        if isinstance(body, Sale):
            self.methods[Method.CASH.value] -= body.change
        self.days[body.business_date] += body.total


def per_mille(amount: int, rate: int) -> int:
    """A share in thousandths, half a rupiah up, as a person with a pencil works it out."""
    return (amount * rate + 500) // 1_000


def owed_by(taken: Taken) -> int:
    """What a booth pays the organizer under `agree_on_terms`; below zero it is paid."""
    shares = per_mille(taken.turnover, 100) + per_mille(taken.methods["qris"], 7)
    return shares + 150_000 + per_mille(shares, 110) - taken.methods["qris"]


def test_three_days_end_in_statements_that_say_what_the_tills_journals_say(
    browser: Browser, server: LapakServer, tmp_path: Path
) -> None:
    with open_page(browser, "desktop") as desk, open_page(browser, "phone") as phone:
        at_desk = OrganizerAtWork(desk, server.url)
        expo = set_the_expo_up(at_desk, server, tmp_path)
        agree_on_terms(at_desk, expo)
        clock = Clock(at_nine(0))
        batik, coffee, coffee_too, crisps = stands = [
            join_stand(at_desk, server, expo, booth, tmp_path / f"{booth}-{number}", clock, number)
            for number, booth in enumerate(("A1", "B2", "B2", "C3"))
        ]
        on_phone = OrganizerAtWork(phone, server.url)
        on_phone.log_in()
        received: dict[Path, int] = {}
        online = {0: stands, 1: [batik, coffee, coffee_too], 2: [batik, coffee]}
        for day, story in enumerate(DAYS):
            clock.at = at_nine(day)
            story(batik)
            for other in stands[1:]:
                quiet_day(other, sales=6 + day)
            for stand in online[day]:
                push(stand.till)
                received[stand.folder] = stand.ledger.net
            check_the_phone(on_phone, expo, sum(received.values()))
            server.stop()  # the hall's power goes off at night
            server.start()
        bring_a_stick(at_desk, expo, crisps, tmp_path / "stick")
        close(at_desk, expo)
        make_statements(at_desk, expo)
        push(coffee_too.till)
        check_it_is_behind(at_desk, expo)
        make_statements(at_desk, expo)
        booths = {"A1": [batik], "B2": [coffee, coffee_too], "C3": [crisps]}
        taken = {booth: Taken([one.till for one in its]) for booth, its in booths.items()}
        assert taken["A1"].turnover == batik.ledger.net
        check_statements(at_desk, expo, taken, tmp_path)
        sign(at_desk, expo, taken)
        assert on_page(at_desk, "/audit", "Expo closed")
        for stand in stands:
            stand.till.close()


def at_nine(day: int) -> datetime:
    """Nine o'clock in Jakarta on a day of the expo."""
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(2), UTC)


def set_the_expo_up(person: OrganizerAtWork, server: LapakServer, folder: Path) -> str:
    """From the link on the terminal to an open expo with its booths; returns its path."""
    person.page.goto(server.first_link)
    person.fill("Name", "sri")
    person.fill("Password, 8 letters or digits at least", PASSWORD)
    person.fill("Password once more", PASSWORD)
    person.press("Create account")
    person.open("/expos/new")
    person.fill("Name of the expo", EXPO)
    person.fill("First day", FIRST_DAY.isoformat())
    person.fill("Last day", (FIRST_DAY + timedelta(days=2)).isoformat())
    person.fill("Turnover hoped for (Rp)", "25.000.000")
    person.press("Set the expo up")
    found = re.search(r"/expos/[^/]+", person.page.url)
    assert found
    expo = found[0]
    listed = folder / "stan.xlsx"
    listed.write_bytes(xlsx(BOOTHS))
    person.open(f"{expo}/booths/import")
    person.give("Spreadsheet (XLSX or CSV)", listed)
    person.press("Look at it")
    assert "Atlantis" in person.page.locator("main").inner_text()
    person.press("Take it in")
    person.open(f"{expo}/booths")
    assert [code for code in ("A1", "B2", "C3", "D4") if code in person.page.content()] == [
        *("A1", "B2", "C3")
    ]
    return expo


def agree_on_terms(person: OrganizerAtWork, expo: str) -> None:
    """Ten percent, 0.7 more of QRIS, which the organizer holds, electricity, and 11 % tax."""
    person.open(f"{expo}/terms/new")
    person.fill("Name of these terms", "Umum")
    page = person.page
    for row, (name, rate) in enumerate((("Bagi hasil", "10"), ("Biaya QRIS", "0,7"))):
        if row:
            page.locator(f"details:has(#share{row}name) > summary").first.click()
        page.fill(f"#share{row}name", name)
        page.fill(f"#share{row}rate0", rate)
    page.locator("details:has(> .pair #share1methods) > summary").click()
    page.select_option("#share1methods", "qris")
    page.fill("#charge0name", "Listrik")
    page.fill("#charge0amount", "150.000")
    page.fill("#tax", "11")
    page.check("input[name=organizer_holds][value=qris]")
    person.confirm()
    person.press("Store")
    assert "Umum" in page.locator("main").inner_text()


def join_stand(
    person: OrganizerAtWork,
    server: LapakServer,
    expo: str,
    booth: str,
    folder: Path,
    clock: Clock,
    number: int,
) -> Stand:
    """A till types address and code; its owner compares the fingerprint with the organizer's."""
    person.open(f"{expo}/registers")
    person.fill("Number of the booth", booth)
    person.press("Show the join code")
    if person.has("Code for one more till"):
        person.press("Code for one more till")
    code = person.page.locator(".join-code").inner_text()
    stand = Stand(folder, clock, Random(number))
    with pytest.raises(LapakError, match="certificate_unknown") as told:
        join_as_asked(stand.till, server.secure_url, code, SURE)
    shown = told.value.details["certificate"]
    assert in_groups(shown) == server.fingerprint
    assert server.fingerprint in person.page.locator("main").inner_text()
    join_as_asked(stand.till, f"{server.secure_url}#{shown}", code, SURE)
    set_up(stand)
    return stand


def quiet_day(stand: Stand, sales: int) -> None:
    """A few buyers, one of whom brings something back, and a Z in the evening."""
    stand.open_shift("Siti", FLOAT)
    for _ in range(sales):
        stand.clock.move(minutes=1)
        stand.sell()
    buyers.refund(stand)
    stand.close_shift()


def check_the_phone(person: OrganizerAtWork, expo: str, received: int) -> None:
    """The live page shows what came in so far."""
    person.open(expo)
    assert person.figure("Turnover received, all days") == format_rupiah(received)
    assert person.overflow() == 0


def bring_a_stick(person: OrganizerAtWork, expo: str, stand: Stand, stick: Path) -> None:
    """A booth without a network brings its data by hand."""
    stick.mkdir()
    StickBundles(stand.till).write(stick, lambda _done, _of: None, complete=True)
    person.open(f"{expo}/brought")
    person.page.set_input_files("input[name=files]", list(stick.glob("*.lapak")))
    person.press("Take the files in")


def close(person: OrganizerAtWork, expo: str) -> None:
    """Close with the figures that are there; one till of B2 still has something."""
    person.open(f"{expo}/close")
    person.confirm()
    person.press("Close with these figures")


def make_statements(person: OrganizerAtWork, expo: str) -> None:
    person.open(f"{expo}/settlement")
    person.press("Make statements where something is new")


def check_it_is_behind(person: OrganizerAtWork, expo: str) -> None:
    """What came in late is told at the booth that it changes, and nowhere else."""
    person.open(f"{expo}/settlement")
    behind = person.page.locator("ul.rows li", has=person.page.locator(".below.danger"))
    assert [row.locator("strong").first.inner_text() for row in behind.all()] == ["B2"]


def check_statements(
    person: OrganizerAtWork, expo: str, taken: dict[str, Taken], folder: Path
) -> None:
    """On the page and in the workbook stands what the journals say, to the rupiah."""
    person.open(f"{expo}/settlement")
    person.save("All statements (ZIP)", folder / "statements.zip")
    with zipfile.ZipFile(folder / "statements.zip") as files:
        workbooks = {
            booth: CalamineWorkbook.from_filelike(io.BytesIO(files.read(name)))
            for booth in taken
            for name in files.namelist()
            if name.endswith(".xlsx") and booth in name
        }
        assert len(files.namelist()) == 2 * len(taken)
    for booth, its in taken.items():
        lines, methods, days = (rows_of(workbooks[booth], sheet) for sheet in range(3))
        assert [amount for _, amount in days] == [its.days[day] for day in sorted(its.days)]
        named = {method_word(method, INDONESIAN): sum_ for method, sum_ in its.methods.items()}
        assert without_nothing(dict(methods)) == without_nothing(named)
        assert sum(amount for _, amount in lines) == owed_by(its)
        person.open(f"{expo}/booths/{booth}/statement")
        assert person.figure("Turnover") == format_rupiah(its.turnover)


def rows_of(workbook: CalamineWorkbook, sheet: int) -> list[tuple[Any, int]]:
    """The first and the last cell of the rows between heading and total, which they come to."""
    _, *rows, total = workbook.get_sheet_by_index(sheet).to_python()
    told = [(row[0], int(str(row[-1]).removesuffix(".0"))) for row in rows]
    assert sum(amount for _, amount in told) == total[-1]
    return told


def without_nothing(amounts: Mapping[Any, int]) -> dict[Any, int]:
    return {name: amount for name, amount in amounts.items() if amount}


def sign(person: OrganizerAtWork, expo: str, booths: Iterable[str]) -> None:
    """Both sides sign every statement; then each says so."""
    for booth in booths:
        person.open(f"{expo}/booths/{booth}/statement")
        person.fill("Signed for the organizer by", "Sri Rejeki")
        person.page.locator("form:has(#name-organizer) button").click()
        person.fill("Signed for the exhibitor by", "Pemilik")
        person.page.locator("form:has(#name-exhibitor) button").click()
    person.open(f"{expo}/settlement")
    revisions = {"A1": 1, "B2": 2, "C3": 1}
    told = INDONESIAN("Revision {n}, both signed")
    chips = person.page.locator("ul.rows li .state .chip").all_inner_texts()
    assert [one.strip() for one in chips] == [told.format(n=n) for n in revisions.values()]


def on_page(person: OrganizerAtWork, path: str, words: str) -> bool:
    person.open(path)
    return person.sees(words)
