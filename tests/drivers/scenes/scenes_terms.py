"""Scenes of a booth's terms: taxes and rounding, promotions."""

from datetime import timedelta

from PySide6.QtTest import QTest

from pos_app.domain.payment import CashRounding
from pos_app.domain.promotion import (
    BuyGet,
    Hours,
    LotPrice,
    PercentOff,
    Promotion,
    QuantityPrice,
    Scope,
)
from pos_app.domain.rules import Rules, Tax
from pos_app.services.terms import change_rules, save_promotion
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.tills import shelf
from ui.guarded import Guarded
from ui.pages.terms.promotions_page import PromotionsPage
from ui.pages.terms.rules_page import RulesPage
from ui.presenters.terms import TermsPresenter


def _presenter(stage: Stage) -> TermsPresenter:
    desk = stage.desk
    return TermsPresenter(desk.counter, desk.background, Guarded(desk.till, desk.background))


def _promotions(stage: Stage) -> PromotionsPage:
    kopi = shelf(stage.desk.till)[0]
    for promotion in (
        Promotion("", "Beli 2 gratis 1", BuyGet(2, 1), Scope(categories=("Minuman",))),
        Promotion(
            "",
            "Jam sore",
            PercentOff(2_000),
            hours=Hours(weekdays=(5, 6), from_minute=840, to_minute=960),
        ),
        Promotion("", "Harga grosir", QuantityPrice(((3_000, 16_000),)), Scope((kopi.id,))),
        Promotion("", "3 gantungan 40rb", LotPrice(3, 40_000), active=False),
    ):
        stage.desk.till.write(save_promotion, promotion).result()
    page = stage.show(PromotionsPage(_presenter(stage), stage.look))
    stage.until(lambda: bool(page.list._rows))
    return page


def rules(stage: Stage) -> None:
    stage.show(RulesPage(_presenter(stage), stage.look))


def rules_set(stage: Stage) -> None:
    day, till = stage.desk.clock().date(), stage.desk.till
    held = Rules((Tax("PB1", 1_000),), 500, cash_rounding=CashRounding(500))
    till.write(
        change_rules, day - timedelta(3), Rules((Tax("PPN", 1_100, included=True),))
    ).result()
    till.write(change_rules, day, held).result()
    page = stage.show(RulesPage(_presenter(stage), stage.look))
    stage.until(lambda: page.service.text() == "5")
    stage.press("save_rules_button")
    stage.until(page.notice.isVisible)


def promotions(stage: Stage) -> None:
    _promotions(stage)


def promotions_empty(stage: Stage) -> None:
    stage.show(PromotionsPage(_presenter(stage), stage.look))


def promotions_form(stage: Stage) -> None:
    page = _promotions(stage)
    stage.press("promotion_1_button")
    page.form.hours.when.chips["certain"].click()
    QTest.keyClicks(page.form.scope.search.field, "ja")
    stage.until(lambda: bool(page.form.scope._found.values()))


PAGES: list[tuple[str, Scene]] = [
    ("ketentuan", rules),
    ("ketentuan-berlaku", rules_set),
    ("promosi", promotions),
    ("promosi-kosong", promotions_empty),
    ("promosi-ubah", promotions_form),
]
