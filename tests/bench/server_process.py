"""The organizer's server as a process of its own, on a free port; says its address."""

import sys

from sync.server.listening.door import Door
from sync.server.listening.serve import serve


def say(door: Door) -> None:
    sys.stdout.write(f"{door.url}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1], port=0, on_ready=say)
