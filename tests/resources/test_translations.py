"""The Indonesian catalogue: complete, compiled, and with the same places to fill in."""

import ast
import io
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import resources

TOP = Path(__file__).parents[2]
PO = resources.path("translations", "id", "LC_MESSAGES", "lapak.po")
KEYWORDS = {"tr": None, "_tr": None, "mark": None, "plural": (1, 2)}
PLACE = re.compile(r"\{[^{}]*\}")
STALE = "run `make translations`, then fill in lapak.po and run it again"

Text = str | tuple[str, ...]


@cache
def in_source() -> frozenset[Text]:
    """Every text that the program shows, as it stands in the source."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    methods = [(item["pattern"], item["method"]) for item in project["tool"]["babel"]["mappings"]]
    return frozenset(
        text
        for room in ("pos_app", "ui", "sync", "resources")
        for _, _, text, _, _ in extract_from_dir(TOP / room, methods, keywords=KEYWORDS)
    )


@cache
def catalogue() -> Catalog:
    """The catalogue as translators write it."""
    with PO.open("rb") as file:
        return read_po(file, locale="id", domain="lapak", abort_invalid=True)


def texts() -> list[Message]:
    """Its messages without the header."""
    return [message for message in catalogue() if message.id]


def forms(words: Text | list[str] | None) -> list[str]:
    """All forms of a text or its translation: one, or one for each plural."""
    return [words] if isinstance(words, str) else list(words or [""])


def edges(text: str) -> tuple[bool, bool, bool]:
    """What stands before and after a text: spaces, and the colon that announces more."""
    return text[:1].isspace(), text[-1:].isspace(), text.endswith(":")


def test_every_text_of_the_program_stands_in_the_catalogue() -> None:
    assert in_source() - {message.id for message in texts()} == set(), STALE


def test_the_catalogue_holds_no_text_that_the_program_lost() -> None:
    assert {message.id for message in texts()} - in_source() == set(), STALE
    assert list(catalogue().obsolete) == [], STALE


def test_every_text_is_translated_and_nothing_is_guessed() -> None:
    assert [message.id for message in texts() if not all(forms(message.string))] == []
    assert [message.id for message in texts() if message.fuzzy] == []


def test_a_translation_has_the_same_places_to_fill_in() -> None:
    unlike = [
        (message.id, form)
        for message in texts()
        for form in forms(message.string)
        if set(PLACE.findall(form)) != set(PLACE.findall(forms(message.id)[-1]))
    ]
    assert unlike == []


def test_a_translation_begins_and_ends_like_its_text() -> None:
    unlike = [
        (message.id, form)
        for message in texts()
        for form in forms(message.string)
        if edges(form) != edges(forms(message.id)[-1])
    ]
    assert unlike == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert PO.with_suffix(".mo").read_bytes() == compiled.getvalue(), STALE


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Every module whose texts people see."""
    for room in ("pos_app", "ui", "sync"):
        for path in sorted((TOP / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls in a tree, each with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", "") or getattr(node.func, "attr", ""), node


def test_no_text_is_translated_inside_an_f_string_where_babel_does_not_see_it() -> None:
    hidden = [
        f"{path}:{call.lineno}"
        for path, module in sources()
        for joined in ast.walk(module)
        if isinstance(joined, ast.JoinedStr)
        for name, call in calls(joined)
        if name in {"tr", "mark"}
    ]
    assert hidden == []


def test_no_catalogue_is_asked_under_a_name_that_babel_does_not_know() -> None:
    hidden = [
        f"{path}:{call.lineno}"
        for path, module in sources()
        for name, call in calls(module)
        if name.endswith("catalog")
        and any(isinstance(text, ast.Constant | ast.JoinedStr) for text in call.args)
    ]
    assert hidden == []
