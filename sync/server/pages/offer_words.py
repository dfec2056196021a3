"""What became of products that were offered, in words."""

from resources.translations import Catalog
from sync.server.fair.offers import OffersChange


def imported_words(done: OffersChange, tr: Catalog) -> str:
    """What an import of offers did."""
    text = tr("{added} added, {changed} changed, {unchanged} as they were")
    return text.format(added=done.added, changed=done.changed, unchanged=done.unchanged)
