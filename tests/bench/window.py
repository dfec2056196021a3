"""The window: from a scan to the painted cart, from a typed letter to the painted grid."""

from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from tests.bench.folder import barcode
from tests.bench.measure import Figure, Sizes, ms, p99, ratio
from tests.bench.open_window import OpenWindow
from tests.bench.shelf import product_rows, stocked

_CART = 12
_SEED = 7


def measure(work: Path, sizes: Sizes) -> tuple[Figure, ...]:
    """`scan_50k_vs_500`, `scan_p99_ms` and `search_p99_ms`."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folders = [stocked(work, count) for count in (sizes.many_products, sizes.few_products)]
    many, few = (OpenWindow(app, folder) for folder in folders)
    try:
        with_many, with_few = _scan(many, few, sizes)
        searched = _search(many, sizes)
    finally:
        many.close()
        few.close()
    return (
        ratio("scan_50k_vs_500", with_many, with_few),
        _slowest("scan_p99_ms", with_many),
        _slowest("search_p99_ms", searched),
    )


def _scan(many: OpenWindow, few: OpenWindow, sizes: Sizes) -> tuple[list[float], list[float]]:
    random = Random(_SEED)
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(sizes.scans):
        for window, count, times in zip(
            (many, few), (sizes.many_products, sizes.few_products), took, strict=True
        ):
            if turn % _CART == 0:
                window.new_sale()
            times.append(window.seconds_to_scan(barcode(random.randrange(count))))
            window.settle()
    return took


def _search(window: OpenWindow, sizes: Sizes) -> list[float]:
    """Type names of products letter by letter, as a person in search of them does."""
    random = Random(_SEED)
    names = [row.name for row in product_rows(sizes.many_products)]
    took: list[float] = []
    while len(took) < sizes.searches:
        word, other = random.sample(random.choice(names).split(), 2)
        typed = f"{word} {other[:4]}"
        took += [window.seconds_to_search(text) for text in _growing(typed)]
        window.stop_searching()
    return took


def _growing(text: str) -> list[str]:
    """Each text on the way to this one; a blank at the end changes nothing."""
    parts = [text[:length] for length in range(1, len(text) + 1)]
    return [part for part in parts if part == part.rstrip()]


def _slowest(key: str, took: list[float]) -> Figure:
    middle = sorted(took)[len(took) // 2]
    return Figure(key, p99(took) * 1000, f"median {ms(middle)}, most {ms(max(took))}, {len(took)}")
