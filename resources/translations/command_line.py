"""argparse in the catalogue's words, its own ones too."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from resources.translations import Catalog, mark

_ARGPARSE = (
    mark("usage:"),
    mark("positional arguments:"),
    mark("options:"),
    mark("show this help message and exit"),
    mark("the following arguments are required:"),
    mark("unrecognized arguments:"),
    mark("expected one argument"),
    mark("invalid choice:"),
    mark("choose from"),
    mark("argument"),
)
"""argparse's own words, longest first where one holds another."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in a catalogue's language."""

    def __init__(self, tr: Catalog, **options: Any) -> None:
        self._tr = tr
        super().__init__(**options)

    def format_usage(self) -> str:
        """The usage, in words that people read."""
        return self._in_words(super().format_usage())

    def format_help(self) -> str:
        """The help, in words that people read."""
        return self._in_words(super().format_help())

    def error(self, message: str) -> NoReturn:
        """End with the usage and what is wrong."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {self._in_words(message)}\n")

    def _in_words(self, text: str) -> str:
        for words in _ARGPARSE:
            text = text.replace(words, self._tr(words))
        return text


def number(
    tr: Catalog, kind: Callable[[str], float], least: int, most: int
) -> Callable[[str], float]:
    """A reader of numbers for argparse that says what it wants."""

    def read(text: str) -> float:
        try:
            found = kind(text) if text.isascii() else least - 1
        except ValueError:
            found = least - 1
        if not least <= found <= most:
            wanted = tr("a number from {least} to {most} is needed")
            raise argparse.ArgumentTypeError(wanted.format(least=least, most=most))
        return found

    return read
