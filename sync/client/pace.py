"""How long the line waits: between two rounds, and for an answer."""

import msgspec


class Timeouts(msgspec.Struct, frozen=True):
    """Seconds to connect, between two pieces of an answer, and for the whole answer."""

    connect_s: float = 4.0
    piece_s: float = 20.0
    whole_s: float = 60.0


TIMEOUTS = Timeouts()


class Pace(msgspec.Struct, frozen=True):
    """Seconds between two rounds without news, before the first retry, and until help comes.

    A worker that has not got on for `stuck_s` is replaced: longer than any one request may take.
    """

    heartbeat_s: float = 60.0
    first_retry_s: float = 2.0
    stuck_s: float = 180.0


PACE = Pace()
