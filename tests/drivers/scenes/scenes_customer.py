"""Scenes of the customer display: what buyers see in each state of a sale."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pos_app.devices.rendering.qr_matrix import qr_matrix
from tests.drivers.scenes.scenes_exchange import BUYER_SCENES
from ui.models.display import CashTaken, Due, Idle, ScanToPay, Thanks

if TYPE_CHECKING:
    from tests.drivers.screens import Scene, Stage
    from ui.models.display import Display

PAYLOAD = (
    "00020101021226640016ID.CO.CONTOH.WWW01189360000012345678900211M00000000010303UMI"
    "51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI520458125303360540525000"
    "5802ID5917KOPI GAYO BU SITI6010BANDA ACEH61052311162070703A0163040E0E"
)

CODE = qr_matrix(PAYLOAD)


def _showing(display: "Display") -> Callable[["Stage"], None]:
    def play(stage: "Stage") -> None:
        stage.customer_display().customer.show(display)

    return play


def few_lines(stage: "Stage") -> None:
    stage.sell_page()
    stage.customer_display()
    stage.add("Syal Batik", "Syal Batik", "Dompet Batik", "Kopi", "Kopi", "Kopi")
    stage.flow.presenters.sell.set_cart_discount("5%")


def many_lines(stage: "Stage") -> None:
    stage.sell_page()
    stage.customer_display()
    for product in stage.products(14):
        stage.flow.presenters.sell.add(product)


CUSTOMER_SCENES: tuple["Scene", ...] = (
    ("pembeli-siap", _showing(Idle())),
    ("pembeli-jual", few_lines),
    ("pembeli-jual-banyak", many_lines),
    ("pembeli-tagihan", _showing(Due(459_000))),
    ("pembeli-tagihan-sisa", _showing(Due(459_000, 200_000))),
    (
        "pembeli-qris",
        _showing(ScanToPay(25_000, CODE, "KOPI GAYO BU SITI", "ID1020000000001")),
    ),
    (
        "pembeli-qris-statis",
        _showing(ScanToPay(12_459_000, CODE, "KOPI GAYO BU SITI", "ID1020000000001", typed=True)),
    ),
    *((name, _showing(display)) for name, display in BUYER_SCENES),
    ("pembeli-tunai", _showing(CashTaken(459_000, 500_000, 41_000))),
    ("pembeli-terima-kasih", _showing(Thanks(41_000))),
)
