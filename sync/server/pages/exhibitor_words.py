"""Who stands in a booth, in words."""

from collections.abc import Iterable

from pos_app.domain.exhibitor import BoothKind, CertificateKind, Site
from resources.translations import Catalog


def site_words(tr: Catalog) -> dict[str, str]:
    """Where an exhibitor takes part."""
    return {Site.ONSITE.value: tr("in the hall"), Site.ONLINE.value: tr("online")}


def kind_words(tr: Catalog) -> dict[str, str]:
    """What an exhibitor is."""
    return {
        BoothKind.UMKM.value: tr("small business (UMKM)"),
        BoothKind.COOPERATIVE.value: tr("cooperative"),
        BoothKind.AGENCY.value: tr("public agency"),
    }


def certificate_words(tr: Catalog) -> dict[CertificateKind, str]:
    """What certificates are called; most go by their letters."""
    return {
        CertificateKind.HALAL: tr("Halal certificate"),
        CertificateKind.PIRT: "P-IRT",
        CertificateKind.BPOM: "BPOM",
        CertificateKind.NIB: "NIB",
        CertificateKind.OTHER: tr("Other certificate"),
    }


def field_words(fields: Iterable[str], tr: Catalog) -> str:
    """The names of what a list would change of a booth."""
    words = {
        "name": tr("name"),
        "business": tr("business"),
        "owner": tr("owner"),
        "regency": tr("regency"),
        "cluster": tr("cluster"),
        "site": tr("place"),
        "kind": tr("kind"),
        "key": tr("exhibitor's key"),
        "certificates": tr("certificates"),
    }
    return ", ".join(words.get(field, field) for field in fields)


def tills_joined(count: int, tr: Catalog) -> str:
    """How many tills have joined a booth."""
    return tr.plural("{n} till joined", "{n} tills joined", count).format(n=count)
