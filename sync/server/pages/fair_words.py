"""Words for what exhibitors sell and how buyers pay."""

from pos_app.domain.exhibitor import Cluster
from pos_app.domain.tender import Method
from resources.translations import Catalog


def cluster_word(cluster: str, tr: Catalog) -> str:
    """What a booth mostly sells."""
    words: dict[str, str] = {
        Cluster.FOOD: tr("Food"),
        Cluster.DRINK: tr("Drinks"),
        Cluster.BATIK_FASHION: tr("Batik and fashion"),
        Cluster.CRAFT: tr("Craft"),
        Cluster.HERBAL: tr("Herbal"),
        Cluster.FARM: tr("Farm"),
        Cluster.SERVICES: tr("Services"),
    }
    return words.get(cluster, tr("Others"))


def method_word(method: str, tr: Catalog) -> str:
    """A way of paying; one that a newer till knows keeps its own name."""
    words: dict[str, str] = {
        Method.CASH: tr("Cash"),
        Method.QRIS: "QRIS",
        Method.CARD: tr("Card"),
        Method.TRANSFER: tr("Transfer"),
        Method.EWALLET: tr("E-wallet"),
        Method.VOUCHER: tr("Voucher"),
        Method.EXCHANGE: tr("Exchange"),
    }
    return words.get(method, method)
