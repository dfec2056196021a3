"""Scenes of the products page and of the panels in which a product is set up."""

from PySide6.QtTest import QTest

from pos_app.services import product_file, product_import
from tests.drivers.expos import join_expo, offer
from tests.drivers.scenes.page_stage import Scene, Stage
from tests.drivers.scenes.scenes_other import bad_file
from tests.drivers.scenes.scenes_shelf import stocked
from ui.pages.products.products_page import ProductsPage
from ui.presenters.products import ProductsPresenter


def products(stage: Stage) -> None:
    stocked_products(stage)


def products_add(stage: Stage) -> None:
    page = stocked_products(stage)
    page._add()
    form = page.editor.form
    form.name.field.setText("Wingko Babat isi 10")
    form.price.field.setText("12,5")
    page.editor.submit()
    stage.settle()


def products_edit(stage: Stage) -> None:
    page = stocked_products(stage)
    page.search_field.setText("Keripik")
    stage.until(lambda: page.model.rowCount() in range(1, 12))
    page._edit(page.model.index(0, 0))
    page.editor.stock.tracked.setChecked(True)
    page.editor.form.brand.field.setFocus()
    stage.settle()


def products_variants(stage: Stage) -> None:
    page = _open(stage, "Kaos Expo")
    page.editor._to_variants()
    stage.until(lambda: page.panels.opened is page.panels.variants)
    editor = page.panels.variants
    assert editor is not None
    editor._lines[7]._turn()
    editor.add_line()
    QTest.keyClicks(editor._lines[-1].fields["options"], "S / Biru Laut")
    editor.submit()
    stage.until(editor._error.isVisible)


def products_parcel(stage: Stage) -> None:
    page = _open(stage, "Parsel Lebaran")
    page.editor._to_parts()
    stage.until(lambda: page.panels.opened is page.panels.parcel)
    stage.settle()


def products_parcel_search(stage: Stage) -> None:
    products_parcel(stage)
    page = stage.page
    assert isinstance(page, ProductsPage)
    parcel = page.panels.parcel
    assert parcel is not None
    parcel.search.setText("kopi")
    stage.until(lambda: parcel.found.rowCount() > 0)


def products_unsold(stage: Stage) -> None:
    page = _open(stage, "Parsel Lebaran")
    page.editor._turn_sold()
    stage.until(lambda: page.panels.opened is None)
    page.head.chips.chips["unsold"].click()
    stage.until(lambda: page.model.rowCount() == 1 and page.model.row_at(0) is not None)


def products_empty(stage: Stage) -> None:
    page = _page(stage)
    page._on_counted(0)
    stage.settle()


def products_import(stage: Stage) -> None:
    page = _page(stage)
    page._presenter.products.read(bad_file(stage))
    stage.until(page.preview.isVisible)


def products_bad_file(stage: Stage) -> None:
    page = _page(stage)
    bad = stage.folder / "bad.csv"
    bad.write_text("judul,isi\na,b\n", "utf-8")
    page._presenter.products.read(bad)
    stage.until(page.notice.isVisible)


def _page(stage: Stage) -> ProductsPage:
    presenter = ProductsPresenter(stage.desk.counter, stage.desk.background)
    return stage.show(ProductsPage(presenter, stage.look))


def stocked_products(stage: Stage) -> ProductsPage:
    """The products page over the sample goods."""
    rows = product_file.read_product_file(product_file.sample_products()).rows
    stage.desk.till.write(product_import.import_products, rows).result()
    stocked(stage.desk.till)
    page = _page(stage)
    stage.until(lambda: page.model.rowCount() > 0)
    stage.until(lambda: page.model.row_at(0) is not None)
    return page


def products_strip(stage: Stage) -> None:
    """The line that says what is offered."""
    join_expo(stage.desk.till)
    offer(stage.desk.till)
    page = stocked_products(stage)
    stage.until(page.offers.isVisible)


def products_offers(stage: Stage) -> None:
    products_strip(stage)
    page = stage.page
    assert isinstance(page, ProductsPage)
    page.offers.open()
    stage.settle()


def _open(stage: Stage, name: str) -> ProductsPage:
    page = stocked_products(stage)
    page.search_field.setText(name)
    stage.until(lambda: page._presenter.text == name and 0 < page.model.rowCount() < 12)
    page._edit(page.model.index(0, 0))
    stage.settle()
    return page


PAGES: list[tuple[str, Scene]] = [
    ("produk", products),
    ("produk-tambah", products_add),
    ("produk-ubah", products_edit),
    ("produk-varian", products_variants),
    ("produk-parsel", products_parcel),
    ("produk-parsel-cari", products_parcel_search),
    ("produk-tidak-dijual", products_unsold),
    ("produk-tawaran", products_strip),
    ("produk-tawaran-lihat", products_offers),
    ("produk-kosong", products_empty),
    ("produk-impor", products_import),
    ("produk-salah-berkas", products_bad_file),
]
