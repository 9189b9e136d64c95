"""Pages that are made on the server: whoever has the link of a letter may have no script."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "templates"


def page_of(template: str, **shown: Any) -> str:
    """The page of this name with these values; markup in them is shown as text."""
    return str(_templates().get_template(template).render(shown))


def markup(html: str) -> Any:
    """HTML that is known to be safe, to stand in a page as it is: only what ``knowledge`` made of Markdown."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704  # made by one function of ours, which escapes whatever somebody wrote


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
