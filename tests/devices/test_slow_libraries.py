"""What the printing libraries may cost: nothing before the first receipt, nothing left behind."""

import os
import subprocess
import sys
from pathlib import Path

IMPORT_ALL = (
    "import sys; from pos_app.devices import virtual_printer;"
    "from pos_app.devices.papers import receipt;"
    "from pos_app.devices.rendering import escpos_renderer, pdf, paper, document, profiles;"
    "from pos_app.devices.transports import printers, network_look, serial_printer, usb_printer, "
    "windows_printer, cups_printer; from pos_app.devices.finding import listing;"
)
PRINT = (
    "assert len(profiles.known_profiles()) > 40;"
    "escpos_renderer.render(document.Document((document.Cut(),)), paper.PAPERS[0]);"
)


def run(script: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL + script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_the_till_starts_without_the_printing_libraries() -> None:
    kinds = (
        "tcp://x",
        "file:///dev/x",
        "serial://COM5",
        "usb://0416:5011",
        "windows://x",
        "cups://x",
    )
    ask_for_all = "".join(f"printers.transport_from('{address}');" for address in kinds)
    loaded = run(ask_for_all + "print(*sys.modules)").split()
    slow = {"escpos", "reportlab", "PIL", "segno", "serial", "usb", "subprocess"}
    assert not slow & set(loaded)


def test_no_pickle_is_read_and_no_folder_left_behind(tmp_path: Path) -> None:
    named, temporary = tmp_path / "named", tmp_path / "temporary"
    named.mkdir()
    temporary.mkdir()
    version = sys.version.split()[0]
    (named / f"{version}.capabilities.pickle").write_bytes(b"\x80\x02}.")
    told = run(
        PRINT + "import os; print(os.environ['ESCPOS_CAPABILITIES_PICKLE_DIR'])",
        TMPDIR=str(temporary),
        ESCPOS_CAPABILITIES_PICKLE_DIR=str(named),
    )
    assert told.strip() == str(named)
    assert list(temporary.iterdir()) == []
    assert [path.read_bytes() for path in named.iterdir()] == [b"\x80\x02}."]
