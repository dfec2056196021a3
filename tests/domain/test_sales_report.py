"""A sales report's parts: hours of a day that ends after midnight, names, order, what is left."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pos_app.domain.report_sums import Goods, PaidBy, RungUp, Taken, report_of
from pos_app.domain.sales_report import Asked, SalesReport
from pos_app.domain.tender import Method

JAKARTA = "Asia/Jakarta"


def rung(hour: int, turnover: int = 10_000, **more: int) -> RungUp:
    """A sale at an hour in Jakarta, of 22 November or of the night after it."""
    day = 22 if hour >= 7 else 23
    at = datetime(2026, 11, day, hour, 30, tzinfo=ZoneInfo(JAKARTA)).astimezone(UTC)
    return RungUp(at, JAKARTA, "Siti", sales=1, gross=turnover, turnover=turnover, **more)


def goods(name: str, turnover: int, product: str = "", latest: int = 1) -> Goods:
    """One piece of a product that was sold once."""
    return Goods(product or name, name, "pcs", "", "", latest, 1, 1_000, turnover)


def report(cutoff_minutes: int = 0, **parts: object) -> SalesReport:
    return report_of(Asked(), Taken(**parts), cutoff_minutes)  # type: ignore[arg-type]


def test_hours_stand_in_the_days_order_and_quiet_ones_between_are_told() -> None:
    made = report(cutoff_minutes=240, rung=[rung(1), rung(22), rung(23)])
    assert [(part.key, part.count) for part in made.hours] == [
        ("22", 1),
        ("23", 1),
        ("00", 0),
        ("01", 1),
    ]


def test_a_day_that_ends_at_midnight_begins_with_its_morning() -> None:
    made = report(rung=[rung(22), rung(9), rung(11)])
    assert [part.key for part in made.hours][:3] == ["09", "10", "11"]
    assert len(made.hours) == 14


def test_what_brought_most_stands_first_under_its_last_name() -> None:
    made = report(
        goods=[
            goods("Kopi", 10_000, "p1", latest=1),
            goods("Kopi Aren", 5_000, "p1", latest=9),
            goods("Teh", 14_000, "p2", latest=3),
        ]
    )
    assert [(part.name, part.turnover) for part in made.products] == [
        ("Kopi Aren", 15_000),
        ("Teh", 14_000),
    ]


def test_two_products_of_one_name_stay_two() -> None:
    made = report(goods=[goods("Kopi", 1_000, "p1"), goods("Kopi", 2_000, "p2")])
    assert [part.turnover for part in made.products] == [2_000, 1_000]


def test_what_came_to_nothing_at_all_is_not_told() -> None:
    back = Goods("p1", "Kopi", "pcs", "", "", 0, -1, -1_000, turnover=-10_000)
    voided = PaidBy(Method.QRIS, -1, -10_000)
    made = report(
        goods=[goods("Kopi", 10_000, "p1"), back], paid=[PaidBy(Method.QRIS, 1, 10_000), voided]
    )
    assert (made.products, made.methods) == ((), ())


def test_methods_stand_in_their_usual_order() -> None:
    made = report(paid=[PaidBy(Method.VOUCHER, 1, 500), PaidBy(Method.CASH, 1, 100)])
    assert [part.key for part in made.methods] == ["cash", "voucher"]


def test_goods_by_the_metre_count_as_often_as_they_were_sold() -> None:
    cloth = Goods("p1", "Kain", "m", "", "", 1, 3, 7_250, turnover=100)
    assert report(goods=[cloth, goods("Kopi", 100)]).items == 4


def test_the_rounding_is_what_products_lack_of_the_net_turnover() -> None:
    sold = rung(9, 10_050, rounding=50)
    back = RungUp(sold.at, JAKARTA, "Siti", refunded=4_900)
    kopi = [
        goods("Kopi", 10_000, "p1"),
        Goods("p1", "Kopi", "pcs", "", "", 0, 0, -500, refunded=5_000),
    ]
    made = report(rung=[sold, back], goods=kopi)
    assert (made.rounding, made.rounding_back, made.rounding_left) == (50, 100, 150)
    assert sum(part.net for part in made.products) + made.rounding_left == made.net


def test_without_sales_there_is_no_average_and_nothing_to_tell() -> None:
    made = report()
    assert (made.average, made.nothing, made.hours) == (0, True, ())
