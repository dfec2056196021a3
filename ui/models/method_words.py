"""What ways of paying are called on a screen."""

from pos_app.domain.tender import Method
from resources.translations import Catalog


def method_name(method: Method, tr: Catalog) -> str:
    """What a way of paying is called."""
    return {
        Method.CASH: tr("Cash"),
        Method.QRIS: tr("QRIS"),
        Method.CARD: tr("Card"),
        Method.TRANSFER: tr("Transfer"),
        Method.EWALLET: tr("E-wallet"),
        Method.VOUCHER: tr("Voucher"),
        Method.EXCHANGE: tr("Exchange"),
    }[method]
