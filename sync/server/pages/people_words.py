"""Roles, rights and recorded acts in words."""

from typing import Any

from pos_app.domain.money import format_rupiah
from resources.translations import Catalog
from sync.server.accounts.rights import ADMIN, SCOPES, STAFF, VIEWER, Right
from sync.server.fair.words import method_word
from sync.server.office import COMMAND_LINE
from sync.server.settlement.words import status_word


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
        "booth.changed": tr("Booth changed"),
        "booth.removed": tr("Booth removed"),
        "booths.taken_in": tr("List of booths taken in"),
        "code.made": tr("Join code made"),
        "codes.made": tr("Join codes made"),
        "code.made_anew": tr("Join code made anew"),
        "register.revoked": tr("Till blocked"),
        "register.moving": tr("Code for another laptop made"),
        "offers.changed": tr("Offered products changed"),
        "offer.withdrawn": tr("Offered product withdrawn"),
        "terms.changed": tr("Terms of settlement changed"),
        "own_terms.changed": tr("What differs at a booth changed"),
        "terms.agreed": tr("Terms of settlement agreed on"),
        "statements.made": tr("Statements made"),
        "statement.signed_by_organizer": tr("Statement signed by the organizer"),
        "statement.signed_by_exhibitor": tr("Statement signed by the exhibitor"),
        "statement.disputed": tr("Statement disputed"),
        "dispute.ended": tr("Dispute ended"),
        "correction.made": tr("Correction made"),
        "correction.withdrawn": tr("Correction withdrawn"),
        "buyers.read": tr("Buyers' personal data read"),
        "webhook.added": tr("Address that is told added"),
        "webhook.paused": tr("Address that is told paused"),
        "webhook.resumed": tr("Address is told again"),
        "webhook.removed": tr("Address that is told removed"),
        "webhook.secret_renewed": tr("Secret of an address renewed"),
        "webhook.tried": tr("Trial sent"),
        "webhook.sent_again": tr("Told once more"),
        "server.restored": tr("Server put back from a backup"),
    }
    return words.get(action, action)


def details_words(details: dict[str, Any], tr: Catalog) -> str:
    """What was told beside an act; what a later version tells stands as it is named."""
    names = {
        "account": tr("account"),
        "role": tr("role"),
        "token": tr("token"),
        "scopes": tr("good for"),
        "booth": tr("booth"),
        "booths": tr("booths"),
        "name": tr("name"),
        "register": tr("till"),
        "reason": tr("because"),
        "revision": tr("revision"),
        "total": tr("amount"),
        "version": tr("version"),
        "offer": tr("product"),
        "added": tr("added"),
        "changed": tr("changed"),
        "status": tr("status"),
        "file": tr("file"),
        "days": tr("days"),
        "address": tr("address"),
        "hash": "SHA-256",
        "though": tr("although"),
        "deposit": tr("deposit"),
        "received": tr("received by the organizer"),
        "dispute": tr("dispute"),
    }
    return ", ".join(
        f"{names.get(name, name)} {_shown(name, value, tr)}"
        for name, value in details.items()
        if value != ""
    )


def by_words(by: str, tr: Catalog) -> str:
    """Who did it; an account's name stands as it is."""
    return tr("command line") if by == COMMAND_LINE else by


def _shown(name: str, value: Any, tr: Catalog) -> str:
    match name, value:
        case "role", str():
            return roles(tr).get(value, value)
        case "scopes", str():
            return _scopes(value, tr)
        case "total" | "deposit", int():
            return format_rupiah(value)
        case "received", dict():
            return _received(value, tr)
        case "though", str():
            return tr("a shift was open") if value == "open_shift" else status_word(value, tr)
        case _, list():
            value = " → ".join(str(each) or "–" for each in value)
    return str(value)


def _scopes(names: str, tr: Catalog) -> str:
    told = scopes(tr)
    return ", ".join(told[Right(word)] if word in SCOPES else word for word in names.split())


def _received(amounts: dict[str, int | None], tr: Catalog) -> str:
    whole = tr("all")
    return ", ".join(
        f"{method_word(method, tr)} {whole if some is None else format_rupiah(some)}"
        for method, some in amounts.items()
    )
