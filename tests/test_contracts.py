"""The architecture as it is written down: who imports whom, and what stands where."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
ROOMS = {
    "pos_app": {"demo", "domain", "spreadsheets", "store", "devices", "services"},
    "ui": {"flow", "pages", "presenters", "models", "widgets"},
    "sync": {"bundle", "client", "relay", "server"},
    "resources": {
        *("fonts", "help", "icons", "regions", "samples", "sounds", "theme", "translations", "web"),
    },
    "tests": {
        "bench",
        "demo",
        "devices",
        "domain",
        "drivers",
        "e2e",
        "resources",
        "services",
        "sim",
        "store",
        "sync",
        "ui",
    },
}
FILES = {
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "build.spec",
    "constraints.txt",
    "pyproject.toml",
}
SPEAKERS = {"pos_app/cli.py", "pos_app/log.py", "sync/server/command_line/commands.py"}
"""The command lines may write to the terminal, and the log where it has no file."""

NAMELESS = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|handlers?|base)(_|$)")


def shown(folder: Path) -> set[str]:
    """What stands in a folder, less hidden things and what builds leave behind."""
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return {name for name in names if not any(fnmatch(name, left) for left in left_behind(folder))}


def left_behind(folder: Path) -> Iterator[str]:
    """Patterns of .gitignore that hold in a folder; a leading slash means the top alone."""
    for pattern in (TOP / ".gitignore").read_text(encoding="utf-8").split():
        if folder == TOP or not pattern.startswith("/"):
            yield pattern.strip("/")


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of some rooms: its path from the top, and its syntax tree."""
    for room in rooms:
        for path in sorted((TOP / room).rglob("*.py")):
            yield path.relative_to(TOP).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def called(tree: ast.Module) -> set[str]:
    """Last names of everything that a module calls."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in functions
        if isinstance(node, ast.Attribute | ast.Name)
    }


def named(tree: ast.Module) -> set[str]:
    """Every name that a module uses: its own, imported ones, and those after a dot."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                names.add(name)
    return names


def canonical(name: str) -> str:
    """A distribution's name as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_nobody_imports_what_is_not_below_them() -> None:
    command = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert command is not None
    linted = subprocess.run(
        [command, "--no-cache", "--no-logo"], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_top_holds_the_rooms_of_the_design_and_nothing_else() -> None:
    assert shown(TOP) == ROOMS.keys() | FILES


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_the_folders_of_the_design_and_no_others(room: str) -> None:
    folders = {name for name in shown(TOP / room) if (TOP / room / name).is_dir()}
    assert folders == ROOMS[room]


def test_modules_are_named_for_what_they_hold() -> None:
    names = {path: Path(path).stem for path, _ in modules("pos_app", "ui", "sync", "resources")}
    assert [path for path, name in names.items() if NAMELESS.search(name)] == []


def test_only_the_command_lines_write_to_the_terminal() -> None:
    terminal = {"print", "stdout", "stderr", "__stdout__", "__stderr__"}
    rooms = modules("pos_app", "ui", "sync", "resources")
    assert {path for path, tree in rooms if named(tree) & terminal} == SPEAKERS


def test_the_domain_asks_no_clock_and_opens_no_file() -> None:
    asked = {path: called(tree) for path, tree in modules("pos_app/domain")}
    impure = {"now", "utcnow", "today", "open", "print", "input", "exec", "eval", "__import__"}
    assert {path: names & impure for path, names in asked.items() if names & impure} == {}


def test_every_version_is_pinned_and_no_host_is_named() -> None:
    lines = (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    pin = re.compile(r"([A-Za-z0-9._-]+)==[A-Za-z0-9.]+( ; [a-z_]+ (==|<|>=) '[a-z0-9.]+')?")
    assert [line for line in pins if not pin.fullmatch(line)] == []
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    named = {canonical(re.split(r"[^A-Za-z0-9._-]", line)[0]) for line in pins}
    assert {canonical(re.split(r"[^A-Za-z0-9._-]", line)[0]) for line in wanted} <= named
