"""The static files of the pages: small, named by their content, and nothing else can be fetched (A2, A3)."""

import gzip
import json
import re

import pytest

import app
from chalicelib.core.etags import matches
from chalicelib.web.assets import Asset, build_site, site, without_comments
from infra.local.gateway import Gateway, Reply

LOADER_LIMIT = 5 * 1024
PANEL_LIMIT = 30 * 1024
OFFLINE_LIMIT = 10 * 1024
RATING_LIMIT = 6 * 1024
LONGEST_MODULE = 300
PAGES = {
    "/": "start.html",
    "/demo": "demo.html",
    "/console": "console.html",
    "/admin": "admin.html",
    "/docs": "docs.html",
}
FILES = [*PAGES.values(), "form.html", "form-missing.html"]
FILES += ["survey-missing.html", "survey-over.html", "survey-refused.html"]
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["']\./([\w.-]+)["']""")


@pytest.fixture(scope="module")
def browser() -> Gateway:
    return Gateway(app.app)


def get(browser: Gateway, path: str, **headers: str) -> Reply:
    return browser.ask("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})


def gzipped(asset: Asset) -> int:
    return len(gzip.compress(asset.text.encode(), 9))


def panel_modules() -> list[Asset]:
    """All that a visitor who chats could load, in every language."""
    return [asset for name, asset in site().files.items() if re.fullmatch(r"widget-.*\.(js|css)", name)]


def test_the_loader_weighs_no_more_than_five_kilobytes() -> None:
    loader = site().files["widget.js"]

    weight = gzipped(loader)

    assert 1000 < weight <= LOADER_LIMIT


def test_the_panel_weighs_no_more_than_thirty_kilobytes() -> None:
    modules = panel_modules()

    weight = sum(gzipped(module) for module in modules)

    assert len(modules) > 5
    assert weight <= PANEL_LIMIT


def test_the_widget_names_no_word_twice_and_the_same_in_both_languages() -> None:
    keys = re.compile(r"^  (\w+)(?::|,)", re.MULTILINE)

    chinese, english = (keys.findall(site().files[f"widget-text-{code}.js"].text) for code in ("zh", "en"))

    assert chinese == english
    assert len(set(english)) == len(english) > 40


def test_the_offline_form_weighs_no_more_than_ten_kilobytes_on_top_of_the_panel() -> None:
    page_only = {"form-page.js", "form.css"}
    other_languages = {"form-text-en.js"}  # one is loaded; the Chinese words weigh more

    modules = [asset for name, asset in site().files.items() if re.fullmatch(r"form.*\.(js|css)", name)]
    weight = sum(gzipped(each) for each in modules if each.name not in page_only | other_languages)

    assert len(modules) > 5
    assert weight <= OFFLINE_LIMIT
    assert gzipped(site().files["form-text-en.js"]) <= gzipped(site().files["form-text-zh.js"])


def test_the_rating_weighs_no_more_than_six_kilobytes_on_top_of_the_panel() -> None:
    other_language = "rating-text-en.js"  # one is loaded; the Chinese words weigh more

    modules = [asset for name, asset in site().files.items() if re.fullmatch(r"rating.*\.(js|css)", name)]
    weight = sum(gzipped(each) for each in modules if each.name != other_language)

    assert len(modules) > 4
    assert weight <= RATING_LIMIT
    assert gzipped(site().files[other_language]) <= gzipped(site().files["rating-text-zh.js"])


def test_nothing_of_the_offline_form_or_the_rating_is_loaded_with_the_panel() -> None:
    at_once = re.compile(r"""^import .*?["']\./([\w.-]+)["']""", re.MULTILINE)

    loaded, due = set(), ["widget-app.js"]
    while due:
        name = due.pop()
        if name not in loaded:
            loaded.add(name)
            due += at_once.findall(site().files[name].text)

    assert {"widget-offline.js", "widget-rating.js"} <= loaded
    assert [name for name in loaded if name.startswith(("form", "rating"))] == []


def test_comments_are_left_out_and_every_other_line_keeps_its_place() -> None:
    script = 'a();\n  // says b\nb("// not one"); // kept\n/* two\n * lines */\nc(`/* kept */`);\n'

    served = without_comments(script)

    assert served == 'a();\n\nb("// not one"); // kept\n\n\nc(`/* kept */`);\n'


def test_no_module_of_the_widget_is_longer_than_three_hundred_lines() -> None:
    modules = [asset for name, asset in site().files.items() if re.fullmatch(r"(widget|form|rating).*\.js", name)]

    too_long = [module.name for module in modules if module.text.count("\n") > LONGEST_MODULE]

    assert too_long == []


def test_every_import_of_a_module_names_a_file_that_is_served() -> None:
    scripts = [asset for asset in site().files.values() if asset.name.endswith(".js")]

    imported = {name for script in scripts for name in IMPORT.findall(script.text)}

    assert "widget-view.js" in imported
    assert imported - set(site().files) == set()


def test_the_version_follows_every_change_of_any_file() -> None:
    before = {"widget.js": "a", "demo.css": "b"}

    versions = {
        build_site(texts).version
        for texts in (before, {**before, "demo.css": "c"}, {"widget.js": "ab", "demo.css": ""})
    }

    assert len(versions) == 3


def test_only_pages_and_the_loader_are_told_the_version() -> None:
    texts = dict.fromkeys(("widget.js", "demo.html", "widget-app.js"), "at __VERSION__")

    built = build_site(texts)

    assert built.files["widget.js"].text == f"at {built.version}"
    assert built.files["demo.html"].text == f"at {built.version}"
    assert built.files["widget-app.js"].text == "at __VERSION__"


def test_a_browser_that_has_the_file_is_recognised_by_any_form_of_its_tag() -> None:
    tag = '"abc"'

    answers = [matches(tag, asked) for asked in ('"abc"', 'W/"abc"', '"x", "abc"', "*", '"x"', "", None)]

    assert answers == [True, True, True, True, False, False, False]


def test_a_file_of_this_release_may_be_kept_for_ever_and_used_by_any_origin(browser: Gateway) -> None:
    path = f"/assets/{site().version}/widget-app.js"

    answer = get(browser, path)

    assert answer.status == 200
    assert answer.body.decode() == site().files["widget-app.js"].text
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_release_is_served_but_never_kept(browser: Gateway) -> None:
    path = "/assets/0123456789ab/widget-app.js"

    answer = get(browser, path)

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"


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
    ],
)
def test_no_other_name_reaches_a_file(browser: Gateway, name: str) -> None:
    path = f"/assets/{site().version}/{name}"

    answer = get(browser, path)

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.body)["code"] == "not_found"


def test_the_loader_is_asked_for_again_soon_and_costs_nothing_when_unchanged(browser: Gateway) -> None:
    first = get(browser, "/widget.js")

    again = get(browser, "/widget.js", If_None_Match=first.headers["ETag"])
    changed = get(browser, "/widget.js", If_None_Match='"of another release"')

    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert site().version in first.body.decode()
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


@pytest.mark.parametrize("name", FILES)
def test_a_page_has_relative_addresses_only_and_every_file_it_names_exists(name: str) -> None:
    page = site().files[name].text

    addresses = re.findall(r"""(?:src|href)="([^"#]+)""", page)
    files = re.findall(rf"assets/{site().version}/([\w.-]+)", page)

    assert addresses
    assert [one for one in addresses if one.startswith(("/", "http:", "https:"))] == []
    assert set(files) - set(site().files) == set()
    assert "__VERSION__" not in page


@pytest.mark.parametrize("name", FILES)
def test_a_page_has_no_inline_script_or_style_that_the_policy_would_stop(name: str) -> None:
    page = site().files[name].text

    inline = re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)

    assert inline == []
