"""Rules and promotions as they were first written."""

from datetime import date

import msgspec

from pos_app.domain.kinds import Kind
from pos_app.domain.payment import CashRounding
from pos_app.domain.promotion import (
    BuyGet,
    Hours,
    LotPrice,
    Offer,
    PercentOff,
    Promotion,
    PromotionChanged,
    QuantityPrice,
    Scope,
)
from pos_app.domain.rounding import Rounding
from pos_app.domain.rules import Rules, RulesChanged, Tax


def _promotion(number: int, offer: Offer) -> PromotionChanged:
    scope = Scope(("p1",), ("Minuman",), ("Bu Tini",))
    hours = Hours(date(2026, 11, 20), date(2026, 11, 22), (5, 6), 840, 960)
    promotion_id = f"01932f6e-8a00-7000-8000-{number:012d}"
    return PromotionChanged(Promotion(promotion_id, "Jam sore", offer, scope, hours))


_TAXES = (Tax("PPN", 1_100, included=True), Tax("PB1", 1_000))
LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.RULES_CHANGED,
        RulesChanged(
            date(2026, 11, 22),
            Rules(_TAXES, 500, service_taxed=False, cash_rounding=CashRounding(500, Rounding.DOWN)),
        ),
        (
            '{"valid_from":"2026-11-22","rules":{"taxes":[{"name":"PPN","basis_points":1100,"incl'
            'uded":true},{"name":"PB1","basis_points":1000,"included":false}],"service_points":50'
            '0,"service_taxed":false,"cash_rounding":{"step":500,"mode":"down"}}}'
        ),
    ),
    (
        Kind.PROMOTION_CHANGED,
        _promotion(0, PercentOff(1_000)),
        (
            '{"promotion":{"id":"01932f6e-8a00-7000-8000-000000000000","name":"Jam sore","offer":'
            '{"type":"percent_off","basis_points":1000},"scope":{"products":["p1"],"categories":['
            '"Minuman"],"brands":["Bu Tini"]},"hours":{"first":"2026-11-20","last":"2026-11-22","'
            'weekdays":[5,6],"from_minute":840,"to_minute":960},"active":true}}'
        ),
    ),
    (
        Kind.PROMOTION_CHANGED,
        _promotion(1, QuantityPrice(((3_000, 45_000),))),
        (
            '{"promotion":{"id":"01932f6e-8a00-7000-8000-000000000001","name":"Jam sore","offer":'
            '{"type":"quantity_price","steps":[[3000,45000]]},"scope":{"products":["p1"],"categor'
            'ies":["Minuman"],"brands":["Bu Tini"]},"hours":{"first":"2026-11-20","last":"2026-11'
            '-22","weekdays":[5,6],"from_minute":840,"to_minute":960},"active":true}}'
        ),
    ),
    (
        Kind.PROMOTION_CHANGED,
        _promotion(2, LotPrice(3, 100_000)),
        (
            '{"promotion":{"id":"01932f6e-8a00-7000-8000-000000000002","name":"Jam sore","offer":'
            '{"type":"lot_price","pieces":3,"price":100000},"scope":{"products":["p1"],"categorie'
            's":["Minuman"],"brands":["Bu Tini"]},"hours":{"first":"2026-11-20","last":"2026-11-2'
            '2","weekdays":[5,6],"from_minute":840,"to_minute":960},"active":true}}'
        ),
    ),
    (
        Kind.PROMOTION_CHANGED,
        _promotion(3, BuyGet(2, 1)),
        (
            '{"promotion":{"id":"01932f6e-8a00-7000-8000-000000000003","name":"Jam sore","offer":'
            '{"type":"buy_get","buy":2,"get":1,"basis_points":10000},"scope":{"products":["p1"],"'
            'categories":["Minuman"],"brands":["Bu Tini"]},"hours":{"first":"2026-11-20","last":"'
            '2026-11-22","weekdays":[5,6],"from_minute":840,"to_minute":960},"active":true}}'
        ),
    ),
]
