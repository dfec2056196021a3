"""The organizer's server as an ASGI application: where its parts are put together."""

from collections.abc import Callable
from datetime import datetime

from litestar import Litestar

from resources.translations import Catalog
from sync.server import office
from sync.server.counts import Counts
from sync.server.figures import projection
from sync.server.figures.boards import PAUSE_S, Boards
from sync.server.intake.turns import Turns
from sync.server.office import Office
from sync.server.pages import look
from sync.server.pages.drawing import Pages
from sync.server.pages.forms import FormSeal
from sync.server.presence import Whereabouts
from sync.server.routes import routed
from sync.server.store.database import CONNECTIONS
from sync.server.store.generation import MarkKeeper


def create_app(
    database_url: str,
    *,
    clock: Callable[[], datetime] = office.system_clock,
    new_id: Callable[[], str] = office.random_id,
    new_secret: Callable[[], bytes] = office.random_secret,
    texts: Callable[[str], Catalog] = Catalog,
    counts: Counts | None = None,
    connections: int = CONNECTIONS,
) -> Litestar:
    """Open the database, bring it up to date, and make the application on it.

    Raises LapakError as `open_office` names. The database is closed at the lifespan's end.
    """
    opened = office.open_office(
        database_url, clock=clock, new_id=new_id, new_secret=new_secret, connections=connections
    )
    projection.catch_up(opened.database)
    boards = Boards(opened.database, clock, PAUSE_S)
    return app_for(opened, texts, MarkKeeper(opened.database), counts=counts, boards=boards)


def app_for(
    opened: Office,
    texts: Callable[[str], Catalog] = Catalog,
    keeper: MarkKeeper | None = None,
    turns: Turns | None = None,
    counts: Counts | None = None,
    boards: Boards | None = None,
    routes: Litestar | None = None,
) -> Litestar:
    """The application on an open office; `keeper` notes while it runs how much is held.

    `counts` is where it notes what it answers, for whoever watches; `boards` are the live figures
    that many look at, without any they are worked out each time. `routes` are those of an earlier
    application that answers no more.
    """
    app = routes or routed()
    seal = FormSeal(opened.identity.derived_key("forms"))
    app.state.office = opened
    app.state.pages = Pages(opened, look.page_templates(), seal, texts)
    app.state.here = Whereabouts()
    app.state.turns = turns or Turns()
    app.state.counts = counts or Counts()
    app.state.boards = boards or Boards(opened.database, opened.clock)
    app.state.keeper = keeper
    return app
