"""Scenes of who is at the till: the lock, a wrong PIN, an approval.

They come last, since a till with people asks for permission from then on.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_app.domain.permission import Action, By, Need
from pos_app.services import people
from pos_app.services.people import PinWrong
from tests.drivers.people import staffed
from ui.guarded import Request
from ui.pages.lock_page import LockPage

if TYPE_CHECKING:
    from tests.drivers.screens import Stage


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
    stage.flow.pages.entrance.refused.emit(PinWrong(0))


def lock_waiting(stage: "Stage") -> None:
    lock(stage)
    stage.flow.pages.entrance.refused.emit(PinWrong(20))


def _asking(need: Need, subject: str) -> Callable[["Stage"], None]:
    def play(stage: "Stage") -> None:
        _staff(stage)
        stage.sell_page()
        stage.add("Syal Batik", "Dompet Batik", "Kopi")
        request = Request(need, subject, lambda _approval: None, lambda: None)
        take = stage.flow.pages.guarded.requests
        assert take is not None
        take(request)
        stage.settle()

    return play


def _staff(stage: "Stage") -> None:
    """People in the till, one of them at it."""
    till, flow = stage.counter.till, stage.flow
    staff = till.read(people.staff).result()
    if not staff.people:
        staffed(till)
        staff = till.read(people.staff).result()
    cashier = next(one for one in staff.people if one.name == "Siti")
    flow.doorway.is_locked = False
    flow.pages.guarded.enter(cashier, staff.permissions)
    assert flow.pages.guarded.by == By(cashier.id, name="Siti")


def _lock_page(stage: "Stage") -> LockPage:
    page = stage.window.page("lock")
    assert isinstance(page, LockPage)
    return page


PEOPLE_SCENES: tuple[tuple[str, Callable[["Stage"], None]], ...] = (
    ("kunci", lock),
    ("kunci-pin", lock_typing),
    ("kunci-salah", lock_wrong),
    ("kunci-tunggu", lock_waiting),
    ("izin-diskon", _asking(Need(Action.DISCOUNT, "cart", 2_500), "Syal Batik Tulis Sutra")),
    ("izin-void", _asking(Need(Action.VOID, "sale"), "A12-K1-000012 · Rp125.000")),
)
