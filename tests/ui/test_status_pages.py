"""The sync page: the truth in words, and what can be done."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_app.domain.errors import LapakError
from pos_app.domain.expo_details import ExpoDetails
from pos_app.domain.register import Booth, Expo
from pos_app.services import booth, expo_news, outbox, shifts, sync_log
from pos_app.services.organizer import FoundServer, SyncKind, SyncState
from pos_app.services.outbox import SyncLink
from pos_app.services.sync_log import Attempt, SyncReceipt
from tests.drivers.desk import Desk
from tests.drivers.page_driver import PageDriver, on_page
from tests.drivers.tills import MORNING
from ui.guarded import Guarded
from ui.pages.machine.sync_page import SyncPage
from ui.presenters.sync import SyncPresenter
from ui.theme import Look


def _sync_page(desk: Desk, look: Look) -> SyncPage:
    return SyncPage(
        SyncPresenter(desk.counter, desk.background, Guarded(desk.till, desk.background)), look
    )


@pytest.fixture
def sync(qtbot: QtBot, tmp_path: Path) -> Iterator[PageDriver[SyncPage]]:
    with on_page(qtbot, tmp_path, _sync_page, language="en") as page:
        yield page


def test_a_booth_on_its_own_can_join_an_expo(sync: PageDriver[SyncPage]) -> None:
    assert sync.text("sync_line") == "This booth sells on its own."
    assert not sync.shows("send_now_button")
    sync.type_into("join_address_field", "192.168.1.10")
    sync.type_into("join_code_field", "K7QM2XPA")
    sync.press("join_button")
    [(_, _, answer)] = sync.desk.organizer.joins
    register = sync.desk.till.read(booth.current_register).result()
    assert register is not None
    answer.set_result(register)
    sync.wait_for(lambda: sync.shows("sync_notice"))


def test_the_expo_and_its_days_are_told(sync: PageDriver[SyncPage]) -> None:
    till, stand = sync.desk.till, Booth("booth-1", "A1", "Batik Polokarto")
    link = SyncLink("register-1", "http://127.0.0.1:1", "token", "server-1", "00" * 32)
    expo = Expo("expo-1", "Harkop Expo")
    till.write(shifts.close_shift, 0).result()
    till.write(booth.join_booth, till.install, link, stand, expo, "K1").result()
    days = date(2026, 11, 20), date(2026, 11, 22)
    told = ExpoDetails("expo-1", 5, "Harkop Expo", "Asia/Jakarta", 0, *days)
    till.write(expo_news.hear_details, "register-1", told).result()
    sync.desk.organizer.now(SyncState(SyncKind.SYNCED, 0, 2, MORNING))
    sync.page.enter()
    sync.wait_for(lambda: sync.text("sync_expo") == "Harkop Expo · 20 Nov 2026 – 22 Nov 2026")


def test_what_is_here_and_what_the_organizer_has_are_told_apart(
    sync: PageDriver[SyncPage],
) -> None:
    sync.desk.organizer.address = "https://192.168.1.10:8080"
    state = SyncState(SyncKind.OFFLINE, 12, 160, MORNING + timedelta(hours=5, minutes=2))
    sync.desk.organizer.now(state)
    sync.wait_for(lambda: sync.text("sync_here") == "160")
    assert sync.text("sync_held") == "148"
    assert sync.text("sync_waiting") == "12"
    assert sync.text("sync_contact") == "21 Nov 2026 14:02 WIB"
    assert sync.text("sync_address") == "https://192.168.1.10:8080"
    assert sync.text("sync_line") == (
        "The organizer cannot be reached. Last contact: 21 Nov 2026 14:02 WIB."
    )
    assert "safe on this machine" in sync.text("sync_next_step")
    sync.press("send_now_button")
    assert sync.desk.organizer.sent_now == 1


def test_everything_sent_is_said_plainly(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.now(SyncState(SyncKind.SYNCED, 0, 160, MORNING))
    sync.wait_for(lambda: sync.text("sync_line") == "The organizer has everything.")
    assert not sync.shows("join_button")


def test_trouble_says_its_reason(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.now(SyncState(SyncKind.ATTENTION, 2, 9, MORNING, 0, "token_revoked"))
    sync.wait_for(lambda: sync.text("sync_line") == "Sending needs attention.")
    assert "has blocked this register" in sync.text("sync_next_step")


def test_waiting_for_a_busy_server_asks_nobody_to_do_anything(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.now(SyncState(SyncKind.WAITING, 2, 9, MORNING, 12, "server_busy"))
    sync.wait_for(lambda: sync.text("sync_line").startswith("Waiting 12 s"))
    assert "server is busy" in sync.text("sync_line")
    assert "tried again by itself" in sync.text("sync_next_step")


def test_a_server_without_room_is_told_and_the_sales_are_safe(sync: PageDriver[SyncPage]) -> None:
    state = SyncState(SyncKind.WAITING, 2, 9, MORNING, 60, "server_disk_full")
    sync.desk.organizer.now(state)
    sync.wait_for(lambda: "server is full" in sync.text("sync_line"))
    assert "safe on this machine" in sync.text("sync_next_step")
    assert "tried again by itself" in sync.text("sync_next_step")


def test_sending_counts_along(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.now(SyncState(SyncKind.SENDING, 680, 900, backlog=800))
    sync.wait_for(lambda: sync.text("sync_line") == "Sending to the organizer: 120 of 800 …")


def test_what_waits_for_long_is_said_with_what_to_do(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.now(SyncState(SyncKind.OFFLINE, 2, 9, MORNING, overdue_min=185))
    sync.wait_for(lambda: "waiting for 3 hours" in sync.text("sync_next_step"))
    assert "on a stick" in sync.text("sync_next_step")


def test_what_the_organizer_signed_for_is_shown(sync: PageDriver[SyncPage]) -> None:
    assert not sync.shows("sync_receipt")
    register = sync.desk.till.read(booth.current_register).result()
    assert register is not None
    receipt = SyncReceipt(register.id, "s", 1, 160, "a1b2c3d4e5", "k", "r", MORNING)
    sync.desk.till.write(outbox.acknowledge, register.id, 160, receipt).result()
    sync.desk.organizer.now(SyncState(SyncKind.SYNCED, 0, 160, MORNING))
    sync.wait_for(lambda: sync.text("sync_receipt") == "up to entry 160 · a1b2c3d4")


def test_the_log_is_saved_without_anybodys_data(sync: PageDriver[SyncPage], tmp_path: Path) -> None:
    sync.desk.till.write(
        sync_log.note, Attempt(MORNING, "offline", "server_unreachable", 0, 3, 4000)
    ).result()
    sync.desk.organizer.now(SyncState(SyncKind.OFFLINE, 3, 3, MORNING))
    sync.wait_for(lambda: sync.shows("sync_log_button"))
    sync.page._on_log_place(str(tmp_path / "log.txt"))
    sync.wait_for(lambda: "log.txt" in sync.text("sync_notice_text"))
    assert "offline;server_unreachable;0;3;4000" in (tmp_path / "log.txt").read_text()


@pytest.mark.parametrize(
    ("code", "field"),
    [
        ("server_unreachable", "join_address_field"),
        ("server_redirects", "join_address_field"),
        ("join_code_wrong", "join_code_field"),
        ("join_too_many_tries", "join_code_field"),
    ],
)
def test_what_hinders_a_join_stands_beside_what_can_be_changed(
    sync: PageDriver[SyncPage], code: str, field: str
) -> None:
    sync.type_into("join_address_field", "192.168.1.10")
    sync.type_into("join_code_field", "K7QM2XPA")
    sync.press("join_button")
    sync.desk.organizer.joins[0][2].set_exception(LapakError(code))
    sync.wait_for(lambda: sync.shows(f"{field}_error"))
    assert "by itself" not in sync.text(f"{field}_error")


def test_a_refused_join_says_why(sync: PageDriver[SyncPage]) -> None:
    sync.type_into("join_address_field", "192.168.1.10")
    sync.type_into("join_code_field", "K7QM2XPA")
    sync.press("join_button")
    sync.desk.organizer.joins[0][2].set_exception(LapakError("shift_still_open"))
    sync.wait_for(lambda: sync.shows("join_code_field_error"))
    assert "shift is still open" in sync.text("join_code_field_error")
    assert sync.button("join_button").isEnabled()


HALL = FoundServer("lapak-aula", "https://192.168.1.10:8081", "2c9e9361ba77dd2fb736" + "ab" * 22)


def test_a_server_is_found_compared_and_joined(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.servers = (HALL,)
    sync.press("join_find_button")
    sync.wait_for(lambda: sync.shows("join_server_0_button"))
    assert "2C9E 9361 BA77 DD2F B736" in sync.button("join_server_0_button").accessibleName()
    sync.press("join_server_0_button")
    sync.type_into("join_code_field", "K7QM2XPA")
    sync.press("join_button")
    [(address, code, _)] = sync.desk.organizer.joins
    assert (address, code) == (f"{HALL.address}#{HALL.certificate}", "K7QM2XPA")


def test_another_address_than_the_chosen_servers_is_not_believed_for_it(
    sync: PageDriver[SyncPage],
) -> None:
    sync.desk.organizer.servers = (HALL,)
    sync.press("join_find_button")
    sync.wait_for(lambda: sync.shows("join_server_0_button"))
    sync.press("join_server_0_button")
    assert not sync.page.join_form.address.isVisible()
    sync.press("join_type_button")
    sync.type_into("join_address_field", "10.0.0.9:8080")
    sync.type_into("join_code_field", "K7QM2XPA")
    sync.press("join_button")
    assert sync.desk.organizer.joins[0][0] == "10.0.0.9:8080"


def test_a_network_without_a_server_says_what_to_do(sync: PageDriver[SyncPage]) -> None:
    sync.press("join_find_button")
    sync.wait_for(lambda: "No server was found" in sync.text("join_compare"))
    assert sync.page.join_form.servers.buttons == ()


def test_a_certificate_that_nobody_vouches_for_is_compared_by_a_person(
    sync: PageDriver[SyncPage],
) -> None:
    sync.type_into("join_address_field", HALL.address)
    sync.type_into("join_code_field", "K7QM2XPA")
    sync.press("join_button")
    [(_, _, answer)] = sync.desk.organizer.joins
    told = {"address": HALL.address, "certificate": HALL.certificate}
    answer.set_exception(LapakError("certificate_unknown", **told))
    sync.wait_for(lambda: sync.shows("join_server_0_button"))
    sync.press("join_server_0_button")
    assert sync.desk.organizer.joins[1][:2] == (HALL.to_join, "K7QM2XPA")


def test_one_scan_joins(sync: PageDriver[SyncPage]) -> None:
    scanned = "LAPAKJ1/S/192.168.1.10:8081//ABCDEFGHIJKLMNOPQRSTUVWXY2"
    assert not sync.page.scan("8991002109999")
    assert sync.page.scan(scanned)
    [(address, code, _)] = sync.desk.organizer.joins
    assert (address, code) == (scanned, "")


def test_a_till_that_has_joined_says_so_to_a_scan(sync: PageDriver[SyncPage]) -> None:
    sync.desk.organizer.now(SyncState(SyncKind.SYNCED, 0, 2, MORNING))
    sync.wait_for(lambda: not sync.shows("join_button"))
    assert sync.page.scan("LAPAKJ1/S/h//ABCDEFGHIJKLMNOPQRSTUVWXY2")
    assert "belongs to an expo already" in sync.text("sync_notice_text")
    assert sync.desk.organizer.joins == []
