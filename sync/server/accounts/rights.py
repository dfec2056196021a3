"""What may be done at the organizer's server, and which roles may do it."""

from enum import StrEnum


class Right(StrEnum):
    """What a route asks of whoever calls it; every route names one."""

    ANYBODY = "anybody"
    """No login: the login itself, health, what tills ask before they belong anywhere."""
    TILL = "till"
    """A register with its token, which the operation checks against the register it names."""
    RELAY = "relay"
    """Another server with its key, which the operation checks."""
    SELF = "self"
    """Whoever is logged in: their own password, logging out."""
    BOOTH = "booth"
    """Looking at one booth's figures: its exhibitor may, too."""
    LOOK = "look"
    """Looking at an expo's figures."""
    SET_UP = "set_up"
    """Expos, booths, join codes, offers, files that were brought."""
    SETTLE = "settle"
    """Statements: making, correcting, signing."""
    PERSONAL = "personal"
    """Buyers' personal data."""
    RUN = "run"
    """Closing an expo, rules of settlement, blocking registers, accounts, the audit."""


ADMIN, STAFF, VIEWER, EXHIBITOR = "admin", "staff", "viewer", "exhibitor"
ROLES: dict[str, frozenset[Right]] = {
    ADMIN: frozenset(
        {
            *(Right.SELF, Right.BOOTH, Right.LOOK, Right.SET_UP),
            *(Right.SETTLE, Right.PERSONAL, Right.RUN),
        }
    ),
    STAFF: frozenset({Right.SELF, Right.BOOTH, Right.LOOK, Right.SET_UP, Right.SETTLE}),
    VIEWER: frozenset({Right.SELF, Right.BOOTH, Right.LOOK}),
    EXHIBITOR: frozenset({Right.BOOTH}),
}
"""What people may do. An exhibitor comes by a link, without an account."""

PEOPLE = (ADMIN, STAFF, VIEWER)
SCOPES = (Right.LOOK, Right.SET_UP, Right.SETTLE, Right.PERSONAL, Right.RUN)
"""What a program's token can be good for; who may look may look at every booth."""
EXTRA: dict[Right, Right] = {Right.LOOK: Right.BOOTH}


def of_scopes(scopes: str) -> frozenset[Right]:
    """The rights of a token from its scopes, as they are stored: words with spaces between."""
    named = {Right(word) for word in scopes.split() if word in SCOPES}
    return frozenset(named | {EXTRA[right] for right in named if right in EXTRA})
