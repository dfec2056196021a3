"""An organizer's server in a hall, as tills reach it: over TLS that it vouches for itself."""

from pathlib import Path

from sync.server.app import app_for
from sync.server.fair import invitations
from sync.server.listening.door import Secure
from sync.server.listening.serve import RunningServer
from sync.server.office import open_office
from tests.drivers.organizers import Clock, Fair, prepared


class Hall:
    """A fair whose server has a certificate of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.clock = Clock()
        self.fair = Fair(open_office(str(prepared(folder / f"{name}.db")), clock=self.clock))
        app = app_for(self.fair.office)
        self.server = RunningServer(app, secure=Secure(folder / f"{name}.pem", 0))
        self.here = app.state.here

    def invite(self, booth: str = "A1") -> invitations.Invited:
        return invitations.invite(self.fair.office, self.fair.expo.id, booth, self.here)
