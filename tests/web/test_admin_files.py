"""The admin page's sources: a word for everything that it says, nothing that could become markup."""

import re
from collections.abc import Mapping

from chalicelib.people.model.rights import PERMISSIONS
from tests.web.sources import KEY, PAGES, words

LONGEST = 400
GENERATED = {"desk/operations.ts"}


def scripts(folder: str) -> Mapping[str, str]:
    """Path → text."""
    files = {
        str(file.relative_to(PAGES)): file
        for file in (PAGES / folder).rglob("*.[jt]s*")
        if file.suffix in {".js", ".ts", ".tsx"}
    }
    return {name: file.read_text("utf-8") for name, file in files.items() if name not in GENERATED}


def test_every_permission_of_the_catalogue_has_a_name_on_the_page() -> None:
    named = {key.removeprefix("permission.") for key in words("admin-rights")}

    missing = set(PERMISSIONS) - named

    assert missing == set()


def test_every_word_that_is_asked_for_is_there() -> None:
    known = {key for text in scripts("words/en").values() for key in KEY.findall(text)}

    asked = {word for text in scripts("admin").values() for word in re.findall(r"""\bt\(["']([\w.]+)["']""", text)}

    assert len(asked) > 80
    assert asked - known == set()


def test_no_script_makes_markup_out_of_text_or_is_longer_than_four_hundred_lines() -> None:
    ours = scripts(".")

    guilty = [
        name for name, text in ours.items() if re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write", text)
    ]
    too_long = [name for name, text in ours.items() if text.count("\n") > LONGEST]

    assert len(ours) > 150
    assert guilty == too_long == []


def test_every_section_of_the_navigation_has_an_icon() -> None:
    sections = (PAGES / "admin/sections.ts").read_text("utf-8").partition("export const GUIDE")[0]
    icons = (PAGES / "admin/icons.css").read_text("utf-8")

    named = re.findall(r"\bid: \"([a-z-]+)\"", sections)

    assert len(named) > 30
    assert [name for name in named if f".nav-{name}::before {{ --shape" not in icons] == []
