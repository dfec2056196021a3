"""Sales of which more came back than was sold: two registers that did not meet gave it back.

Neither could refuse it, so the owner is told here, as the organizer is told by the server.
"""

from pos_app.domain.original import Original
from pos_app.domain.returns import is_too_much
from pos_app.services.foreign_receipts import known_elsewhere
from pos_app.services.returns import original_sale
from pos_app.store import returns, sales
from pos_app.store.database import Work


def over_returned(work: Work) -> tuple[str, ...]:
    """Receipt numbers of such sales, in their order; of sales that are known here.

    Only what another register took back is looked at: a till alone never gives back too much.
    """
    found = (_original(work, sale_id) for sale_id in returns.came_back_elsewhere(work.db))
    flagged = [
        one.receipt_number
        for one in found
        if one is not None and is_too_much(one, returns.earlier(work.db, one.sale_id))
    ]
    return tuple(sorted(flagged))


def _original(work: Work, sale_id: str) -> Original | None:
    if sales.stored_sale(work.db, sale_id) is not None:
        return original_sale(work, sale_id)
    return known_elsewhere(work, sales.elsewhere(work.db, sale_id))
