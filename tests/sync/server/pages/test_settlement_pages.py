"""Settling with booths on the organizer's pages: terms, statements, and both sides' consent."""

import html
import io
import re
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pos_app.domain.money import format_rupiah
from sync.server.accounts import links
from sync.server.accounts.callers import LINK_COOKIE
from sync.server.pages import entries_page
from sync.server.settlement import agreements, statements
from sync.server.settlement.statements import KeptStatement
from sync.server.settlement.terms import Charge, Share, Step, Terms
from tests.drivers.facts import close_shift
from tests.drivers.organizers import Fair
from tests.drivers.settlements import pages_of
from tests.sync.server.pages.test_pages import PASSWORD, Client, browser, log_in, seal

__all__ = ["browser"]
TYPED = {
    "shares": "3",
    "charges": "3",
    "name": "Kuliner",
    "share0name": "Bagi hasil",
    "share0rate0": "10%",
    "share0above1": "10.000.000",
    "share0rate1": "7,5",
    "share0methods": ["cash", "qris"],
    "minimum": "250.000",
    "charge0name": "Listrik",
    "charge0amount": "Rp150.000",
    "charge0clusters": ["food"],
    "tax": "11",
    "organizer_holds": ["qris"],
    "rounding": "half_up",
    "version": "0",
}
READ = Terms(
    "Kuliner",
    (Share("Bagi hasil", (Step(0, 1_000), Step(10_000_000, 750)), ("cash", "qris")),),
    minimum=250_000,
    charges=(Charge("Listrik", 150_000, ("food",)),),
    tax_bp=1_100,
    organizer_holds=("qris",),
)


@pytest.fixture
def admin(browser: Client) -> Client:
    log_in(browser)
    return browser


def send(browser: Client, path: str, page: str, **fields: Any) -> Any:
    form = {"seal": seal(browser.get(page)), "password": PASSWORD, **fields}
    return browser.post(path, data=form)


def terms_of(fair: Fair) -> list[tuple[int, Terms]]:
    with fair.office.database.read() as connection:
        kept = agreements.agreements(connection, fair.expo.id).kept
    return [(one.version, one.terms) for one in kept.values()]


def kept(fair: Fair, booth: str = "A1") -> KeptStatement:
    with fair.office.database.read() as connection:
        return statements.statement_of(connection, fair.expo.id, booth)


def save(browser: Client, fair: Fair, **changes: Any) -> Any:
    page = f"/expos/{fair.expo.id}/terms/new"
    return send(browser, page, page, **{**TYPED, **changes})


def test_terms_are_typed_read_back_and_changed(admin: Client, sqlite_fair: Fair) -> None:
    listed = save(admin, sqlite_fair).text
    assert terms_of(sqlite_fair) == [(1, READ)]
    assert "Bagi hasil 10%, 7,5% above Rp10.000.000 (Cash, QRIS)" in listed
    assert "all booths without terms of their own" in listed
    path = re.search(r'href="(/expos/[^"]+/terms/[^"]+)"', listed)
    assert path
    form = admin.get(path[1])
    assert 'value="10.000.000"' in form.text
    again = {**TYPED, "version": "1", "minimum": ""}
    send(admin, path[1], path[1], **again)
    assert [(version, terms.minimum) for version, terms in terms_of(sqlite_fair)] == [(2, 0)]
    changed = {**again, "minimum": "5.000"}
    late = send(admin, path[1], path[1], **changed)
    assert "sri has changed Kuliner in the meantime" in late.text
    assert 'value="5.000"' in late.text
    assert (late.status_code, "What stands now:" in late.text) == (409, True)
    send(admin, path[1], path[1], **{**changed, "version": "2"})
    assert [(version, terms.minimum) for version, terms in terms_of(sqlite_fair)] == [(3, 5_000)]


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        ({"name": " "}, "Write a name for these terms"),
        ({"share0rate0": "sepuluh"}, "sepuluh"),
        ({"share0rate0": "101"}, "101"),
        ({"share0above1": "0"}, "The tiers of Bagi hasil begin at 0 and rise"),
        ({"minimum": "12.5"}, "12.5"),
        ({"charge0amount": "banyak"}, "banyak"),
        ({"password": "salah-sekali"}, "The password is wrong."),
        ({"seal": "0" * 64}, "The page was too old."),
    ],
)
def test_terms_that_cannot_be_used_are_told_and_stay_in_the_form(
    admin: Client, sqlite_fair: Fair, odd: dict[str, str], told: str
) -> None:
    answer = save(admin, sqlite_fair, **odd)
    assert answer.status_code == 400
    assert told in answer.text
    assert 'value="Listrik"' in answer.text
    assert terms_of(sqlite_fair) == []


def test_a_cluster_and_a_booth_get_terms_of_their_own(admin: Client, sqlite_fair: Fair) -> None:
    save(admin, sqlite_fair)
    path = f"/expos/{sqlite_fair.expo.id}/terms"
    with sqlite_fair.office.database.read() as connection:
        [terms] = agreements.agreements(connection, sqlite_fair.expo.id).kept
    early = read_of(admin.get(path).text)
    agree(admin, path, whom="cluster:food", terms=terms)
    listed = agree(admin, path, whom="booth", booth="b2", terms=terms).text
    assert "B2, Food, all booths without terms of their own" in listed
    wrong = agree(admin, path, whom="booth", booth="Z9", terms=terms)
    assert (wrong.status_code, "no such booth" in wrong.text) == (400, True)
    late = agree(admin, path, whom="booth", booth="B2", terms="", read=early)
    assert "Somebody agreed on other terms there in the meantime: Kuliner." in late.text
    assert "B2, Food, all booths without terms of their own" in late.text
    old = agree(admin, path, whom="expo", terms="", read="")
    assert (old.status_code, "The page was too old" in old.text) == (400, True)
    gone = agree(admin, path, whom="booth", booth="B2", terms="")
    assert "Food, all booths without terms of their own" in gone.text
    assert "B2, Food" not in gone.text


def read_of(page: str) -> str:
    """What stood on the page of terms, as its form carries it."""
    [text] = re.findall(r'name="read" value="([^"]*)"', page)
    return html.unescape(text)


def agree(browser: Client, path: str, **fields: Any) -> Any:
    return send(browser, path, path, **{"read": read_of(browser.get(path).text), **fields})


@pytest.mark.parametrize("side", ["", "both", "Organizer"])
def test_a_signature_for_nobody_in_particular_is_none(
    admin: Client, sqlite_fair: Fair, side: str
) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=1))
    statements.make_statements(sqlite_fair.office, sqlite_fair.expo.id)
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1/statement"
    sent = {"hash": kept(sqlite_fair).hash, "side": side, "name": "Sri"}
    assert send(admin, f"{page}/sign", page, **sent).status_code == 400
    assert "Revision 1, not signed" in admin.get(page).text


def test_the_three_days_end_with_statements_that_both_signed(
    admin: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=5)
    close_shift(till)
    sqlite_fair.push(till)
    save(admin, sqlite_fair)
    expo = f"/expos/{sqlite_fair.expo.id}"
    assert "No statement yet" in admin.get(f"{expo}/settlement").text
    made = send(admin, f"{expo}/settlement", f"{expo}/settlement").text
    assert "2 statements made, nothing new at 0." in made
    page = f"{expo}/booths/A1/statement"
    shown = admin.get(page).text
    assert format_rupiah(till.total) in shown
    hashed = kept(sqlite_fair).hash
    for side, name in (("organizer", "Sri Rejeki"), ("exhibitor", "Pak Joko")):
        send(admin, f"{page}/sign", page, hash=hashed, side=side, name=name)
    shown = admin.get(page).text
    assert "Revision 1, both signed" in shown
    assert "For the exhibitor: Pak Joko" in shown
    till.sell(1)
    sqlite_fair.push(till, till.batch(after=8))
    assert "something is new since" in admin.get(f"{expo}/settlement").text
    send(admin, f"{page}/make", page)
    shown = admin.get(page).text
    assert "Revision 2, not signed" in shown
    assert "Sales: 5 → 6" in shown
    assert "This is an earlier revision." in admin.get(f"{page}?revision=1").text


def test_a_dispute_and_a_correction_are_noted_and_ended(admin: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1/statement"
    send(admin, f"{page}/make", page)
    hashed = kept(sqlite_fair).hash
    send(admin, f"{page}/dispute", page, hash=hashed, reason="Satu retur hilang")
    told = send(admin, f"{page}/sign", page, hash=hashed, side="exhibitor", name="Joko")
    assert "Something is held against the statement of booth A1" in told.text
    raised = re.search(r'name="name" value="([^"]+)"', admin.get(page).text)
    assert raised
    send(admin, f"{page}/end", page, name=raised[1], reason="Ditemukan")
    correction = {"amount": "25.000", "way": "less", "reason": "Listrik padam"}
    send(admin, f"{page}/correct", page, **correction)
    send(admin, f"{page}/make", page)
    assert "Correction: Listrik padam" in admin.get(page).text
    assert kept(sqlite_fair).statement.balance == -25_000
    odd = send(admin, f"{page}/correct", page, **{**correction, "amount": "banyak"})
    assert "banyak" in odd.text


def test_what_is_not_finished_is_plain_to_see_and_signed_only_by_who_ticks_it(
    admin: Client, sqlite_fair: Fair
) -> None:
    till = sqlite_fair.till(sales=2)
    sqlite_fair.push(till, till.batch(upto=3))
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1/statement"
    send(admin, f"{page}/make", page)
    shown = admin.get(page).text
    assert "Not finished: 3 of 4 entries received, not complete" in shown
    assert "Not finished" in admin.get(f"/expos/{sqlite_fair.expo.id}/settlement").text
    sent = {"hash": kept(sqlite_fair).hash, "side": "exhibitor", "name": "Joko"}
    told = send(admin, f"{page}/sign", page, **sent)
    assert (told.status_code, "Booth A1 is not finished" in told.text) == (400, True)
    send(admin, f"{page}/sign", page, **sent, though="1")
    assert "although it was not finished" in admin.get(page).text
    sqlite_fair.push(till, till.batch(after=3))
    shown = admin.get(page).text
    assert "This revision can no longer be signed" in shown
    assert f'action="{page}/sign"' not in shown
    told = send(admin, f"{page}/sign", page, **{**sent, "side": "organizer"}, though="1")
    assert "Make a new revision first" in told.text


def test_what_belongs_to_another_booth_is_not_changed_here(
    admin: Client, sqlite_fair: Fair
) -> None:
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1/statement"
    other = f"/expos/{sqlite_fair.expo.id}/booths/B2/statement"
    send(admin, f"{page}/correct", page, amount="5.000", way="less", reason="Lampu")
    [found] = re.findall(r'name="name" value="([^"]+)"', admin.get(page).text)
    assert send(admin, f"{other}/withdraw", other, name=found).status_code == 400
    assert found in admin.get(page).text
    send(admin, f"{page}/withdraw", page, name=found)
    assert found not in admin.get(page).text


def test_every_figure_leads_to_its_entries(admin: Client, sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=6)
    sqlite_fair.push(till)
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1/statement"
    send(admin, f"{page}/make", page)
    found = set(re.findall(r'href="([^"]+/entries[^"]+)"', admin.get(page).text))
    shown = {link: admin.get(link.replace("&amp;", "&")).text for link in found}
    assert all("Verified: chain and sums" in text for text in shown.values())
    for method, amount in kept(sqlite_fair).statement.figures.methods.items():
        [of_method] = (text for link, text in shown.items() if f"method={method}" in link)
        assert format_rupiah(amount) in of_method


def test_a_booth_has_a_deposit_and_a_qris_of_its_own(admin: Client, sqlite_fair: Fair) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=6))
    save(admin, sqlite_fair)
    here = f"/expos/{sqlite_fair.expo.id}/booths/A1"
    page = f"{here}/own-terms"
    first = {"deposit": "300.000", "who_qris": "part", "amount_qris": "1.000", "version": "0"}
    shown = send(admin, page, page, **first).text
    for told in ("deposit Rp300.000", "the organizer received Rp1.000 of it, the booth the rest"):
        assert told in shown
    assert "Deposit paid beforehand" in shown
    assert 'value="300.000"' in admin.get(page).text
    audit = admin.get("/audit").text
    assert "deposit Rp300.000, received by the organizer QRIS Rp1.000" in audit
    late = send(admin, page, page, who_qris="booth", version="0")
    assert late.status_code == 409
    assert "sri has changed A1 in the meantime" in late.text
    assert "the organizer received Rp1.000 of it" in late.text
    assert '<option value="booth" selected>' in late.text
    for odd in ({"deposit": "banyak"}, {"who_qris": "siapa"}, {"who_qris": "part"}):
        assert send(admin, page, page, **odd, version="1").status_code == 400
    again = send(admin, page, page, who_qris="booth", version="1").text
    assert "QRIS: the booth received all of it" in again
    assert "Deposit paid beforehand" not in again


def test_the_last_entry_too_can_be_reached(
    admin: Client, sqlite_fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_page, "ENTRIES_A_PAGE", 3)
    till = sqlite_fair.till(sales=8)
    sqlite_fair.push(till)
    page = f"/expos/{sqlite_fair.expo.id}/booths/A1/statement"
    send(admin, f"{page}/make", page)
    link, met = f"{page.removesuffix('statement')}entries", set()
    for number in (1, 2, 3):
        shown = admin.get(link).text
        assert f"Page {number} of 3" in shown
        met |= {one.receipt_number for one in till.sales if one.receipt_number in shown}
        onward = re.search(r'href="([^"]*page=\d+)">Next', shown)
        link = link.partition("?")[0] + html.unescape(onward[1]) if onward else link
    assert met == {one.receipt_number for one in till.sales}
    for odd in ("page=99", "page=0", "page=x", "day=2020-01-01", "method=<b>", "revision=1"):
        assert admin.get(f"{link.partition('?')[0]}?{odd}").status_code == 200
    day = kept(sqlite_fair).statement.figures.sums[0].day
    narrowed = admin.get(f"{link.partition('?')[0]}?day={day}&method=cash").text
    assert "Cash" in narrowed


def test_an_exhibitor_reads_the_own_statement_and_changes_nothing(
    browser: Client, sqlite_fair: Fair
) -> None:
    sqlite_fair.push(sqlite_fair.till(sales=2))
    statements.make_statements(sqlite_fair.office, sqlite_fair.expo.id)
    expo, booth = sqlite_fair.expo.id, sqlite_fair.booths["A1"]
    browser.cookies.set(LINK_COOKIE, links.make_link(sqlite_fair.office, expo, booth.id))
    page = browser.get(f"/expos/{expo}/booths/A1/statement")
    assert page.status_code == 200
    assert "<form" not in page.text.replace('<form method="post" action="/logout"', "")
    assert browser.get(f"/expos/{expo}/booths/B2/statement").status_code == 403
    assert browser.get(f"/expos/{expo}/settlement").status_code == 403
    pdf = browser.get(f"/expos/{expo}/booths/A1/statement.pdf")
    assert "Batik Polokarto" in pages_of(pdf.content)[0]
    xlsx = browser.get(f"/expos/{expo}/booths/A1/statement.xlsx").content
    assert CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).sheet_names[0] == "Statement"
    assert browser.get(f"/expos/{expo}/booths/A1/entries").status_code == 200
    for what in ("statement.pdf", "statement.xlsx", "entries"):
        assert browser.get(f"/expos/{expo}/booths/B2/{what}").status_code == 403
    sent = {"hash": kept(sqlite_fair).hash, "side": "exhibitor", "name": "Joko", "though": "1"}
    assert browser.post(f"/expos/{expo}/booths/A1/statement/sign", data=sent).status_code == 403
