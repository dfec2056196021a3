"""Price tags of products: which, how many, and what stands on them."""

import pytest

from pos_app.domain.errors import LapakError
from pos_app.domain.label import GRIDS, MAX_LABELS, LabelDesign, Words
from pos_app.domain.shelf import OnShelf
from pos_app.services.papers import labels
from pos_app.services.papers.labels import Tag
from pos_app.services.till import Till
from tests.drivers.scenes.scenes_shelf import stocked
from tests.drivers.tills import shelf

ALL = LabelDesign(booth=True)


def product(till: Till, name: str) -> OnShelf:
    return next(one for one in shelf(till) if one.name.startswith(name))


def tagged(till: Till, *names: str) -> tuple[OnShelf, ...]:
    return till.read(labels.taggable, [product(till, name).id for name in names]).result()


def test_a_tile_of_variants_is_tagged_variant_by_variant(till: Till) -> None:
    stocked(till)
    found = tagged(till, "Keripik", "Kaos", "Kopi")
    names = [one.name for one in found]
    assert names[0].startswith("Keripik")
    assert names[-1].startswith("Kopi")
    assert len(names) == 10
    assert "Kaos Expo Semarang · XL · Merah Bata" in names


def test_all_that_are_shown_are_the_shelf_or_what_a_search_finds(till: Till) -> None:
    assert till.read(labels.shown_ids).result() == tuple(one.id for one in shelf(till))
    found = till.read(labels.shown_ids, "keripik").result()
    assert found == (product(till, "Keripik").id,)


def test_a_tag_for_each_piece_that_lies_there(till: Till) -> None:
    stocked(till)
    counted = {one.name: labels.in_stock(one) for one in tagged(till, "Kaos", "Kain")}
    assert counted["Kaos Expo Semarang · S · Biru Laut"] == 9
    assert counted["Kaos Expo Semarang · M · Biru Laut"] == 0
    assert labels.in_stock(product(till, "Kain")) == 1, "what is measured has one tag"


def test_a_tag_says_what_was_chosen(till: Till) -> None:
    kopi = product(till, "Kopi")
    place = till.read(labels.booth_line).result()
    full = labels.label_of(kopi, ALL, place)
    assert (full.price, full.code) == (18_000, "8991002101234")
    assert full.booth == "Batik Polokarto · A12"
    bare = labels.label_of(kopi, LabelDesign(price=False, barcode=False), place)
    assert (bare.name, bare.price, bare.code, bare.booth) == (kopi.name, None, "", "")


def test_the_preview_is_the_first_sheet_from_its_first_free_label(till: Till) -> None:
    tags = [Tag(one, 9) for one in tagged(till, "Kopi", "Keripik", "Jamu")]
    shown = labels.first_sheet(tags, ALL, 5, "").labels
    assert len(shown) == GRIDS["3x7"].count - 4
    words = [mark.text for mark in shown[0][1] if isinstance(mark, Words)]
    assert "Kopi Susu Gula Aren" in words
    assert "Rp18.000" in words


def test_codes_that_are_too_wide_for_a_label_are_counted(till: Till) -> None:
    tags = [Tag(one) for one in tagged(till, "Kopi", "Keripik", "Kain")]
    assert labels.without_room(tags, ALL) == 0
    narrow = LabelDesign(grid="own", own=GRIDS["5x13"].__class__(8, 10, 25.0, 20.0))
    assert labels.without_room(tags, narrow) == 2


def test_more_labels_than_fit_one_file_are_refused(till: Till) -> None:
    with pytest.raises(LapakError) as caught:
        labels.sheets_pdf([Tag(product(till, "Kopi"), MAX_LABELS + 1)], ALL, 1, "")
    assert caught.value.code == "too_many_labels"


def test_the_pdf_is_made_of_the_tags(till: Till) -> None:
    tags = [Tag(one, 2) for one in tagged(till, "Kopi", "Keripik")]
    assert labels.sheets_pdf(tags, ALL, 1, "Batik").startswith(b"%PDF-")
