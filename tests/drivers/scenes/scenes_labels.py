"""Scenes of picking products and of the page on which their price tags are printed."""

from pos_app.domain.label import LabelGrid
from pos_app.services import catalogue
from pos_app.settings import PrinterSetup
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.scenes.scenes_products import stocked_products
from tests.drivers.scenes.scenes_shelf import stocked
from ui.guarded import Guarded
from ui.pages.products.labels_page import LabelsPage
from ui.presenters.labels import LabelsPresenter


def products_pick(stage: Stage) -> None:
    page = stocked_products(stage)
    page.picking.begin()
    for row in (1, 2, 5):
        product = page.model.row_at(row)
        assert product is not None
        page._presenter.picking.turn(product.id)
    stage.settle()


def products_labels(stage: Stage) -> None:
    page = labels_page(stage, ("kaos-expo", *_some(stage)))
    page._presenter.as_in_stock()
    page._presenter.set_first(4)
    page._presenter.change(booth=True)
    page.retranslate(stage.tr)
    stage.until(lambda: len(page.design.sheet.words) > 20)


def products_labels_small(stage: Stage) -> None:
    page = labels_page(stage, _some(stage))
    page._presenter.change(grid="5x13")
    page.retranslate(stage.tr)
    for place in range(len(page._presenter.tags)):
        page._presenter.set_number(place, 8)
    stage.until(lambda: len(page.design.sheet.words) > 60)


def products_labels_narrow(stage: Stage) -> None:
    page = labels_page(stage, _some(stage))
    page._presenter.use_own_grid(LabelGrid(8, 14, 25.0, 20.0, 5.0, 8.5))
    page.retranslate(stage.tr)
    stage.until(page.design._warning.isVisible)


def products_labels_own(stage: Stage) -> None:
    page = labels_page(stage, _some(stage))
    page._ask_for_grid()
    page.own_grid.fields["columns"].field.setText("4")
    page.own_grid.submit()
    stage.until(page.own_grid._error.isVisible)


def labels_page(stage: Stage, ids: tuple[str, ...]) -> LabelsPage:
    """The page with one tag of each of some products."""
    desk = stage.desk
    desk.counter.settings_file.change(printers=(PrinterSetup(address="file:///dev/null"),))
    stocked(desk.till)
    presenter = LabelsPresenter(desk.counter, desk.background, Guarded(desk.till, desk.background))
    page = stage.show(LabelsPage(presenter, stage.look))
    presenter.open(ids)
    stage.until(lambda: page.model.rowCount() > 0 and bool(page.design.sheet.words))
    return page


def _some(stage: Stage) -> tuple[str, ...]:
    stocked(stage.desk.till)
    found = stage.desk.till.read(catalogue.products_page, None, 0, 20).result()
    return tuple(one.id for one in found if not one.variants)


PAGES: list[tuple[str, Scene]] = [
    ("produk-pilih", products_pick),
    ("label-harga", products_labels),
    ("label-harga-kecil", products_labels_small),
    ("label-harga-sempit", products_labels_narrow),
    ("label-harga-kertas-sendiri", products_labels_own),
]
