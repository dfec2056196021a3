"""Booths that are settled with: terms, statements, and what stands on their papers."""

import io

import pypdf

from sync.server.settlement import agreements, statements
from sync.server.settlement.papers import StatementPaper, paper_of, traced_by
from sync.server.settlement.statements import KeptStatement, Made
from sync.server.settlement.terms import Charge, Share, Step, Terms
from sync.server.settlement.tracing import Trace
from tests.drivers.organizers import Fair

TERMS = Terms(
    "Kuliner 2026",
    shares=(Share("Bagi hasil", (Step(0, 1_000), Step(1_000_000, 750))),),
    minimum=100_000,
    charges=(Charge("Sewa stan", 250_000), Charge("Listrik", 75_000)),
    deposit=150_000,
    tax_bp=1_100,
    organizer_holds=("qris",),
)


def settle(fair: Fair, terms: Terms = TERMS) -> Made:
    """Agree on terms where there are none, and make every booth's statement."""
    with fair.office.database.read() as connection:
        known = agreements.agreements(connection, fair.expo.id).kept
    if not known:
        agreements.save_terms(fair.office, fair.expo.id, terms)
    return statements.make_statements(fair.office.used_by("sri"), fair.expo.id)


def kept(fair: Fair, booth: str = "A1", revision: int = 0) -> KeptStatement:
    with fair.office.database.read() as connection:
        return statements.statement_of(connection, fair.expo.id, booth, revision)


def paper(fair: Fair, booth: str = "A1", revision: int = 0) -> StatementPaper:
    with fair.office.database.read() as connection:
        found = statements.statement_of(connection, fair.expo.id, booth, revision)
        return paper_of(connection, fair.expo.id, found)


def traced(fair: Fair, shown: StatementPaper) -> Trace:
    return traced_by(fair.office.database, fair.expo.id)(shown)


def pages_of(pdf: bytes) -> list[str]:
    """The text on each page of a PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
