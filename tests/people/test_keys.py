"""API keys: a server asks in its own name, with its own rights, until it is told otherwise (F10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.audit import read as read_audit
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.keys import OF_KEYS, parts_of, told
from chalicelib.people.model.rights import ADMINISTRATOR, PERMISSIONS
from tests.crashes import Death, at_each_write
from tests.in_process import Answered, Asking, everything_stored, named_in
from tests.worlds import World, at_once, counted

ALL = "/v1/admin/api-keys"
ROLE = {"name": "Key makers", "scope": "all", "permissions": ["keys.manage", "tickets.manage", "notices.see"]}


@dataclass(repr=False)
class Stage(Asking):
    """An administrator, an agent online, and whatever servers there are."""

    world: World
    made: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        (self.member,) = self.world.found(agents=1, capacity=50)
        self.chief = self.world.agent(role=ADMINISTRATOR)
        self.boss = self.sign_in(self.chief)
        self.agent = self.come_online(self.member)

    def key(self, *permissions: str, token: str = "", **more: Any) -> Any:
        """A key with these permissions, as it is shown when it is made."""
        body = {"name": "Shop", "permissions": list(permissions), **more}
        answer = self.ask("POST", ALL, token or self.boss, body)
        assert answer.status == 201, answer
        return answer.said

    def groups(self, key: str) -> Answered:
        """What a server is answered that wants to know the groups."""
        return self.ask("GET", "/v1/admin/groups", key)


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def test_a_server_does_what_its_key_allows_and_nothing_else(stage: Stage) -> None:
    key = stage.key("groups.manage")["key"]

    allowed, refused = stage.groups(key), stage.ask("GET", "/v1/admin/agents", key)

    assert (allowed.status, refused.status, refused.said["permission"]) == (200, 403, "agents.manage")


def test_a_key_is_shown_once_and_stored_as_a_hash(stage: Stage) -> None:
    once = {"Idempotency-Key": "one"}
    body = {"name": "Shop", "permissions": ["groups.manage"]}

    made = stage.ask("POST", ALL, stage.boss, body, headers=once)
    again = stage.ask("POST", ALL, stage.boss, body, headers=once)

    listed = stage.ask("GET", ALL, stage.boss).said["items"]
    secret = made.said["key"].rpartition("_")[2]
    assert (made.status, again.status, again.said["key"]) == (201, 200, None)
    assert [each["key_id"] for each in listed] == [made.said["key_id"]]
    assert secret not in repr(everything_stored())
    assert stage.groups(made.said["key"]).status == 200


def test_one_that_is_revoked_ends_with_the_next_request(stage: Stage) -> None:
    made = stage.key("groups.manage")
    before = stage.groups(made["key"]).status

    for _ in range(2):
        assert stage.ask("DELETE", f"{ALL}/{made['key_id']}", stage.boss).status == 204

    after = stage.groups(made["key"])
    shown = stage.ask("GET", f"{ALL}/{made['key_id']}", stage.boss).said
    assert (before, after.status, after.said["code"]) == (200, 401, "key_ended")
    assert (shown["is_valid"], shown["why_ended"]) == (False, "by_hand")


def test_one_that_expires_is_valid_until_then(stage: Stage) -> None:
    made = stage.key("groups.manage", expires_at="2026-11-23T10:00:00Z")

    first = stage.groups(made["key"]).status
    stage.world.clock.forward(hours=1)

    assert (first, stage.groups(made["key"]).status) == (200, 401)


def test_while_it_is_rotated_both_are_valid_and_then_one(stage: Stage) -> None:
    made = stage.key("groups.manage")
    new = stage.ask("POST", f"{ALL}/{made['key_id']}/secrets", stage.boss, {"hours": 2}).said["key"]

    both = [stage.groups(each).status for each in (made["key"], new)]
    stage.world.clock.forward(hours=3)
    later = [stage.groups(each).status for each in (made["key"], new)]

    assert (both, later) == ([200, 200], [401, 200])


def test_a_key_never_goes_beyond_its_maker_also_when_that_one_may_less(stage: Stage) -> None:
    role = stage.ask("POST", "/v1/admin/roles", stage.boss, ROLE).said["role_id"]
    maker = stage.world.agent(role=role)
    token = stage.sign_in(maker)
    body = {"name": "Shop", "permissions": ["agents.manage"]}
    beyond = stage.ask("POST", ALL, token, body)
    made = stage.key("tickets.manage", "notices.see", token=token)

    less = {**ROLE, "permissions": ["keys.manage", "notices.see"]}
    stage.ask("PUT", f"/v1/admin/roles/{role}", stage.boss, less)
    stage.world.clock.forward(seconds=30)
    from chalicelib.core import backlog

    while backlog.tick(stage.world.desk):
        pass
    narrowed = stage.ask("GET", f"{ALL}/{made['key_id']}", stage.boss).said
    people.update_agent(stage.world.desk, maker.agent_id, UpdateAgent(active=False))
    ended = stage.ask("GET", f"{ALL}/{made['key_id']}", stage.boss).said

    assert (beyond.status, beyond.said["code"]) == (403, "beyond_your_rights")
    assert narrowed["permissions"] == ["notices.see"]
    assert (ended["is_valid"], ended["why_ended"]) == (False, "maker_left")
    assert stage.ask("GET", "/v1/admin/notices", made["key"]).status == 401


def test_what_it_does_is_audited_and_written_in_its_name(stage: Stage) -> None:
    made = stage.key("conversations.answer", "groups.manage", "tickets.work")
    visitor = stage.visit()
    conversation_id = stage.begin(visitor)
    path = f"/v1/desk/conversations/{conversation_id}"
    members = [stage.member.agent_id]

    group = {"name": "New", "leader_id": members[0], "member_ids": members}
    created = stage.ask("POST", "/v1/admin/groups", made["key"], group)
    note = stage.ask("POST", f"{path}/notes", made["key"], {"text": "Paid", "client_id": "1"})
    visitor_id = stage.ask("GET", path, made["key"]).said["visitor_id"]
    edited = stage.ask("PUT", f"/v1/desk/visitors/{visitor_id}", made["key"], {"name": "Lin"})
    ticket = {"client_id": "9", "type": "aftersale", "subject": "Cold", "email": "w@example.com"}
    ticket_id = stage.ask("POST", "/v1/desk/tickets", stage.agent, ticket).said["ticket_id"]
    step = {"client_id": "2", "text": "Refunded"}
    entry = stage.ask("POST", f"/v1/desk/tickets/{ticket_id}/entries", made["key"], step)

    acts = {(each.act, each.by, each.by_name) for each in read_audit(stage.world.desk, "2026-11")[0]}
    own = stage.ask("GET", f"/v1/admin/audit?key_id={made['key_id']}", stage.boss).said["items"]
    assert {each["by"] for each in own} == {made["key_id"]}
    entries = stage.ask("GET", f"{path}/entries?after=0", stage.agent).said["entries"]
    written = next(each for each in entries if each["kind"] == "note")
    assert [each.status for each in (created, note, edited, entry)] == [201, 201, 200, 200], (note, edited, entry)
    assert ("create_group", made["key_id"], "API key Shop") in acts
    assert (written["author"]["name"], written["author"]["id"]) == ("API key Shop", made["key_id"])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/v1/desk/presence", {"status": "online"}),
        ("POST", "/v1/desk/conversations/{id}/messages", {"text": "Hi", "client_id": "1"}),
        ("POST", "/v1/desk/conversations/{id}/close", {}),
        ("POST", "/v1/desk/conversations/{id}/transfer", {"group_id": "grp_1"}),
        ("GET", "/v1/desk/inbox", None),
        ("GET", "/v1/desk/session", None),
        ("POST", "/v1/desk/session/password", {"current": "a", "new": "b"}),
        ("POST", "/v1/desk/tickets", {"client_id": "9", "type": "aftersale", "subject": "Cold"}),
    ],
)
def test_what_people_do_who_sit_here_is_not_for_servers(stage: Stage, method: str, path: str, body: Any) -> None:
    allowed = [each for each in PERMISSIONS if each not in ("keys.manage", "conversations.take", "presence.others")]
    key = stage.key(*allowed)["key"]
    conversation_id = stage.begin(stage.visit())

    answer = stage.ask(method, path.replace("{id}", conversation_id), key, body)

    assert answer.status in (403, 404, 405), answer
    if answer.status == 403:
        assert answer.said["code"] == "not_for_servers"


@pytest.mark.parametrize("permission", ["keys.manage", "conversations.take", "presence.others", "everything", ""])
def test_no_key_may_make_keys_or_take(stage: Stage, permission: str) -> None:
    answer = stage.ask("POST", ALL, stage.boss, {"name": "Shop", "permissions": [permission]})

    assert answer.status == 422
    assert named_in(answer)[0].startswith("permissions")


def test_neither_agreement_nor_password_stand_in_a_servers_way(stage: Stage) -> None:
    made = stage.key("groups.manage")
    stage.ask(
        "PUT", f"/v1/admin/agents/{stage.chief.agent_id}", stage.boss, {"password": "another horse", "temporary": True}
    )

    assert stage.groups(made["key"]).status == 200


def test_a_request_costs_one_read_more_often_than_not(stage: Stage) -> None:
    key = stage.key("people.see")["key"]
    stage.ask("GET", "/v1/desk/colleagues", key)

    taken = []
    for _ in range(20):
        with counted() as requests:
            stage.ask("GET", "/v1/desk/groups-nowhere", key)
            stage.ask("GET", "/v1/admin/groups", key)  # refused: nothing is read but the key
        taken.append(requests.names)

    assert sum(map(len, taken)) <= 22
    assert max(map(len, taken)) <= 2


def test_it_is_written_down_once_an_hour_that_it_is_used(stage: Stage) -> None:
    made = stage.key("groups.manage")
    path = f"{ALL}/{made['key_id']}"

    unused = stage.ask("GET", path, stage.boss).said["used_at"]
    seen = []
    for _ in range(3):
        stage.groups(made["key"])
        seen.append(stage.ask("GET", path, stage.boss).said["used_at"])
        stage.world.clock.forward(minutes=25)
    stage.groups(made["key"])
    later = stage.ask("GET", path, stage.boss)

    assert (unused, len(set(seen))) == (None, 1)
    assert later.said["used_at"] > seen[0]


def test_six_hundred_requests_a_minute_are_enough(stage: Stage) -> None:
    key = stage.key("people.see")["key"]
    answers = [stage.ask("GET", "/v1/admin/groups", key).status for _ in range(601)]
    last = stage.ask("GET", "/v1/admin/groups", key)

    assert set(answers[:600]) == {403}
    assert (answers[600], last.said["code"]) == (429, "limit_reached")
    assert int(last.headers["retry-after"]) <= 60


def test_two_who_change_it_do_not_overwrite_each_other_and_at_once_both_hold(stage: Stage) -> None:
    made = stage.key("groups.manage")
    path = f"{ALL}/{made['key_id']}"

    answers = at_once(
        [
            lambda: stage.ask("PUT", path, stage.boss, {"name": "Books"}),
            lambda: stage.ask("PUT", path, stage.boss, {"permissions": ["people.see"]}),
        ]
    )
    stale = stage.ask("PUT", path, stage.boss, {"name": "Old", "version": 1})

    now = stage.ask("GET", path, stage.boss).said
    assert [each.status for each in answers] == [200, 200]
    assert (now["name"], now["permissions"], stale.status) == ("Books", ["people.see"], 409)


def test_dying_at_any_write_leaves_a_key_or_none(stage: Stage) -> None:
    number = 0

    def story(death: Death) -> None:
        nonlocal number
        number += 1
        body, once = {"name": f"K{number}", "permissions": ["people.see"]}, {"Idempotency-Key": f"k{number}"}
        with death():
            stage.ask("POST", ALL, stage.boss, body, headers=once)
        answer = stage.ask("POST", ALL, stage.boss, body, headers=once)

        names = [each["name"] for each in stage.ask("GET", ALL, stage.boss).said["items"]]
        assert answer.status in (200, 201)
        assert names.count(f"K{number}") == 1

    at_each_write(story)


@given(st.text(max_size=200))
def test_whatever_is_brought_names_a_key_or_none(token: str) -> None:
    key_id, _ = parts_of(f"dbk_{token}")

    assert key_id == "" or (key_id.startswith(OF_KEYS) and key_id.isascii())


@given(st.binary(min_size=32, max_size=32))
def test_what_is_shown_is_read_back(secret: bytes) -> None:
    key_id, _ = parts_of(told("apk_01kb4tz9v6qz8m3t5w7x9y1c2e", secret))

    assert key_id == "apk_01kb4tz9v6qz8m3t5w7x9y1c2e"
