"""What became of a sale, and how it was paid, in a word or two."""

from collections.abc import Iterable

from pos_app.domain.returns import ReturnKind, SaleState
from pos_app.domain.tender import Method
from pos_app.services.history import HistoryRow
from resources.translations import Catalog
from ui.models.method_words import method_name


def state_word(row: HistoryRow, tr: Catalog) -> str:
    """What a row of the history is; a void or refund names the receipt it is of."""
    match row.kind:
        case ReturnKind.VOID:
            return tr("Voiding")
        case ReturnKind.REFUND:
            return tr("Refund of {number}").format(number=short_number(row.receipt_number))
    return sale_word(row.state, tr)


def sale_word(state: SaleState, tr: Catalog) -> str:
    """What became of a sale."""
    return {
        SaleState.COMPLETED: tr("Paid"),
        SaleState.VOIDED: tr("Voided"),
        SaleState.PARTLY_REFUNDED: tr("Partly refunded"),
        SaleState.REFUNDED: tr("Refunded"),
    }[state]


def methods_word(methods: Iterable[Method], tr: Catalog) -> str:
    """Ways of paying in one line."""
    return ", ".join(method_name(method, tr) for method in methods)


def short_number(number: str) -> str:
    """The end of a receipt's number without its zeros: `…123`, as people say it."""
    digits = number.rpartition("-")[2]
    return f"…{digits.lstrip('0') or digits}"
