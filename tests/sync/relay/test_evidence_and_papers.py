"""What shows a second history, Z reports' codes and closings: in the hall and at the centre."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from pos_app.domain.errors import LapakError
from sync.relay_wire import Evidence, ExpoTold
from sync.server.accounts.access import seat_of_register
from sync.server.figures import closings, z_reports
from sync.server.figures.totals import expo_totals
from sync.server.intake.receive import RefusalError
from sync.server.journals import evidence
from sync.server.office import Office
from sync.server.relays import agreeing, passing_on, relayed, shared_papers
from sync.server.store.rows import ForkRow
from tests.drivers.bad_network import GOOD, BadNetwork, Way
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.drivers.papers import close, paper_of
from tests.drivers.relays import at, central, relay_to


def told(office: Office, expo: str) -> ExpoTold:
    with office.database.read() as connection:
        return agreeing.told_of(connection, expo, -1)


def kept_evidence(office: Office) -> list[tuple[object, ...]]:
    columns = [each for each in ForkRow.__table__.c if each.name != "received_at"]
    with office.database.read() as connection:
        rows = connection.execute(select(*columns).order_by(ForkRow.seq, ForkRow.hash))
        return [tuple(row) for row in rows]


def booth_status(office: Office, hall: Fair) -> str:
    with office.database.read() as connection:
        return expo_totals(connection, hall.expo.id).booths[0].status


def forked(hall: Fair, sales: int = 4) -> PaperTill:
    """A till of which a copy sold other things after the first two sales."""
    till = hall.till(sales=2)
    copy = till.copied(seed=8)
    copy.sell(sales)
    till.sell(3)
    hall.push(till)
    with pytest.raises(RefusalError, match="fork"):
        hall.push(copy)
    return till


def test_both_sides_of_a_fork_are_at_the_centre(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    forked(hall, sales=300)
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        relay.round()
        assert kept_evidence(centre) == kept_evidence(hall.office)
        assert len(kept_evidence(centre)) > 200
        assert booth_status(centre, hall) == "forked"


def test_codes_and_closings_of_the_hall_are_at_the_centre_too(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    till, away = hall.till("A1", 1, sales=4), hall.till("B2", 2, sales=2)
    paper = paper_of(away, close(away))
    hall.push(till)
    z_reports.enter(hall.office, paper)
    first = closings.close_expo(hall.office.used_by("sri"), hall.expo.id)
    hall.push(away)
    closings.close_expo(hall.office.used_by("sri"), hall.expo.id)
    with central(centre_file) as up, at(centre_file) as centre:
        relay_to(up.url, hall, relay_key).round()
        assert told(centre, hall.expo.id) == told(hall.office, hall.expo.id)
        with centre.database.read() as connection:
            kept = closings.closings(connection, hall.expo.id)
            [code] = z_reports.declared(connection, hall.expo.id)
        assert [one.revision for one in kept] == [1, 2]
        assert kept[0] == first
        assert code.standing is z_reports.Standing.AGREES
        with pytest.raises(LapakError, match="expo_closed_elsewhere"):
            closings.close_expo(centre.used_by("pusat"), hall.expo.id)


def test_a_code_that_was_entered_at_the_centre_is_in_the_hall_too(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    till = hall.till(sales=2)
    paper = paper_of(till, close(till))
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        z_reports.enter(centre, paper)
        relay.round()
        assert told(hall.office, hall.expo.id).z_codes == told(centre, hall.expo.id).z_codes
    assert hall.booth().awaited_total == till.total


def test_a_hall_that_was_put_back_gets_its_closings_again_and_two_histories_are_told(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    hall.push(hall.till(sales=2))
    with central(centre_file) as up, at(centre_file) as centre:
        relay = relay_to(up.url, hall, relay_key)
        relay.round()
        with hall.office.database.read() as connection:
            before = shared_papers.papers_of(connection, expo, 0)
        assert before.closing is None
        closings.close_expo(hall.office.used_by("sri"), expo)
        relay.round()
        with hall.office.database.write() as connection:
            for table in ("closed_register", "closed_booth", "closing"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        relay.round()
        assert told(hall.office, expo) == told(centre, expo)
        with hall.office.database.write() as connection:
            connection.exec_driver_sql("UPDATE closed_booth SET total = total + 1")
        relay.round()
        assert told(hall.office, expo).closings != told(centre, expo).closings
    with hall.office.database.read() as connection:
        standing = passing_on.standing(connection)
    assert standing is not None
    assert standing.problem == "closing_differs"


def test_a_line_that_is_cut_anywhere_and_a_restart_leave_both_with_everything(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    expo = hall.expo.id
    till = forked(hall)
    z_reports.enter(hall.office, paper_of(till, close(till)))
    closings.close_expo(hall.office.used_by("sri"), expo)
    cuts = 0
    for cut in (1, 2, 3, 5, 8):
        way = Way(up=1_100 * cut)
        with central(centre_file) as up, BadNetwork(int(up.url.rsplit(":", 1)[1])) as network:
            network.turns_bad([GOOD, way])
            # A new relay and a new server each time: both were started again in the middle.
            relay_to(f"http://127.0.0.1:{network.port}", hall, relay_key).round()
            cuts += network.cut
    assert cuts >= 3
    with central(centre_file) as up, at(centre_file) as centre:
        relay_to(up.url, hall, relay_key).round()
        assert told(centre, expo) == told(hall.office, expo)
        assert kept_evidence(centre) == kept_evidence(hall.office)


def test_evidence_that_the_register_did_not_sign_is_not_kept(hall: Fair) -> None:
    till = forked(hall)
    office = hall.office
    with office.database.write() as connection:
        seat = seat_of_register(connection, hall.expo.id, till.register)
        assert seat is not None
        [whole] = evidence.portions(connection, hall.expo.id, till.register)
        connection.exec_driver_sql("DELETE FROM fork")
    first = whole.forks[0]
    for wrong in (
        msgspec.structs.replace(first, signature="00" * 64),
        msgspec.structs.replace(first, head_seq=first.head_seq + 1),
        msgspec.structs.replace(first, entry=b"{}"),
        msgspec.structs.replace(first, hash="zz"),
        msgspec.structs.replace(first, seq=2**60),
    ):
        with pytest.raises(LapakError, match="fork_evidence_wrong"):
            evidence.take(office, seat, Evidence((wrong,)))
    assert kept_evidence(office) == []
    evidence.take(office, seat, whole)
    assert len(kept_evidence(office)) == len(whole.forks)


def test_a_closing_that_the_journals_deny_is_not_kept(
    hall: Fair, centre_file: Path, relay_key: str
) -> None:
    hall.push(hall.till(sales=2))
    with central(centre_file) as up:
        relay_to(up.url, hall, relay_key).round()
    closings.close_expo(hall.office.used_by("sri"), hall.expo.id)
    with hall.office.database.read() as connection:
        papers = shared_papers.papers_of(connection, hall.expo.id, 0)
    assert papers.closing is not None
    [mark] = papers.closing.registers
    denied = msgspec.structs.replace(
        papers.closing, registers=(msgspec.structs.replace(mark, hash="11" * 32),)
    )
    with at(centre_file) as centre:
        token = relay_key.split(".", maxsplit=1)[0]
        with pytest.raises(LapakError, match="closing_differs"):
            relayed.exchange_papers(
                centre, token, hall.expo.id, msgspec.structs.replace(papers, closing=denied)
            )
        relayed.exchange_papers(centre, token, hall.expo.id, papers)
        assert told(centre, hall.expo.id) == told(hall.office, hall.expo.id)
