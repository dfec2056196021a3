"""Papers that nobody wants any more, also while a printer is trying them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.services.printing import print_queue
from pos_app.services.printing.print_routes import routes_of
from pos_app.services.printing.printer_state import PrintJob
from pos_app.services.till import Till
from pos_app.settings import PrinterSetup
from tests.drivers.tills import sell, selling_till

ROUTES = routes_of((PrinterSetup("p1"),))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    with selling_till(tmp_path) as till:
        yield till


def tried(till: Till) -> PrintJob:
    """A receipt in the middle of a try."""
    sell(till)
    [job] = waiting(till)
    begun = till.write(print_queue.begin, job.id, ROUTES, "p1").result()
    assert begun is not None
    return begun


def waiting(till: Till) -> tuple[PrintJob, ...]:
    return till.read(print_queue.unfinished).result()


def test_one_that_waits_is_gone_at_once(till: Till) -> None:
    sell(till)
    till.write(print_queue.drop, [job.id for job in waiting(till)]).result()
    assert waiting(till) == ()


def test_one_that_is_tried_is_gone_once_nothing_came_out(till: Till) -> None:
    job = tried(till)
    till.write(print_queue.drop, [job.id]).result()
    assert [one.state for one in waiting(till)] == ["sending"]
    till.write(print_queue.note, job, "failed", "timeout").result()
    assert waiting(till) == ()


def test_one_that_may_have_come_out_is_asked_about_all_the_same(till: Till) -> None:
    job = tried(till)
    till.write(print_queue.drop, [job.id]).result()
    till.write(print_queue.note, job, "uncertain", "timeout").result()
    assert [one.state for one in waiting(till)] == ["uncertain"]


def test_one_that_is_wanted_again_stays_wanted(till: Till) -> None:
    job = tried(till)
    till.write(print_queue.drop, [job.id]).result()
    till.write(print_queue.note, job, "uncertain", "timeout").result()
    till.write(print_queue.answer, job.id, came_out=False).result()
    again = till.write(print_queue.begin, job.id, ROUTES, "p1").result()
    assert again is not None
    till.write(print_queue.note, again, "failed", "timeout").result()
    assert [one.state for one in waiting(till)] == ["failed"]
