"""Words for what exhibitors sell and how buyers pay, the same on pages, papers and in files."""

from pos_app.domain.exhibitor import Cluster
from pos_app.domain.tender import Method
from resources.translations import Catalog


def cluster_words(tr: Catalog) -> dict[str, str]:
    """What booths mostly sell, by cluster."""
    return {
        Cluster.FOOD.value: tr("Food"),
        Cluster.DRINK.value: tr("Drinks"),
        Cluster.BATIK_FASHION.value: tr("Batik and fashion"),
        Cluster.CRAFT.value: tr("Craft"),
        Cluster.HERBAL.value: tr("Herbal"),
        Cluster.FARM.value: tr("Farm"),
        Cluster.SERVICES.value: tr("Services"),
        Cluster.OTHER.value: tr("Others"),
    }


def cluster_word(cluster: str, tr: Catalog) -> str:
    """What a booth mostly sells."""
    return cluster_words(tr).get(cluster, tr("Others"))


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
