"""The organizer's server as processes of its own, on a free port; says its address.

`python -m tests.bench.server_process DATABASE WORKERS`
"""

import sys

from sync.server.listening.door import Door
from sync.server.listening.serve import serve
from sync.server.listening.workers import serve_together


def say(door: Door) -> None:
    sys.stdout.write(f"{door.url}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    database, workers = sys.argv[1], int(sys.argv[2])
    if workers == 1:
        serve(database, port=0, on_ready=say)
    else:
        serve_together(database, "127.0.0.1", 0, workers, say)
