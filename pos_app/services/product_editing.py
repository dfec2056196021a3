"""Setting products up one by one: a new one, a changed one, its variants, a bundle's parts."""

from collections.abc import Sequence

import msgspec

from pos_app.domain import product as rules
from pos_app.domain import quantity
from pos_app.domain.errors import LapakError
from pos_app.domain.permission import NOBODY, Action, By
from pos_app.domain.product import Part, Product, ProductChange, apply_change, variant_name
from pos_app.domain.shelf import OnShelf
from pos_app.domain.words import one_line
from pos_app.services import permission, product_changes
from pos_app.services.stock import count_stock
from pos_app.store import products, shelf, stock
from pos_app.store.database import Work

_LABELS = ("category", "unit", "brand")


class VariantRow(msgspec.Struct, frozen=True):
    """One variant as it is set up; an empty `id` is a new one, an empty `barcode` none.

    `stock_milli` is what lies there of it, None where nobody counted just now.
    """

    options: tuple[str, ...]
    price: int
    barcode: str = ""
    id: str = ""
    stock_milli: int | None = None


def add_product(
    work: Work, product: Product, by: By = NOBODY, *, stock_milli: int | None = None
) -> OnShelf:
    """Set a product up; the same id again changes nothing, so a repeated press adds one.

    `stock_milli` is what lies there of it, if somebody counted.
    Raises LapakError `barcode_taken`, `parts_not_usable`, `product_unknown` for a part, and what
    `product.checked` raises.
    """
    permission.require(work, Action.PRODUCTS, by, product.id)
    if not products.by_ids(work.db, [product.id]):
        added = _cleaned(product)
        _check_parts(work, added)
        _store(work, (None, added))
        count_stock(work, _counted(product.id, stock_milli), by, product.id)
    return _read(work, product.id)


def change_product(
    work: Work, change: ProductChange, by: By = NOBODY, *, stock_milli: int | None = None
) -> Product:
    """Change what is set of one product; its variants follow its name and whether it is active.

    A variant keeps the name that follows from its options. `stock_milli` is what lies there, if
    somebody counted. Raises LapakError `product_unknown`, `barcode_taken`, `parts_not_usable`,
    `part_of_parcel` and what `product.checked` raises.
    """
    permission.require(work, Action.PRODUCTS, by, change.id)
    before = _known(work, change.id)
    after = _cleaned(apply_change(before, change))
    if before.variant_of:
        after = msgspec.structs.replace(after, name=before.name)
    _check_parts(work, after)
    if after.parts and not before.parts:
        _check_can_be_bundle(work, after)
    pairs = [(before, after)]
    for variant in _variants(work, before.id):
        followed = msgspec.structs.replace(
            variant,
            name=variant_name(after.name, variant.options),
            active=after.active if after.active != before.active else variant.active,
        )
        pairs.append((variant, rules.checked(followed)))
    _store(work, *pairs)
    count_stock(work, _counted(after.id, stock_milli), by, after.id)
    return after


def set_variants(
    work: Work, product_id: str, rows: Sequence[VariantRow], by: By = NOBODY
) -> tuple[OnShelf, ...]:
    """Let a product have these variants and no others; one that is missing is sold no more.

    What was counted of some is recorded with it. Raises LapakError `product_unknown`,
    `variants_not_usable`, `part_of_parcel`, `variant_twice`, `barcode_taken` and what
    `product.checked` raises.
    """
    permission.require(work, Action.PRODUCTS, by, product_id)
    group = _known(work, product_id)
    if group.variant_of or group.parts:
        raise LapakError("variants_not_usable", name=group.name)
    if rows:
        _check_in_no_bundle(work, group)
    before = {variant.id: variant for variant in _variants(work, product_id)}
    after = [_variant(work, group, row, before.get(row.id)) for row in rows]
    _check_different(after)
    kept = {variant.id for variant in after}
    gone = [
        (variant, msgspec.structs.replace(variant, active=False))
        for variant in before.values()
        if variant.id not in kept
    ]
    _store(work, *gone, *((before.get(variant.id), variant) for variant in after))
    typed = zip(after, rows, strict=True)
    counted = {one.id: row.stock_milli for one, row in typed if row.stock_milli is not None}
    count_stock(work, counted, by, product_id)
    return shelf.variants(work.db, product_id)


def every_variant(work: Work, product_id: str) -> tuple[OnShelf, ...]:
    """The variants of a product, sold or not, with the stock of those that are counted."""
    found = _variants(work, product_id)
    lying = stock.in_stock(work.db, [one.id for one in found])
    return tuple(
        OnShelf(
            **{name: getattr(one, name) for name in Product.__struct_fields__},
            left_milli=lying.get(one.id, 0) if one.tracked else None,
        )
        for one in found
    )


def parts_of(work: Work, product: Product) -> tuple[tuple[Product, int], ...]:
    """What lies in a bundle, with how much of each."""
    known = products.by_ids(work.db, [part.product_id for part in product.parts])
    return tuple(
        (known[part.product_id], part.qty_milli)
        for part in product.parts
        if part.product_id in known
    )


def labels(work: Work) -> dict[str, tuple[str, ...]]:
    """The categories, units and brands that are in use, for choosing instead of typing."""
    return {of: products.labels(work.db, of) for of in _LABELS}


def brands(work: Work) -> tuple[str, ...]:
    """Whose goods the booth sells."""
    return products.labels(work.db, "brand")


def _variant(work: Work, group: Product, row: VariantRow, before: Product | None) -> Product:
    options = tuple(one_line(option) for option in row.options)
    known = before or msgspec.structs.replace(group, id=work.new_id(work.at), barcodes=())
    codes = [code for code in known.barcodes[1:] if row.barcode] if before else []
    return _cleaned(
        msgspec.structs.replace(
            known,
            name=variant_name(group.name, options),
            price=row.price,
            barcodes=(row.barcode, *codes) if row.barcode else (),
            active=True,
            variant_of=group.id,
            options=options,
        )
    )


def _check_different(variants: Sequence[Product]) -> None:
    seen: set[str] = set()
    for variant in variants:
        folded = rules.fold(variant.name)
        if folded in seen:
            raise LapakError("variant_twice", name=variant.name)
        seen.add(folded)


def _check_parts(work: Work, bundle: Product) -> None:
    """What lies in a bundle is sold by itself too: no bundle, no tile of variants."""
    ids = [part.product_id for part in bundle.parts]
    known = products.by_ids(work.db, ids)
    if len(known) < len(ids):
        raise LapakError("product_unknown")
    tiles = [one for one in shelf.by_ids(work.db, ids) if one.variants]
    if tiles or any(part.parts for part in known.values()):
        raise LapakError("parts_not_usable", name=bundle.name, limit=rules.MAX_PARTS)
    for part in bundle.parts:
        _check_part(part, known[part.product_id])


def _check_can_be_bundle(work: Work, bundle: Product) -> None:
    """Neither a tile nor what lies in a parcel itself becomes one."""
    if any(one.active for one in _variants(work, bundle.id)):
        raise LapakError("parts_not_usable", name=bundle.name, limit=rules.MAX_PARTS)
    _check_in_no_bundle(work, bundle)


def _check_in_no_bundle(work: Work, product: Product) -> None:
    for bundle in products.bundles_with(work.db, product.id):
        if bundle.active:
            raise LapakError("part_of_parcel", name=product.name, parcel=bundle.name)


def _counted(product_id: str, stock_milli: int | None) -> dict[str, int]:
    return {} if stock_milli is None else {product_id: stock_milli}


def _check_part(part: Part, product: Product) -> None:
    quantity.checked(part.qty_milli, product.unit)


def _cleaned(product: Product) -> Product:
    codes = (rules.normalise_barcode(code) for code in product.barcodes)
    return rules.checked(
        msgspec.structs.replace(
            product,
            name=one_line(product.name),
            barcodes=tuple(dict.fromkeys(codes)),
            category=one_line(product.category),
            unit=one_line(product.unit) or "pcs",
            brand=one_line(product.brand),
        )
    )


def _store(work: Work, *pairs: tuple[Product | None, Product]) -> None:
    _check_barcodes(work, pairs)
    product_changes.record_difference(work, *pairs)


def _check_barcodes(work: Work, pairs: Sequence[tuple[Product | None, Product]]) -> None:
    """A code that two products claim would sell the later one; nobody wants that by accident.

    Of codes that are new to a product: two registers of a booth may each have given one code away.
    """
    seen: dict[str, Product] = {}
    for before, product in pairs:
        had = before.barcodes if before else ()
        for code in (one for one in product.barcodes if one not in had):
            if code in seen:
                raise LapakError("barcode_taken", barcode=code, name=seen[code].name)
            seen[code] = product
    taken = products.owners(work.db, seen)
    others = {code: owner for code, owner in taken.items() if owner != seen[code].id}
    for code, owner in others.items():
        name = products.by_ids(work.db, [owner])[owner].name
        raise LapakError("barcode_taken", barcode=code, name=name)


def _known(work: Work, product_id: str) -> Product:
    found = products.by_ids(work.db, [product_id]).get(product_id)
    if found is None:
        raise LapakError("product_unknown")
    return found


def _variants(work: Work, product_id: str) -> list[Product]:
    return products.variants(work.db, product_id)


def _read(work: Work, product_id: str) -> OnShelf:
    found = shelf.by_ids(work.db, [product_id])
    if not found:
        raise LapakError("product_unknown")
    return found[0]
