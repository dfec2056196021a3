"""Joining an expo with what the booth sold with before, so that its other registers hear of it.

What was said before stands in the journal of a register that the server never sees.
"""

from collections.abc import Iterator

import msgspec

from pos_app.domain.kinds import Kind
from pos_app.domain.people import PersonChanged
from pos_app.domain.permission import By, Permissions, Role, change_grants
from pos_app.domain.promotion import PromotionChanged
from pos_app.domain.qris import QrisImported
from pos_app.domain.register import Booth, Expo
from pos_app.services import product_changes
from pos_app.services.booth import RegisterState, current_register, join_booth, register_in_use
from pos_app.store import journal, people, products, qris, terms
from pos_app.store.database import Work
from pos_app.store.install import Install
from pos_app.store.sync_links import SyncLink


def join(
    work: Work, install: Install, link: SyncLink, booth: Booth, expo: Expo, register_code: str
) -> RegisterState:
    """Open the register as `join_booth` does, and say once what this till sells with.

    Orders and stock of before stay this till's own: money and goods are counted where they are.
    """
    before = current_register(work)
    register = join_booth(work, install, link, booth, expo, register_code)
    if before is None or before.id == register.id:
        return register
    product_changes.record_difference(work, *((None, one) for one in products.every(work.db)))
    for kind, body in tuple(_said(work)):
        journal.append(work.db, register_in_use(work).head, kind, body, work.at)
    return register_in_use(work)


def _said(work: Work) -> Iterator[tuple[Kind, msgspec.Struct]]:
    for rules in terms.rules(work.db):
        yield Kind.RULES_CHANGED, rules
    for promotion in terms.promotions(work.db):
        yield Kind.PROMOTION_CHANGED, PromotionChanged(promotion)
    used = qris.code_in_use(work.db)
    if used is not None:
        by = By("", name=used.by) if used.by else msgspec.UNSET
        yield Kind.QRIS_IMPORTED, QrisImported(used.code, used.source, by=by)
    for one in people.everybody(work.db):
        yield Kind.PERSON_CHANGED, PersonChanged(one.id, one.name, one.role, one.active)
    permissions = people.permissions(work.db)
    for role in (Role.SUPERVISOR, Role.CASHIER):
        if permissions.of(role) != Permissions().of(role):
            yield Kind.PERMISSIONS_CHANGED, change_grants(role, permissions.of(role))
