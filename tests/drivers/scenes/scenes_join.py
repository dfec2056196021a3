"""Joining an expo by a server that was found in the network, and what can go wrong with it."""

from pos_app.domain.errors import LapakError
from pos_app.services.organizer import FoundServer
from tests.drivers.scenes.page_stage import Scene, Stage
from ui.guarded import Guarded
from ui.pages.machine.sync_page import SyncPage
from ui.pages.machine.welcome_page import WelcomePage
from ui.presenters.sync import SyncPresenter
from ui.presenters.welcome import WelcomePresenter

HALL = FoundServer("lapak-aula", "https://192.168.1.10:8081", "2c9e9361ba77dd2fb736" + "ab" * 22)
OTHER = FoundServer(
    "laptop-panitia", "https://192.168.1.44:8081", "1772a29c80db42757b7e" + "c" * 44
)


def _welcome(stage: Stage) -> WelcomePage:
    presenter = WelcomePresenter(stage.desk.counter, stage.desk.background)
    page = stage.show(WelcomePage(presenter, stage.look))
    stage.press("language_en_button" if stage.tr.language == "en" else "language_id_button")
    stage.press("start_join_button")
    return page


def _sync(stage: Stage) -> SyncPage:
    desk = stage.desk
    guarded = Guarded(desk.till, desk.background)
    return stage.show(SyncPage(SyncPresenter(desk.counter, desk.background, guarded), stage.look))


def found_on_welcome(stage: Stage) -> None:
    stage.desk.organizer.servers = (HALL, OTHER)
    page = _welcome(stage)
    stage.press("join_find_button")
    stage.until(lambda: bool(page.join_form.servers.buttons))


def chosen_on_welcome(stage: Stage) -> None:
    found_on_welcome(stage)
    stage.press("join_server_0_button")


def found(stage: Stage) -> None:
    stage.desk.organizer.servers = (HALL,)
    page = _sync(stage)
    stage.press("join_find_button")
    stage.until(lambda: bool(page.join_form.servers.buttons))


def found_none(stage: Stage) -> None:
    page = _sync(stage)
    stage.press("join_find_button")
    stage.until(page.join_form.find_button.isEnabled)
    stage.settle()


def compare(stage: Stage) -> None:
    page = _sync(stage)
    told = {"address": HALL.address, "certificate": HALL.certificate}
    page.join_form.address.field.setText(HALL.address)
    page.join_form.code.field.setText("K7QM2XPA")
    page.join_form.show_error(LapakError("certificate_unknown", **told))
    stage.settle()


def changed(stage: Stage) -> None:
    page = _sync(stage)
    page.join_form.address.field.setText(HALL.address)
    page.join_form.code.field.setText("K7QM2XPA")
    page.join_form.show_error(LapakError("certificate_changed"))
    stage.settle()


PAGES: list[tuple[str, Scene]] = [
    ("gabung-ketemu-dua", found_on_welcome),
    ("gabung-dipilih", chosen_on_welcome),
    ("gabung-ketemu", found),
    ("gabung-tidak-ketemu", found_none),
    ("gabung-cocokkan", compare),
    ("gabung-sertifikat-lain", changed),
]
