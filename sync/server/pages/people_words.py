"""Roles, rights and recorded acts in words."""

from typing import Any

from resources.translations import Catalog
from sync.server.accounts.rights import ADMIN, STAFF, VIEWER, Right


def roles(tr: Catalog) -> dict[str, str]:
    """The roles of people, in a word each."""
    return {ADMIN: tr("admin"), STAFF: tr("staff"), VIEWER: tr("viewer")}


def explained_roles(tr: Catalog) -> dict[str, str]:
    """The roles of people and what each may do, the least first."""
    return {
        VIEWER: tr("Viewer: look at all figures"),
        STAFF: tr("Staff: also booths, join codes, statements"),
        ADMIN: tr("Admin: everything, accounts and closing too"),
    }


def scopes(tr: Catalog) -> dict[str, str]:
    """What a token can be good for."""
    return {
        Right.LOOK: tr("look at figures"),
        Right.SET_UP: tr("set expos and booths up"),
        Right.SETTLE: tr("make statements"),
        Right.PERSONAL: tr("read buyers' personal data"),
        Right.RUN: tr("close expos and block tills"),
    }


def act_words(action: str, tr: Catalog) -> str:
    """What was done; an action of a later version stands as it is named."""
    words = {
        "record.altered": tr("This record was altered"),
        "account.added": tr("Account added"),
        "account.role": tr("Role changed"),
        "account.password_given": tr("New password given"),
        "account.password_changed": tr("Password chosen"),
        "account.blocked": tr("Account blocked"),
        "token.made": tr("Token made"),
        "token.revoked": tr("Token revoked"),
        "link.made": tr("Link for an exhibitor made"),
        "link.ended": tr("Link for an exhibitor ended"),
        "expo.added": tr("Expo added"),
        "expo.changed": tr("Expo changed"),
        "expo.closed": tr("Expo closed"),
        "booth.added": tr("Booth added"),
        "code.made": tr("Join code made"),
        "register.revoked": tr("Till blocked"),
        "register.moving": tr("Code for another laptop made"),
        "offers.changed": tr("Offered products changed"),
        "offer.withdrawn": tr("Offered product withdrawn"),
        "server.restored": tr("Server put back from a backup"),
    }
    return words.get(action, action)


def details_words(details: dict[str, Any]) -> str:
    """What was told beside an act, in its own names."""
    return ", ".join(f"{name} {_shown(value)}" for name, value in details.items() if value != "")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_shown(each)}" for name, each in value.items())
    if isinstance(value, list):
        return " → ".join(_shown(each) for each in value)
    return str(value)
