"""Who failed to sign in again and again, and how an administrator lets them in."""

from __future__ import annotations

import pytest

from chalicelib.core import audit
from chalicelib.core.errors import Forbidden, Invalid, NotFound, TooManyRequests, Unauthorized
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import roles, sessions, tries
from tests.in_process import Asking
from tests.worlds import World, at_once, counted, in_use


def guess(world: World, agent: Agent, times: int = 7) -> None:
    """So many wrong passwords, as quickly as the desk looks at them."""
    while times:
        try:
            people.sign_in(world.desk, agent.email, "a guess")
        except TooManyRequests as wait:
            world.clock.forward(seconds=wait.retry_after)
        except Unauthorized:
            times -= 1


def unlocks(world: World) -> list[audit.Audited]:
    return [each for each in audit.read(world.desk, f"{world.clock():%Y-%m}")[0] if each.act == "unlock_agent"]


def test_who_must_wait_is_shown_as_locked_to_whoever_asks_for_them_alone(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))
    path = f"/v1/admin/agents/{agent.agent_id}"
    before = asking.ask("GET", path, boss).said["locked_until"]
    guess(world, agent)

    one = asking.ask("GET", path, boss).said
    with counted() as requests:
        everybody = asking.ask("GET", "/v1/admin/agents", boss).said["items"]

    assert before is None
    assert one["locked_until"] > f"{world.clock():%Y-%m-%dT%H:%M:%S}"
    assert {each["locked_until"] for each in everybody} == {None}
    assert requests.names == ["GetItem", "Query", "BatchGetItem"]


def test_a_lock_that_has_run_out_is_shown_no_more(world: World) -> None:
    (agent,) = world.found(agents=1)
    guess(world, agent)

    world.clock.forward(minutes=16)

    assert tries.locked(world.desk, agent) is None


def test_unlocking_lets_them_in_at_once_and_twice_is_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()
    boss = asking.sign_in(world.agent(role=ADMINISTRATOR))
    guess(world, agent)
    path = f"/v1/admin/agents/{agent.agent_id}/unlock"

    answers = [asking.ask("POST", path, boss, {}) for _ in range(2)]
    people.sign_in(world.desk, agent.email, "correct horse")

    assert [(each.status, each.said["locked_until"]) for each in answers] == [(200, None)] * 2
    (entry,) = unlocks(world)
    assert (entry.about, entry.after) == (agent.agent_id, {"failures": 0})
    assert entry.request_id.startswith("req")


def test_nobody_can_be_unlocked_who_is_not_there(world: World) -> None:
    world.found()

    with pytest.raises(NotFound):
        people.unlock_agent(world.desk, "agt_nobody")


def test_nobody_unlocks_somebody_who_may_more_than_they(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss = world.agent(role=ADMINISTRATOR)
    guess(world, boss)

    with pytest.raises(Forbidden):
        people.unlock_agent(world.desk, boss.agent_id, giver=agent)

    assert tries.locked(world.desk, boss) is not None


@pytest.mark.race
def test_two_who_unlock_at_once_are_written_down_once(atomic_world: World) -> None:
    (agent,) = atomic_world.found(agents=1)
    for _ in range(5):
        with pytest.raises(Unauthorized):
            people.sign_in(atomic_world.desk, agent.email, "a guess")

    outcomes = at_once([lambda: people.unlock_agent(atomic_world.desk, agent.agent_id)] * 8)

    assert [each.agent_id for each in outcomes] == [agent.agent_id] * 8
    assert len(unlocks(atomic_world)) == 1


def test_who_unlocks_what_another_unlocks_at_this_moment_writes_nothing_down(world: World) -> None:
    (agent,) = world.found(agents=1)
    people.sign_in(world.desk, agent.email, "correct horse")  # so that only the place counts what fails there
    guess(world, agent, times=5)
    acts = [lambda: people.unlock_agent(world.desk, agent.agent_id)]

    def before(operation: str, _: object) -> None:
        if operation == "TransactWriteItems" and acts:
            acts.pop()()

    with in_use().watching(before=before):
        people.unlock_agent(world.desk, agent.agent_id)

    assert len(unlocks(world)) == 1


def test_whoever_reaches_somebody_and_may_less_unlocks_them_not(world: World) -> None:
    world.found()
    boss = world.agent(role=ADMINISTRATOR)
    role = roles.create_role(world.desk, name="Desk", permissions=["agents.manage", "people.see"], scope="all")
    helper = world.agent(role=role.role_id)
    guess(world, boss)

    with pytest.raises(Forbidden):
        people.unlock_agent(world.desk, boss.agent_id, giver=helper)

    assert tries.locked(world.desk, boss) is not None


def change_password(token: str, current: str, new: str = "my own password") -> int:
    body = {"current": current, "new": new}
    return Asking().ask("PUT", "/v1/desk/password", token, body).status


def test_the_present_password_is_guessed_no_faster_than_at_signing_in(world: World) -> None:
    (agent,) = world.found(agents=1)
    token = Asking().sign_in(agent)

    guesses = [change_password(token, f"guess {n}") for n in range(8)]
    right = change_password(token, "correct horse")

    assert guesses == [422] * 5 + [429] * 3
    assert right == 429
    assert tries.locked(world.desk, agent) is not None


def test_whoever_found_an_open_console_does_not_keep_its_agent_from_signing_in(world: World) -> None:
    (agent,) = world.found(agents=1)
    token = Asking().sign_in(agent)

    for n in range(8):
        change_password(token, f"guess {n}")

    assert Asking().sign_in(agent)


def test_a_changed_password_ends_the_count_and_one_that_cannot_be_counts_nothing(world: World) -> None:
    (agent,) = world.found(agents=1)
    token = Asking().sign_in(agent)

    hasty = [change_password(token, "correct horse", new) for new in ["short", "correct horse"] * 5]
    wrong = change_password(token, "a guess")
    with counted() as requests:
        right = change_password(token, "correct horse")

    assert (set(hasty), wrong, right) == ({422}, 422, 204)
    assert requests.names == ["GetItem", "GetItem", "UpdateItem", "GetItem", "TransactWriteItems"]
    guess(world, agent, times=4)
    assert tries.locked(world.desk, agent) is None


@pytest.mark.race
def test_guesses_that_come_at_once_are_each_counted(atomic_world: World) -> None:
    (agent,) = atomic_world.found(agents=1)
    caller = atomic_world.signed_in(agent)
    guesses = [
        lambda n=n: sessions.change_password(atomic_world.desk, caller, f"guess {n}", "my own password")
        for n in range(16)
    ]

    outcomes = at_once(guesses)

    looked_at = [each for each in outcomes if isinstance(each, Invalid)]
    assert len(looked_at) == 5
    assert {type(each) for each in outcomes} == {Invalid, TooManyRequests}
