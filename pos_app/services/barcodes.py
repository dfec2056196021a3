"""Numbers for goods that came without a barcode, so that a label can be scanned."""

from collections.abc import Iterable, Sequence

import msgspec

from pos_app.domain.ean import in_store_numbers
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.product import Product
from pos_app.services import permission, product_changes
from pos_app.store import products, shelf
from pos_app.store.database import Work


def give_barcodes(work: Work, ids: Iterable[str], by: By = NOBODY) -> dict[str, str]:
    """Give each of some products that has no barcode a number of its own; the numbers by product.

    One that has a barcode keeps it, so asking again changes nothing. A number that another product
    has, sold or not, is passed over. A tile of variants gets none: its variants are sold.
    Raises LapakError `permission_needed`.
    """
    without = _without(work, ids)
    if not without:
        return {}
    permission.require(work, Action.PRODUCTS, by)
    given = _numbers(work, without)
    pairs = [(one, msgspec.structs.replace(one, barcodes=(given[one.id],))) for one in without]
    product_changes.record_difference(work, *pairs)
    return given


def _without(work: Work, ids: Iterable[str]) -> list[Product]:
    known = products.by_ids(work.db, dict.fromkeys(ids))
    bare = [one.id for one in known.values() if one.active and not one.barcodes]
    standing = (one for few in products.in_few(bare) for one in shelf.by_ids(work.db, few))
    return [known[one.id] for one in standing if not one.variants]


def _numbers(work: Work, without: Sequence[Product]) -> dict[str, str]:
    """The first free number of each; what was just given is taken too."""
    firsts = [next(in_store_numbers(one.id)) for one in without]
    taken = {code for few in products.in_few(firsts) for code in products.owners(work.db, few)}
    given: dict[str, str] = {}
    for product, first in zip(without, firsts, strict=True):
        number = _free(work, product.id, taken) if first in taken else first
        given[product.id] = number
        taken.add(number)
    return given


def _free(work: Work, product_id: str, taken: set[str]) -> str:
    return next(
        number
        for number in in_store_numbers(product_id)
        if number not in taken and not products.owners(work.db, [number])
    )
