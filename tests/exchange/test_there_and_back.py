"""What is exported is the same again on an empty desk, in both forms; templates can be imported as they are (F10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core.errors import NotFound
from chalicelib.exchange.model.kinds import KINDS
from chalicelib.exchange.service import asking
from chalicelib.files import service as files
from chalicelib.files.model.upload import Allowed, Wish
from chalicelib.visitors.service import fields as own_fields
from tests.exchange.stage import Stage
from tests.exchange.test_kinds import lines
from tests.files.samples import png
from tests.worlds import World

FILE = "fil_01cccccccccccccccccccccccc"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NAME = st.text("aB7 中文客户=+-@'\",;|[]{}\\😀éß%", min_size=1, max_size=12).filter(str.strip)
TEXT = st.text("aB7 中文=+-@'\",;|[]#*\\\n😀é", min_size=1, max_size=30).filter(str.strip)
WHEN = st.integers(19_800, 20_400).flatmap(
    lambda day: st.integers(0, 1439).map(lambda m: f"{EPOCH + timedelta(days=day, minutes=m):%Y-%m-%d %H:%M}")
)
SAID = st.fixed_dictionaries(
    {"at": WHEN, "author": st.sampled_from(["visitor", "agent", "note"]), "text": TEXT, "name": NAME}
)
DONE = st.fixed_dictionaries({"at": WHEN, "author": st.sampled_from(["visitor", "agent", "system"]), "text": TEXT})
THINGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "agents": {
        "name": NAME,
        "role": st.sampled_from(["agent", "supervisor"]),
        "capacity": st.integers(1, 9),
        "hidden": st.booleans(),
    },
    "phrases": {"title": NAME, "text": TEXT, "language": st.sampled_from(["zh-CN", "en"])},
    "articles": {
        "title_zh": NAME,
        "body_zh": TEXT,
        "title_en": NAME,
        "body_en": TEXT,
        "state": st.sampled_from(["draft", "published"]),
    },
    "customers": {
        "name": NAME,
        "email": st.from_regex(r"[a-z]{1,8}@example\.com", fullmatch=True),
        "mobile": st.integers(13800000000, 13899999999),
        "level": st.sampled_from(["normal", "vip"]),
        "tags": st.lists(NAME, max_size=4),
        "first_seen_at": WHEN,
        "contacted_at": WHEN,
        "refused_channels": st.lists(st.sampled_from(["email", "sms"]), unique=True),
        "生日": st.dates().map(str),
    },
    "tickets": {
        "subject": NAME,
        "text": TEXT,
        "type": st.sampled_from(["aftersale", "repair"]),
        "state": st.sampled_from(["new", "closed"]),
        "订单号": NAME,
        "created_at": WHEN,
        "visitor_name": NAME,
        "customer": st.sampled_from(["X1", "X2"]),
        "history": st.lists(DONE, max_size=3),
    },
    "conversations": {
        "customer": st.sampled_from(["X1", "X2", "X7"]),
        "customer_name": NAME,
        "messages": st.lists(SAID, min_size=1, max_size=4),
    },
}
FILES = st.fixed_dictionaries(
    {kind: st.lists(st.fixed_dictionaries(each), min_size=2, max_size=4) for kind, each in THINGS.items()}
)


def desk_of(world: World) -> Stage:
    stage = Stage.opened(world)
    own_fields.add_field(stage.desk, stage.by, {"zh": "生日", "en": "Birthday", "kind": "date"})
    return stage


def named(kind: str, things: list[dict[str, Any]]) -> bytes:
    """With ids, and what must be another for each."""
    more = {
        "agents": lambda n: {"email": f"a{n}@example.com", "number": f"90{n}"},
        "phrases": lambda n: {"shortcut": f"s{n}"},
    }
    own: Callable[[int], dict[str, str]] = more.get(kind, lambda n: {})
    return lines(*({**each, **own(n), "external_id": f"X{n}"} for n, each in enumerate(things)))


def said_of(stage: Stage, kind: str) -> list[Any]:
    """All that an export says of such things, in order, without the ids that each desk gives its own fields."""
    things = [msgspec.json.decode(line) for line in stage.exported(kind, format="jsonl").splitlines()]
    plainly = ({name.partition(":fld_")[0]: value for name, value in each.items()} for each in things)
    return sorted(plainly, key=lambda each: str(each["external_id"]))


@given(FILES)
@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_an_empty_desk_has_all_of_it_again(
    new_world: Callable[[], World], files: dict[str, list[dict[str, Any]]]
) -> None:
    first = desk_of(new_world())
    for kind, things in files.items():
        first.imported(kind, named(kind, things), name="f.jsonl", publish=True)
    there = {kind: said_of(first, kind) for kind in files}
    written = {
        form: {kind: first.exported(kind, format=form, language="en") for kind in files} for form in ("csv", "jsonl")
    }

    for form, parts in written.items():
        other = desk_of(new_world())
        for kind, content in parts.items():
            done = other.imported(kind, content, name=f"f.{form}", publish=True)
            assert done.counts.refused == 0, (kind, other.why(done))
        for kind in files:
            assert said_of(other, kind) == there[kind], (form, kind)
        again = other.imported("customers", parts["customers"], name=f"f.{form}", rule="file")
        assert (again.counts.created, again.counts.changed) == (0, 0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_template_is_a_file_that_can_be_imported_as_it_is(world: World, language: str) -> None:
    stage = desk_of(world)

    for kind, known in KINDS.items():
        text = asking.template(stage.desk, kind, language)
        done = stage.imported(kind, text, name="t.csv")
        assert (done.counts.created, done.counts.refused) == (1, 0), (kind, stage.why(done))
        names = {each.name for each in known.columns} - {"messages", "started_at", "closed_at"}
        assert names <= {*done.mapping.values()} | ({"closed_at"} if kind == "conversations" else set())

    with pytest.raises(NotFound):
        asking.template(stage.desk, "things", language)


def test_a_file_that_was_sent_is_there_by_its_name_and_stays_so(new_world: Callable[[], World]) -> None:
    stage = desk_of(new_world())
    visitor = stage.world.visitor()
    owner, picture = f"visitor#{visitor.visitor_id}", png()
    files.take_in(stage.desk, owner, FILE, Wish("发票 =1.png", len(picture)), picture, Allowed())
    form = StartConversation(text="请看", client_id="1", file_id=FILE)
    conversations.start_conversation(stage.desk, visitor, "demo", form)

    (talk,) = said_of(stage, "conversations")
    file = stage.exported("conversations")
    other = desk_of(new_world())
    other.imported("conversations", file)

    assert [each["text"] for each in talk["messages"] if each["author"] == "visitor"] == ["请看", "[文件 发票 =1.png]"]
    assert said_of(other, "conversations")[0]["messages"] == talk["messages"]
