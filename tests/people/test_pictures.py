"""Pictures of those who work here: uploaded by themselves, shown to everybody they serve (A4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.files import service as files
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import FileUsed, UnknownFile, Wish
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.service import pictures
from tests.crashes import Death, at_each_write
from tests.files import samples
from tests.files.senders import kept, post
from tests.in_process import Asking
from tests.worlds import World


def uploaded(world: World, agent: Agent, content: bytes | None = None, name: str = "me.jpg") -> str:
    """The id of a picture of this agent's that is there."""
    content = content or samples.jpeg(256, 256)
    ticket = pictures.ask_for_place(world.desk, agent, Wish(name, len(content)))
    post(world.desk, ticket.form, content)
    return ticket.upload.file_id


def dressed(world: World, agent: Agent) -> Agent:
    return pictures.set_picture(world.desk, world.now(agent), uploaded(world, agent))


def test_whoever_sets_a_picture_is_shown_by_it_where_they_serve_and_will_serve(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    visitor, other = world.visitor(), world.visitor()
    first = StartConversation(text="hi", client_id="c")
    before = conversations.start_conversation(world.desk, visitor, "demo", first).conversation_id

    picture = dressed(world, agent).picture
    after = conversations.start_conversation(world.desk, other, "demo", first)
    entry, _ = conversations.reply(world.desk, world.now(agent), before, "Hello", "r")

    header = conversations.find(world.desk, before)
    assert picture is not None
    assert header.agent is not None
    assert header.agent.picture == picture  # what goes on has it, too
    assert entry.author.picture == picture
    assert [each.agent.picture for each in after.page.entries if each.agent] == [picture]


def test_the_picture_before_goes_with_the_new_one_and_the_last_with_its_removal(world: World) -> None:
    (agent,) = world.found(agents=1)

    first = dressed(world, agent).picture
    second = dressed(world, agent).picture
    there = [each for each in kept(world.desk) if each.startswith("kept/")]
    pictures.remove_picture(world.desk, agent.agent_id, By(agent.agent_id, agent.name))
    again = pictures.remove_picture(world.desk, agent.agent_id, By(agent.agent_id, agent.name))

    assert first != second
    assert [second in each for each in there] == [True]
    assert again.picture is None
    assert [each for each in kept(world.desk) if each.startswith("kept/")] == []


def test_setting_the_same_picture_twice_is_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    file_id = uploaded(world, agent)

    once = pictures.set_picture(world.desk, world.now(agent), file_id)
    twice = pictures.set_picture(world.desk, world.now(agent), file_id)

    assert once.picture == twice.picture == file_id


def test_only_a_small_picture_of_ones_own_will_do(world: World) -> None:
    agent, other = world.found(agents=2)

    with pytest.raises(FileRefused):
        pictures.ask_for_place(world.desk, agent, Wish("cv.pdf", 100))
    with pytest.raises(FileRefused):
        pictures.set_picture(world.desk, agent, uploaded(world, agent, samples.jpeg(3000, 3000)))
    with pytest.raises(UnknownFile):
        pictures.set_picture(world.desk, other, uploaded(world, agent))


def test_what_is_part_of_a_conversation_is_nobodys_picture_and_public_to_nobody(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    first = StartConversation(text="hi", client_id="c")
    begun = conversations.start_conversation(world.desk, world.visitor(), "demo", first).conversation_id
    file_id = uploaded(world, agent)
    files.arrived(world.desk, f"agent#{agent.agent_id}", file_id)
    conversations.reply(world.desk, world.now(agent), begun, "", "r", "", Enclosed(file_id=file_id))

    with pytest.raises(FileUsed):
        pictures.set_picture(world.desk, world.now(agent), file_id)
    with pytest.raises(UnknownFile):
        pictures.picture_address(world.desk, file_id)


def test_an_administrator_takes_a_picture_away_and_the_log_has_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    boss, asking = world.agent(role=ADMINISTRATOR), Asking()
    picture, token = dressed(world, agent).picture, asking.sign_in(boss)
    shown = asking.ask("GET", f"/pictures/{picture}")

    taken = asking.ask("DELETE", f"/v1/admin/agents/{agent.agent_id}/picture", token)

    acts = asking.ask("GET", "/v1/admin/audit", token).said["items"]
    assert (shown.status, "inline" in shown.headers["location"]) == (302, True)
    assert (taken.status, taken.said["picture"]) == (200, None)
    assert [each["about"] for each in acts if each["act"] == "remove_picture"] == [agent.agent_id]
    assert asking.ask("GET", f"/pictures/{picture}").status == 404
    for nothing in ("fil_nothing", "a" * 3000):
        assert asking.ask("GET", f"/pictures/{nothing}").status == 404


def test_whoever_dies_while_a_picture_is_changed_has_one_of_both(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        (agent,) = world.found(agents=1)
        dressed(world, agent)
        file_id = uploaded(world, agent)
        with death():
            pictures.set_picture(world.desk, world.now(agent), file_id)

        pictures.set_picture(world.desk, world.now(agent), file_id)
        for _ in range(3):
            world.clock.forward(days=2)
            work.run_due(world.desk)

        assert world.now(agent).picture == file_id
        assert [file_id in each for each in kept(world.desk)] == [True]

    at_each_write(story, least=3)
