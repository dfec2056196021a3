"""What is said where a part is not installed that only some connections need."""

import importlib
from types import ModuleType

import msgspec


class MissingPart(Exception):  # noqa: N818 -- says what is so
    """A library or program is not on this machine: `part`, and how to `install` it."""

    def __init__(self, part: str, install: str) -> None:
        super().__init__(part, install)
        self.part = part
        self.install = install

    @property
    def details(self) -> dict[str, str]:
        """What the sentences of `pos_app.messages` name."""
        return {"part": self.part, "install": self.install}


class _Extra(msgspec.Struct, frozen=True):
    project: str
    extra: str


_EXTRAS = {
    "serial": _Extra("pyserial", "serial"),
    "usb": _Extra("pyusb", "usb"),
    "win32print": _Extra("pywin32", "windows"),
}


def library(module: str) -> ModuleType:
    """A library of one of Lapak's extras, imported now; raises MissingPart."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        extra = _EXTRAS[module.partition(".")[0]]
        raise MissingPart(extra.project, f"pip install {extra.project}") from error


def libusb() -> MissingPart:
    """The system's own library below pyusb."""
    return MissingPart("libusb", "apt install libusb-1.0-0")


def cups() -> MissingPart:
    """The programs `lp`, `lpstat` and `cancel`."""
    return MissingPart("CUPS", "apt install cups-client")
