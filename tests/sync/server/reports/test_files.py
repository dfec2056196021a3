"""Reports as workbooks and CSV, read back by another library than the one that wrote them."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import Exhibitor
from pos_app.domain.order import OrderStatus
from resources.translations import Catalog
from sync.server.office import Office
from sync.server.reports.exports import Export, exported, spooled
from sync.server.reports.files import csv_of, write_workbook
from sync.server.reports.reports import Asked, Report, table_of
from sync.server.reports.rollups import ALWAYS, Span
from sync.server.reports.situation import situation_of
from sync.server.reports.table import Kind, Table
from tests.drivers.facts import change_order, pay_order, place_order
from tests.drivers.markets import Market, random_market, takings
from tests.drivers.organizers import EVENING, Fair

TR = Catalog("en")
EVIL = ("=1+1", "+62", "-cmd", "@SUM(A1)", "＝HYPERLINK", "\t=1")


def tables(fair: Fair) -> list[Table]:
    with fair.office.database.read() as connection:
        return [table_of(connection, Asked(fair.expo.id, one), TR) for one in Report]


def workbook(fair: Fair) -> bytes:
    file = io.BytesIO()
    with fair.office.database.read() as connection:
        situation = situation_of(connection, fair.expo.id, EVENING)
    write_workbook(file, tables(fair), situation, ALWAYS, TR)
    return file.getvalue()


def export_of(fair: Fair, **asked: Any) -> bytes:
    return b"".join(exported(fair.office.database, Export(fair.expo.id, **asked), TR))


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def parts(data: bytes, beginning: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [packed.read(one).decode() for one in packed.namelist() if one.startswith(beginning)]


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_every_sheet_has_its_table_and_sums_that_are_right(sqlite_fair: Fair, seed: int) -> None:
    market, tills = random_market(sqlite_fair.office, seed)
    found = sheets(workbook(market))
    for table in tables(market):
        head, *rows, last = found[table.name]
        assert head == [column.heading for column in table.columns]
        assert len(rows) == len(table.rows)
        for place, column in enumerate(table.columns):
            if column.is_summed:
                assert last[place] == table.total[place] == sum(row[place] or 0 for row in rows)
            if column.kind is Kind.RATE:
                told = [row[place] for row in table.rows]
                assert [row[place] for row in rows] == [
                    "" if one is None else pytest.approx(int(str(one)) / 10_000) for one in told
                ]
    turnover = dict(row[:2] for row in found["About"])["Turnover of all days"]
    assert turnover == takings(tills)


def test_sums_are_formulas_and_headings_stay_in_sight(sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=3))
    written = parts(workbook(sqlite_fair), "xl/worksheets/sheet")
    assert len(written) == len(Report) + 1
    for sheet in written[:-1]:
        formulas = re.findall(r"<f>(.*?)</f>", sheet)
        assert formulas
        assert all(re.fullmatch(r"SUM\(([A-Z])2:\1\d+\)", one) for one in formulas)
        assert 'state="frozen"' in sheet
        assert "<autoFilter" in sheet


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_formula_is_none(sqlite_fair: Fair, text: str) -> None:
    market = Market(sqlite_fair.office, {"A1": Exhibitor(text, text, "3322")})
    market.sold("A1", 2, 1)
    data = workbook(market)
    assert sheets(data)["By booth"][1][2:4] == [text, text]
    assert 'quotePrefix="1"' in parts(data, "xl/styles.xml")[0]
    [table] = [one for one in tables(market) if one.name == "By owner"]
    told = lines(b"".join(csv_of(table.columns, table.rows)))
    assert told[1][0] == f"'{text}"


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_all_lines_together_are_the_turnover(office: Office, seed: int) -> None:
    market, tills = random_market(office, seed)
    head, *rows = lines(export_of(market, ending="csv"))
    turnover = [int(row[head.index("Turnover")]) for row in rows]
    assert sum(turnover) == takings(tills)
    found = sheets(export_of(market))["Sale lines"]
    assert found[0] == head
    assert len(found) == len(rows) + 2
    assert found[-1][head.index("Turnover")] == takings(tills)
    assert {row[head.index("Receipt No.")] for row in rows} == {
        getattr(one, "number", "") or one.receipt_number
        for till in tills
        for one in (*till.sales, *till.returns)
    }


def test_a_line_says_when_where_what_and_how_much(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    [sale] = till.sales
    sqlite_fair.push(till)
    head, first, *_ = sheets(export_of(sqlite_fair))["Sale lines"]
    told = dict(zip(head, first, strict=True))
    line = sale.lines[0]
    assert told["Day"] == date(2026, 11, 21)
    assert told["Time"] == datetime.fromisoformat(sale.at.isoformat()[:19]).replace(
        hour=sale.at.hour + 7, tzinfo=None
    )
    assert (told["No."], told["Till"], told["Receipt No."]) == ("A1", "K1", sale.receipt_number)
    assert (told["Product"], told["Quantity"]) == (line.name, line.qty_milli / 1000)
    assert (told["Unit price"], told["Turnover"]) == (line.unit_price, line.total)
    assert told["Kind"] == "Sale"


def test_only_the_days_that_are_asked_for_are_exported(sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=4))
    for span, count in ((Span(last=date(2026, 11, 20)), 0), (Span(date(2026, 11, 21)), 4)):
        _, *rows = lines(export_of(sqlite_fair, span=span, ending="csv"))
        assert len({row[1] for row in rows}) == count


def test_orders_are_told_apart_and_cancelled_ones_come_to_nothing(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=1)
    first = place_order(till, "order-1", 5_000_000)
    pay_order(till, first, 1_000_000)
    change_order(till, place_order(till, "order-2", 700_000), status=OrderStatus.CANCELLED)
    sqlite_fair.push(till)
    found = sheets(export_of(sqlite_fair))
    assert found["Sale lines"][-1][16] == till.total
    head, *rows, last = found["Orders"]
    value, paid = head.index("Value, no turnover"), head.index("Paid so far")
    assert sorted(str(row[value]) for row in rows) == ["", "5000000.0"]
    assert (last[value], last[paid]) == (5_000_000, 1_000_000)


def test_who_bought_is_told_only_where_it_is_asked_for(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=6)
    place_order(till)
    sqlite_fair.push(till)
    plain = export_of(sqlite_fair)
    assert "Bu Rahasia" not in "".join(parts(plain, "xl/worksheets"))
    assert "reference" not in str(sheets(plain)["Sale lines"][0])
    told = sheets(export_of(sqlite_fair, has_personal=True))
    assert told["Orders"][1][8:10] == ["Bu Rahasia", ""]
    assert "1234" in {str(row[-1]) for row in told["Sale lines"]}
    orders = lines(export_of(sqlite_fair, has_personal=True, ending="csv", is_orders=True))
    assert "Bu Rahasia" in orders[1]


def test_a_disk_that_is_full_is_told_and_nothing_is_sent() -> None:
    def write(file: Any) -> None:
        file.write(b"some")
        raise OSError(28, "No space left on device")

    with pytest.raises(LapakError, match="server_disk_full"):
        spooled(write)
