"""Z reports on paper: declared, then received, and the two compared."""

import pytest

from pos_app.domain.errors import LapakError
from sync.server.figures import z_reports
from sync.server.figures.z_reports import Declared, Standing
from tests.drivers.journals import PaperTill
from tests.drivers.organizers import Fair
from tests.drivers.papers import close, paper_of


def all_declared(fair: Fair) -> tuple[Declared, ...]:
    with fair.office.database.read() as connection:
        return z_reports.declared(connection, fair.expo.id)


def test_what_is_declared_stands_apart_until_it_is_received(fair: Fair) -> None:
    till = fair.till(sales=5)
    paper = paper_of(till, close(till))
    entered = z_reports.enter(fair.office, paper)
    assert entered.expo_id == fair.expo.id
    assert (entered.declared.register, entered.declared.turnover) == ("A1-K1", till.total)
    assert entered.declared.standing is Standing.AWAITED
    booth = fair.booth()
    assert (booth.total, booth.awaited_total, booth.awaited) == (0, till.total, 1)
    assert (booth.declared, booth.missing, booth.status) == (8, 8, "behind")
    fair.push(till)
    [received] = all_declared(fair)
    assert (received.standing, received.turnover_off) == (Standing.AGREES, 0)
    booth = fair.booth()
    assert (booth.total, booth.awaited_total, booth.status) == (till.total, 0, "complete")


def test_a_paper_may_come_after_its_entries_and_again(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=5)
    paper = paper_of(till, close(till))
    sqlite_fair.push(till)
    for text in (paper, paper.lower(), f" {paper}\n"):
        entered = z_reports.enter(sqlite_fair.office, text)
        assert entered.declared.standing is Standing.AGREES
    assert len(all_declared(sqlite_fair)) == 1


def test_a_paper_with_other_figures_says_by_how_much(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=5)
    closed = close(till)
    z_reports.enter(sqlite_fair.office, paper_of(till, closed, turnover=closed.turnover - 2000))
    sqlite_fair.push(till)
    [found] = all_declared(sqlite_fair)
    assert (found.standing, found.turnover_off, found.sales_off) == (Standing.DIFFERS, 2000, 0)
    assert sqlite_fair.booth().disputed == 1


def test_a_paper_of_another_history_is_told(sqlite_fair: Fair) -> None:
    till = sqlite_fair.till(sales=5)
    copy = till.copied(99)
    copy.sell(2)
    till.sell(2)
    z_reports.enter(sqlite_fair.office, paper_of(copy, close(copy)))
    close(till)
    sqlite_fair.push(till)
    [found] = all_declared(sqlite_fair)
    assert found.standing is Standing.OTHER_HISTORY


@pytest.mark.parametrize("text", ["", "hello", "LAPAKZ1/", "x" * 5000, "LAPAKZ1/é"])
def test_what_is_no_code_is_called_that(sqlite_fair: Fair, text: str) -> None:
    with pytest.raises(LapakError, match="z_code_unreadable"):
        z_reports.enter(sqlite_fair.office, text)


def _with_another_digit(paper: str, at: int) -> str:
    """The code with another hexadecimal digit at a place of its signature."""
    other = "1" if paper[at] == "0" else "0"
    return paper[:at] + other + paper[at:][1:]


def test_forged_and_strange_papers_are_not_kept(sqlite_fair: Fair) -> None:
    till, stranger = sqlite_fair.till(sales=5), PaperTill(5)
    paper = paper_of(till, close(till))
    stranger.open()
    with pytest.raises(LapakError, match="z_code_of_unknown_register"):
        z_reports.enter(sqlite_fair.office, paper_of(stranger, close(stranger)))
    stranger.register = till.register
    with pytest.raises(LapakError, match="z_code_not_genuine"):
        z_reports.enter(sqlite_fair.office, paper_of(stranger, close(stranger)))
    for forged in (_with_another_digit(paper, at) for at in (-1, len(paper) // 2)):
        with pytest.raises(LapakError, match="z_code_not_genuine"):
            z_reports.enter(sqlite_fair.office, forged)
    assert all_declared(sqlite_fair) == ()
