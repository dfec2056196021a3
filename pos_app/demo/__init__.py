"""`lapak demo`: a whole fair on one machine, from the first scan to the organizer's total."""

import os
import secrets
import shutil
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import resources
from pos_app.demo.fair import DemoBooth, close_counters, open_fair, settle, trade
from pos_app.demo.plan import Plan
from pos_app.demo.results import Summary, save_receipts, save_summary, summarise, table
from pos_app.domain.errors import LapakError
from pos_app.log import log_to

__all__ = ["Plan", "run"]

_ACCOUNT = "demo"
_MADE_BY_US = {"summary.json", "tills", "server", "receipts", "screens", "lapak.log"}


def run(plan: Plan) -> int:
    """Run a demo; returns 0 if every number agrees, 1 if one does not.

    Raises LapakError `folder_not_empty`, `file_not_written`, `tour_failed` or as the server names.
    """
    from sync.server.serve import RunningServer

    _clear(plan.out)
    log_to(plan.out / "lapak.log")
    database = f"sqlite:///{(plan.out / 'server' / 'lapak-server.db').absolute()}"
    password = secrets.token_urlsafe(9)
    token = _set_server_up(database, password)
    with RunningServer(database) as server:
        _say(f"Organizer: {server.url}  (name {_ACCOUNT}, password {password})")
        summary = _hold_fair(plan, server.url, token)
    return 0 if summary.ok else 1


def _hold_fair(plan: Plan, url: str, token: str) -> Summary:
    from sync.client.organizer_api import OrganizerApi

    api = OrganizerApi(url, token)
    fair = tomllib.loads(resources.path("samples", "expo.toml").read_text(encoding="utf-8"))
    expo = api.create_expo(fair["name"], fair["zone"])
    port = urlsplit(url).port or 80
    with open_fair(plan, port, api, expo.id) as booths:
        _say(f"{len(booths)} booths sell {plan.sales} times each …")
        trade(plan, booths)
        _sell_in_window(plan, booths[0])
        settle(booths)
        save_receipts(plan, booths)
        summary = summarise(booths, api.totals(expo.id))
        close_counters(booths)
        save_summary(plan, summary)
        _say(table(summary))
        if not plan.headless and _has_screen():
            _open_window(booths[0])
    api.close()
    return summary


def _sell_in_window(plan: Plan, booth: DemoBooth) -> None:
    """Make one sale in the till's window, with pictures of it."""
    if plan.headless or not _has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.tour import take_tour

    settle([booth])
    booth.counter.close()
    made = take_tour(
        booth.open_counter, booth.settings_file, booth.products[:4], plan.out / "screens"
    )
    booth.sold.append(made.sale)
    booth.open_counter()


def _open_window(booth: DemoBooth) -> None:
    """The till itself, ready to sell, until its window is closed."""
    from pos_app.wiring import open_counter
    from ui.app import run as run_till

    _say(f"The till of {booth.stall.name} is open. Close its window to end the demo.")
    run_till(lambda: open_counter(booth.database, booth.settings_file), booth.settings_file)


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _set_server_up(database: str, password: str) -> str:
    from sync.server.accounts import create_account, create_api_token
    from sync.server.office import open_office

    office = open_office(database)
    try:
        create_account(office, _ACCOUNT, password)
        return create_api_token(office, _ACCOUNT)
    finally:
        office.database.close()


def _clear(folder: Path) -> None:
    """Empty the folder of an earlier demo; a folder with anything else in it is left alone."""
    try:
        if folder.exists():
            strange = {entry.name for entry in folder.iterdir()} - _MADE_BY_US
            if strange:
                raise LapakError("folder_not_empty", path=str(folder))
            shutil.rmtree(folder)
        (folder / "server").mkdir(parents=True)
    except OSError as error:
        raise LapakError("file_not_written", name=str(folder), reason=str(error)) from error


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
