"""QRIS codes: only a sound static code is taken, and the amount alone is added to it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.qris import LIMIT, StaticCode, read_code, with_amount
from tests.drivers.qris_codes import (
    COFFEE,
    COFFEE_25000,
    TRAP,
    changed,
    nodes,
    sealed,
    written,
)

letters = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), min_size=1)


@st.composite
def payloads(draw: st.DrawFn) -> str:
    """Static codes as they occur: any order between 00 and 63, tags nobody knows, tips, traps."""
    trap = st.sampled_from(["6304", "010211", "5802ID", "540510000"])
    text = st.one_of(letters, trap).filter(lambda value: bool(value.strip()))
    known = {
        "26": draw(st.sampled_from(["0016ID.CO.CONTOH.WWW01189360000012345678900303UMI", ""])),
        "51": "0014ID.CO.QRIS.WWW0215ID10200000000010303UMI",
        "52": draw(st.from_regex("[0-9]{4}", fullmatch=True)),
        "53": "360",
        "58": "ID",
        "59": draw(text)[:40],
        "60": draw(text)[:15],
    }
    maybe = {
        "01": "11",
        "54": "0",
        "55": "02",
        "56": "500",
        "57": "1.5",
        "61": "23111",
        "62": draw(st.sampled_from(["0703A01", "0503123", ""])),
        "64": "0002ID0104TOKO",
        "70": draw(text)[:99],
        "85": "0004ABCD",
    }
    chosen = draw(st.sets(st.sampled_from(sorted(maybe))))
    middle = {**known, **{tag: maybe[tag] for tag in chosen}}
    order = draw(st.permutations(sorted(middle)))
    return sealed([("00", "01"), *((tag, middle[tag]) for tag in order)])


def refusal(text: str) -> str:
    with pytest.raises(LapakError) as caught:
        read_code(text)
    return caught.value.code


def test_a_static_code_is_read_as_its_merchant_sees_it() -> None:
    assert read_code(COFFEE) == StaticCode(
        payload=COFFEE, merchant="KOPI GAYO BU SITI", nmid="ID1020000000001", city="BANDA ACEH"
    )


def test_what_copying_leaves_around_a_code_is_trimmed() -> None:
    assert read_code(f"\ufeff \t{COFFEE}\r\n\u00a0").payload == COFFEE


def test_a_checksum_in_small_letters_is_right_too() -> None:
    small = COFFEE[:-4] + COFFEE[-4:].lower()
    code = read_code(small)
    assert code.payload == small
    assert with_amount(code, 25_000) == COFFEE_25000


@pytest.mark.parametrize(
    ("payload", "checksum"), [(COFFEE, "0E0E"), (TRAP, "E4FD")], ids=["coffee", "trap"]
)
def test_the_codes_of_the_facts_sheet_get_their_amount(payload: str, checksum: str) -> None:
    paid = with_amount(read_code(payload), 25_000)
    assert paid.endswith("6304" + checksum)
    expected = [("01", "12") if tag == "01" else (tag, value) for tag, value in nodes(payload)]
    expected[-1] = ("63", checksum)
    expected.insert([tag for tag, _ in expected].index("58"), ("54", "25000"))
    assert nodes(paid) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "https://instagram.com/kopi.gayo",
        "8991234567890",
        "0002010102",
        COFFEE + "\n" + TRAP,
        "000201" + "x" * 600,
        COFFEE.replace("KOPI GAYO", "KOPI\0GAYO"),
    ],
    ids=["empty", "blank", "address", "barcode", "cut", "two", "long", "control"],
)
def test_what_is_no_qris_code_is_refused(text: str) -> None:
    assert refusal(text) in {"qris_not_a_code", "qris_incomplete", "qris_checksum_wrong"}


@given(st.data())
def test_a_code_that_is_cut_off_is_never_taken(data: st.DataObject) -> None:
    assert refusal(COFFEE[: data.draw(st.integers(0, len(COFFEE) - 1))])


@given(st.integers(0, len(COFFEE) - 1), st.characters(codec="ascii", min_codepoint=33))
def test_one_wrong_letter_is_always_found(place: int, letter: str) -> None:
    wrong = COFFEE[:place] + letter + COFFEE[place + 1 :]
    if wrong.upper() == COFFEE:
        return
    assert refusal(wrong)


@given(st.text())
def test_no_text_whatever_is_taken_for_a_code(text: str) -> None:
    assert refusal(text)
    assert refusal("000201" + text)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (COFFEE[:-4] + "0000", "qris_checksum_wrong"),
        (COFFEE[:-4] + "ZZZZ", "qris_checksum_wrong"),
        (COFFEE[:-8], "qris_checksum_wrong"),
        (COFFEE[:-30], "qris_incomplete"),
        (changed(COFFEE, t58="SG"), "qris_not_indonesian"),
        (changed(COFFEE, t53="702"), "qris_not_indonesian"),
        (changed(COFFEE, drop=["59"]), "qris_against_rules"),
        (changed(COFFEE, drop=["26", "51"]), "qris_against_rules"),
        (changed(COFFEE, t01="13"), "qris_against_rules"),
        (changed(COFFEE, t26="00"), "qris_against_rules"),
        (sealed([*nodes(COFFEE)[:-1], ("59", "TWICE")]), "qris_against_rules"),
        (COFFEE_25000, "qris_has_amount"),
        (changed(COFFEE, t54="10000"), "qris_has_amount"),
    ],
)
def test_a_code_that_cannot_be_paid_again_and_again_is_refused_by_name(
    payload: str, code: str
) -> None:
    assert refusal(payload) == code


@pytest.mark.parametrize(
    "payload",
    [
        changed(COFFEE, drop=["01"]),
        changed(COFFEE, t01="12"),
        changed(COFFEE, t54="0"),
        changed(COFFEE, t55="02", t56="1000"),
        changed(COFFEE, t59="KOPI GAYO BU SITI DAN KELUARGA BESAR"),
        changed(COFFEE, t59="KOPI PAK ANDRÉ"),
        changed(COFFEE, drop=["51"]),
        changed(COFFEE, drop=["61"]),
    ],
    ids=["no 01", "01=12", "no amount", "fee", "long name", "accent", "no NMID", "no post code"],
)
def test_what_occurs_in_codes_that_work_is_taken(payload: str) -> None:
    code = read_code(payload)
    assert code.payload == payload
    assert read_code(with_amount_taken_out(with_amount(code, 25_000))).merchant == code.merchant


def with_amount_taken_out(payload: str) -> str:
    return changed(payload, drop=["54"], t01="11")


@given(payloads(), st.integers(1, LIMIT))
def test_only_amount_and_kind_change_and_everything_else_stays_byte_for_byte(
    payload: str, amount: int
) -> None:
    before, after = nodes(payload), nodes(with_amount(read_code(payload), amount))
    touched = {"01", "54", "55", "56", "57", "63"}
    assert [one for one in after if one[0] not in touched] == [
        one for one in before if one[0] not in touched
    ]
    values = dict(after)
    assert (values["00"], values["01"], values["54"]) == ("01", "12", str(amount))
    assert not {"55", "56", "57"} & values.keys()
    assert max(Counter(tag for tag, _ in after).values()) == 1
    assert sealed(after) == written(after)
    tags = [tag for tag, _ in after]
    assert tags[0] == "00"
    assert all(int(tag) < 54 for tag in tags[1 : tags.index("54")])


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (0, "qris_amount_missing"),
        (-1, "qris_amount_missing"),
        (LIMIT + 1, "qris_amount_too_large"),
    ],
)
def test_an_amount_that_no_bank_would_take_is_refused(amount: int, code: str) -> None:
    with pytest.raises(LapakError) as caught:
        with_amount(read_code(COFFEE), amount)
    assert caught.value.code == code


def test_the_largest_amount_is_what_the_bank_allows_at_the_time() -> None:
    code = read_code(COFFEE)
    assert ("54", "10000000") in nodes(with_amount(code, LIMIT))
    assert ("54", "20000000") in nodes(with_amount(code, 20_000_000, limit=20_000_000))


def test_a_code_that_was_damaged_since_makes_no_payment() -> None:
    damaged = StaticCode(COFFEE[:-4] + "0000", "KOPI", "", "")
    with pytest.raises(LapakError, match="qris_checksum_wrong"):
        with_amount(damaged, 25_000)
