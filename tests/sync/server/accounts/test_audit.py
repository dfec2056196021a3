"""The audit: in the change's own transaction, in a chain that shows what is missing."""

import pytest

from pos_app.domain.errors import LapakError
from sync.server.accounts import audit, people
from sync.server.fair import expos
from sync.server.office import Office
from tests.drivers.organizers import Fair


def acts(office: Office) -> list[tuple[int, str, str]]:
    with office.database.read() as connection:
        return [(act.seq, act.by, act.action) for act in audit.acts(connection)]


def broken(office: Office) -> int | None:
    with office.database.read() as connection:
        return audit.first_broken(connection)


def test_what_is_changed_stands_there_with_who_changed_it(office: Office) -> None:
    expo = expos.create_expo(office.used_by("sri"), "Pameran Ungaran")
    expos.create_booth(office.used_by("budi"), expo.id, "A1", "Batik")
    assert acts(office) == [(2, "budi", "booth.added"), (1, "sri", "expo.added")]
    assert broken(office) is None


def test_what_was_refused_is_not_told(fair: Fair) -> None:
    before = acts(fair.office)
    with pytest.raises(LapakError, match="booth_code_taken"):
        expos.create_booth(fair.office, fair.expo.id, "A1", "Batik")
    assert acts(fair.office) == before


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 1) WHERE seq = 3", 3),
        ("UPDATE audit SET seq = 9 WHERE seq = 1", 1),
    ],
)
def test_a_record_that_was_altered_or_taken_out_is_found(
    fair: Fair, damage: str, found: int
) -> None:
    assert broken(fair.office) is None
    with fair.office.database.write() as connection:
        connection.exec_driver_sql(damage)
    assert broken(fair.office) == found


def test_acts_are_read_a_page_at_a_time_and_by_expo(fair: Fair) -> None:
    other = expos.create_expo(fair.office, "Pameran Lain")
    with fair.office.database.read() as connection:
        mine = audit.acts(connection, fair.expo.id)
        page = audit.acts(connection, before=3, limit=1)
    assert [act.action for act in mine] == ["booth.added", "booth.added", "expo.added"]
    assert [act.seq for act in page] == [2]
    assert all(act.expo != other.id for act in mine)


def test_names_in_the_audit_are_kept_as_they_are(office: Office, quick_passwords: None) -> None:
    people.create_account(office, "siti nurhaliza", "rahasia-besar", "viewer")
    with office.database.read() as connection:
        act = audit.acts(connection)[0]
    assert (act.action, act.details) == (
        "account.added",
        {"account": "siti nurhaliza", "role": "viewer"},
    )
