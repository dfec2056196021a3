"""Which failures mean what, and how long to wait after each."""

import random

from pos_app.domain.errors import LapakError
from pos_app.services.organizer import SyncKind
from sync.client.http import Refused

PERSON_S = 300.0
"""How long to wait where only a person can help, before looking whether one did."""

_PORTAL_S = 60.0
"""Somebody logs in to the Wi-Fi, on this machine or another, and the way is free by itself."""

_PORTAL = frozenset({"server_not_lapak", "server_redirects"})
_NEEDS_PERSON = _PORTAL | {
    "certificate_changed",
    "certificate_unknown",
    "server_without_tls",
    "server_changed",
    "till_restored",
    "journal_forked",
    "fork",
}
_PASSING = frozenset({429, 500, 502, 503, 504})
_MOST_S = 300.0


def kind_of(error: LapakError) -> SyncKind:
    """Whether an error passes by itself, is the network's, or needs a person."""
    if not isinstance(error, Refused):
        return SyncKind.ATTENTION if error.code in _NEEDS_PERSON else SyncKind.OFFLINE
    return SyncKind.WAITING if error.status in _PASSING else SyncKind.ATTENTION


def patience_s(error: LapakError, failures: int, first_retry_s: float) -> float:
    """Seconds to the next try after the `failures`-th failure in a row.

    Full jitter, so that a hall of tills does not come back all at once.
    """
    if isinstance(error, Refused) and error.retry_after_s:
        return error.retry_after_s * random.uniform(1, 1.5)  # noqa: S311 no secret
    if kind_of(error) is SyncKind.ATTENTION:
        return _PORTAL_S if error.code in _PORTAL else PERSON_S
    most = min(_MOST_S, first_retry_s * 2 ** min(failures - 1, 16))
    return max(0.05, random.uniform(0, most))  # noqa: S311 no secret
