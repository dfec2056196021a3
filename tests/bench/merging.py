"""A checkout while another register's sales begin to count here, against one beside nothing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from pos_app.domain.register import Booth, Expo
from pos_app.services import product_import, shifts, siblings
from pos_app.services.booth import join_booth, register_in_use
from pos_app.services.siblings import Portion
from pos_app.services.till import Till, Work, open_till
from pos_app.store import journal
from pos_app.store.sync_links import SyncLink
from sync.client.pull import let_count
from tests.bench.checkout import CASH_OF_FOUR, Shop
from tests.bench.folder import database_in
from tests.bench.measure import Figure, Sizes, ratio
from tests.bench.shelf import product_rows

_PORTION = 1_000
"""Entries: as many as one answer of a server brings."""


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`checkout_merging_vs_idle`."""
    sibling, here = (_joined(work / "merging", code, sizes.few_products) for code in ("K1", "K2"))
    try:
        sold = Shop(sibling, CASH_OF_FOUR)
        for _ in range(sizes.merged):
            sold.seconds_to_sell(sold.fill_cart())
        shop = Shop(here, CASH_OF_FOUR)
        idle = [shop.seconds_to_sell(shop.fill_cart()) for _ in range(sizes.around)]
        _bring(sibling, here)
        return (ratio("checkout_merging_vs_idle", _beside_merging(here, shop), idle),)
    finally:
        sibling.close()
        here.close()


def _beside_merging(till: Till, shop: Shop) -> list[float]:
    """How long each sale takes for as long as something is still to be counted."""
    register = till.read(register_in_use).result().id
    with ThreadPoolExecutor(1) as line:
        cart = shop.fill_cart()
        counting = line.submit(let_count, till, register, ())
        taken = [shop.seconds_to_sell(cart)]
        while not counting.done():
            taken.append(shop.seconds_to_sell(shop.fill_cart()))
        assert counting.result()
    return taken


def _joined(work: Path, code: str, products: int) -> Till:
    till = open_till(database_in(work / code))
    link = SyncLink(f"register-{code}", "http://127.0.0.1:1", "token", "server", "00" * 32)
    place = Booth("booth", "A1", "Batik Polokarto")
    expo = Expo("expo", "Pameran", "Asia/Jakarta")
    till.write(join_booth, till.install, link, place, expo, code).result()
    till.write(product_import.import_products, product_rows(products)).result()
    till.write(shifts.open_shift, "Siti", 300_000).result()
    return till


def _bring(sibling: Till, here: Till) -> None:
    """What another register wrote is stored here, but does not count yet."""
    while True:
        unsigned = sibling.read(_portion, sum(here.read(siblings.known).result().values())).result()
        signature = sibling.install.sign_head(unsigned.declared)
        portion = msgspec.structs.replace(unsigned, signature=signature)
        if not here.write(siblings.keep, portion).result():
            return


def _portion(work: Work, after: int) -> Portion:
    register = register_in_use(work)
    start = journal.head_at(work.db, register.id, after)
    assert start is not None
    entries = journal.tail(work.db, register.id, after, _PORTION)
    return Portion(register.code, start, entries, register.head, "")
