"""Statements on paper: what stands on them is what was kept, in files that others can read."""

import io
import re
import zipfile
from functools import partial
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.accounts import people
from sync.server.settlement import consent, corrections
from sync.server.settlement import statement_xlsx as written
from sync.server.settlement.consent import Side
from sync.server.settlement.papers import papers_of
from sync.server.settlement.statement_pdf import statement_pdf
from sync.server.settlement.statement_xlsx import statement_xlsx
from sync.server.settlement.statements_zip import file_name, statements_zip
from sync.server.store.rows import JournalRow
from tests.drivers.facts import close_shift
from tests.drivers.organizers import Fair
from tests.drivers.settlements import kept, pages_of, paper, settle, traced
from tests.sync.server.pages.test_pages import PASSWORD, log_in

Client = TestClient[Litestar]
EVIL = ("=1+1", "+62", "-cmd", "@SUM(A1)", "＝HYPERLINK")


@pytest.fixture
def sold(sqlite_fair: Fair) -> Fair:
    till = sqlite_fair.till(sales=12)
    till.refund(till.sales[3])
    close_shift(till)
    sqlite_fair.push(till)
    return sqlite_fair


def sheets(workbook: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("language", ["id", "en"])
def test_one_page_says_what_was_kept_and_has_room_for_both_signatures(
    sold: Fair, language: str
) -> None:
    settle(sold)
    tr, made = Catalog(language), kept(sold)
    [page] = pages_of(statement_pdf(paper(sold), tr))
    statement = made.statement
    for amount in (
        *(statement.figures.turnover, statement.owed, abs(statement.balance)),
        *statement.figures.methods.values(),
        *statement.figures.days.values(),
        *(line.amount for line in statement.lines),
    ):
        assert format_rupiah(amount) in page
    for text in (tr("For the organizer"), tr("For the exhibitor"), made.hash):
        assert text in page
    assert (
        tr("{held} of {declared} entries received, verified").format(held=16, declared=16) in page
    )
    [head] = statement.figures.heads
    assert f"K1 · 16 · {head.hash}" in page


def test_the_same_revision_is_the_same_file_and_signatures_stand_on_it(sold: Fair) -> None:
    settle(sold)
    tr = Catalog("id")
    assert statement_pdf(paper(sold), tr) == statement_pdf(paper(sold), tr)
    office = sold.office.used_by("sri")
    consent.sign(office, sold.expo.id, "A1", kept(sold).hash, Side.EXHIBITOR, "Pak Joko")
    [page] = pages_of(statement_pdf(paper(sold), tr))
    assert "Pak Joko" in page


def test_a_new_revision_says_on_paper_what_changed(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=4)
    sqlite_fair.push(till, till.batch(upto=5))
    settle(sqlite_fair)
    [page] = pages_of(statement_pdf(paper(sqlite_fair), Catalog("en")))
    assert "5 of 6 entries received, not complete" in page
    before = kept(sqlite_fair).statement.figures.turnover
    sqlite_fair.push(till, till.batch(after=5))
    settle(sqlite_fair)
    [page] = pages_of(statement_pdf(paper(sqlite_fair), Catalog("en")))
    assert "Changed since revision 1" in page
    assert f"Turnover: {format_rupiah(before)} » {format_rupiah(till.total)}" in page


def test_letters_that_the_font_lacks_are_told_apart_from_nothing(sold: Fair) -> None:
    corrections.correct(sold.office, sold.expo.id, "A1", 1000, "Ganti lampu 💡 Nguyễn 漢")
    settle(sold)
    [page] = pages_of(statement_pdf(paper(sold), Catalog("id")))
    assert "Ganti lampu ? Nguyễn ?" in page or "Ganti lampu ? Nguyen ?" in page


def test_a_booth_with_more_than_a_page_holds_goes_on_with_nothing_lost(sold: Fair) -> None:
    for number in range(60):
        corrections.correct(sold.office, sold.expo.id, "A1", 1000 + number, f"Lampu {number} " * 9)
    settle(sold)
    pages = pages_of(statement_pdf(paper(sold), Catalog("id")))
    assert len(pages) > 1
    assert all(format_rupiah(1000 + number) in "".join(pages) for number in range(60))
    assert kept(sold).hash in pages[-1]


def test_papers_say_what_is_held_against_them_and_what_is_not_finished(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=2)
    sqlite_fair.push(till, till.batch(upto=3))
    settle(sqlite_fair)
    office, expo = sqlite_fair.office.used_by("sri"), sqlite_fair.expo.id
    name = "Raden Ajeng Kartini Sosrodiningrat Djojoadhiningrat"
    consent.sign(
        *(office, expo, "A1", kept(sqlite_fair).hash, Side.EXHIBITOR, name),
        though_unfinished=True,
    )
    consent.dispute(office, expo, "A1", kept(sqlite_fair).hash, "Satu retur belum dihitung")
    shown = paper(sqlite_fair)
    [page] = pages_of(statement_pdf(shown, Catalog("en")))
    found = sheets(statement_xlsx(shown, traced(sqlite_fair, shown), Catalog("en")))["About"]
    for text in (
        "Not finished: 3 of 4 entries received, not complete",
        "Held against revision 1, not ended",
        "Satu retur belum dihitung (sri, ",
        "although it was not finished",
    ):
        assert text in page.replace("\n", " ")
    assert "".join(name.split()) in "".join(page.split())
    assert ["Finished", "no"] in found
    [held] = [told for word, told in found if word == "Held against revision 1, not ended"]
    assert held.startswith("Satu retur belum dihitung (sri, ")
    [raised] = shown.consent.disputes
    consent.end_dispute(office, expo, raised.id, "Sudah termasuk")
    [page] = pages_of(statement_pdf(paper(sqlite_fair), Catalog("en")))
    assert "Ended: Sudah termasuk" in page


def test_long_names_are_whole_on_paper(sold: Fair) -> None:
    long = "Kelompok Usaha Bersama Perajin Batik Tulis Lasem Rembang Sejahtera Abadi Makmur " * 2
    settle(sold)
    shown = paper(sold)
    kept_ = msgspec.structs.replace(shown.kept, made_by=long.strip())
    heading = msgspec.structs.replace(shown.expo, name=long.strip(), place=long.strip())
    shown = msgspec.structs.replace(shown, business=long, owner=long, kept=kept_, expo=heading)
    pages = pages_of(statement_pdf(shown, Catalog("id")))
    text = "".join("".join(pages).split())
    assert text.count("SejahteraAbadiMakmurKelompokUsaha") >= 4


def test_the_workbook_has_real_numbers_and_sums_that_are_formulas(sold: Fair) -> None:
    settle(sold)
    made, tr = kept(sold).statement, Catalog("en")
    workbook = statement_xlsx(paper(sold), traced(sold, paper(sold)), tr)
    found = sheets(workbook)
    head, *lines, last = found["Statement"]
    assert head[-1] == "Owed by the exhibitor"
    assert [row[-1] for row in lines] == [line.amount for line in made.lines]
    pays = f"The organizer pays the exhibitor {format_rupiah(-made.balance)}"
    assert (last[0], last[-1]) == (pays, made.balance)
    assert ["Finished", "yes"] in found["About"]
    assert sum(row[-1] for row in lines) == made.balance
    assert [row[1] for row in found["By method"][1:]] == [
        *made.figures.methods.values(),
        made.figures.turnover,
    ]
    [(day, amount)] = found["By day"][1:-1]
    assert {day: amount} == made.figures.days
    [first] = made.figures.heads
    assert found["Journals"][1:] == [[first.code, first.seq, first.hash]]
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
    assert f"<f>SUM(D2:D{len(lines) + 1})</f>" in written
    assert re.search(r'<pane [^>]*state="frozen"', written)


@pytest.mark.parametrize("most_in_memory", [0, 5_000])
def test_the_workbook_has_every_entry_and_where_it_stands(
    sold: Fair, monkeypatch: pytest.MonkeyPatch, most_in_memory: int
) -> None:
    monkeypatch.setattr(written, "MOST_IN_MEMORY", most_in_memory)
    settle(sold)
    made = paper(sold)
    found = sheets(statement_xlsx(made, traced(sold, made), Catalog("en")))
    head, *rows, total = found["Entries"]
    assert (head[0], head[-1]) == ("Receipt", "Hash of the chain")
    turnover = made.kept.statement.figures.turnover
    assert (total[0], total[5]) == ("Turnover", turnover)
    assert sum(row[5] for row in rows) == turnover
    methods: dict[str, int] = {}
    for row in rows:
        methods[row[4]] = methods.get(row[4], 0) + row[5]
    assert methods == {name: sum_ for name, sum_ in found["By method"][1:-1] if sum_}
    assert [row[3] for row in rows].count("Refund") == 1
    with sold.office.database.read() as connection:
        stored = {row.seq: bytes(row.hash).hex() for row in connection.execute(select(JournalRow))}
    assert all(row[-1] == stored[int(row[7])] for row in rows)


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_a_formula_stays_a_text(sold: Fair, text: str) -> None:
    corrections.correct(sold.office, sold.expo.id, "A1", 1000, text)
    settle(sold)
    shown = paper(sold)
    shown = msgspec.structs.replace(shown, business=text, owner=text)
    workbook = statement_xlsx(shown, traced(sold, shown), Catalog("en"))
    assert ["Business", text] in sheets(workbook)["About"]
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        formulas = [
            formula
            for name in parts.namelist()
            if name.startswith("xl/worksheets/")
            for formula in re.findall(r"<f>(.*?)</f>", parts.read(name).decode())
        ]
        assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()
    assert all(formula.startswith("SUM(") for formula in formulas)


def test_all_statements_come_as_one_zip_piece_by_piece(sold: Fair) -> None:
    settle(sold)
    with sold.office.database.read() as connection:
        papers = papers_of(connection, sold.expo.id)
    pieces = list(statements_zip(papers, partial(traced, sold), Catalog("id")))
    assert len(pieces) == len(papers) + 1
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["A1-r1.pdf", "A1-r1.xlsx", "B2-r1.pdf", "B2-r1.xlsx"]
        assert archive.read("A1-r1.pdf") == statement_pdf(papers[0], Catalog("id"))
    assert file_name(papers[1], "pdf") == "B2-r1.pdf"


@pytest.fixture
def browser(client: Client, sqlite_fair: Fair, quick_passwords: None) -> Client:
    people.create_account(sqlite_fair.office, "sri", PASSWORD)
    client.headers.update({"Accept": "text/html", "Accept-Language": "en"})
    log_in(client)
    return client


def test_the_organizer_loads_them_from_the_server(browser: Client, sold: Fair) -> None:
    expo = f"/expos/{sold.expo.id}"
    assert browser.get(f"{expo}/statements.zip").status_code == 404
    assert browser.get(f"{expo}/booths/A1/statement.pdf").status_code == 404
    assert "statements.zip" not in browser.get(f"{expo}/settlement").text
    settle(sold)
    assert f"{expo}/statements.zip" in browser.get(f"{expo}/settlement").text
    shown = browser.get(f"{expo}/booths/A1/statement").text
    assert f"{expo}/booths/A1/statement.pdf?revision=1" in shown
    assert f"{expo}/booths/A1/statement.xlsx?revision=1" in shown
    pdf = browser.get(f"{expo}/booths/A1/statement.pdf?revision=1")
    assert pdf.headers["content-type"] == "application/pdf"
    assert "STATEMENT" in pages_of(pdf.content)[0]
    assert 'filename="A1-r1.pdf"' in pdf.headers["content-disposition"]
    xlsx = browser.get(f"{expo}/booths/A1/statement.xlsx")
    assert "Statement" in sheets(xlsx.content)
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{expo}/statements.zip").content)) as archive:
        assert len(archive.namelist()) == 4
    assert browser.get(f"{expo}/booths/A1/statement.pdf?revision=9").status_code == 404
    assert browser.get("/expos/nowhere/statements.zip").status_code == 404
