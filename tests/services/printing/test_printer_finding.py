"""What the printer pages ask: what is here, and who answers on the network that was agreed to."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pos_app.devices.transports.tcp import DEFAULT_PORT
from pos_app.domain.errors import LapakError
from pos_app.messages import is_known, sentence
from pos_app.services.printing.printer_finding import (
    FoundPrinter,
    Looked,
    NetworkSearch,
    listed,
    proposed_range,
)
from resources.translations import Catalog


def test_what_this_machine_knows_is_listed_and_what_it_cannot_list_is_told() -> None:
    listing = listed()
    assert all(isinstance(printer, FoundPrinter) for printer in listing.printers)
    for error in listing.unlisted:
        assert is_known(error.code)
        assert "–" not in sentence(error, Catalog("id"))


def test_a_search_runs_on_another_thread_and_tells_how_far_it_is() -> None:
    heard: list[Looked] = []
    search = NetworkSearch("127.0.3.1-127.0.3.40")
    with ThreadPoolExecutor(1) as pool:
        last = pool.submit(search.run, heard.append).result(30)
    assert (search.total, last.total, last.done) == (40, 40, 40)
    assert heard[-1] == last
    assert {printer.address for printer in last.printers} <= {
        f"tcp://127.0.3.{number}:{DEFAULT_PORT}" for number in range(1, 41)
    }


def test_a_search_can_be_cancelled_before_and_while_it_runs() -> None:
    search = NetworkSearch("127.0.0.0/22")
    search.cancel()
    assert search.run(lambda _: None).done < search.total
    again = NetworkSearch("127.0.0.0/22")
    heard = threading.Event()

    def stop(_: Looked) -> None:
        heard.set()
        again.cancel()

    assert again.run(stop).done < again.total
    assert heard.is_set()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("text", ["", "8.8.8.8", "10.0.0.0/8", "router"])
def test_a_range_that_may_not_be_searched_is_refused_in_a_sentence(
    text: str, language: str
) -> None:
    with pytest.raises(LapakError) as caught:
        NetworkSearch(text)
    assert "–" not in sentence(caught.value, Catalog(language))


def test_the_proposed_range_can_be_searched_as_it_stands() -> None:
    if proposed := proposed_range():
        assert NetworkSearch(proposed).total == 254
