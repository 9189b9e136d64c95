"""Answered by a link: page by page, without scripts, in both languages, once, and seen where somebody gave up (D3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.persons import ERASED, Kept
from chalicelib.questionnaires.model.response import response_id_of
from chalicelib.questionnaires.persons import DECLARED
from chalicelib.questionnaires.service import answering, asking, report
from chalicelib.questionnaires.service.report import Wanted
from chalicelib.questionnaires.store import responses as store
from chalicelib.visitors import service as visitors
from chalicelib.visitors.store.visitors import VisitorRow
from tests.campaigns.dated import people
from tests.campaigns.stage import campaign
from tests.campaigns.test_by_level import kept, run
from tests.followups.stage import boss, catch_up, settle, told
from tests.in_process import Held
from tests.questionnaires.stage import NAME, choice, definition, follow_up, published, question
from tests.stored import put_rows
from tests.worlds import World

ENDED = {"again": "yes", "when": "2026-11-01", "spent": 3.5}
FORM = "application/x-www-form-urlencoded"


def sent(world: World, agent: Any, number: int = 0) -> Any:
    """A follow-up whose customer has the letter; the response."""
    one = follow_up(world, agent, number)
    asking.send_link(world.desk, agent, one.followup_id)
    return asking.send_link(world.desk, agent, one.followup_id)


def path_of(world: World, response: Any) -> str:
    return asking.url_of(world.desk, response).removeprefix(world.desk.settings.public_url)


def said(reply: Any) -> str:
    return str(reply.body.decode())


def post(browser: Held, path: str, page: int, **answers: Any) -> Any:
    pairs = [("page", page), ("lang", "en"), *(("seen", name) for name in answers)]
    pairs += [
        (f"q:{name}", each)
        for name, value in answers.items()
        for each in ([value] if isinstance(value, str) else value)
    ]
    return browser.ask("POST", path, {"Content-Type": FORM}, urlencode(pairs).encode())


def test_pages_are_kept_one_by_one_and_the_same_link_goes_on_where_somebody_stopped(world: World) -> None:
    (agent,), reader = world.found(agents=1), boss(world)
    published(world)
    response, browser = sent(world, agent), Held()
    path = path_of(world, response)

    first = browser.ask("GET", path, {})
    missing = post(browser, path, 1, happy="")
    begun = post(browser, path, 1, happy="5")
    catch_up(world)
    stopped = report.report(world.desk, reader, NAME, Wanted(), "way").total.figures
    resumed = browser.ask("GET", f"{path}?lang=en", {})
    post(browser, path, 2, used=["tea", "cup"], friend="10")
    done = post(browser, path, 3, again="yes", when="2026-11-01", spent="3.5")
    twice = post(browser, path, 3, again="no", when="", spent="")
    thanks = browser.ask("GET", f"{path}?lang=en", {})

    assert "问happy" in said(first) and 'lang="zh-CN"' in said(first)
    assert (missing.status, begun.status, done.status) == (422, 303, 303)
    assert "Please answer this question" in said(missing)
    assert (stopped.begun, stopped.answered, stopped.abandoned) == (1, 0, 1)
    assert "Page 2 of 3" in said(resumed) and "Ask friend" in said(resumed)
    assert (twice.status, "Thank you" in said(thanks)) == (200, True)
    held = store.response(world.desk, response.response_id)
    assert held is not None
    assert held.answers == {
        "happy": 5,
        "used": ["tea", "cup"],
        "friend": 10,
        "again": "yes",
        "when": "2026-11-01",
        "spent": 3.5,
    }


def test_an_answer_that_leads_to_another_question_brings_the_page_again(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    response, browser = sent(world, agent), Held()
    path = path_of(world, response)

    again = post(browser, path, 1, happy="1")
    page = browser.ask("GET", f"{path}?page=1&lang=en", {})
    on = post(browser, path, 1, happy="1", why="<b>It broke</b>")
    back = browser.ask("GET", f"{path}?page=1&lang=en", {})

    assert again.headers["Location"].endswith("?page=1&lang=en")
    assert "Ask why" in said(page)
    assert on.headers["Location"].endswith("?page=2&lang=en")
    assert "&lt;b&gt;It broke&lt;/b&gt;" in said(back)


def test_what_is_no_link_is_not_found_and_what_is_over_says_so_and_takes_nothing(world: World) -> None:
    (agent,), reader = world.found(agents=1), boss(world)
    published(world)
    response, browser = sent(world, agent), Held()
    path = path_of(world, response)

    forged = [browser.ask("GET", each, {}).status for each in ("/q/x", f"{path}x", "/q/%00")]
    world.clock.forward(days=61)
    settle(world)
    over = browser.ask("GET", path, {})
    late = post(browser, path, 1, happy="5")
    catch_up(world)

    assert forged == [404, 404, 404]
    assert (over.status, late.status) == (410, 410)
    figures = report.report(
        world.desk, reader, NAME, Wanted(first=_day(response), last=_day(response)), "day"
    ).total.figures
    assert (figures.asked, figures.answered, figures.rate) == (1, 0, 0.0)


def test_once_somebody_is_erased_their_link_takes_nothing_more(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    one = follow_up(world, agent)
    response, browser = asking.send_link(world.desk, agent, one.followup_id), Held()
    path = path_of(world, response)
    post(browser, path, 1, happy="1", why="I am Mei, of Nanjing Road 7")
    (kept,) = (each for each in DECLARED if isinstance(each, Kept) and each.name == "questionnaires.response")

    for _ in range(2):
        for item in kept.find(world.desk, one.followup_id, None)[0]:
            kept.erase(world.desk, item, one.followup_id)
    shown = browser.ask("GET", path, {})
    late = post(browser, path, 1, happy="1", why="I am Mei, of Nanjing Road 7")

    held = store.response(world.desk, response.response_id)
    assert (shown.status, late.status) == (410, 410)
    assert held is not None and "Nanjing" not in repr(held)


def test_what_somebody_chose_is_counted_as_before_once_they_are_erased(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(
        world, definition(question("again", "one", choices=[choice("yes"), choice("no")]), question("why", "text"))
    )
    one = follow_up(world, agent)
    said = {"again": "no", "why": "I am Mei, of Nanjing Road 7"}
    answering.save_in_call(world.desk, agent, one.followup_id, said, done=True, version=None)
    (kept,) = (each for each in DECLARED if isinstance(each, Kept) and each.name == "questionnaires.response")

    for item in kept.find(world.desk, one.followup_id, None)[0]:
        kept.erase(world.desk, item, one.followup_id)

    held = store.response(world.desk, response_id_of(one.followup_id))
    assert held is not None and held.answers == {"again": "no", "why": ERASED}


def _day(response: Any) -> Any:
    return (response.asked_at + timedelta(hours=8)).date()


@pytest.mark.parametrize(
    "body", [b"page=1&q:happy=nan", b"page=%00", b"page=99&q:happy=5", b"q:happy=1e999&page=1", b"\xff\xfe"]
)
def test_hostile_forms_are_refused_and_change_nothing(world: World, body: bytes) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    response, browser = sent(world, agent), Held()

    answer = browser.ask("POST", path_of(world, response), {"Content-Type": FORM}, body)

    assert 400 <= answer.status < 500
    held = store.response(world.desk, response.response_id)
    assert held is not None and held.answers == {}


def test_one_letter_goes_out_to_each_customer_by_the_channel_they_prefer_never_by_one_they_refuse(world: World) -> None:
    (agent,) = world.found(agents=1)
    published(world)
    sent(world, agent)
    refusing = follow_up(world, agent, 1)
    row = VisitorRow(
        refusing.visitor_id, plan_key="demo", visits=1, first_seen_at=world.clock(), last_seen_at=world.clock()
    )
    row.locale, row.refused_channels = "en", ("email",)
    put_rows([row])

    with pytest.raises(Invalid):
        asking.send_link(world.desk, agent, refusing.followup_id)

    letters = [to for what, to in told(world) if what == "questionnaire_link"]
    assert letters == ["mei0@example.com"]


def test_a_campaign_by_letter_asks_each_customer_once_within_its_interval(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    published(world)
    ids = people(world, 4, prefix="vip", level="vip", email="vip@example.com")
    kept(world, [*ids, *people(world, 1, prefix="dumb", level="vip", name="No address")])
    made = campaign(
        world, agent, by=manager, chosen="level", intervals={"vip": 1}, every="day", way="letter", questionnaire_id=NAME
    )
    world.clock.forward(days=2)

    run(world, manager, made)
    catch_up(world)
    run(world, manager, made)

    figures = report.report(world.desk, manager, NAME, Wanted(), "campaign")
    assert [(each.key, each.figures.asked) for each in figures.lines] == [(made.campaign_id, 3)]
    assert len({to for what, to in told(world) if what == "questionnaire_link"}) == 1
    assert not [to for what, to in told(world) if what == "followup_share"], "nobody is told of calls that nobody has"


def test_who_refuses_surveys_is_neither_asked_nor_counted_and_may_be_called_all_the_same(world: World) -> None:
    (agent,), manager = world.found(agents=1), boss(world)
    published(world)
    refusing = {"level": "vip", "email": "vip@example.com", "refused_kinds": ("survey",)}
    ids = kept(world, people(world, 1, prefix="vip", **refusing))
    one = follow_up(world, agent, 1)
    put_rows([_refusing(world, one.visitor_id)])
    made = campaign(
        world, agent, by=manager, chosen="level", intervals={"vip": 1}, every="day", way="letter", questionnaire_id=NAME
    )
    world.clock.forward(days=2)

    run(world, manager, made)
    catch_up(world)
    with pytest.raises(Invalid):
        asking.send_link(world.desk, agent, one.followup_id)

    assert report.report(world.desk, manager, NAME, Wanted(), "campaign").total.figures.asked == 0
    assert visitors.whole(world.desk, ids[0]).followed_up_at is None


def _refusing(world: World, visitor_id: str) -> VisitorRow:
    now = world.clock()
    row = VisitorRow(visitor_id, plan_key="demo", visits=1, first_seen_at=now, last_seen_at=now, locale="en")
    row.refused_kinds = ("survey",)
    return row


def test_an_id_that_is_none_names_no_response() -> None:
    assert response_id_of("a", "b") != response_id_of("ab") != response_id_of("a#b", "")
