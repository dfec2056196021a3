"""Passing on to a central server, and being passed on to, in words for the organizer's page."""

from sqlalchemy import Connection

from pos_app.domain.business_day import format_moment
from pos_app.domain.money import format_amount
from resources.translations import Catalog
from sync.server.fair.expos import relay_of
from sync.server.pages.glance import Chip
from sync.server.relays.passing_on import Standing, standing

_AWAY = frozenset({"server_unreachable", "server_answer_torn", "server_busy", "server_not_lapak"})
_LOCKED_OUT = frozenset({"token_unknown", "token_revoked", "token_missing"})


def relay_chips(connection: Connection, expo_id: str, zone: str, tr: Catalog) -> tuple[Chip, ...]:
    """Where an expo's data comes from and goes to, where that is another server."""
    chips = []
    if hall := relay_of(connection, expo_id):
        told = tr("Passed on by the server {name}").format(name=hall)
        chips.append(Chip("soft", "cloud", told))
    if (stands := standing(connection)) is not None:
        chips.append(_chip(stands, zone, tr))
    return tuple(chips)


def _chip(stands: Standing, zone: str, tr: Catalog) -> Chip:
    waiting = format_amount(stands.waiting)
    since = (
        format_moment(stands.heard_at, zone, tr.language) if stands.heard_at else tr("never yet")
    )
    if stands.problem in _AWAY:
        told = tr("Central server not reached, last heard {time}: {n} entries wait")
        return Chip("gold", "cloud-off", told.format(time=since, n=waiting))
    if stands.problem:
        return Chip("danger", "triangle-alert", _needs_a_person(stands.problem, waiting, tr))
    if stands.refused:
        told = tr("The central server refuses {n} of the tills: tell whoever runs it")
        return Chip("danger", "triangle-alert", told.format(n=format_amount(stands.refused)))
    if stands.waiting:
        told = tr("Being passed on to the central server: {n} entries to go")
        return Chip("soft", "cloud", told.format(n=waiting))
    told = tr("All of it is at the central server too, {time}")
    return Chip("good", "circle-check", told.format(time=since))


def _needs_a_person(problem: str, waiting: str, tr: Catalog) -> str:
    if problem in _LOCKED_OUT:
        told = tr("The central server knows this relay key no more: {n} entries wait for a new one")
        return told.format(n=waiting)
    if problem == "closing_differs":
        return tr("This expo was closed here and at the central server with different figures")
    told = tr("The central server takes nothing ({reason}): {n} entries wait")
    return told.format(reason=problem, n=waiting)
