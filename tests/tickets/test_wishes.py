"""Customers hear of their tickets as they wish, and never by what they refused (D4)."""

from __future__ import annotations

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.service.editing import edit_visitor
from chalicelib.core import audit, links, work
from chalicelib.notifications import service as notifications
from chalicelib.people.model.agents import Agent
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.wishes import channels_of, told_by, wishes_by
from chalicelib.tickets.service.wishes import choose_channels, read_wishes
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.merging import known_of, merged_with
from chalicelib.visitors.model.visitor import EditVisitor, Visitor
from chalicelib.visitors.model.wishes import Wishes
from tests.in_process import Asking
from tests.notifications.shops import SETTINGS
from tests.tickets.stage import history, made, moved, now, talked
from tests.tickets.test_customers import page
from tests.worlds import World

REACHED = {"email": "mei@example.com", "mobile": "13800138000"}


_LEAST = {"ticket_id": "tkt_1", "number": "T-1", "type": "repair", "subject": "x", "time_zone": "UTC"}
_LEAST |= {"email": "mei@example.com", "mobile": "+8613800138000"}


def customer(world: World, agent: Agent) -> str:
    """Somebody who can be reached by either channel; their id."""
    visitor_id = conversations.find(world.desk, talked(world, agent)).visitor_id
    edit_visitor(world.desk, world.now(agent), visitor_id, EditVisitor(**REACHED))
    return visitor_id


def wish(world: World, agent: Agent, visitor_id: str, **wishes: object) -> Visitor:
    """What an agent wrote down of how they wish to be told."""
    return edit_visitor(world.desk, world.now(agent), visitor_id, EditVisitor(**wishes))  # type: ignore[arg-type]


def gone(world: World) -> list[tuple[str, str]]:
    """By what each letter to the customer went, and what became of it, the last one first."""
    work.run_due(world.desk)
    notices, _ = notifications.list_notices(world.desk, "", None)
    return [(each.channel, each.state) for each in notices if each.what in ("ticket_opened", "ticket_news")]


def test_progress_goes_by_what_they_prefer_and_never_by_what_they_refused_since(world: World) -> None:
    (agent,) = world.found(agents=1)
    notifications.update_settings(world.desk, SETTINGS)
    visitor_id = customer(world, agent)
    wish(world, agent, visitor_id, preferred_channel="sms")
    ticket = made(world, agent, visitor_id=visitor_id)

    opened = gone(world)
    wish(world, agent, visitor_id, refused_channels=("sms",))
    moved(world, agent, ticket, "in_progress")
    news = gone(world)
    wish(world, agent, visitor_id, refused_channels=("sms", "email"))
    moved(world, agent, ticket, "waiting_for_customer", awaited="A picture")
    held = gone(world)
    known = wish(world, agent, visitor_id, refused_channels=(), preferred_channel="")
    moved(world, agent, ticket, "in_progress")

    last = gone(world)
    assert [each[0] for each in (opened, news, held, last)] == [
        ("sms", "sent"),
        ("email", "sent"),
        ("email", "withheld"),
        ("email", "sent"),
    ]
    assert (known.preferred_channel, known.refused_channels) == (None, ())
    entries, _ = audit.read(world.desk, "2026-11", act="edit_visitor")
    assert {"preferred_channel": "sms"} in [each.after for each in entries]


def test_what_the_ticket_says_comes_first_and_where_it_says_nothing_a_letter_does() -> None:
    ticket = Ticket(**dict.fromkeys(("owner", "handler", "created_at", "created_by")), **_LEAST)  # type: ignore[arg-type]

    def by(tell_by: str | None, **reached: object) -> list[str]:
        return [*channels_of(replace(ticket, tell_by=tell_by, **reached))]  # type: ignore[arg-type]

    assert by(None) == ["email"]
    assert by("sms") == by(None, email=None) == ["sms"]
    assert by("none") == by("email", email=None) == []
    assert [told_by(each) for each in (Wishes("sms"), Wishes("sms", ("sms",)), Wishes(None, ("email", "sms")))] == [
        *("sms", "email", "none")
    ]
    assert [told_by(wishes_by(each)) for each in (None, "sms", "none")] == [None, "sms", "none"]


def test_the_customer_says_it_on_the_page_of_their_ticket_and_the_desk_knows_it_of_them(world: World) -> None:
    (agent,) = world.found(agents=1)
    visitor_id = customer(world, agent)
    ticket, stranger = made(world, agent, visitor_id=visitor_id, tell_by="email"), made(world, agent, **REACHED)
    paths = [f"/t/{links.sign(world.desk, 'ticket', each.ticket_id)}" for each in (ticket, stranger)]

    answers = [page("POST", each, b"act=choose&preferred=sms&refused=email&version=1") for each in paths]
    answers += [page("POST", paths[0], b"act=choose&preferred=sms&refused=email&version=1")]
    shown = [str(page("GET", each).body) for each in paths]

    assert [each.status for each in answers] == [303] * 3
    assert visitors.card(world.desk, visitor_id).wishes == Wishes("sms", ("email",))
    assert now(world, ticket).tell_by is None
    assert now(world, stranger).tell_by == "sms"
    assert [each.kind for each in history(world, ticket)] == ["created", "change"]
    assert all('value="sms" selected' in each for each in shown)
    assert page("POST", paths[0], b"act=choose&preferred=fax").status == 400
    choose_channels(world.desk, now(world, stranger), None, ("email", "sms"))
    assert read_wishes(world.desk, now(world, stranger)) == Wishes(None, ("email", "sms"))


def test_whoever_becomes_part_of_a_customer_brings_what_they_refused(world: World) -> None:
    (agent,) = world.found(agents=1)
    first = visitors.card(world.desk, customer(world, agent))
    second = visitors.card(world.desk, world.known(world.visitor()).visitor_id)
    visited = wish(world, agent, first.visitor_id, preferred_channel="sms", refused_channels=("email",))

    together = merged_with(second, visited)

    assert together.wishes == Wishes("sms", ("email",))
    assert known_of(together).refused_channels == ("email",)


def test_a_channel_that_there_is_not_is_refused_by_its_field(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking, visitor_id = Asking(), customer(world, agent)
    token = asking.come_online(agent)

    answer = asking.ask("PUT", f"/v1/desk/visitors/{visitor_id}", token, {"preferred_channel": "fax"})
    right = asking.ask("PUT", f"/v1/desk/visitors/{visitor_id}", token, {"refused_channels": ["sms"]})

    assert (answer.status, answer.said["errors"][0]["field"]) == (422, "preferred_channel")
    assert right.said["refused_channels"] == ["sms"]
