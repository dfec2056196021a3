"""Scenes of who is at the till: the lock, a wrong PIN, an approval.

They come last, since a till with people asks for permission from then on.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from pos_app.domain.credit import Return
from pos_app.domain.permission import By
from pos_app.domain.tender import Method, Tender
from pos_app.services import history, people
from pos_app.services.checkout import checkout
from pos_app.services.history import Opened
from pos_app.services.people import PinWrong
from tests.drivers.people import staffed
from tests.drivers.scenes.page_stage import Scene
from tests.drivers.scenes.page_stage import Stage as PageStage
from ui.guarded import Guarded
from ui.pages.people.lock_page import LockPage
from ui.pages.people.people_page import PeoplePage
from ui.presenters.entrance import EntrancePresenter
from ui.presenters.people import PeoplePresenter
from ui.presenters.settings import SettingsPresenter

if TYPE_CHECKING:
    from tests.drivers.screens import Stage


def people_none(stage: PageStage) -> None:
    _people_page(stage)


def people_list(stage: PageStage) -> None:
    staffed(stage.desk.till)
    page = _people_page(stage)
    stage.until(page.list.grants.isVisible)


def people_first(stage: PageStage) -> None:
    page = _people_page(stage)
    stage.press("new_person_button")
    QTest.keyClicks(page.form.name.field, "Bu Tini")
    stage.settle()


def people_form(stage: PageStage) -> None:
    people_list(stage)
    stage.press("people_3_button")


def people_pin(stage: PageStage) -> None:
    people_form(stage)
    stage.press("person_pin_button")


def people_easy_pin(stage: PageStage) -> None:
    people_pin(stage)
    assert isinstance(stage.page, PeoplePage)
    stage.page.pin.entry.entered.emit("1234")
    stage.settle()


def lock_alone(stage: PageStage) -> None:
    staffed(stage.desk.till)
    desk = stage.desk
    guarded = Guarded(desk.till, desk.background)
    page = stage.show(
        LockPage(EntrancePresenter(desk.counter, desk.background, guarded), stage.look)
    )
    stage.until(lambda: bool(page.who.tiles.ids))
    page.who.refuse("", 20)


def _people_page(stage: PageStage) -> PeoplePage:
    desk = stage.desk
    guarded = Guarded(desk.till, desk.background)
    presenter = PeoplePresenter(desk.counter, desk.background, guarded)
    settings = SettingsPresenter(desk.counter, desk.background)
    return stage.show(PeoplePage(presenter, settings, stage.look))


PAGES: list[tuple[str, Scene]] = [
    ("orang-kosong", people_none),
    ("orang-pemilik", people_first),
    ("orang", people_list),
    ("orang-ubah", people_form),
    ("orang-pin", people_pin),
    ("orang-pin-mudah", people_easy_pin),
    ("kunci-halaman", lock_alone),
]


def lock(stage: "Stage") -> None:
    _staff(stage)
    stage.sell_page()
    stage.flow.doorway.lock()
    stage.wait(lambda: bool(_lock_page(stage).who.tiles.ids))


def lock_typing(stage: "Stage") -> None:
    lock(stage)
    _lock_page(stage).who.pin.field.insert("3141")


def lock_wrong(stage: "Stage") -> None:
    lock(stage)
    stage.flow.presenters.entrance.refused.emit(PinWrong(0))


def lock_waiting(stage: "Stage") -> None:
    lock(stage)
    stage.flow.presenters.entrance.refused.emit(PinWrong(20))


def asking_for_discount(stage: "Stage") -> None:
    _staff(stage)
    stage.sell_page()
    stage.add("Syal Batik", "Dompet Batik", "Kopi")
    stage.flow.presenters.sell.set_discount(1, "25%")
    stage.settle()


def asking_for_void(stage: "Stage") -> None:
    opened = _past_sale(stage)
    stage.flow.presenters.history.void("Salah ketik")
    stage.settle()
    assert opened.may_void


def asking_for_refund(stage: "Stage") -> None:
    _past_sale(stage)
    presenter = stage.flow.presenters.history
    presenter.refund(Return(presenter.new_id(), {1: 1_000}, reason="Rusak"))
    stage.settle()


def asking_for_exchange(stage: "Stage") -> None:
    _past_sale(stage)
    presenter = stage.flow.presenters.history
    presenter.exchange(Return(presenter.new_id(), {1: 1_000}, reason="Rusak"))
    stage.settle()


def _past_sale(stage: "Stage") -> Opened:
    """A sale that was just made, open in the history of a cashier who may not take it back."""
    _staff(stage)
    stage.sell_page()
    stage.add("Syal Batik", "Dompet Batik", "Kopi")
    priced = stage.flow.presenters.sell.priced
    till, presenter = stage.counter.till, stage.flow.presenters.history
    sold = till.write(checkout, priced, (Tender(Method.CASH, 1_000_000),)).result()
    stage.flow.presenters.sell.at_hand.new_sale()
    stage.flow.go("history")
    key = till.read(history.open_sale, sold.sale.id).result().key
    assert key is not None
    presenter.show(key)
    number = sold.sale.receipt_number
    stage.wait(lambda: presenter.open is not None and presenter.open.number == number)
    stage.settle()
    assert presenter.open is not None
    return presenter.open


def drawer(stage: "Stage") -> None:
    stage.sell_page()
    stage.add("Syal Batik", "Dompet Batik")
    stage.flow.drawer.ask()


def drawer_no_reason(stage: "Stage") -> None:
    drawer(stage)
    stage.window.findChild(QPushButton, "drawer_open_button").click()  # type: ignore[union-attr]
    stage.settle()


def _staff(stage: "Stage") -> None:
    """People in the till, one of them at it."""
    till, flow = stage.counter.till, stage.flow
    staff = till.read(people.staff).result()
    if not staff.people:
        staffed(till)
        staff = till.read(people.staff).result()
    cashier = next(one for one in staff.people if one.name == "Siti")
    flow.doorway.is_locked = False
    flow.presenters.guarded.enter(cashier, staff.permissions)
    assert flow.presenters.guarded.by == By(cashier.id, name="Siti")


def _lock_page(stage: "Stage") -> LockPage:
    page = stage.window.page("lock")
    assert isinstance(page, LockPage)
    return page


PEOPLE_SCENES: tuple[tuple[str, Callable[["Stage"], None]], ...] = (
    ("laci", drawer),
    ("laci-tanpa-alasan", drawer_no_reason),
    ("kunci", lock),
    ("kunci-pin", lock_typing),
    ("kunci-salah", lock_wrong),
    ("kunci-tunggu", lock_waiting),
    ("izin-diskon", asking_for_discount),
    ("izin-void", asking_for_void),
    ("izin-retur", asking_for_refund),
    ("izin-tukar", asking_for_exchange),
)
