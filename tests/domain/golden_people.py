"""What entries about people, PINs, approvals and the drawer say: bytes that must never change."""

import msgspec

from pos_app.domain.approval import ApprovalGiven, ApprovalUsed
from pos_app.domain.drawer import DrawerOpened
from pos_app.domain.kinds import Kind
from pos_app.domain.people import PersonChanged, PersonEntered, PinChanged, PinFailed
from pos_app.domain.permission import Action, PermissionsChanged, Role

LATER: list[tuple[Kind, msgspec.Struct, str]] = [
    (
        Kind.PERSON_CHANGED,
        PersonChanged("p1", "Bu Tini", Role.OWNER, active=True),
        '{"id":"p1","name":"Bu Tini","role":"owner","active":true}',
    ),
    (
        Kind.PERSON_CHANGED,
        PersonChanged("p2", active=False),
        '{"id":"p2","active":false}',
    ),
    (
        Kind.PERSON_ENTERED,
        PersonEntered("p1", "Bu Tini", "shift-1"),
        '{"id":"p1","name":"Bu Tini","shift_id":"shift-1"}',
    ),
    (
        Kind.PERMISSIONS_CHANGED,
        PermissionsChanged(Role.CASHIER, (Action.VOID, Action.CLOSE_SHIFT), 1_500),
        '{"role":"cashier","actions":["void","close_shift"],"discount_limit":1500}',
    ),
    (
        Kind.PIN_CHANGED,
        PinChanged("p2", "Siti", "p1", "Bu Tini"),
        '{"id":"p2","name":"Siti","by":"p1","by_name":"Bu Tini"}',
    ),
    (
        Kind.PIN_FAILED,
        PinFailed("p2", "Siti", 3),
        '{"id":"p2","name":"Siti","tries":3}',
    ),
    (
        Kind.APPROVAL_GIVEN,
        ApprovalGiven(
            "a1",
            Action.DISCOUNT,
            "cart-1/kopi",
            "p1",
            "Bu Tini",
            "p2",
            "Siti",
            "Diskon 25% untuk Kopi",
            2_500,
        ),
        (
            '{"id":"a1","action":"discount","about":"cart-1/kopi","approver":"p1",'
            '"approver_name":"Bu Tini","person":"p2","person_name":"Siti",'
            '"subject":"Diskon 25% untuk Kopi","basis_points":2500}'
        ),
    ),
    (
        Kind.APPROVAL_GIVEN,
        ApprovalGiven(
            "a2",
            Action.REFUND,
            "sale-1",
            "p1",
            "Bu Tini",
            "p2",
            "Siti",
            "Retur Rp18.000: A12-K1-000001",
            amount=18_000,
        ),
        (
            '{"id":"a2","action":"refund","about":"sale-1","approver":"p1",'
            '"approver_name":"Bu Tini","person":"p2","person_name":"Siti",'
            '"subject":"Retur Rp18.000: A12-K1-000001","amount":18000}'
        ),
    ),
    (
        Kind.APPROVAL_USED,
        ApprovalUsed("a1", Action.DISCOUNT, "cart-1/kopi"),
        '{"id":"a1","action":"discount","about":"cart-1/kopi"}',
    ),
    (
        Kind.DRAWER_OPENED,
        DrawerOpened("p2", "Siti", "Tukar uang", "shift-1"),
        '{"person":"p2","name":"Siti","reason":"Tukar uang","shift_id":"shift-1"}',
    ),
]
