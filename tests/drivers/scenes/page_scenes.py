"""The scenes of all pages: `PAGES` on their own, `WINDOW_SCENES` in a till window."""

from collections.abc import Callable

from tests.drivers.expos import DETAILS
from tests.drivers.scenes import (
    scenes_bundle,
    scenes_history,
    scenes_join,
    scenes_labels,
    scenes_orders,
    scenes_other,
    scenes_pay,
    scenes_people,
    scenes_printers,
    scenes_printing,
    scenes_products,
    scenes_qris,
    scenes_reports,
    scenes_terms,
)
from tests.drivers.scenes.page_stage import Scene, WindowStage, in_window

PAGES: list[tuple[str, Scene]] = [
    *scenes_pay.PAGES,
    *scenes_history.PAGES,
    *scenes_other.PAGES,
    *scenes_printing.PAGES,
    *scenes_products.PAGES,
    *scenes_labels.PAGES,
    *scenes_orders.PAGES,
    *scenes_people.PAGES,
    *scenes_printers.PAGES,
    *scenes_terms.PAGES,
    *scenes_qris.PAGES,
    *scenes_reports.PAGES,
    *scenes_bundle.PAGES,
    *scenes_join.PAGES,
]


def announced(stage: WindowStage) -> None:
    """The organizer's announcement over a page."""
    in_window(scenes_products.products)(stage)
    stage.window.announcement.tell(f"{DETAILS.name}: {DETAILS.announcement}", "card")


WINDOW_SCENES: list[tuple[str, Callable[[WindowStage], None]]] = [
    *((name, in_window(scene)) for name, scene in PAGES),
    ("pengumuman", announced),
]
