"""The built files of the pages: few, small, named by their content, and nothing else can be fetched (A2, A3)."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

import app
from chalicelib.core.etags import matches
from chalicelib.web.assets import FORMER, site
from infra.local.gateway import Gateway, Reply

KILOBYTE = 1024
# gzipped bytes of all that is fetched until it works, and how many requests that takes besides the page's own
OPENING = {"console.html": 90 * KILOBYTE, "admin.html": 100 * KILOBYTE, "form.html": 15 * KILOBYTE}
MOST_REQUESTS = 4
ROOT = Path(__file__).resolve().parents[2]
SECTIONS = ROOT / "chalicelib/web/pages/admin/sections.ts"  # of the administration, with the guide
LOADER_LIMIT = 5 * KILOBYTE
PANEL_LIMIT = 30 * KILOBYTE
OFFLINE_LIMIT = 10 * KILOBYTE
RATING_LIMIT = 6 * KILOBYTE
REQUESTS_LIMIT = 8 * KILOBYTE
HELP_LIMIT = 8 * KILOBYTE
DATA_LIMIT = 6 * KILOBYTE
PAGES = {
    "/": "start.html",
    "/demo": "demo.html",
    "/console": "console.html",
    "/admin": "admin.html",
    "/docs": "docs.html",
}
FILES = [*PAGES.values(), "preview.html", "form.html", "form-missing.html"]
FILES += ["help-missing.html", "survey-missing.html", "survey-over.html", "survey-refused.html", "silent.html"]
PANEL, BOARD, FORM, RATING = "widget-panel-app", "widget-panel-board", "form-sheet", "widget-rating-card"
REQUESTS, HELP, DATA = "widget-requests-sheet", "widget-help-sheet", "widget-privacy-sheet"


@pytest.fixture(scope="module")
def browser() -> Gateway:
    return Gateway(app.app)


def get(browser: Gateway, path: str, **headers: str) -> Reply:
    return browser.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})


def lasting(stem: str) -> str:
    return site().manifest.lasting[stem]


def gzipped(names: Iterable[str]) -> int:
    return sum(len(gzip.compress(site().files[name].text.encode(), 9)) for name in names)


def in_chinese(part: str, words: str) -> list[str]:
    """A part of the widget with the words it fetches; the Chinese ones weigh more."""
    return [lasting(part), lasting(f"words-zh-{words}")]


def test_the_loader_weighs_no_more_than_five_kilobytes() -> None:
    loader = "widget.js"

    weight = gzipped([loader])

    assert 1000 < weight <= LOADER_LIMIT


def test_an_opened_widget_weighs_no_more_than_thirty_kilobytes_in_three_requests() -> None:
    fetched = ["widget.js", *in_chinese(PANEL, "widget")]

    weight = gzipped(fetched)

    assert len(fetched) == 3
    assert 10_000 < weight <= PANEL_LIMIT


@pytest.mark.parametrize(
    ("part", "words", "limit"),
    [
        (FORM, "form", OFFLINE_LIMIT),
        (RATING, "rating", RATING_LIMIT),
        (REQUESTS, "requests", REQUESTS_LIMIT),
        (HELP, "help", HELP_LIMIT),
        (DATA, "data", DATA_LIMIT),
    ],
)
def test_what_the_widget_fetches_later_is_small_and_fetches_nothing_of_the_panel(
    part: str, words: str, limit: int
) -> None:
    fetched = in_chinese(part, words)

    weight = gzipped(fetched)

    assert 2000 < weight <= limit
    assert [name for name in fetched if lasting(PANEL) in site().files[name].text] == []


@pytest.mark.parametrize("page", OPENING)
def test_a_page_opens_in_five_requests_and_is_no_heavier_than_it_may_be(page: str) -> None:
    fetched = site().manifest.opening[page]

    weight = gzipped(fetched)

    assert len(fetched) <= MOST_REQUESTS
    assert weight <= OPENING[page]


def test_a_section_of_the_administration_is_a_few_files_more_and_the_page_stays_light() -> None:
    first = site().manifest.opening["admin.html"]
    (script,) = (name for name in first if name.startswith("admin-main-"))
    sections = set(re.findall(r"import\(`\./(admin-[\w.-]+)`\)", site().files[script].text))

    fetched = {
        each: {each, *re.findall(r"from`?\"?\./([\w.-]+)", site().files[each].text)} - {*first} for each in sections
    }

    assert len(sections) == SECTIONS.read_text().count("import(") >= 45
    assert max(map(len, fetched.values())) <= 4
    assert gzipped(first) + max(gzipped(files) for files in fetched.values()) <= OPENING["admin.html"]


@pytest.mark.parametrize("page", FILES)
def test_no_page_takes_more_than_five_requests(page: str) -> None:
    fetched = site().manifest.opening[page]

    missing = set(fetched) - set(site().files)

    assert len(fetched) <= MOST_REQUESTS
    assert missing == set()


def test_every_module_that_is_imported_is_served() -> None:
    scripts = [asset.text for asset in site().files.values() if asset.name.endswith(".js")]

    imported = {name for text in scripts for name in re.findall(r"""\bimport\(?[^"'`;]*["'`]\./([\w.-]+)["'`]""", text)}

    assert lasting("words-en-widget") in imported
    assert imported - set(site().files) == set()


def test_what_another_release_called_otherwise_is_found_under_its_former_name() -> None:
    present = site()
    other = msgspec.structs.replace(present, manifest=msgspec.structs.replace(present.manifest, lasting={}))
    former = [*FORMER, f"{FORM}-0123456789.js", f"{PANEL}-abcdefghij.js"]

    found = [site.asset(name) for site in (present, other) for name in former]

    assert [asset is not None for asset in found] == [True] * len(former) + [False] * len(former)


def test_a_browser_that_has_the_file_is_recognised_by_any_form_of_its_tag() -> None:
    tag = '"abc"'

    answers = [matches(tag, asked) for asked in ('"abc"', 'W/"abc"', '"x", "abc"', "*", '"x"', "", None)]

    assert answers == [True, True, True, True, False, False, False]


def test_a_file_of_this_release_may_be_kept_for_ever_and_used_by_any_origin(browser: Gateway) -> None:
    name = lasting(PANEL)

    answer = get(browser, f"/assets/{name}")

    assert answer.status == 200
    assert answer.body.decode() == site().files[name].text
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", [f"{FORM}-0123456789.js", "0123456789ab/form-sheet.js", "0123456789ab-2/form-sheet.js"]
)
def test_what_a_page_of_another_release_fetches_late_is_served_but_never_kept(browser: Gateway, path: str) -> None:
    present = site().files[lasting(FORM)].text

    answer = get(browser, f"/assets/{path}")

    assert answer.status == 200
    assert answer.body.decode() == present
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_part_of_a_page_of_ours_is_of_its_own_release_or_not_there(browser: Gateway) -> None:
    (script,) = (name for name in site().manifest.opening["console.html"] if name.startswith("console-main-"))
    other = script.replace(script.split("-")[-1], "0123456789.js")

    answers = [get(browser, f"/assets/{name}").status for name in (script, other)]

    assert answers == [200, 404]


@pytest.mark.parametrize(
    "name",
    [
        "nothing.js",
        "..%2Fapi.py",
        "%2e%2e%2fassets.py",
        "..%252Fapi.py",
        "%2Fetc%2Fpasswd",
        "widget.js%00.css",
        "WIDGET.JS",
        "demo.html",
        "manifest.json",
        "sources.txt",
        "lock",
    ],
)
def test_no_other_name_reaches_a_file(browser: Gateway, name: str) -> None:
    path = f"/assets/{name}"

    answer = get(browser, path)

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.body)["code"] == "not_found"


def test_the_loader_is_asked_for_again_soon_and_costs_nothing_when_unchanged(browser: Gateway) -> None:
    first = get(browser, "/widget.js")

    again = get(browser, "/widget.js", If_None_Match=first.headers["ETag"])
    changed = get(browser, "/widget.js", If_None_Match='"of another release"')

    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert lasting(PANEL) in first.body.decode()
    assert (again.status, again.body) == (304, b"")
    assert changed.status == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_allows_nothing_but_its_own_files(browser: Gateway, path: str) -> None:
    answer = get(browser, path)

    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert answer.status == 200
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_preview_asks_nobody_and_is_framed_by_pages_of_the_desk_alone(browser: Gateway) -> None:
    answer = get(browser, "/preview")

    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["connect-src"], policy["form-action"]) == ("'none'", "'none'", "'none'")
    assert (policy["script-src"], policy["frame-ancestors"]) == ("'self'", "'self'")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", FILES)
def test_a_page_has_relative_addresses_only_and_every_file_it_names_exists(name: str) -> None:
    page = site().files[name].text

    addresses = re.findall(r"""(?:src|href)="([^"#]+)""", page)
    files = re.findall(r"assets/([\w.-]+)", page)

    assert addresses
    assert [one for one in addresses if one.startswith(("/", "http:", "https:"))] == []
    assert set(files) - set(site().files) == set()
    assert "assets/" not in re.sub(r"assets/[\w-]+-\w{10}\.(?:js|css)", "", page)


@pytest.mark.parametrize("name", FILES)
def test_a_page_has_no_inline_script_or_style_that_the_policy_would_stop(name: str) -> None:
    page = site().files[name].text

    inline = re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)

    assert inline == []
