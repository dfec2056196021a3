"""Labels on sheets: grids that fit, places that lie apart."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.errors import LapakError
from pos_app.domain.label import (
    GRIDS,
    LabelDesign,
    LabelGrid,
    checked,
    places,
    sheets_needed,
)

GRID = GRIDS["3x7"]


def refused(grid: LabelGrid) -> str:
    with pytest.raises(LapakError) as caught:
        checked(grid)
    return caught.value.code


@pytest.mark.parametrize("name", GRIDS)
def test_every_known_grid_fits_its_sheet_and_stands_in_its_middle(name: str) -> None:
    grid = checked(GRIDS[name])
    across, down = grid.needs
    assert grid.sheet_width - across == pytest.approx(grid.left, abs=0.1)
    assert grid.sheet_height - down == pytest.approx(grid.top, abs=0.51)
    assert grid.count == grid.columns * grid.rows


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"columns": 4}, "labels_too_wide"),
        ({"left": 20.0}, "labels_too_wide"),
        ({"gap_x": 10.0}, "labels_too_wide"),
        ({"rows": 8}, "labels_too_high"),
        ({"top": 40.0}, "labels_too_high"),
        ({"gap_y": 3.0}, "labels_too_high"),
        ({"sheet_height": 165.0}, "labels_too_high"),
        ({"columns": 0}, "label_grid_not_usable"),
        ({"rows": 41}, "label_grid_not_usable"),
        ({"width": 0.0}, "label_grid_not_usable"),
        ({"height": -5.0}, "label_grid_not_usable"),
        ({"left": -1.0}, "label_grid_not_usable"),
        ({"width": float("nan")}, "label_grid_not_usable"),
        ({"top": float("nan")}, "label_grid_not_usable"),
        ({"sheet_width": float("inf")}, "label_grid_not_usable"),
    ],
)
def test_a_grid_that_does_not_fit_is_refused(wrong: dict[str, float], code: str) -> None:
    assert refused(msgspec.structs.replace(GRID, **wrong)) == code


@given(st.integers(1, 21), st.integers(0, 100))
def test_labels_lie_apart_on_their_sheets(first: int, number: int) -> None:
    found = list(places(GRID, first, number))
    assert len(set(found)) == number
    assert len({place.sheet for place in found}) == sheets_needed(GRID, first, number)
    for place in found:
        assert place.x + GRID.width <= GRID.sheet_width
        assert place.y + GRID.height <= GRID.sheet_height


def test_a_sheet_that_is_partly_used_goes_on_at_its_first_free_label() -> None:
    [fifth] = places(GRID, 5, 1)
    assert fifth == (0, GRID.left + GRID.width + GRID.gap_x, GRID.top + GRID.height)


@pytest.mark.parametrize("first", [0, -1, 22])
def test_a_first_label_that_the_sheet_does_not_have_is_refused(first: int) -> None:
    with pytest.raises(LapakError) as caught:
        list(places(GRID, first, 1))
    assert caught.value.code == "label_place_unknown"


def test_an_unknown_grid_is_the_own_one() -> None:
    own = LabelGrid(1, 1, 100.0, 50.0)
    assert LabelDesign(grid="own", own=own).sheet == own
    assert LabelDesign(grid="3x8").sheet == GRIDS["3x8"]
