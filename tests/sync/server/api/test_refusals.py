"""Odd offers, details and booths: refused by a code, which `only_described_problems` looks up."""

from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from sync import wire
from sync.relay_wire import RELAY_EXPO_PATH
from sync.server.accounts import programs
from sync.server.accounts.rights import Right
from sync.server.fair import offers
from sync.server.fair.offers import OfferedRow
from sync.server.relays import agreeing, relayed
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair

Client = TestClient[Litestar]
ODD_OFFERS: list[tuple[str, dict[str, Any]]] = [
    ("product_name_missing", {"name": " "}),
    ("product_name_too_long", {"name": "x" * 500}),
    ("product_label_too_long", {"brand": "x" * 500}),
    ("price_out_of_range", {"price": -1}),
    ("barcode_not_usable", {"barcode": "x" * 500}),
]
ODD_DETAILS: list[tuple[str, dict[str, Any]]] = [
    ("expo_name_not_usable", {"name": ""}),
    ("zone_unknown", {"zone": "Mars/Phobos"}),
    ("cutoff_out_of_range", {"cutoff_minutes": -1}),
    ("expo_days_turned", {"first_day": "2026-11-23", "last_day": "2026-11-21"}),
    ("receipt_header_too_long", {"header": ["x" * 500]}),
    ("announcement_too_long", {"announcement": "x" * 5000}),
]
ODD_BOOTHS: list[tuple[str, dict[str, Any]]] = [
    ("booth_unknown", {"id": ""}),
    ("booth_code_taken", {"id": "another"}),
    ("booth_code_not_usable", {"code": "?"}),
    ("booth_name_not_usable", {"name": ""}),
]


@pytest.mark.parametrize(("code", "odd"), ODD_OFFERS)
def test_an_offer_that_no_till_could_sell_is_refused(
    client: Client, sqlite_fair: Fair, code: str, odd: dict[str, Any]
) -> None:
    token = programs.create_api_token(sqlite_fair.office, "daftar", scopes=(Right.SET_UP,))
    body = {"offers": [{"name": "Gelas", "price": 1_000, **odd}]}
    path = f"/api/v1/expos/{sqlite_fair.expo.id}/offers"
    assert refused(client, path, body, token) == code


@pytest.mark.parametrize(("code", "odd"), ODD_OFFERS)
def test_a_hall_cannot_pass_such_an_offer_on(
    client: Client, hall: tuple[str, dict[str, Any]], code: str, odd: dict[str, Any]
) -> None:
    token, told = hall
    told["offers"][0]["offer"] |= odd
    # A hall's server has cleaned words up; what is not clean comes from somebody else.
    expected = "offer_not_usable" if code == "product_name_missing" else code
    assert refused(client, passed_on(told), told, token) == expected


@pytest.mark.parametrize(("code", "odd"), ODD_DETAILS)
def test_a_hall_cannot_pass_odd_details_on(
    client: Client, hall: tuple[str, dict[str, Any]], code: str, odd: dict[str, Any]
) -> None:
    token, told = hall
    told["details"] |= odd
    assert refused(client, passed_on(told), told, token) == code


@pytest.mark.parametrize(("code", "odd"), ODD_BOOTHS)
def test_a_hall_cannot_pass_an_odd_booth_on(
    client: Client, hall: tuple[str, dict[str, Any]], code: str, odd: dict[str, Any]
) -> None:
    token, told = hall
    told["booths"] = [told["booths"][0] | odd]
    assert refused(client, passed_on(told), told, token) == code


@pytest.fixture
def hall(sqlite_fair: Fair) -> tuple[str, dict[str, Any]]:
    """A hall's token, and what it tells of an expo with an offer."""
    office = sqlite_fair.office
    token, till = relayed.create_relay_key(office, "aula").split(".")[0], PaperTill(17)
    request = till.join_request("")
    known = (request.register, "K1", request.public_key, request.install_id, request.version)
    relayed.introduce(office, token, wire.RelayedRegister(till.expo, till.booth, *known))
    offers.put_offers(office, till.expo.id, [OfferedRow("Gelas", 1_000)])
    with office.database.read() as connection:
        told = msgspec.to_builtins(agreeing.told_of(connection, till.expo.id, 0))
    told["details"]["revision"] += 1
    told["offers_revision"] += 1
    return token, told


def passed_on(told: dict[str, Any]) -> str:
    """Where a hall passes its expo on."""
    return RELAY_EXPO_PATH.format(expo=told["expo"]["id"])


def refused(client: Client, path: str, body: Any, token: str) -> str:
    """The code with which it is refused."""
    answer = client.post(path, json=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.is_client_error, answer.text
    return str(answer.json()["code"])
