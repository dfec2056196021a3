"""Handing data over without a network: what there is, while it is written, after it, and back."""

from pathlib import Path

from pos_app.domain.errors import LapakError
from pos_app.services import bundles
from pos_app.services.bundles import Confirmed, Written
from pos_app.services.outbox import SyncLink
from pos_app.services.till import Work
from pos_app.store import registers, sync_links
from tests.drivers.scenes.page_stage import Scene, Stage
from ui.guarded import Guarded
from ui.pages.machine.bundle_page import BundlePage
from ui.presenters.bundle import BundlePresenter
from ui.presenters.sticks import Stick

STICKS = (
    Stick(Path("/media/siti/KINGSTON"), "KINGSTON", 14_300_000_000),
    Stick(Path("/media/siti/FOTO"), "FOTO", 212_000_000),
)
FILE = Written(
    Path("/media/siti/KINGSTON/setor-A12-K1-20261121-170412.lapak"), 160, 41_200, is_complete=False
)


def link(work: Work, acked_seq: int) -> None:
    """Give the register in use an organizer who has confirmed so many entries."""
    register = registers.current_register(work.db)
    assert register is not None
    address = "http://192.168.1.10:8080"
    made = SyncLink(register.id, address, "t", "server-1", "ab" * 32, acked_seq=acked_seq)
    sync_links.save(work.db, made)


def shown(stage: Stage, sticks: tuple[Stick, ...] = STICKS) -> BundlePage:
    """The page of a till with an organizer, once it knows what is plugged in."""
    stage.desk.till.write(link, 1).result()
    return _page(stage, sticks)


def _page(stage: Stage, sticks: tuple[Stick, ...]) -> BundlePage:
    desk = stage.desk
    guarded = Guarded(desk.till, desk.background)
    presenter = BundlePresenter(desk.counter, desk.background, guarded, lambda: sticks)
    known: list[object] = []
    presenter.standing_shown.connect(known.append)
    presenter.sticks_shown.connect(known.append)
    page = stage.show(BundlePage(presenter, stage.look))
    stage.until(lambda: len(known) >= 2)
    return page


def alone(stage: Stage) -> None:
    _page(stage, ())


def no_stick(stage: Stage) -> None:
    shown(stage, ())


def ready(stage: Stage) -> None:
    shown(stage)


def writing(stage: Stage) -> None:
    page = shown(stage)
    presenter: BundlePresenter = page._presenter
    presenter.busy_changed.emit(True)
    presenter.progressed.emit(60, 160)
    stage.settle()


def done(stage: Stage) -> None:
    stage.desk.bundles.outcomes.append((FILE,))
    _press_stick(stage)


def pulled_out(stage: Stage) -> None:
    stage.desk.bundles.outcomes.append(
        LapakError("bundle_stick_gone", place="/media/siti/KINGSTON")
    )
    _press_stick(stage)


def full(stage: Stage) -> None:
    stage.desk.bundles.outcomes.append(LapakError("bundle_no_room", place="/media/siti/KINGSTON"))
    _press_stick(stage)


def confirmed(stage: Stage) -> None:
    stage.desk.bundles.outcomes.append(Confirmed(148, 12))
    _give_code(stage)


def not_ours(stage: Stage) -> None:
    stage.desk.bundles.outcomes.append(LapakError("ack_of_another_register", code="A12-K1"))
    _give_code(stage)


def recovery(stage: Stage) -> None:
    page = shown(stage)
    stage.press("bundle_step_recover_button")
    page.recovery_card.show_code("K7QM2-XPA4T-9WDE3-HJ5VB")
    stage.settle()


def _press_stick(stage: Stage) -> None:
    page = shown(stage)
    stage.press("bundle_stick_0_button")
    stage.until(page.notice.isVisible)


def _give_code(stage: Stage) -> None:
    page = shown(stage)
    page.scan(f"{bundles.CONFIRMATION}…")
    stage.until(page.confirm_card.notice.isVisible)
    stage.settle()


PAGES: list[tuple[str, Scene]] = [
    ("setor-tanpa-pameran", alone),
    ("setor-tanpa-flashdisk", no_stick),
    ("setor-siap", ready),
    ("setor-menulis", writing),
    ("setor-selesai", done),
    ("setor-tercabut", pulled_out),
    ("setor-penuh", full),
    ("setor-diterima", confirmed),
    ("setor-bukan-untuk-kasir-ini", not_ours),
    ("setor-kode-pemulihan", recovery),
]
