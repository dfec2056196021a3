"""Settling with every booth of an expo: statements made, and all of them in one ZIP."""

from pathlib import Path

from resources.translations import Catalog
from sync.server.fair import expos
from sync.server.office import Office, open_office
from sync.server.settlement import agreements
from sync.server.settlement.papers import papers_of, traced_by
from sync.server.settlement.statements import make_statements
from sync.server.settlement.statements_zip import statements_zip
from tests.bench.measure import Figure, Sizes, median, seconds
from tests.drivers.organizers import Fair, prepared
from tests.drivers.settlements import TERMS

_ROUNDS = 3
_SALES = 25


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`statements_made_s` and `statements_zip_s`, of an expo's booths with two tills each."""
    (work / "settling").mkdir(parents=True)
    office = open_office(str(prepared(work / "settling" / "organizer.db")))
    fair = _sold(office, sizes.settled)
    made = seconds(lambda: make_statements(office, fair.expo.id))
    sizes_of: list[int] = []
    rounds = min(_ROUNDS, sizes.starts)
    times = [seconds(lambda: sizes_of.append(_zip(office, fair))) for _ in range(rounds)]
    office.database.close()
    told = f"{sizes.settled} booths, {2 * _SALES} sales each"
    return (
        Figure("statements_made_s", made, told),
        Figure("statements_zip_s", median(times), f"{told}, {sizes_of[0] / 1e6:.1f} MB"),
    )


def _sold(office: Office, booths: int) -> Fair:
    fair = Fair(office)
    agreements.save_terms(office, fair.expo.id, TERMS)
    for number in range(3, booths + 1):
        expos.create_booth(office, fair.expo.id, f"C{number}", f"Stan Contoh {number}")
    with office.database.read() as connection:
        codes = [booth.code for booth in expos.booths_of(connection, fair.expo.id)]
    for seed, code in enumerate(codes * 2):
        fair.push(fair.till(code, seed, sales=_SALES))
    return fair


def _zip(office: Office, fair: Fair) -> int:
    """Make all of it, keeping nothing, as it is sent; returns its size in bytes."""
    with office.database.read() as connection:
        papers = papers_of(connection, fair.expo.id)
    traced = traced_by(office.database, fair.expo.id)
    return sum(map(len, statements_zip(papers, traced, Catalog("id"))))
