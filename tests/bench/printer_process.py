"""A printer as a process of its own, on a free port; says when a job's first byte came.

It says its port, then a line for each job: the system's monotonic clock at its first byte. Status
requests are answered with "all is well", as an idle printer does.
"""

import socket
import sys
import time

from pos_app.devices.rendering.command_stream import CommandStream

_FINE = b"\x12"


def main() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        _say(str(listener.getsockname()[1]))
        while True:
            connection, _ = listener.accept()
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _serve(connection)


def _serve(connection: socket.socket) -> None:
    stream, first = CommandStream(), 0.0
    while data := connection.recv(65_536):
        now = time.monotonic()
        job, questions = stream.feed(data)
        if job and not first:
            first = now
        if questions:
            connection.sendall(_FINE * len(questions))
    if first:
        _say(f"{first:.9f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
