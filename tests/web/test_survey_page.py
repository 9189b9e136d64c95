"""The survey page: for whoever has the link, without signing in and without scripts (D1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

import app
from chalicelib.core import links
from chalicelib.plans import service as plans
from chalicelib.surveys.model.survey import Survey
from chalicelib.surveys.service.links import url_of
from infra.local.gateway import Gateway, Reply
from tests.surveys.shops import QUESTIONS, Shop, open_shop
from tests.worlds import World

FORM = "application/x-www-form-urlencoded"


@dataclass
class Browser:
    """A browser without scripts, at most one redirect deep."""

    gateway: Gateway

    def get(self, path: str) -> Reply:
        return self.gateway.ask("GET", path, {})

    def post(self, path: str, content_type: str = FORM, **fields: Any) -> Reply:
        body = urlencode({name.replace("__", ":"): value for name, value in fields.items()}, doseq=True)
        return self.gateway.ask("POST", path, {"Content-Type": content_type}, body.encode())

    def send(self, path: str, **fields: Any) -> str:
        """Posts the form and follows to the page it leads to; that page."""
        sent = self.post(path, **fields)
        assert sent.status == 303, (sent.status, sent.body)
        assert sent.headers["Location"] == f"./{path.rpartition('/')[2]}"
        return str(self.get(path).body.decode())


@pytest.fixture
def browser(world: World) -> Browser:
    return Browser(Gateway(app.app))


@pytest.fixture
def shop(world: World) -> Shop:
    return open_shop(world)


def path_to(shop: Shop, survey: Survey) -> str:
    """The address of a survey's page, as letters have it."""
    return url_of(shop.desk, survey).removeprefix(shop.desk.settings.public_url)


def asked(shop: Shop) -> tuple[Survey, str]:
    _, survey = shop.asked()
    return survey, path_to(shop, survey)


def ticked(page: str) -> set[str]:
    """name=value of whatever is checked."""
    return {f"{name}={value}" for name, value in re.findall(r'name="([^"]+)" value="([^"]+)"[^>]* checked', page)}


def test_whoever_has_the_link_rates_and_is_thanked(shop: Shop, browser: Browser) -> None:
    shop.rules(questions=QUESTIONS)
    survey, path = asked(shop)

    page = browser.get(path).body.decode()
    said = {"score": "2", "reasons": ["slow", "unsolved"], "comment": "  two\r\nlines ", "resolved": "no"}
    after = browser.send(path, **said, q__speed="1", q__wish="tea", q__again="yes")

    answer = shop.now(survey).answer
    assert survey.text in page
    assert "How fast?" in page
    assert answer is not None
    assert (answer.score, answer.reasons, answer.comment) == (2, ("slow", "unsolved"), "two\nlines")
    assert (answer.answers, answer.resolved) == ({"speed": 1, "wish": "tea", "again": "yes"}, False)
    assert "Thank you for your rating!" in after
    assert "<strong>Bad</strong>" in after
    assert 'href="?change=1"' in after


def test_the_same_form_sent_twice_counts_once(shop: Shop, browser: Browser) -> None:
    survey, path = asked(shop)

    pages = [browser.send(path, score="4", comment="好") for _ in range(2)]

    assert pages[0] == pages[1]
    assert shop.now(survey).version == survey.version + 1


def test_within_ten_minutes_the_rating_can_be_changed_and_after_that_it_is_only_shown(
    shop: Shop, browser: Browser
) -> None:
    survey, path = asked(shop)
    browser.send(path, score="2", reasons=["slow"], comment="hm", resolved="no")

    form = browser.get(f"{path}?change=1").body.decode()
    changed = browser.send(path, score="5", reasons=["slow"], resolved="yes")
    shop.world.clock.forward(minutes=11)
    again = browser.get(f"{path}?change=1").body.decode()
    too_late = browser.post(path, score="1")

    answer = shop.now(survey).answer
    assert ticked(form) == {"score=2", "reasons=slow", "resolved=no"}
    assert "hm</textarea>" in form
    assert "<strong>Great</strong>" in changed
    assert answer is not None
    assert (answer.score, answer.reasons, answer.resolved) == (5, (), True)
    assert "<form" not in again
    assert too_late.status == 409
    assert "<strong>Great</strong>" in too_late.body.decode()


def test_what_was_typed_is_kept_when_something_is_missing(shop: Shop, browser: Browser) -> None:
    survey, path = asked(shop)

    refused = browser.post(path, comment="so slow", reasons=["slow"], resolved="no")

    page = refused.body.decode()
    assert refused.status == 422
    assert "Please choose a rating." in page
    assert "so slow</textarea>" in page
    assert ticked(page) == {"reasons=slow", "resolved=no"}
    assert shop.now(survey).answer is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("comment", "长" * 2001),
        ("comment", "a\x00b"),
        ("reasons", "no-such"),
        ("q__wish", "x" * 2001),
        ("q__again", "?"),
    ],
)
def test_what_is_wrong_is_marked_where_it_is(shop: Shop, browser: Browser, field: str, value: str) -> None:
    shop.rules(questions=QUESTIONS)
    survey, path = asked(shop)

    refused = browser.post(path, **{"score": "1", field: value})

    assert refused.status == 422
    assert f'class="wrong" id="wrong-{field.replace("__", ":")}"' in refused.body.decode()
    assert shop.now(survey).answer is None


def test_markup_in_anything_typed_stays_text(shop: Shop, browser: Browser) -> None:
    attack = "</textarea><script>alert('x')</script>"
    _, path = asked(shop)

    refused = browser.post(path, comment=attack, score='"><b>').body.decode()
    given = browser.send(path, comment=attack, score="1")

    for page in (refused, given):
        assert "<script" not in page
        assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "<b>" not in refused


def test_whatever_is_no_link_of_ours_gets_one_and_the_same_page(shop: Shop, browser: Browser) -> None:
    survey, path = asked(shop)
    name = survey.survey_id.partition("_")[2]
    tokens = [
        f"{path[3:-1]}{'A' if path[-1] != 'A' else 'B'}",
        name,
        survey.survey_id,
        links.sign(shop.desk, "another purpose", name),
        links.sign(shop.desk, "survey", "nothing-of-this-name"),
        "%3Cscript%3E",
        "é.é",
        "x" * 3000,
    ]

    answers = [browser.get(f"/s/{token}") for token in tokens]
    answers += [browser.post(f"/s/{token}", score="5") for token in tokens]

    assert {answer.status for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1
    assert len({repr(sorted(answer.headers.items())) for answer in answers}) == 1
    assert "There is no such survey" in answers[0].body.decode()
    assert shop.now(survey).answer is None


def test_a_survey_that_is_over_says_so_kindly_and_tells_nothing(shop: Shop, browser: Browser) -> None:
    survey, path = asked(shop)
    shop.world.clock.forward(days=8)

    answers = [browser.get(path), browser.post(path, score="5")]

    assert [answer.status for answer in answers] == [410, 410]
    assert "Thank you all the same" in answers[0].body.decode()
    assert shop.agent.name not in answers[0].body.decode()
    assert shop.now(survey).answer is None


def test_the_page_runs_nothing_sets_nothing_and_is_kept_by_nobody(shop: Shop, browser: Browser) -> None:
    _, path = asked(shop)

    for answer in (browser.get(path), browser.get("/s/nothing"), browser.post(path), browser.post(path, score="5")):
        policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["style-src"] == policy["form-action"] == "'self'"
        assert "script-src" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "Set-Cookie" not in answer.headers
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", answer.body.decode())


def test_too_much_is_refused_and_nothing_but_a_form_is_read(shop: Shop, browser: Browser) -> None:
    survey, path = asked(shop)

    too_large = browser.post(path, score="5", comment="x" * shop.desk.settings.body_limit)
    too_many = browser.post(path, score="5", **{f"f{number}": "x" for number in range(300)})
    json = browser.post(path, content_type="application/json", score="5")
    broken = browser.gateway.ask("POST", path, {"Content-Type": FORM}, b"score=%ff&comment=\xff&&&=;")

    assert [each.status for each in (too_large, too_many, json, broken)] == [413, 400, 415, 422]
    for page in (too_large, too_many):
        assert page.headers["Content-Type"].startswith("text/html")
        assert "没有收到您的评价" in page.body.decode()
    assert shop.now(survey).answer is None


def test_an_address_with_a_slash_at_its_end_leads_to_the_page_and_sends_nothing_elsewhere(
    shop: Shop, browser: Browser
) -> None:
    survey, path = asked(shop)
    name = path.rpartition("/")[2]

    opened = browser.get(f"{path}/")
    sent = browser.post(f"{path}/", score="5")
    strange = browser.get("/s/%2f%2fevil.example/")

    assert (opened.status, opened.headers["Location"]) == (308, f"../{name}")
    assert (sent.status, sent.headers["Location"]) == (308, f"../{name}")
    assert shop.now(survey).answer is None
    assert not strange.headers.get("Location", "").startswith(("//", "http"))
    assert shop.now(survey) == survey


def test_it_is_light_or_dark_as_the_plan_chooses_and_else_as_the_system_is(browser: Browser, shop: Shop) -> None:
    survey, path = asked(shop)
    plan = plans.read_plan(shop.desk, survey.plan_key)

    shown = [browser.get(path).body.decode()]
    for theme in ("dark", "light"):
        plans.update_plan(shop.desk, plan.plan_id, {"look": {"theme": theme}}, None)
        shown += [browser.get(path).body.decode(), browser.post(path).body.decode()]

    chosen = [re.search(r'<html[^>]*?(?: data-theme="(\w+)")?>', page) for page in shown]
    assert [each and each[1] for each in chosen] == [None, "dark", "dark", "light", "light"]
