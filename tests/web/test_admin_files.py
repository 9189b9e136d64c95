"""The admin page's files: both languages complete, every module fetched at once, nothing that could become markup."""

import re
from collections.abc import Iterator

from chalicelib.people.model.rights import PERMISSIONS
from chalicelib.web.assets import site

IMPORT = re.compile(r"""(?:from|import) '\./([\w.-]+)'""")
KEY = re.compile(r"^  '?([\w.]+)'?:", re.MULTILINE)
LONGEST = 300


def text_of(name: str) -> str:
    return site().files[name].text


def modules_behind(name: str) -> Iterator[str]:
    """Every module that this one needs, each once."""
    seen, waiting = {name}, [name]
    while waiting:
        new = set(IMPORT.findall(text_of(waiting.pop()))) - seen
        seen |= new
        waiting += new
        yield from new


def test_both_languages_have_the_same_words() -> None:
    chinese, english = (KEY.findall(text_of(f"admin-words-{code}.js")) for code in ("zh", "en"))

    assert len(chinese) > 150
    assert chinese == english


def test_every_permission_of_the_catalogue_has_a_name_on_the_page() -> None:
    named = {key.removeprefix("permission.") for key in KEY.findall(text_of("admin-words-en.js"))}

    missing = set(PERMISSIONS) - named

    assert missing == set()


def test_every_word_that_is_asked_for_is_there() -> None:
    dictionaries = [
        asset.text for name, asset in site().files.items() if re.fullmatch(r"\w+-words(-\w+)?-en\.js", name)
    ]
    known = {key for dictionary in dictionaries for key in KEY.findall(dictionary)}
    scripts = [asset.text for name, asset in site().files.items() if re.fullmatch(r"admin[\w-]*\.js", name)]

    asked = {word for script in scripts for word in re.findall(r"\bt\('([\w.]+)'", script)}

    assert len(asked) > 80
    assert asked - known == set()


def test_the_page_fetches_every_module_at_once() -> None:
    page = text_of("admin.html")

    preloaded = set(re.findall(r'modulepreload" href="assets/\w+/([\w-]+\.js)"', page))

    assert preloaded == set(modules_behind("admin.js"))


def test_no_module_makes_markup_out_of_text_or_is_longer_than_three_hundred_lines() -> None:
    own = {name: asset.text for name, asset in site().files.items() if re.fullmatch(r"admin[\w-]*\.(js|css)", name)}

    guilty = [
        name for name, text in own.items() if re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write", text)
    ]
    too_long = [name for name, text in own.items() if text.count("\n") > LONGEST]

    assert len(own) > 20
    assert guilty == too_long == []
