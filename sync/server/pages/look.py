"""How the organizer's pages are drawn: templates, icons, and the stylesheet from the tokens."""

import tomllib
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import resources


def page_templates() -> Environment:
    """The pages' templates; everything put into them is escaped."""
    environment = Environment(
        loader=FileSystemLoader(resources.path("web")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["icon"] = icon
    return environment


def icon(name: str) -> Markup:
    """An icon of ours as it stands in its file, tinted by the text around it."""
    svg = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = svg[svg.index("<svg") :].replace("<svg", '<svg aria-hidden="true" class="icon"', 1)
    return Markup(drawing)  # noqa: S704 (our own file, named by our own template)


def stylesheet() -> str:
    """The one stylesheet, with the colours and sizes of `resources/theme/tokens.toml`."""
    tokens = tomllib.loads(resources.path("theme", "tokens.toml").read_text(encoding="utf-8"))
    themes: dict[str, Any] = tokens["themes"]
    template = page_templates().get_template("style.css.jinja")
    return template.render(tokens=tokens, themes=themes)
