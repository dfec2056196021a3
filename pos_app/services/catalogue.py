"""The booth's products: listing and finding them."""

from collections.abc import Collection, Iterable

from pos_app.domain import product as rules
from pos_app.domain.product import Category
from pos_app.domain.run_together import behind_prefix
from pos_app.domain.shelf import OnShelf
from pos_app.store import products, shelf, unsold
from pos_app.store.database import Work


def products_page(work: Work, category: str | None, offset: int, limit: int) -> tuple[OnShelf, ...]:
    """Products with tiles by name, `limit` of them from `offset`; category None means all."""
    return shelf.page(work.db, category, offset, limit)


def count_products(work: Work, category: str | None = None) -> int:
    """How many products have tiles under a category, or in all."""
    return shelf.count(work.db, category)


def categories(work: Work) -> tuple[Category, ...]:
    """The categories that have products, by name."""
    return shelf.categories(work.db)


def search(work: Work, text: str, limit: int = 200) -> tuple[OnShelf, ...]:
    """Products with all typed words, the best first."""
    return shelf.search(work.db, text, limit)


def unsold_page(work: Work, offset: int, limit: int) -> tuple[OnShelf, ...]:
    """Products that are sold no more by name, `limit` of them from `offset`."""
    return unsold.page(work.db, offset, limit)


def count_unsold(work: Work) -> int:
    """How many products are sold no more."""
    return unsold.count(work.db)


def search_unsold(work: Work, text: str, limit: int = 200) -> tuple[OnShelf, ...]:
    """Products that are sold no more and have all typed words."""
    return unsold.search(work.db, text, limit)


def product_names(work: Work, ids: Iterable[str]) -> dict[str, str]:
    """The names of products by id, of those that are sold no more too."""
    return {one.id: one.name for one in products.by_ids(work.db, ids).values()}


def find_by_barcode(work: Work, code: str) -> OnShelf | None:
    """The product of a scanned code, or else of the code behind its scanner's prefix.

    Raises LapakError `barcode_not_usable`.
    """
    scanned = rules.normalise_barcode(code)
    codes = (scanned, *map(rules.normalise_barcode, behind_prefix(scanned)))
    found = (shelf.by_barcode(work.db, one) for one in codes)
    return next((product for product in found if product is not None), None)


def variants(work: Work, product_id: str) -> tuple[OnShelf, ...]:
    """The active variants of a product, in the order in which they were set up."""
    return shelf.variants(work.db, product_id)


def shelf_again(work: Work, ids: Collection[str]) -> tuple[OnShelf, ...]:
    """What tells of the stock of some products, read anew: themselves, their groups and bundles."""
    return shelf.by_ids(work.db, shelf.concerned(work.db, ids))
