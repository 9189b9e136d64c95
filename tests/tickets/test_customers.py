"""What customers see of their tickets and may do with them, and that nobody else learns anything (D4; law 8)."""

from __future__ import annotations

import pytest

from chalicelib.core import links
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.notifications import service as notifications
from chalicelib.plans import service as plans
from chalicelib.tickets.model.forms import GiveVerdict, WriteWords
from chalicelib.tickets.model.refusals import MoveNotAllowed, ReopenedTooLate, TicketOver
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.service import customers
from infra.local.gateway import Reply
from tests.crashes import Death, at_each_write
from tests.in_process import Asking, Held
from tests.tickets.stage import history, made, moved, now, settle, solved, told, written
from tests.vouching import Website
from tests.worlds import World, counted

HOME = "198.51.100.7"


def looked_up(world: World, number: str, contact: str, address: str = HOME, plan_key: str = "demo") -> Ticket:
    """The ticket that somebody found by its number and this contact."""
    return customers.look_up(world.desk, plan_key, number, contact, address)[0]


def judged(world: World, ticket: Ticket, name: str, *, solved: bool, text: str = "") -> Ticket:
    """The ticket after its customer said whether it is solved."""
    return customers.give_verdict(world.desk, now(world, ticket), GiveVerdict(name, solved, text))


def test_by_number_and_contact_it_is_found_and_by_nothing_else(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent, mobile="13800138000")
    plans.create_plan(world.desk, "other", {"name": "Other"})

    for contact in ("mei@example.com", " MEI@example.com", "13800138000", "+86 138 0013 8000"):
        assert looked_up(world, ticket.number, contact) == ticket
    for number in ("t 261123 0001", "T2611230001"):
        assert looked_up(world, number, "mei@example.com") == ticket
    for number, contact in ((ticket.number, "lin@example.com"), ("T-261123-0002", "mei@example.com"), ("x", "")):
        with pytest.raises(NotFound):
            looked_up(world, number, contact, "203.0.113.2")


def test_what_is_wrong_costs_the_same_requests_as_what_is_right(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)
    costs = set()

    for number, contact in (
        (ticket.number, "mei@example.com"),
        (ticket.number, "lin@example.com"),
        ("T-261123-0999", "mei@example.com"),
        ("nonsense", "mei@example.com"),
        (ticket.number, "\ud800"),
    ):
        with counted() as requests:
            try:
                looked_up(world, number, contact)
            except NotFound as refused:
                assert refused.detail == "no such ticket"
        costs.add(tuple(requests.names))

    assert len(costs) == 1


def test_guesses_are_counted_by_address_and_by_number(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent)

    def guess(number: str, address: str) -> None:
        with pytest.raises(NotFound):
            looked_up(world, number, "nobody@example.com", address)

    for each in range(20):
        guess(f"T-261123-{500 + each:04}", "198.51.100.9")
    with pytest.raises(LimitReached):
        looked_up(world, ticket.number, "mei@example.com", "198.51.100.9")
    for each in range(10):
        guess(ticket.number, f"203.0.113.{each}")
    with pytest.raises(LimitReached):
        looked_up(world, ticket.number, "mei@example.com", "203.0.113.99")
    world.clock.forward(hours=2)
    assert looked_up(world, ticket.number, "mei@example.com", "203.0.113.99") == ticket


def test_what_is_public_is_shown_and_nothing_else(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = made(world, agent, text="The customer was rude")
    written(world, agent, ticket, "Do not refund")
    written(world, agent, ticket, "We sent a new seal", public=True)
    moved(world, agent, ticket, "waiting_for_customer", awaited="Fit the seal")

    public = customers.read_public(world.desk, now(world, ticket), 0, 100)
    rest = customers.read_public(world.desk, now(world, ticket), public.last_seq, 100)
    part = customers.read_public(world.desk, now(world, ticket), 0, 2)

    assert [each.text for each in public.entries] == ["We sent a new seal", ""]
    assert (rest.entries, rest.more) == ((), False)
    assert (part.entries, part.last_seq, part.more) == ((), 2, True)


def test_what_waited_for_them_goes_on_with_their_words_and_its_handler_hears_of_it(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = moved(world, agent, made(world, agent), "in_progress")
    moved(world, agent, ticket, "waiting_for_customer", awaited="A picture")

    after = customers.write_words(world.desk, ticket, WriteWords("w1", "Here it is"))
    again = customers.write_words(world.desk, ticket, WriteWords("w1", "Here it is"))

    assert (after.state, after.awaited, after == again) == ("in_progress", None, True)
    assert (history(world, ticket)[-1].author.kind, history(world, ticket)[-1].text) == ("visitor", "Here it is")
    assert told(world).count(("ticket_customer_wrote", agent.email)) == 1
    with pytest.raises(LimitReached):
        for each in range(40):
            customers.write_words(world.desk, ticket, WriteWords(f"many{each}", "Hm"))


def test_the_customer_says_whether_it_is_solved_and_once(world: World) -> None:
    (agent,) = world.found(agents=1)
    content, not_content, early = solved(world, agent), solved(world, agent), made(world, agent)

    yes = judged(world, content, "v", solved=True)
    no = judged(world, not_content, "v", solved=False, text="It leaks again")
    twice = judged(world, not_content, "v", solved=False, text="It leaks again")

    assert (yes.state, no.state, no.reopened, twice) == ("closed", "reopened", 1, no)
    assert history(world, content)[-1].kind == "verdict"
    with pytest.raises(MoveNotAllowed):
        judged(world, early, "v", solved=True)
    with pytest.raises(TicketOver):
        judged(world, content, "w", solved=True)
    reopened = judged(world, content, "x", solved=False)
    assert reopened.state == "reopened"
    world.clock.forward(days=8)
    late = solved(world, agent)
    world.clock.forward(days=8)
    with pytest.raises(ReopenedTooLate):
        judged(world, late, "late", solved=False)


def test_a_verdict_that_dies_counts_once(world: World) -> None:
    (agent,) = world.found(agents=1)

    def story(death: Death) -> None:
        ticket = solved(world, agent, tell_by="none")
        before = len(told(world))
        with death():
            judged(world, ticket, "v", solved=False)
        after = judged(world, ticket, "v", solved=False)
        settle(world)
        assert (after.state, after.reopened) == ("reopened", 1)
        assert told(world)[before:] == [("ticket_customer_wrote", agent.email)]

    at_each_write(story)


def test_a_visitor_sees_their_own_in_the_widget_and_others_do_not(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    asking = Asking()
    mine, other = asking.visit(), asking.visit()
    conversation_id = asking.begin(mine)
    origin = {"kind": "conversation", "id": conversation_id}
    ticket = moved(world, agent, made(world, agent, origin=origin), "in_progress")
    moved(world, agent, ticket, "solved", text="A new seal")
    path = f"/v1/widget/demo/tickets/{ticket.ticket_id}"

    own = asking.ask("GET", "/v1/widget/demo/tickets", mine)
    read = asking.ask("GET", path, mine)
    said = asking.ask("POST", f"{path}/words", mine, {"client_id": "1", "text": "Thanks"})
    closed = asking.ask("POST", f"{path}/verdict", mine, {"client_id": "2", "solved": True})

    assert [each["number"] for each in own.said["items"]] == [ticket.number]
    assert [each["text"] for each in read.said["entries"]] == ["", "A new seal"]
    assert (read.said["may_confirm"], read.said["may_write"], read.said["may_reopen"]) == (True, True, True)
    assert (said.status, closed.status, closed.said["state"]) == (200, 200, "closed")
    assert asking.ask("GET", "/v1/widget/demo/tickets", other).said["items"] == []
    for method, at, body in (
        ("GET", path, None),
        ("POST", f"{path}/words", {"client_id": "1", "text": "Hm"}),
        ("POST", f"{path}/verdict", {"client_id": "1", "solved": False}),
    ):
        assert asking.ask(method, at, other, body).status == 404


def page(method: str, path: str, body: bytes = b"") -> Reply:
    """What a browser without scripts gets."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    return Held().ask(method, path, headers, body)


def test_the_page_behind_the_link_shows_it_takes_words_and_a_verdict_without_a_script(world: World) -> None:
    (agent,) = world.found(agents=1)
    ticket = solved(world, agent, subject="<b>It leaks</b>")
    written(world, agent, ticket, "Do not refund")
    asking = Asking()
    found = asking.ask(
        "POST", "/v1/widget/demo/ticket-lookups", None, {"number": ticket.number, "contact": "mei@example.com"}
    )
    path = found.said["path"]

    shown = page("GET", path)
    version = now(world, ticket).version
    not_solved = page("POST", path, f"act=not_solved&text=Still&version={version}".encode())
    twice = page("POST", path, f"act=not_solved&text=Still&version={version}".encode())
    empty = page("POST", path, b"act=say&text=&version=9")
    too_late = page("POST", path, b"act=solved&text=&version=9")

    assert found.status == shown.status == 200
    assert ticket.number in str(shown.body)
    assert "&lt;b&gt;It leaks" in str(shown.body)
    assert "Do not refund" not in str(shown.body)
    assert (not_solved.status, twice.status) == (303, 303)
    assert now(world, ticket).state == "reopened"
    assert [each.kind for each in history(world, ticket)].count("verdict") == 1
    assert (empty.status, too_late.status) == (422, 409)
    for wrong in ("/t/nothing", f"/t/{ticket.ticket_id}.AAAAAAAAAAAAAAAA", f"{path}x"):
        assert page("GET", wrong).status == 404
    assert page("POST", path, b"act=other").status == 400


def test_letters_have_the_link_and_the_number_in_the_customers_language(world: World) -> None:
    (agent,) = world.found(agents=1)
    signed = {"sender_email": "desk@example.com", "sms_signature": "山岚茶铺"}
    notifications.update_settings(world.desk, signed, None)
    ticket = made(world, agent, locale="en", email="mei@example.com")
    by_phone = made(world, agent, locale="zh-CN", email=None, mobile="13800138000")
    settle(world)

    (letter,), (sms,) = world.desk.senders["email"].sent, world.desk.senders["sms"].sent

    assert ticket.number in letter.subject
    assert links.sign(world.desk, "ticket", ticket.ticket_id) in letter.text
    assert sms.to == "+8613800138000"
    assert by_phone.number in sms.text
    assert links.sign(world.desk, "ticket", by_phone.ticket_id) in sms.text


def test_who_proved_to_be_a_customer_sees_the_tickets_of_before(world: World) -> None:
    (agent,) = world.found(agents=1)
    world.online(agent)
    website, asking = Website(world), Asking()
    (_, at_home), elsewhere = website.sign_in(), asking.visit()
    first, second = (
        made(world, agent, origin={"kind": "conversation", "id": asking.begin(each)}) for each in (at_home, elsewhere)
    )

    before = numbers_of(asking, elsewhere)
    _, proved = website.sign_in(known=elsewhere)
    _, other = website.sign_in("u2")

    assert before == {second.number}
    assert numbers_of(asking, proved) == {first.number, second.number}
    assert numbers_of(asking, other) == set()


def numbers_of(asking: Asking, token: str) -> set[str]:
    """The numbers of the tickets that a visitor sees as theirs."""
    return {each["number"] for each in asking.ask("GET", "/v1/widget/demo/tickets", token).said["items"]}
