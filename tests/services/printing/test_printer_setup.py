"""Setting printers up: what a model brings along, who prints what, and how wide a row is."""

import pytest
from msgspec.structs import replace

from pos_app.devices.finding.found import Connection, FoundPrinter
from pos_app.domain.errors import LapakError
from pos_app.services.printing.printer import paper_of_setup, printer_of
from pos_app.services.printing.printer_addresses import Place, address_typed, connection_of, is_set
from pos_app.services.printing.printer_setup import (
    code_pages_of,
    columns_of,
    model_of,
    models,
    new_setup,
    with_columns,
    with_model,
    with_paper,
    with_printer,
    without_printer,
)
from pos_app.settings import PrinterSetup, Settings

_LAN = FoundPrinter("tcp://192.168.1.50:9100", "192.168.1.50", Connection.NETWORK)
_USB = FoundPrinter("file:///dev/usb/lp0", "EPSON TM-T82 · /dev/usb/lp0", Connection.USB)


def _settings(*setups: PrinterSetup) -> Settings:
    return Settings(printers=setups or (PrinterSetup(),))


def test_the_first_printer_takes_the_place_of_none_and_prints_receipts_and_labels() -> None:
    setup = new_setup(_settings(PrinterSetup(id="p7")), _LAN)
    assert (setup.id, setup.address, setup.roles) == ("p7", _LAN.address, ("receipt", "label"))
    assert (setup.paper, setup.name) == ("80", "")


def test_a_second_printer_has_an_id_of_its_own_and_takes_nothing_away() -> None:
    first = PrinterSetup(address=_LAN.address)
    setup = new_setup(_settings(first), _USB)
    assert setup.id not in {"", first.id}
    assert setup.roles == ("order",)
    assert setup.id != new_setup(_settings(first), _USB).id


def test_a_model_that_the_name_tells_is_proposed() -> None:
    setup = new_setup(_settings(), _USB)
    assert (setup.profile, setup.paper, setup.name) == ("epson-tm-t82", "80", "EPSON TM-T82")
    system = FoundPrinter("windows://POS-80C", "POS-80C", Connection.SYSTEM)
    assert new_setup(_settings(), system).paper == "80"


def test_every_model_makes_a_setup_that_prints() -> None:
    setup = PrinterSetup(address=_LAN.address)
    for model in models():
        chosen = with_model(setup, model)
        assert paper_of_setup(chosen).columns == columns_of(chosen) > 0
        assert chosen.code_page in code_pages_of(chosen)


def test_another_paper_makes_another_printer_of_no_model_in_particular() -> None:
    wide = with_paper(PrinterSetup(profile="generic-58"), "80")
    assert (wide.profile, wide.paper, paper_of_setup(wide).cuts) == ("generic-80", "80", True)
    narrow = with_paper(PrinterSetup(profile="epson-tm-t82", paper="80"), "58")
    assert (narrow.profile, narrow.paper) == ("epson-tm-t82", "58")


def test_a_model_that_there_is_no_more_prints_as_any_other() -> None:
    setup = PrinterSetup(address=_LAN.address, profile="of-another-version")
    assert model_of(setup) is None
    assert code_pages_of(setup)[0] == "ascii"
    assert printer_of(setup, "id").paper.columns == 32


def test_what_one_printer_prints_from_now_on_no_other_one_does() -> None:
    counter = PrinterSetup(id="a", address=_LAN.address, roles=("receipt", "order", "label"))
    kitchen = PrinterSetup(id="b", address=_USB.address, roles=("order",))
    changed = with_printer(_settings(counter), kitchen)
    assert [one.roles for one in changed] == [("receipt", "label"), ("order",)]


def test_somebody_always_prints_receipts() -> None:
    only = PrinterSetup(id="a", address=_LAN.address, roles=())
    assert with_printer(_settings(only), only)[0].roles == ("receipt",)


def test_a_removed_printer_leaves_its_receipts_to_the_next_one_and_its_copies_to_nobody() -> None:
    counter = PrinterSetup(id="a", roles=("receipt", "order", "label"))
    kitchen = PrinterSetup(id="b", roles=())
    assert without_printer(_settings(counter, kitchen), "a") == (
        replace(kitchen, roles=("receipt", "label")),
    )
    assert not is_set(without_printer(_settings(counter), "a")[0])


@pytest.mark.parametrize(
    ("before", "columns", "paper", "dots"),
    [("80", 42, "80-42", 0), ("80", 32, "58", 0), ("58", 48, "80", 0), ("58", 30, "custom", 360)],
)
def test_letters_on_a_row_choose_the_paper(
    before: str, columns: int, paper: str, dots: int
) -> None:
    setup = with_columns(PrinterSetup(paper=before), columns)
    assert (setup.paper, setup.width_dots) == (paper, dots)
    assert columns_of(setup) == columns
    assert paper_of_setup(setup).cuts == (before == "80")


def test_a_ruler_that_no_paper_has_is_refused() -> None:
    with pytest.raises(LapakError, match="paper_columns_out_of_range"):
        with_columns(PrinterSetup(), 3)


@pytest.mark.parametrize(
    ("place", "typed", "address"),
    [
        (Place.NETWORK, " 192.168.1.50 ", "tcp://192.168.1.50"),
        (Place.NETWORK, "192.168.1.50:9101", "tcp://192.168.1.50:9101"),
        (Place.NETWORK, "192.168. 1.50 : 9101", "tcp://192.168.1.50:9101"),
        (Place.FILE, "/dev/usb/lp0", "file:///dev/usb/lp0"),
        (Place.FILE, "tcp://printer.local", "tcp://printer.local"),
    ],
)
def test_a_typed_address_is_written_as_the_settings_hold_it(
    place: Place, typed: str, address: str
) -> None:
    assert address_typed(place, typed) == address


@pytest.mark.parametrize(
    ("place", "typed", "code"),
    [
        (Place.NETWORK, "  ", "printer_address_missing"),
        (Place.NETWORK, "http://192.168.1.50", "printer_address_not_understood"),
        (Place.NETWORK, "192.168.1.50:port", "printer_host_not_understood"),
        (Place.NETWORK, "192.168.1.500", "printer_host_not_understood"),
        (Place.NETWORK, "192,168,1,50", "printer_host_not_understood"),
        (Place.FILE, "lp0", "printer_file_not_understood"),
        (Place.SERIAL, "COM", "printer_port_not_understood"),
        (Place.USB, "Epson", "printer_ids_not_understood"),
    ],
)
def test_an_address_that_nobody_understands_says_what_belongs_there(
    place: Place, typed: str, code: str
) -> None:
    with pytest.raises(LapakError, match=code):
        address_typed(place, typed)


@pytest.mark.parametrize(
    ("address", "connection"),
    [
        ("none", None),
        ("tcp://192.168.1.50", Connection.NETWORK),
        ("file:///dev/usb/lp0", Connection.USB),
        ("usb://0416:5011", Connection.USB),
        ("serial://COM5?baud=9600", Connection.SERIAL),
        ("serial://COM5?baud=9600&bluetooth=1", Connection.BLUETOOTH),
        ("serial:///dev/rfcomm0?baud=9600", Connection.BLUETOOTH),
        ("windows://POS-58", Connection.SYSTEM),
    ],
)
def test_an_address_tells_how_the_printer_is_connected(
    address: str, connection: Connection | None
) -> None:
    assert connection_of(address) is connection
