"""Every page of the organizer by name, on a fair where something happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from pos_app.domain.exhibitor import Cluster, Exhibitor
from sync.server.accounts import links, people, programs
from sync.server.accounts.rights import Right
from sync.server.app import app_for
from sync.server.fair import booth_codes, booth_lists, plans
from sync.server.fair.booth_lists import ToldBooth
from sync.server.fair.plans import PlanChange, SetUp
from sync.server.figures.closings import close_expo
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from sync.server.settlement import agreements, consent, corrections, own_terms, statements
from sync.server.settlement.consent import Side
from sync.server.settlement.terms import Charge, OwnTerms, Share, Step, Terms
from sync.server.webhooks import deliveries, hooks
from sync.server.webhooks.deliveries import Outcome
from sync.server.webhooks.delivering import Deliverer
from tests.drivers import facts
from tests.drivers.markets import Market
from tests.drivers.organizers import Fair, prepared
from tests.drivers.web.organizer import PASSWORD


class Gallery:
    """A fair on a running server, and where each of its pages is."""

    def __init__(self, fair: Fair, address: str, sale: str) -> None:
        self.fair = fair
        self.address = address
        expo = f"/expos/{fair.expo.id}"
        booth = f"{expo}/booths/A1"
        self.pages = {
            "expos": "/",
            "live": expo,
            "wall": f"{expo}/wall",
            "expo-new": "/expos/new",
            "plan": f"{expo}/plan",
            "booths": f"{expo}/booths",
            "booth-new": f"{expo}/booths/new",
            "booth-edit": f"{booth}/edit",
            "booths-import": f"{expo}/booths/import",
            "booth": booth,
            "booth-sales": f"{booth}/sales",
            "sale": f"{booth}/sales/{sale}",
            "details": f"{expo}/details",
            "offers": f"{expo}/offers",
            "registers": f"{expo}/registers",
            "codes": f"{expo}/codes",
            "code": f"{booth}/code",
            "code-used": f"{expo}/booths/B2/code",
            "brought": f"{expo}/brought",
            "close": f"{expo}/close",
            "link": f"{booth}/link",
            "settlement": f"{expo}/settlement",
            "terms": f"{expo}/terms",
            "terms-new": f"{expo}/terms/new",
            "statement": f"{booth}/statement",
            "own-terms": f"{booth}/own-terms",
            "statement-draft": f"{expo}/booths/B2/statement",
            "entries": f"{booth}/entries",
            "reports": f"{expo}/reports",
            "reports-product": f"{expo}/reports?report=product",
            "reports-growth": f"{expo}/reports?report=growth",
            "webhooks": f"{expo}/webhooks",
            "accounts": "/accounts",
            "audit": "/audit",
            "password": "/password",
            "nowhere": "/nowhere",
        }
        """Pages of somebody who is logged in; by name, in the order of a day's work."""
        self.open_pages = {"login": "/login", "link-ended": "/link/gone"}
        """Pages for whoever comes."""


@contextmanager
def running_gallery(folder: Path) -> Iterator[Gallery]:
    """A server with a fair on it, until the block ends."""
    office = open_office(str(prepared(folder / "organizer.db")))
    fair = Fair(office)
    sale = _live(fair)
    with RunningServer(app_for(office)) as server:
        yield Gallery(fair, server.url, sale)


def _live(fair: Fair) -> str:
    """Sales at two booths, one of them behind, a closing with a late entry, and people.

    Returns the id of a sale of which something came back.
    """
    _plan(fair)
    people.create_account(fair.office, "sri", PASSWORD)
    people.create_account(fair.office, "budi santoso", PASSWORD, "staff")
    people.add_person(fair.office, "wulan", "viewer")
    programs.create_api_token(fair.office, "laporan dinas", scopes=(Right.LOOK,))
    links.make_link(fair.office, fair.expo.id, fair.booths["B2"].id)
    _last_year(fair)
    booth_codes.code_for(fair.office, fair.expo.id, "A1")
    batik, coffee = fair.till("A1", 1, sales=24), fair.till("B2", 2, sales=9)
    batik.refund(batik.sales[3])
    facts.place_order(batik)
    facts.close_shift(batik, counted=285_000)
    fair.push(batik)
    fair.push(coffee, coffee.batch(upto=7))
    close_expo(fair.office.used_by("sri"), fair.expo.id)
    _settle(fair)
    held = batik.head.seq
    _hooks(fair)
    batik.sell(1)
    fair.push(batik, batik.batch(after=held))
    return batik.sales[3].id


def _plan(fair: Fair) -> None:
    """Where and what the expo is, and who stands in its booths."""
    plan = PlanChange("Ke-12", "Ungaran", "Alun-alun Bung Karno", 25_000_000)
    plans.change_plan(fair.office, fair.expo.id, plan)
    batik = ToldBooth(
        "A1", "Batik Polokarto", "CV Polokarto", "Bu Tini", "3311", Cluster.BATIK_FASHION
    )
    coffee = ToldBooth("B2", "Kopi Sirap Ungaran", "", "Pak Danu", "3322", Cluster.DRINK)
    booth_lists.put_booths(fair.office, fair.expo.id, [batik, coffee])


def _last_year(fair: Fair) -> None:
    """An earlier edition with one of the exhibitors, to grow against."""
    days = (date(2025, 11, 21), date(2025, 11, 23))
    asked = SetUp("Kabupaten Semarang Expo 2025", "Asia/Jakarta", 0, "2025", first_day=days[0])
    names = {"C1": Exhibitor("Kopi Sirap Ungaran"), "C2": Exhibitor("Jamu Bu Darmi")}
    last = Market(fair.office, names, msgspec.structs.replace(asked, last_day=days[1]))
    for seed, code in enumerate(names, 31):
        last.sold(code, 6, seed)


def _settle(fair: Fair) -> None:
    """Terms, a statement that one side signed, a dispute that ended, and a correction."""
    office, expo = fair.office.used_by("sri"), fair.expo.id
    tiers = (Step(0, 1_000), Step(2_000_000, 750))
    terms = Terms(
        "Umum",
        (Share("Bagi hasil", tiers), Share("Biaya QRIS", (Step(0, 70),), ("qris",))),
        minimum=250_000,
        charges=(Charge("Listrik", 150_000),),
        tax_bp=1_100,
        organizer_holds=("qris",),
    )
    agreements.save_terms(office, expo, terms)
    differs = OwnTerms(200_000, {"qris": 1_000_000, "card": 0})
    own_terms.save_own_terms(office, expo, "A1", differs, 0)
    corrections.correct(office, expo, "A1", -50_000, "Listrik padam hari pertama")
    statements.make_statements(office, expo, "A1")
    with fair.office.database.read() as connection:
        kept = statements.statement_of(connection, expo, "A1")
    consent.dispute(office, expo, "A1", kept.hash, "Satu retur belum dihitung")
    with fair.office.database.read() as connection:
        [raised] = consent.consent_of(connection, expo, kept).disputes
    consent.end_dispute(office, expo, raised.id, "Sudah termasuk, entri 28")
    consent.sign(office, expo, "A1", kept.hash, Side.ORGANIZER, "Sri Rejeki")


def _hooks(fair: Fair) -> None:
    """Two addresses that are told what happens; one of them answers, the other is paused."""
    office, expo = fair.office.used_by("sri"), fair.expo.id
    added = [
        hooks.add_hook(office, expo, url).hook
        for url in ("https://gudang.example/lapak/kabar", "https://192.168.1.9:8443/kas")
    ]
    outcomes = {added[0].id: Outcome(204, took_ms=80), added[1].id: Outcome(0, "refused")}
    for hook in added:
        deliveries.send_test(office, expo, hook.id)
    Deliverer(office, send=lambda one, _: outcomes[one.hook]).round()
    hooks.pause_hook(office, expo, added[1].id)
