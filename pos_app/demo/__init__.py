"""`lapak demo`: a whole fair on one machine, from the first scan to the organizer's total."""

import logging
import os
import secrets
import tomllib
from collections.abc import Callable
from urllib.parse import urlsplit

import resources
from pos_app.demo.fair import DemoBooth, close_counters, open_fair, settle, trade
from pos_app.demo.folder import prepare
from pos_app.demo.plan import Plan
from pos_app.demo.results import Summary, save_receipts, save_summary, summarise, table
from pos_app.domain.errors import LapakError
from pos_app.log import log_to
from resources.translations import Catalog

__all__ = ["Plan", "run"]

log = logging.getLogger(__name__)

Say = Callable[[str], None]

_ACCOUNT = "demo"


def run(plan: Plan, tr: Catalog, say: Say) -> int:
    """Run a demo, saying what happens; returns 0 if every number agrees, 1 if one does not.

    Raises LapakError `folder_not_empty`, `file_not_written` or as the server names.
    """
    from sync.server.listening.serve import RunningServer

    log_to(prepare(plan.out))
    database = f"sqlite:///{(plan.out / 'server' / 'lapak-server.db').absolute()}"
    password = secrets.token_urlsafe(9)
    token = _set_server_up(database, password)
    with RunningServer(database) as server:
        told = tr("Organizer: {url} (name {name}, password {password})")
        say(told.format(url=server.url, name=_ACCOUNT, password=password))
        summary = _hold_fair(plan, server.url, token, tr, say)
    return 0 if summary.ok else 1


def _hold_fair(plan: Plan, url: str, token: str, tr: Catalog, say: Say) -> Summary:
    from sync.client.organizer_api import OrganizerApi

    api = OrganizerApi(url, token)
    fair = tomllib.loads(resources.path("samples", "expo.toml").read_text(encoding="utf-8"))
    expo = api.create_expo(fair["name"], fair["zone"])
    port = urlsplit(url).port or 80
    with open_fair(plan, port, api, expo.id) as booths:
        say(
            tr("Booths: {booths}. Each sells {sales} times …").format(
                booths=len(booths), sales=plan.sales
            )
        )
        trade(plan, booths)
        _sell_in_window(plan, booths[0])
        settle(booths)
        save_receipts(plan, booths)
        summary = summarise(booths, api.totals(expo.id))
        close_counters(booths)
        save_summary(plan, summary)
        say(table(summary, tr))
        if not plan.headless:
            _open_window(booths[0], tr, say)
    api.close()
    return summary


def _sell_in_window(plan: Plan, booth: DemoBooth) -> None:
    """Make one sale in the till's window, with pictures of it.

    A till that cannot be opened again is the booth's trouble; the fair is added up all the same.
    """
    if plan.headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.tour import take_tour

    settle([booth])
    booth.counter.close()
    try:
        made = take_tour(
            booth.open_counter, booth.settings_file, booth.products[:4], plan.out / "screens"
        )
        booth.sold.append(made.sale)
        booth.open_counter()
    except LapakError as error:
        log.exception("the window of %s sold nothing", booth.stall.code)
        booth.trouble = error.code


def _open_window(booth: DemoBooth, tr: Catalog, say: Say) -> None:
    """The till itself, ready to sell, until its window is closed."""
    from pos_app.wiring import open_counter
    from ui.app import run as run_till

    told = tr("The till of {booth} is open. Close its window to end the demo.")
    say(told.format(booth=booth.stall.name))
    run_till(lambda: open_counter(booth.database, booth.settings_file), booth.settings_file)


def _set_server_up(database: str, password: str) -> str:
    from sync.server.accounts.people import create_account
    from sync.server.accounts.programs import create_api_token
    from sync.server.office import open_office

    office = open_office(database)
    try:
        create_account(office, _ACCOUNT, password)
        return create_api_token(office, _ACCOUNT)
    finally:
        office.database.close()
