"""How a Z report on paper stands to what was received, in words."""

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.figures.z_reports import Declared, Standing
from sync.server.pages.bundle_words import DANGER, GOLD, GOOD, Line


def standing_words(found: Declared, tr: Catalog) -> Line:
    """One line: declared only, the same as received, or by how much it differs."""
    match found.standing:
        case Standing.AWAITED:
            return Line(GOLD, tr("Declared, not received yet."))
        case Standing.AGREES:
            return Line(GOOD, tr("Received, and it agrees."))
        case Standing.DIFFERS:
            text = tr("Received is {amount} more than this paper says.")
            if found.turnover_off < 0:
                text = tr("Received is {amount} less than this paper says.")
            if not found.turnover_off:
                text = tr("Received, but figures on this paper differ.")
            return Line(DANGER, text.format(amount=format_rupiah(abs(found.turnover_off))))
    text = tr("Received is another history of this till. Look for two tills that go by its name.")
    return Line(DANGER, text)
