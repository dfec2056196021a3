"""What an owner sets up before the first day of an expo."""

from datetime import timedelta

from pos_app.domain.permission import Action, Grants, Role
from pos_app.domain.promotion import BuyGet, Hours, PercentOff, Promotion, QuantityPrice, Scope
from pos_app.domain.qris import ImportedFrom, read_code
from pos_app.domain.rules import Rules, Tax
from pos_app.services import people, product_import, qris
from pos_app.services.terms import change_rules, save_promotion
from tests.drivers.people import PINS, quick_hash
from tests.drivers.qris_codes import COFFEE
from tests.drivers.stand.stand import Stand
from tests.drivers.stand.stand_goods import GOODS

PROMOTIONS = (
    Promotion("", "Beli 2 gratis 1", BuyGet(2, 1), Scope(categories=("Minuman",))),
    Promotion("", "Jam sepi", PercentOff(1_500), hours=Hours(from_minute=780, to_minute=840)),
    Promotion("", "Grosir", QuantityPrice(((3_000, 11_777),)), Scope(categories=("Makanan",))),
)


def set_up(stand: Stand) -> None:
    """People, goods, promotions, the QRIS code; from the second day on a regional tax is added."""
    stand.staff()
    stand.enter("Bu Tini")
    stand.do(product_import.import_products, GOODS)
    for promotion in PROMOTIONS:
        stand.do(save_promotion, promotion)
    second = stand.clock().date() + timedelta(days=1)
    stand.do(change_rules, second, Rules((Tax("PB1", 1_000),), service_points=250))
    stand.do(qris.use_code, read_code(COFFEE), ImportedFrom.TEXT)
    careful = Grants(frozenset({Action.CLOSE_SHIFT}), 500)
    stand.do(people.change_permissions, Role.CASHIER, careful)
    stand.do(people.set_pin, stand.people["Rina"].id, quick_hash(PINS["Rina"]))
