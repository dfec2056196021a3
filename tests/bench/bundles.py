"""A bundle of a long journal: written and read back by a till, verified, taken in by a server."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, update

from pos_app.domain import journal
from pos_app.domain.kinds import body_of
from pos_app.domain.moments import stamp
from pos_app.services.till import Till, Work
from pos_app.store import registers, sync_links
from pos_app.store.sync_links import SyncLink
from pos_app.store.tables.journal import JOURNAL, REGISTER
from pos_app.store.written import Written
from sync.bundle import chains, reading
from sync.client.bundles import StickBundles
from sync.server.fair import joining
from sync.server.intake.bundles import import_bundle
from sync.server.office import Office, open_office
from tests.bench.measure import Figure, Sizes, median, ms, seconds
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair, prepared
from tests.drivers.tills import make_till

_ROUNDS = 3


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`bundle_written_per_s`, `bundle_verified_per_s`, `bundle_imported_per_s`, bytes a sale."""
    folder = work / "bundles"
    (folder / "stick").mkdir(parents=True)
    office = open_office(str(prepared(folder / "organizer.db")))
    till = make_till(folder)
    paper = _joined(Fair(office), till, sizes.bundled)
    till.write(_fill, paper, office).result()
    times = [seconds(lambda: _write(till, folder)) for _ in range(_ROUNDS)]
    [path] = (folder / "stick").iterdir()
    checked = [seconds(lambda: _verify(path, office)) for _ in range(_ROUNDS)]
    taken = seconds(lambda: _import(path, office))
    entries, size = len(paper.entries), path.stat().st_size
    till.close()
    office.database.close()
    return (
        _figure("bundle_written_per_s", entries, median(times)),
        _figure("bundle_verified_per_s", entries, median(checked)),
        _figure("bundle_imported_per_s", entries, taken),
        Figure("bundle_bytes_a_sale", size / len(paper.sales), f"{size} bytes"),
    )


def _figure(key: str, entries: int, took: float) -> Figure:
    return Figure(key, entries / took, f"{entries} entries in {ms(took)}")


def _joined(fair: Fair, till: Till, sales: int) -> PaperTill:
    """A long journal under the key of a till's machine, of a register that the fair knows."""
    paper = PaperTill()
    paper.key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(till.install.private_key))
    paper.joined(joining.join(fair.office, paper.join_request(fair.join_code()), "10.0.0.1"))
    paper.open()
    paper.sell(sales)
    return paper


def _fill(work: Work, paper: PaperTill, office: Office) -> None:
    """Put a journal into a till's database as if it had been sold there."""
    rows = [
        {
            "register_id": paper.register,
            "seq": seq,
            "at": stamp(paper.now),
            "kind": "-",
            "entry": data,
            "hash": digest,
        }
        for seq, (data, digest) in enumerate(zip(paper.entries, paper.hashes[1:], strict=True), 1)
    ]
    work.db.execute(insert(JOURNAL), rows)
    first = journal.decode(paper.entries[0])
    opened = Written(paper.register, 1, paper.hashes[1], first.at)
    registers.opened(work.db, opened, body_of(first))
    work.db.execute(update(REGISTER).values(seq=paper.head.seq, hash=paper.head.hash))
    identity = office.identity
    link = SyncLink(paper.register, "", "t", identity.server_id, identity.public_key)
    sync_links.save(work.db, link)


def _write(till: Till, folder: Path) -> None:
    for old in (folder / "stick").iterdir():
        old.unlink()
    StickBundles(till).write(folder / "stick", lambda _done, _of: None, complete=True)


def _verify(path: Path, office: Office) -> None:
    with path.open("rb") as file:
        whole = reading.read_whole(file)
        key = reading.server_key(whole, office.identity.private_key.private_bytes_raw())
        for _ in chains.stretches(file, whole, key):
            pass


def _import(path: Path, office: Office) -> None:
    with path.open("rb") as file:
        imported = import_bundle(office, file, path.name)
    assert imported.parts[0].held == imported.parts[0].declared
