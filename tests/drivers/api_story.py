"""Every operation of the API once, on a small fair whose every byte is the same each time.

`python -m tests.drivers.api_story` writes the examples of the API's description from it.
"""

import hashlib
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from litestar.testing import TestClient

import resources
from sync import relay_wire, wire
from sync.server.accounts import programs
from sync.server.app import app_for
from sync.server.office import Office, open_office
from sync.server.relays import agreeing, relayed
from sync.server.webhooks.deliveries import Outcome
from sync.server.webhooks.delivering import Deliverer
from tests.drivers.bundles import bundle_of
from tests.drivers.facts import place_order
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Clock, prepared
from tests.drivers.papers import close, paper_of

FILE = resources.path("samples", "api_examples.json")
_PUSHED = {"Content-Encoding": "zstd"}


class Story:
    """Asks, and keeps of each operation what was sent first and what came back."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.examples: dict[str, dict[str, Any]] = {}
        self.names: dict[str, str] = {"booth": "A1"}
        self._client = TestClient(app_for(office), base_url="http://192.168.1.10:8080")
        self.token = programs.create_api_token(office, "laporan")

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str | None = None,
        query: str = "",
        **told: Any,
    ) -> Any:
        """Ask for what must succeed; returns what came back."""
        bearer = self.token if token is None else token
        headers = {"Authorization": f"Bearer {bearer}", **told.pop("headers", {})}
        where = path.format(**self.names) + query
        sent = {"json": body} if body is not None else told
        answer = self._client.request(method, where, headers=headers, **sent)
        assert answer.is_success, (method, path, answer.text)
        kept: dict[str, Any] = {}
        if body is not None:
            kept["request"] = msgspec.json.decode(msgspec.json.encode(body))
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        if answer.content and (is_json or answer.headers["content-type"].startswith("text/")):
            kept["answer"] = answer.json() if is_json else answer.text[:400]
        self.examples.setdefault(f"{method} {path}", kept)
        return kept.get("answer")


def tell(office: Office) -> Story:
    """Tell all of it; the office is closed then."""
    story = Story(office)
    _set_up(story)
    till = _sell(story)
    _look(story, till)
    _settle(story)
    _tell_programs(story)
    _pass_on(story)
    _end(story)
    office.database.close()
    return story


def fixed_office(database: Path, clock: Clock) -> Office:
    """An office of which chance is no part; nobody may be let in there."""
    return open_office(str(prepared(database)), clock=clock, new_id=_ids(), new_secret=_secrets())


def _set_up(story: Story) -> None:
    asked = {
        "name": "Kabupaten Semarang Expo 2026",
        "edition": "XII",
        "city": "Ungaran",
        "venue": "Alun-alun Bung Karno",
        "target": 2_500_000_000,
        "first_day": "2026-11-21",
        "last_day": "2026-11-21",
        "is_draft": True,
    }
    story.names["expo"] = story.ask("POST", "/api/v1/expos", asked)["id"]
    expo = "/api/v1/expos/{expo}"
    story.ask("GET", "/api/v1/expos")
    story.ask("GET", expo)
    story.ask("PATCH", f"{expo}/plan", {"venue": "Alun-alun Bung Karno, sisi timur"})
    story.ask("PUT", f"{expo}/status", {"status": "open"})
    change = {"announcement": "Pameran tutup pukul 21.00.", "header": ["Expo Semarang 2026"]}
    story.ask("PATCH", f"{expo}/details", change)
    story.ask("GET", f"{expo}/details")
    halal = {"kind": "halal", "number": "ID33110001234560123", "until": "2027-05-01"}
    batik = {"code": "A1", "name": "Batik Polokarto", "business": "CV Polokarto"}
    where = {"owner": "Bu Tini", "regency": "3311", "cluster": "batik_fashion"}
    story.ask("POST", f"{expo}/booths", {**batik, **where})
    rows = [
        {"code": "B2", "business": "Kopi Sirap Ungaran", "cluster": "drink"},
        {"code": "C3", "business": "Jamu Bu Darmi", "cluster": "herbal", "line": 7},
    ]
    story.ask("PUT", f"{expo}/booths", {"booths": rows})
    story.ask("GET", f"{expo}/booths")
    booth = f"{expo}/booths/{{booth}}"
    story.ask("PATCH", booth, {"owner": "Bu Tini Lestari", "certificates": [halal]})
    story.ask("GET", booth)
    offer = {"name": "Tumbler Pameran 500 ml", "price": 45_000, "barcode": "8990001234565"}
    story.ask("POST", f"{expo}/offers", {"offers": [offer]})
    story.names["offer"] = story.ask("GET", f"{expo}/offers")[0]["offer"]["id"]


def _sell(story: Story) -> PaperTill:
    """Two tills of one booth: one sells over the network, the other one's bundle is brought."""
    till, other = _joined(story, 7), _joined(story, 11)
    codes = "/api/v1/expos/{expo}/join-codes"
    story.ask("POST", codes, {"booths": ["A1"]})
    story.ask("POST", "/api/v1/expos/{expo}/booths/{booth}/join-codes/anew")
    story.ask("GET", codes)
    story.ask("POST", "/api/v1/expos/{expo}/join-sheets", {"booths": ["A1"]})
    story.names |= {"register": till.register, "sibling": other.register}
    till.sell(3)
    till.refund(till.sales[0])
    place_order(till)
    closed = close(till)
    story.names["sale"] = till.sales[1].id
    batch = wire.compress(till.batch())
    story.ask("POST", wire.JOURNAL_PATH, token=till.token, content=batch, headers=_PUSHED)
    mark = story.ask("GET", wire.WATERMARK_PATH, token=till.token)
    shown = {name: mark[name] for name in ("generation", "acked_seq", "acked_hash", "receipt")}
    story.ask("POST", wire.RECEIPT_PATH, shown, token=till.token)
    story.ask("GET", wire.NEWS_PATH, token=till.token)
    story.ask("GET", wire.SIBLINGS_PATH, token=till.token)
    other.sell(1)
    batch = wire.compress(other.batch())
    path = wire.JOURNAL_PATH.replace("{register}", "{sibling}")
    story.ask("POST", path, token=other.token, content=batch, headers=_PUSHED)
    del story.examples[f"POST {path}"]
    story.ask("GET", wire.SIBLING_JOURNAL_PATH, token=till.token, query="?after=0")
    again = PaperTill(13)
    request = msgspec.to_builtins(again.join_request("K9"))
    story.ask("POST", wire.CONTINUE_PATH, request, token=till.token)
    story.ask("POST", "/api/v1/z-codes", {"code": paper_of(till, closed)})
    story.ask("POST", "/api/v1/bundles", content=bundle_of(other, identity=story.office.identity))
    return till


def _joined(story: Story, seed: int) -> PaperTill:
    till = PaperTill(seed)
    code = story.ask("POST", "/api/v1/expos/{expo}/booths/{booth}/join-codes")["code"]
    request = msgspec.to_builtins(till.join_request(code))
    grant = story.ask("POST", wire.JOIN_PATH, request, token="")
    till.joined(msgspec.convert(grant, type=wire.JoinGrant))
    till.open()
    return till


def _look(story: Story, till: PaperTill) -> None:
    expo, booth = "/api/v1/expos/{expo}", "/api/v1/expos/{expo}/booths/{booth}"
    parts = ("totals", "live", "registers", "z-reports")
    for path in (*(f"{expo}/{part}" for part in parts), f"{booth}/figures", "/api/v1/audit"):
        story.ask("GET", path)
    story.ask("GET", f"{booth}/sales", query=f"?register={till.register}")
    story.ask("GET", f"{booth}/sales/{{sale}}")
    story.ask("GET", f"{booth}/numbered-sales", query="?number=K1-1")
    story.names["report"] = "day"
    story.ask("GET", f"{expo}/reports/{{report}}", query="?lang=en")
    story.ask("GET", f"{expo}/lines")
    story.ask("POST", f"{expo}/buyers", {"reason": "Pesanan belum diambil", "of": "orders"})
    story.ask("GET", wire.PRESENCE_PATH, query=f"?challenge={'5a' * 16}")
    for path in ("/health", "/ready", "/metrics"):
        story.ask("GET", path)
    story.names["booth"] = "C3"
    story.ask("DELETE", booth)
    story.names["booth"] = "A1"


def _settle(story: Story) -> None:
    expo, booth = "/api/v1/expos/{expo}", "/api/v1/expos/{expo}/booths/{booth}"
    share = {"name": "Bagi hasil", "steps": [{"above": 0, "rate_bp": 1000}]}
    terms = {"name": "Umum", "shares": [share], "organizer_holds": ["qris"]}
    made = story.ask("POST", f"{expo}/terms", {"terms": terms})
    story.names["terms"] = made["id"]
    change = {"terms": {**terms, "minimum": 100_000}, "version": made["version"]}
    story.ask("PUT", f"{expo}/terms/{{terms}}", change)
    story.ask(
        "PUT", f"{expo}/agreements", {"scope": "cluster", "subject": "drink", "terms": made["id"]}
    )
    story.ask("GET", f"{expo}/terms")
    own = {"terms": {"deposit": 500_000, "received": {"qris": 0}}}
    story.ask("PUT", f"{booth}/own-terms", own)
    story.ask("GET", f"{booth}/own-terms")
    story.ask("POST", f"{expo}/statements")
    story.names["revision"] = "1"
    correction = story.ask(
        "POST", f"{booth}/corrections", {"amount": -25_000, "reason": "Listrik padam"}
    )
    story.names["correction"] = correction["id"]
    told = story.ask("POST", f"{booth}/statements")
    against = {"hash": told["hash"], "reason": "Retur belum dihitung"}
    disputed = story.ask("POST", f"{booth}/statements/disputes", against)
    story.names["dispute"] = disputed["disputes"][0]["id"]
    story.ask("POST", f"{expo}/disputes/{{dispute}}/end", {"answer": "Sudah dihitung"})
    signed = {"hash": told["hash"], "side": "exhibitor", "name": "Bu Tini"}
    story.ask("POST", f"{booth}/statements/signatures", signed)
    for path in (f"{expo}/statements", f"{booth}/statements"):
        story.ask("GET", path)
    story.ask("GET", f"{booth}/statements/{{revision}}/entries")
    story.ask("POST", f"{expo}/corrections/{{correction}}/withdraw")
    for method in ("POST", "GET"):
        story.ask(method, f"{expo}/closings")


def _tell_programs(story: Story) -> None:
    hooks = "/api/v1/expos/{expo}/webhooks"
    hook, delivery = f"{hooks}/{{hook}}", f"{hooks}/{{hook}}/deliveries/{{event}}"
    asked = {"url": "https://gudang.example/lapak", "kinds": ["shift.closed", "booth.finished"]}
    story.names["hook"] = story.ask("POST", hooks, asked)["hook"]["id"]
    story.ask("GET", hooks)
    story.names["event"] = story.ask("POST", f"{hook}/test")["event"]
    Deliverer(story.office, lambda *_: Outcome(500, took_ms=48), lambda: 0.0).round()
    story.ask("GET", f"{hook}/deliveries")
    story.ask("GET", delivery)
    story.ask("POST", f"{delivery}/send")
    story.ask("PATCH", hook, {"paused": True})
    story.ask("POST", f"{hook}/secret")


def _pass_on(story: Story) -> None:
    """A hall's server that tells of an expo of its own."""
    token = relayed.create_relay_key(story.office, "aula").split(".")[0]
    till = PaperTill(17)
    till.open()
    till.sell(1)
    request = till.join_request("")
    known = (request.register, "K1", request.public_key, request.install_id, request.version)
    own = wire.RelayedRegister(till.expo, till.booth, *known)
    before = dict(story.names)
    story.names |= {"expo": till.expo.id, "register": till.register}
    story.ask("POST", wire.RELAY_PATH, msgspec.to_builtins(own), token=token)
    batch = wire.compress(till.batch())
    story.ask("POST", wire.RELAY_JOURNAL_PATH, token=token, content=batch, headers=_PUSHED)
    with story.office.database.read() as connection:
        told = agreeing.told_of(connection, till.expo.id, 0)
    story.ask("POST", relay_wire.RELAY_EXPO_PATH, msgspec.to_builtins(told), token=token)
    papers = {"z_codes": [], "closings_held": 0, "closing": None}
    story.ask("POST", relay_wire.RELAY_PAPERS_PATH, papers, token=token)
    story.ask("POST", relay_wire.RELAY_FORKS_PATH, {"forks": []}, token=token)
    story.names = before


def _end(story: Story) -> None:
    """What takes something away, as long as something is there to take."""
    expo = "/api/v1/expos/{expo}"
    story.ask("DELETE", f"{expo}/webhooks/{{hook}}")
    story.ask("DELETE", f"{expo}/offers/{{offer}}")
    story.ask("POST", f"{expo}/registers/{{register}}/revoke", {"reason": "Laptop dicuri"})


def _ids() -> Callable[[], str]:
    counted = itertools.count(1)
    return lambda: f"00000000-0000-4000-8000-{next(counted):012d}"


def _secrets() -> Callable[[], bytes]:
    counted = itertools.count(1)
    return lambda: hashlib.sha256(f"contoh {next(counted)}".encode()).digest()


def main() -> None:
    """Write the examples."""
    with tempfile.TemporaryDirectory() as folder:
        story = tell(fixed_office(Path(folder) / "organizer.db", Clock()))
    written = msgspec.json.format(msgspec.json.encode(story.examples), indent=1)
    FILE.write_bytes(written + b"\n")


if __name__ == "__main__":
    main()
