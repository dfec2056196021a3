"""Who stands in a booth, and what an organizer plans, as far as they can be used."""

from datetime import date

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.exhibitor import (
    Certificate,
    CertificateKind,
    Exhibitor,
    checked_exhibitor,
    exhibitor_key,
)
from pos_app.domain.expo_plan import ExpoPlan, checked_plan

HALAL = Certificate(CertificateKind.HALAL, "ID33110000123", date(2028, 3, 1))


def test_words_are_tidied_and_certificates_stand_once_in_order() -> None:
    told = Exhibitor(
        "  Kopi\tSirap ",
        "Bu  Sri",
        "3322",
        certificates=(Certificate(CertificateKind.PIRT, " 206 "), HALAL, HALAL),
    )
    found = checked_exhibitor(told)
    assert (found.business, found.owner) == ("Kopi Sirap", "Bu Sri")
    assert found.certificates == (HALAL, Certificate(CertificateKind.PIRT, "206"))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Exhibitor("x" * 81), "business_too_long"),
        (Exhibitor(owner="x" * 81), "owner_too_long"),
        (Exhibitor(regency="semarang"), "regency_unknown"),
        (Exhibitor(regency="\u0663\u0663\u0662\u0662"), "regency_unknown"),
        (
            Exhibitor(certificates=(Certificate(CertificateKind.HALAL, " "),)),
            "certificate_number_not_usable",
        ),
        (
            Exhibitor(
                certificates=tuple(Certificate(CertificateKind.HALAL, str(i)) for i in range(13))
            ),
            "too_many_certificates",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(told: Exhibitor, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        checked_exhibitor(told)


def test_an_exhibitor_is_known_again_by_its_key_its_business_or_its_booths_name() -> None:
    assert exhibitor_key(Exhibitor(), "Kopi  SIRAP") == "kopi sirap"
    assert exhibitor_key(Exhibitor("Café Müria"), "Kopi") == "cafe muria"
    assert exhibitor_key(Exhibitor("Kopi Sirap", key="UMKM-017"), "Kopi") == "umkm-017"


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (ExpoPlan(edition="x" * 41), "edition_too_long"),
        (ExpoPlan(city="x" * 81), "place_too_long"),
        (ExpoPlan(venue="x" * 81), "place_too_long"),
        (ExpoPlan(target=-1), "target_out_of_range"),
        (ExpoPlan(target=10**16), "target_out_of_range"),
    ],
)
def test_a_plan_that_cannot_be_used_is_refused(plan: ExpoPlan, code: str) -> None:
    with pytest.raises(LapakError, match=code):
        checked_plan(plan)


def test_a_plan_is_tidied() -> None:
    told = ExpoPlan(" 2026 ", "Ungaran\n", "  Alun-alun  Bung Karno", 2_500_000_000)
    assert checked_plan(told) == ExpoPlan("2026", "Ungaran", "Alun-alun Bung Karno", 2_500_000_000)
