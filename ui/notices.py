"""What the message line says: one sentence and what can be done about it."""

from collections.abc import Callable
from typing import NamedTuple


class NoticeAction(NamedTuple):
    """A button in the message line; pressing it calls `act` and takes the notice away."""

    text: str
    act: Callable[[], object]
    name: str = "notice_action"


class Notice(NamedTuple):
    """One sentence for people. `kind` is info, good, attention or error.

    `strong` is put before the text in bold: the thing that the sentence is about.
    """

    text: str
    kind: str = "info"
    actions: tuple[NoticeAction, ...] = ()
    strong: str = ""
