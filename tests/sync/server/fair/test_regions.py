"""The shipped list of provinces, regencies and cities, and the names that people type."""

import pytest

import resources
from pos_app.domain.errors import LapakError
from sync.server.fair.regions import find_regency, provinces, regencies, region_name


def test_the_list_is_whole_and_its_licence_stands_beside_it() -> None:
    kinds = [region.name.split()[0] for region in regencies().values()]
    assert len(provinces()) == 38
    assert (kinds.count("Kab."), kinds.count("Kota")) == (416, 98)
    assert {code[:2] for code in regencies()} == set(provinces())
    assert "Open Database License" in resources.path("regions", "LICENSE.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kab. Semarang", "3322"),
        ("KABUPATEN  SEMARANG", "3322"),
        ("Semarang, Kab.", "3322"),
        ("Semarang (Kab)", "3322"),
        ("kota semarang", "3374"),
        ("Kota Semarang, Jawa Tengah", "3374"),
        ("3322", "3322"),
        ("33.22", "3322"),
        ("Gunung Kidul", "3403"),
        ("kab.gunungkidul", "3403"),
        ("Solo", "3372"),
        ("Jakarta Pusat", "3171"),
        ("Kepulauan Seribu", "3101"),
        ("Kotawaringin Barat", "6201"),
        ("Kotabaru", "6302"),
        ("Kota Baru", "6302"),
    ],
)
def test_a_regency_is_found_as_people_write_it(typed: str, code: str) -> None:
    assert find_regency(typed).code == code


@pytest.mark.parametrize("code", regencies())
def test_every_regency_is_found_by_the_name_it_is_shown_with(code: str) -> None:
    assert find_regency(region_name(code)).code == code
    assert find_regency(regencies()[code].full.upper()).code == code


def test_a_name_that_two_have_is_told_with_both() -> None:
    with pytest.raises(LapakError) as caught:
        find_regency("semarang")
    assert caught.value.code == "regency_ambiguous"
    assert caught.value.details["found"] == "Kab. Semarang; Kota Semarang"


@pytest.mark.parametrize(
    "odd", ["", "Atlantis", "Kota", "9999", "Kab. Solo Baru", "=cmd|' /C calc'!A0"]
)
def test_what_is_no_regency_is_told(odd: str) -> None:
    with pytest.raises(LapakError, match="regency_unknown"):
        find_regency(odd)


def test_a_province_that_does_not_fit_is_no_match() -> None:
    with pytest.raises(LapakError, match="regency_unknown"):
        find_regency("Kota Semarang, Jawa Barat")
