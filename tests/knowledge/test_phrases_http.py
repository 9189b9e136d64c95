"""Phrases over HTTP: what is asked, what is answered, what is refused, what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.people.model.rights import ADMINISTRATOR
from tests.in_process import Asking, Watched, named_in
from tests.worlds import World, counted

PHRASES = "/v1/desk/phrases"
HELLO = {"title": "早上好", "text": "早上好，{name}"}


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking()


def test_a_phrase_from_making_to_going_as_the_composer_reads_it(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(agent)
    key = {"Idempotency-Key": "k"}

    made, again = (asking.ask("POST", f"{PHRASES}/own", token, HELLO, headers=key) for _ in range(2))
    one = f"{PHRASES}/own/{made.said['phrase_id']}"
    changed = asking.ask("PUT", one, token, {"shortcut": "/Hi", "version": 1})
    stale = asking.ask("PUT", one, token, {"title": "Hi", "version": 1})
    read = asking.ask("GET", PHRASES, token)
    gone, twice = (asking.ask("DELETE", one, token) for _ in range(2))

    assert (made.status, again.status, again.said) == (201, 200, made.said)
    assert (made.said["initials"], made.said["shelf"], made.said["reach"]) == ("zsh", "own", "own")
    assert (changed.status, changed.said["shortcut"], changed.said["version"], stale.status) == (200, "hi", 2, 409)
    assert read.said == {"items": [changed.said], "next": None}
    assert (gone.status, twice.status) == (204, 204)
    assert asking.ask("GET", f"{PHRASES}/own", token).said["items"] == []


def test_reading_them_takes_two_requests_and_is_answered_with_nothing_while_nothing_changed(
    world: World, asking: Asking
) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(agent)
    assert asking.ask("POST", f"{PHRASES}/own", token, HELLO).status == 201

    with counted() as requests:
        first = asking.ask("GET", PHRASES, token)
    known = {"If-None-Match": first.headers["etag"]}
    same = asking.ask("GET", PHRASES, token, headers=known)
    asking.ask("POST", f"{PHRASES}/{world.group.group_id if world.group else ''}", token, HELLO)
    other = asking.ask("GET", PHRASES, token, headers=known)

    assert requests.names == ["GetItem", "BatchGetItem"]
    assert (first.status, same.status, same.said) == (200, 304, None)
    assert (other.status, len(other.said["items"])) == (200, 2)


def test_what_was_shipped_and_what_a_file_brings_is_answered_line_by_line(world: World, asking: Asking) -> None:
    world.found()
    token = asking.sign_in(world.agent(role=ADMINISTRATOR))
    imports = "/v1/desk/phrase-imports/company"

    added, twice = (asking.ask("POST", "/v1/admin/phrases/shipped", token, {}) for _ in range(2))
    dry = asking.ask("POST", imports, token, {"csv": "title,text\nA,B\nC,{x}\n"})
    real = asking.ask("POST", imports, token, {"csv": "title,text\nA,B\nC,{x}\n", "dry_run": False})

    assert (added.said["written"], twice.said["written"], dry.said) == (38, 0, real.said)
    assert [(each["line"], each["outcome"], each["field"]) for each in real.said["lines"]] == [
        (2, "added", None),
        (3, "refused", "text"),
    ]
    assert len(asking.ask("GET", f"{PHRASES}/company", token).said["items"]) == 39


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "title"),
    ({"title": "x" * 81}, "title"),
    ({"text": "Your order {order}"}, "text"),
    ({"text": "x" * 1001}, "text"),
    ({"shortcut": "two words"}, "shortcut"),
    ({"language": "fr"}, "language"),
    ({"occasion": "never"}, "occasion"),
    ({"initials": "x"}, "initials"),
]


def test_what_makes_no_sense_is_refused_named_and_changes_nothing(world: World, asking: Asking) -> None:
    (agent,) = world.found(agents=1)
    token = asking.sign_in(agent)
    watched = Watched(world.desk)

    for wrong, field in SENSELESS:
        answer = asking.ask("POST", f"{PHRASES}/own", token, {**HELLO, **wrong})

        assert (answer.status, named_in(answer)) == (422, [field]), answer
    file = asking.ask("POST", "/v1/desk/phrase-imports/own", token, {"csv": "nonsense", "dry_run": False})
    assert (file.status, named_in(file)) == (422, ["csv"])
    assert asking.ask("PUT", f"{PHRASES}/own/phr_nothing", token, {"title": "A"}).status == 404
    assert watched.unchanged()
