"""How the organizer's pages are drawn: templates, icons, and the stylesheet from the tokens."""

import hashlib
import tomllib
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import resources


@cache
def page_templates() -> Environment:
    """The pages' templates, of which each is read once; everything put into them is escaped."""
    environment = Environment(
        loader=FileSystemLoader(resources.path("web")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["icon"] = icon
    environment.globals["asset"] = asset
    return environment


@cache
def asset(name: str) -> str:
    """The address of a file that pages load, with what its content is: browsers keep it for good.

    `name` is `style.css`, or a file below `web/vendor` or `web/scripts`, like `scripts/live.js`.
    """
    if name == "style.css":
        content = stylesheet().encode()
    else:
        content = resources.path("web", *name.split("/")).read_bytes()
    return f"/assets/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def icon(name: str) -> Markup:
    """An icon of ours as it stands in its file, tinted by the text around it."""
    svg = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = svg[svg.index("<svg") :].replace("<svg", '<svg aria-hidden="true" class="icon"', 1)
    return Markup(drawing)  # noqa: S704 (our own file, named by our own template)


@cache
def stylesheet() -> str:
    """The one stylesheet, with the colours and sizes of `resources/theme/tokens.toml`."""
    tokens = tomllib.loads(resources.path("theme", "tokens.toml").read_text(encoding="utf-8"))
    themes: dict[str, Any] = tokens["themes"]
    template = page_templates().get_template("style.css.jinja")
    return template.render(tokens=tokens, themes=themes)
