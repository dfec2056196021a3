"""What an expo's page tells of a server that was put back from a backup."""

from datetime import datetime, timedelta

import msgspec

from pos_app.domain.business_day import format_moment
from pos_app.domain.register import Expo
from resources.translations import Catalog
from sync.server.figures.losses import Lost, Restored

TOLD_FOR = timedelta(hours=24)
"""How long it stays on the page that all of it came back."""

_FEW = 5


class RestoredGlance(msgspec.Struct, frozen=True):
    """A notice above the figures: what happened, what is lost still, what to do."""

    is_suspected: bool
    told: str
    lost: str
    next_step: str


def restored_glance(
    found: Restored, expo: Expo, tr: Catalog, now: datetime
) -> RestoredGlance | None:
    """The notice in words; None where nothing was put back, or it is over."""
    if found.is_suspected:
        told = tr(
            "Tills show signed receipts for data that this server does not have: it seems to have"
            " been put back from a backup."
        )
        return RestoredGlance(True, told, _lost(found.lost, tr), "")
    begun = found.restoration
    if begun is None or (not found.lost and now - begun.at > TOLD_FOR):
        return None
    when = format_moment(begun.at, expo.zone, tr.language)
    told = tr("The server was put back from a backup; noticed on {time}.").format(time=when)
    lost = _lost(found.lost, tr) or tr("Tills send by themselves what it lost.")
    after = tr("Block tills again that were blocked since, and look at what the booths are told.")
    return RestoredGlance(False, told, lost, after)


def _lost(lost: tuple[Lost, ...], tr: Catalog) -> str:
    """Which tills have not sent everything again, and how much is awaited of each."""
    text = tr("{till}: {n} entries awaited")
    told = [text.format(till=one.code, n=one.seq - one.held) for one in lost[:_FEW]]
    more = tr("and {n} more").format(n=len(lost) - _FEW) if len(lost) > _FEW else ""
    return " · ".join(filter(None, (*told, more)))
