"""`verify` finds the first thing that does not follow from the journal, and changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.journal import chain_hash
from pos_app.services.till import Till, Work
from pos_app.store.engine import APPLICATION_ID
from pos_app.store.verification import Verified, verify
from tests.drivers.damage import ask
from tests.drivers.tills import database_in, first_start, make_till, sell, selling_till

SALE = "01920000-0000-7000-8000-000000000000"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A database with a few sales that nobody has open."""
    with selling_till(tmp_path) as till:
        for names in (("Kopi",), ("Kopi", "Jamu"), ("Kain",), ("Keripik",)):
            sell(till, *names)
    return database_in(tmp_path)


def found_in(path: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(LapakError) as caught:
        verify(path)
    return caught.value.code, caught.value.details


def test_a_good_database_is_counted(closed: Path) -> None:
    assert verify(closed) == Verified(1, 7, 4, 18_000 + 26_000 + 78_000 + 12_500)


def test_a_new_till_without_a_booth_verifies(tmp_path: Path) -> None:
    first_start(tmp_path).close()
    assert verify(database_in(tmp_path)) == Verified(0, 0, 0, 0)


def test_verifying_changes_nothing(closed: Path) -> None:
    before = closed.read_bytes()
    verify(closed)
    assert closed.read_bytes() == before


def test_a_till_that_sells_can_be_verified_meanwhile(till: Till) -> None:
    sell(till)
    assert verify(till.path).sales == 1
    sell(till)
    assert verify(till.path).sales == 2


@pytest.mark.parametrize(
    ("damage", "seq", "reason"),
    [
        (
            (
                "UPDATE journal SET entry ="
                " CAST(replace(CAST(entry AS TEXT), '18000', '18001') AS BLOB)"
                " WHERE seq = 4"
            ),
            4,
            "hash",
        ),
        ("UPDATE journal SET entry = substr(entry, 2) WHERE seq = 5", 5, "unreadable"),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 6", 6, "hash"),
        ("DELETE FROM journal WHERE seq = 5", 6, "order"),
        ("DELETE FROM journal WHERE seq = 1", 2, "order"),
        ("DELETE FROM journal WHERE seq = 7", 7, "cut_off"),
        ("DELETE FROM journal WHERE seq > 4", 5, "cut_off"),
        ("DELETE FROM journal", 1, "cut_off"),
        (
            "UPDATE journal SET entry = (SELECT entry FROM journal WHERE seq = 4) WHERE seq = 5",
            5,
            "order",
        ),
        ("UPDATE journal SET register_id = 'stranger' WHERE seq = 7", 7, "register"),
    ],
    ids=[
        "changed",
        "unreadable",
        "hash",
        "deleted",
        "beheaded",
        "last",
        "tail",
        "all",
        "repeated",
        "moved",
    ],
)
def test_a_journal_that_was_touched_is_told_with_its_place(
    closed: Path, damage: str, seq: int, reason: str
) -> None:
    ask(closed, damage)
    code, details = found_in(closed)
    assert code == "chain_broken"
    assert details["seq"] == seq
    assert reason in str(details["reason"])


def test_a_journal_that_was_written_anew_with_its_hashes_is_told(closed: Path) -> None:
    [(before,)] = ask(closed, "SELECT hash FROM journal WHERE seq = 6")
    [(last,)] = ask(closed, "SELECT entry FROM journal WHERE seq = 7")
    forged = last.replace(b"12500", b"12000")
    assert forged != last
    digest = chain_hash(before, forged)
    ask(closed, "UPDATE journal SET entry = ?, hash = ? WHERE seq = 7", forged, digest)
    assert found_in(closed) == ("chain_broken", {"seq": 7, "reason": "head_differs"})


@pytest.mark.parametrize(
    ("damage", "table"),
    [
        ("UPDATE sale SET total = total + 500, subtotal = subtotal + 500 WHERE seq = 5", "sale"),
        ("DELETE FROM sale WHERE seq = 7", "sale"),
        ("UPDATE sale_line SET name = 'Kopi Luwak' WHERE number = 2", "sale_line"),
        ("UPDATE sale_tender SET method = 'qris'", "sale_tender"),
        ("DELETE FROM product WHERE name LIKE 'Jamu%'", "product"),
        (
            (
                "INSERT INTO product SELECT 99, 'extra', name, sort_name, price, category, unit,"
                " brand, '', active, shown, variant_of, options, parts, tracked, low_milli,"
                " variants, from_price, to_price FROM product LIMIT 1"
            ),
            "product",
        ),
        ("INSERT INTO product_barcode VALUES ('1', 'nobody')", "product_barcode"),
        ("UPDATE shift_cashier SET turnover = turnover - 1", "shift_cashier"),
        ("UPDATE shift_taken SET tendered = tendered + 1", "shift_taken"),
        ("UPDATE register SET receipts = 0", "register"),
    ],
)
def test_a_row_that_does_not_follow_from_the_journal_is_told_with_its_table(
    closed: Path, damage: str, table: str
) -> None:
    ask(closed, damage)
    code, details = found_in(closed)
    assert (code, details["table"]) == ("projection_differs", table)


@pytest.mark.parametrize("column", ["at", "kind"])
def test_a_column_beside_an_entry_that_says_something_else_is_told(
    closed: Path, column: str
) -> None:
    ask(closed, f"UPDATE journal SET {column} = '2020-01-01T00:00:00.000000Z' WHERE seq = 4")
    code, details = found_in(closed)
    assert (code, details["table"]) == ("projection_differs", "journal")


def test_products_that_cannot_be_found_any_more_are_told(closed: Path) -> None:
    ask(closed, "DELETE FROM product_trigram WHERE rowid = 1")
    code, details = found_in(closed)
    assert (code, details["table"]) == ("projection_differs", "product_trigram")


def test_a_changed_byte_in_any_entry_is_found(closed: Path) -> None:
    def flips() -> Iterator[tuple[int, int]]:
        for seq, size in ask(closed, "SELECT seq, length(entry) FROM journal"):
            yield from ((seq, place) for place in range(1, size + 1, 211))

    original = dict(ask(closed, "SELECT seq, entry FROM journal"))
    for seq, place in flips():
        data = bytearray(original[seq])
        data[place - 1] ^= 1
        ask(closed, "UPDATE journal SET entry = ? WHERE seq = ?", bytes(data), seq)
        code, details = found_in(closed)
        assert (code, details["seq"]) == ("chain_broken", seq)
        ask(closed, "UPDATE journal SET entry = ? WHERE seq = ?", original[seq], seq)
    assert verify(closed).sales == 4


def test_there_is_nothing_to_verify_without_a_database(tmp_path: Path) -> None:
    assert found_in(tmp_path / "lapak.db")[0] == "database_missing"
    (tmp_path / "lapak.db").touch()
    assert found_in(tmp_path / "lapak.db")[0] == "database_missing"


def test_a_database_of_a_newer_lapak_is_said_to_be_one_as_at_opening(closed: Path) -> None:
    ask(closed, "UPDATE alembic_version SET version_num = '9999'")
    assert found_in(closed) == ("database_newer", {"path": str(closed)})


def test_a_database_that_was_never_brought_up_to_date_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "lapak.db"
    ask(path, f"PRAGMA application_id = {APPLICATION_ID}")
    assert found_in(path)[0] == "database_other_version"


@pytest.mark.parametrize("table", ["journal", "sale", "product_trigram", "register"])
def test_a_table_that_is_gone_is_damage(closed: Path, table: str) -> None:
    ask(closed, f"DROP TABLE {table}")
    code, details = found_in(closed)
    assert (code, details["path"]) == ("database_damaged", str(closed))


def test_a_page_that_rotted_is_told_as_damage(closed: Path) -> None:
    page = ask(closed, "SELECT rootpage FROM sqlite_master WHERE name = 'journal'")[0][0]
    with closed.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert found_in(closed)[0] == "database_damaged"


def test_the_end_of_the_chain_is_checked_at_each_start(tmp_path: Path, closed: Path) -> None:
    for damage in (
        "UPDATE journal SET hash = zeroblob(32) WHERE seq = 6",
        "UPDATE journal SET entry = x'00' WHERE seq = 7",
        "DELETE FROM journal WHERE seq = 5",
        "DELETE FROM journal WHERE seq > 5",
        "DELETE FROM journal",
    ):
        whole = closed.read_bytes()
        ask(closed, damage)
        with pytest.raises(LapakError) as caught:
            make_till(tmp_path)
        assert caught.value.code == "chain_broken", damage
        closed.write_bytes(whole)
    make_till(tmp_path).close()


def test_a_sale_that_was_put_in_beside_the_journal_is_found(till: Till) -> None:
    sell(till)

    def forge(work: Work) -> None:
        work.db.exec_driver_sql(
            "INSERT INTO sale SELECT NULL, ?, register_id, seq, 'A12-K1-000009', shift_id, cashier,"
            " at, business_date, subtotal, discount, service, tax, tax_included, rounding, total,"
            " change, state FROM sale",
            (SALE,),
        )

    till.write(forge).result()
    code, details = found_in(till.path)
    assert (code, details) == ("projection_differs", {"table": "sale", "row": "2"})
