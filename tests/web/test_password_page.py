"""A password without the present one: the pages that ask for a link and use it, without a script (F7)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

import app
from chalicelib.core import audit, work
from chalicelib.core.errors import TooManyRequests, Unauthorized
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from infra.local.gateway import Gateway
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, everything_stored
from tests.letters import Post
from tests.notifications.shops import SETTINGS
from tests.web.test_survey_page import Browser
from tests.worlds import World, at_once, counted

NEW = "brass kettle on the stove"


@pytest.fixture
def browser(world: World) -> Browser:
    """At a desk that can send letters."""
    notifications.update_settings(world.desk, SETTINGS)
    return Browser(Gateway(app.app))


def post_of(world: World) -> Post:
    sender = world.desk.senders["email"]
    assert isinstance(sender, Post)
    return sender


def deliver(world: World) -> None:
    """Everything that is due now, and what is due because of it."""
    while work.run_due(world.desk):
        pass


def link_sent_to(world: World, agent: Agent) -> str:
    """The path of the newest link that went to the agent."""
    deliver(world)
    letters = post_of(world).to(agent.email)
    url = re.search(r"https?://\S+/password/\S+", letters[-1].text)
    assert url is not None, letters[-1].text
    return url[0].removeprefix(world.desk.settings.public_url)


def acts(world: World) -> list[str]:
    return [each.act for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0]]


def test_who_forgot_the_password_asks_for_a_link_and_signs_in_with_another_one(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)
    before = world.signed_in(agent)

    sent = browser.post("/password", email=f" {agent.email.upper()} ", lang="en")
    path = link_sent_to(world, agent)
    form = browser.get(path).body.decode()
    done = browser.post(path, new=NEW, again=NEW, lang="en")
    people.sign_in(world.desk, agent.email, NEW)

    assert sent.status == 200 and "on its way" in sent.body.decode()
    assert agent.email in form and 'autocomplete="new-password"' in form
    assert done.status == 200 and '<a href="../console">' in done.body.decode()
    assert before.session_id not in world.now(agent).session_ids
    assert {"send_password_link", "choose_password"} <= set(acts(world))
    with pytest.raises(Unauthorized):
        people.sign_in(world.desk, agent.email, "correct horse")


def test_nothing_tells_a_known_address_from_another(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)

    with counted() as known:
        one = browser.post("/password", email=agent.email, lang="zh-CN")
    with counted() as unknown:
        other = browser.post("/password", email="nobody@shop.example", lang="zh-CN")
    deliver(world)

    assert (one.status, one.body) == (other.status, other.body)
    assert known.names == unknown.names
    assert len(known.names) == 2
    assert [letter.to for letter in post_of(world).sent] == [agent.email]


def test_a_link_counts_once_and_an_older_one_no_more(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)
    browser.post("/password", email=agent.email)
    older = link_sent_to(world, agent)
    browser.post("/password", email=agent.email)
    newer = link_sent_to(world, agent)

    first = browser.post(newer, new=NEW, again=NEW)
    again = [browser.post(each, new="another good one 7", again="another good one 7") for each in (newer, older)]

    assert first.status == 200
    assert [each.status for each in again] == [410, 410]
    assert people.sign_in(world.desk, agent.email, NEW)


def test_of_two_who_use_one_link_at_once_one_sets_the_password(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)
    browser.post("/password", email=agent.email)
    path = link_sent_to(world, agent)
    words = ["brass kettle on the stove", "wooden spoon in the pot"]

    answers = at_once([lambda word=word: browser.post(path, new=word, again=word).status for word in words])

    assert sorted(answers) == [200, 410]
    assert people.sign_in(world.desk, agent.email, words[answers.index(200)])


@pytest.mark.parametrize(
    ("spoil", "status"),
    [
        (lambda world, agent: world.clock.forward(minutes=61), 410),
        (lambda world, agent: people.update_agent(world.desk, agent.agent_id, UpdateAgent(active=False)), 410),
    ],
)
def test_a_link_is_over_after_an_hour_and_for_whoever_is_disabled(
    world: World, browser: Browser, spoil: object, status: int
) -> None:
    (agent,) = world.found(agents=1)
    browser.post("/password", email=agent.email)
    path = link_sent_to(world, agent)

    assert callable(spoil)
    spoil(world, agent)

    assert browser.get(path).status == status
    assert browser.post(path, new=NEW, again=NEW).status == status


@pytest.mark.parametrize("token", ["x", "a.b", "agt_1~pwd_1~99999999999.AAAAAAAAAAAAAAAA", "%00", "~.~", "a" * 3000])
def test_what_is_no_link_of_ours_gets_the_same_page_as_one_that_is_over(browser: Browser, token: str) -> None:
    answers = [browser.get(f"/password/{token}"), browser.post(f"/password/{token}", new=NEW, again=NEW)]

    assert {each.status for each in answers} == {410}


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [
        (NEW, "brass kettle", "not the same"),
        ("short", "short", "At least 10"),
        ("1234567890", "1234567890", "tried first"),
        ("", "", "At least 10"),
    ],
)
def test_a_weak_or_mistyped_password_is_said_in_words_and_the_link_still_counts(
    world: World, browser: Browser, new: str, again: str, words: str
) -> None:
    (agent,) = world.found(agents=1)
    browser.post("/password", email=agent.email, lang="en")
    path = link_sent_to(world, agent)

    refused = browser.post(path, new=new, again=again, lang="en")

    assert refused.status == 422
    assert words in refused.body.decode()
    assert browser.post(path, new=NEW, again=NEW).status == 200


def test_asking_again_and_again_fills_no_mailbox_and_is_refused_from_one_place(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)

    answers = []
    for _ in range(22):
        answers.append(browser.post("/password", email=agent.email, lang="en"))
        deliver(world)
        world.clock.forward(seconds=2)

    assert [each.status for each in answers] == [200] * 20 + [429] * 2
    assert agent.email in answers[-1].body.decode()
    assert len(post_of(world).to(agent.email)) == 5


def test_who_was_locked_out_by_guesses_gets_in_with_the_password_of_a_link(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)
    for _ in range(7):
        with pytest.raises((Unauthorized, TooManyRequests)):
            people.sign_in(world.desk, agent.email, "a guess")
    browser.post("/password", email=agent.email)

    browser.post(link_sent_to(world, agent), new=NEW, again=NEW)

    assert people.sign_in(world.desk, agent.email, NEW)


def test_whoever_is_made_without_a_password_is_invited_and_chooses_one_within_a_week(
    world: World, browser: Browser
) -> None:
    world.found()
    asking = Asking()
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))
    body = {"email": "mei@shop.example", "name": "梅", "number": "77", "language": "zh-CN"}

    made = asking.ask("POST", "/v1/admin/agents", boss, body)
    agent = people.read_agent(world.desk, made.said["agent_id"])
    with pytest.raises(Unauthorized):
        people.sign_in(world.desk, agent.email, "correct horse")
    path = link_sent_to(world, agent)
    world.clock.forward(days=6)
    done = browser.post(path, new=NEW, again=NEW)

    assert made.status == 201
    assert "邀请您使用客服台" in post_of(world).to(agent.email)[0].subject
    assert done.status == 200
    token, signed_in = people.sign_in(world.desk, agent.email, NEW)
    assert not signed_in.must_change_password
    assert people.may("conversations.answer")(world.desk, token).agent.agent_id == agent.agent_id


def test_an_invitation_is_sent_once_more_by_who_may_and_twice_is_once(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    boss, other = (asking.sign_in(world.agent(role=role)) for role in (ADMINISTRATOR, SUPERVISOR))
    path = f"/v1/admin/agents/{agent.agent_id}/invite"
    key = {"Idempotency-Key": "again"}

    sent = [asking.ask("POST", path, boss, {"language": "en"}, headers=key).status for _ in range(2)]
    deliver(world)
    wrong = asking.ask("POST", path, boss, {"language": "fr"})
    nobody = asking.ask("POST", "/v1/admin/agents/agt_nobody/invite", boss, {})
    administrator = asking.ask("GET", "/v1/desk/session", boss).said["agent"]["agent_id"]
    above = asking.ask("POST", f"/v1/admin/agents/{administrator}/invite", other, {})

    assert sent == [200, 200]
    assert len(post_of(world).to(agent.email)) == 1
    assert (wrong.status, nobody.status, above.status) == (422, 404, 403)


def test_the_link_stands_nowhere_but_in_the_letter(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)
    browser.post("/password", email=agent.email)

    path = link_sent_to(world, agent)

    assert path.rpartition(".")[2] not in str(everything_stored())


def test_a_function_that_dies_at_any_write_leaves_a_link_that_still_counts_or_a_password_that_does(
    world: World, browser: Browser
) -> None:
    world.found()

    def story(death: Death) -> None:
        agent = world.agent()
        with death():
            people.forget_password(world.desk, agent.email, "en", "203.0.113.7")
        if not post_of(world).to(agent.email) and death.died:
            people.forget_password(world.desk, agent.email, "en", "203.0.113.7")  # they press the button once more
        path = link_sent_to(world, agent)
        with death():
            browser.post(path, new=NEW, again=NEW)
        browser.post(path, new=NEW, again=NEW)

        assert browser.get(path).status == 410
        assert people.sign_in(world.desk, agent.email, NEW)
        world.clock.forward(minutes=16)

    at_each_write(story, least=2)


def test_a_link_is_made_for_an_hour_to_come(world: World, browser: Browser) -> None:
    (agent,) = world.found(agents=1)

    people.forget_password(world.desk, agent.email, "en", "")
    path = link_sent_to(world, agent)

    until = int(path.rpartition(".")[0].rpartition("~")[2])
    assert timedelta(minutes=59) < timedelta(seconds=until - world.clock().timestamp()) <= timedelta(hours=1)
