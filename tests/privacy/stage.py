"""A desk that a person has gone through, room by room: everything that is theirs has their tag in it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.bulletins.model.schedule import DAILY, period_of
from chalicelib.bulletins.service.compiling import compiled
from chalicelib.bulletins.service.sending import wish_of
from chalicelib.bulletins.store import put_bulletin
from chalicelib.channels.model.channel import NewChannel
from chalicelib.channels.model.inbound import Incoming, Sender
from chalicelib.channels.service import receiving, settings
from chalicelib.conversations import service as conversations
from chalicelib.core import desk as desks
from chalicelib.core import work
from chalicelib.core.audit import By
from chalicelib.core.transactions import Transaction
from chalicelib.everything import TABLES
from chalicelib.handover.service.closing import CloseAgent, close_agent
from chalicelib.notifications import service as notifications
from chalicelib.people import service as people
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from chalicelib.privacy.model.requests import Request
from chalicelib.privacy.service import asking
from chalicelib.quality.model.inspection import Filled
from chalicelib.quality.model.shipped import SHIPPED
from chalicelib.quality.service import assigning, inspecting
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.training.model.courses import CourseDefinition, Lesson
from chalicelib.training.service import courses
from chalicelib.visitors import service as visitors
from infra.local.filing import Folder
from tests.channels.stage import Partner
from tests.files.samples import png
from tests.files.senders import sent
from tests.in_process import Answered, Asking
from tests.stored import every_item
from tests.vouching import Website
from tests.webhooks.stage import Receiver
from tests.worlds import World

PLAN = "demo"
BY = By("agt_boss", "Boss", "req")
ROUNDS = 40


class Outside(Receiver, Partner):
    """What stands where the internet is, for webhooks and channels alike."""

    def __init__(self) -> None:
        Receiver.__init__(self)
        Partner.__init__(self)


@dataclass
class Person:
    """One person: what is theirs has the ``tag`` in it, or is the ``mobile``."""

    tag: str
    mobile: str
    token: str = ""
    visitor_id: str = ""
    conversation_id: str = ""
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"{self.tag}@mail.example.com"

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be nowhere once they are erased."""
        return self.tag, self.mobile, self.mobile[-8:]


@dataclass(repr=False)
class Stage(Asking):
    world: World
    keys: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        (self.agent,) = self.world.found(agents=1, capacity=50)
        self.chief, self.second = (self.world.agent(role=ADMINISTRATOR) for _ in range(2))
        self.outside = Outside()
        self.world.desk = replace(self.world.desk, senders={**self.world.desk.senders, "outbound": self.outside})
        desks.use(self.world.desk)
        wish = {
            "question_id": "wish",
            "kind": "text",
            "texts": {"en": "What do you wish?", "zh-CN": "您的建议？"},
            "choices": [],
        }
        rules = {"ask": "always", "link_after_minutes": 0, "questions": [wish]}
        changes: dict[str, Any] = {"survey": rules, "monitoring": {"active": True, "consent": False}}
        changes["prechat"] = {"active": True, "name": "optional", "email": "optional", "mobile": "optional"}
        plans.update_plan(self.desk, PLAN, changes, None)
        notifications.update_settings(self.desk, {"sender_email": "desk@shop.example"}, None)
        self.site = Website(self.world)
        self.member, self.boss, self.other = (
            self.come_online(self.agent),
            self.sign_in(self.chief),
            self.sign_in(self.second),
        )
        hook = {"url": "https://hooks.example.com/x", "description": "x", "events": ["*"], "personal": True}
        self.do("POST", "/v1/admin/webhooks", self.boss, hook)
        field_form = {"zh": "昵称", "en": "Nick", "kind": "text"}
        self.field_id = self.do("POST", "/v1/admin/customer-fields", self.boss, field_form).said["field_id"]
        self.settle()

    @property
    def desk(self) -> Any:
        return self.world.desk

    def key(self) -> str:
        """One that nobody has used."""
        self.keys += 1
        return f"key-{self.keys}"

    def do(self, method: str, path: str, token: str | None, body: Any = None) -> Answered:
        """Ask, and have it done."""
        answer = self.ask(method, path, token, body, content_type="application/json" if body is not None else None)
        assert answer.status < 300, answer
        return answer

    def settle(self) -> None:
        """Let everything be done that is due within a few minutes."""
        for _ in range(ROUNDS):
            self.world.clock.forward(seconds=7)
            if not work.run_due(self.desk, limit=200):
                return

    # --- a person's life ------------------------------------------------------------------------------------------

    def lives(self, person: Person) -> Person:
        """Somebody comes, talks, complains, is written to, rated, inspected, called back."""
        self._comes(person)
        self._talks(person)
        self._is_served(person)
        self._is_over(person)
        self._leaves_a_message(person)
        self._writes_by_a_channel(person)
        self.settle()
        self.hangs_up(person)
        return person

    def _comes(self, person: Person) -> None:
        tag = person.tag
        proof = self.site.token(f"user-{tag}", name=f"Name {tag}", email=person.email, attributes={"a": f"v {tag}"})
        arrival: dict[str, Any] = {
            "page": f"https://shop.example/{tag}",
            "referrer": f"https://from.example/{tag}",
            "locale": "en",
        }
        arrival["identity"] = {"token": proof}
        said = self.do("POST", f"/v1/widget/{PLAN}/visitors", None, arrival).said
        person.token, person.visitor_id = said["token"], said["visitor_id"]
        look = {
            "page": f"https://shop.example/{tag}/look",
            "title": f"Title {tag}",
            "referrer": f"https://r.example/{tag}",
        }
        self.do("POST", f"/v1/widget/{PLAN}/beats", person.token, look)
        invitation = {"text": f"Hello {tag}", "client_id": self.key()}
        self.ask("POST", f"/v1/desk/live/visitors/{person.visitor_id}/invite", self.member, invitation)
        self.do("POST", f"/v1/widget/{PLAN}/help", person.token, {"q": f"why {tag}", "lang": "en"})

    def _talks(self, person: Person) -> None:
        tag, root = person.tag, f"/v1/widget/{PLAN}/conversations"
        self.do("PUT", "/v1/desk/presence", self.member, {"status": "online"})
        first = {
            "text": f"First {tag}",
            "client_id": self.key(),
            "page": f"https://shop.example/{tag}/talk",
            "form": {"mobile": person.mobile, "name": f"Form {tag}"},
            "help": {"question": f"why {tag}", "article_ids": []},
        }
        person.conversation_id = self.do("POST", root, person.token, first).said["conversation_id"]
        one = f"{root}/{person.conversation_id}"
        upload = sent(self.desk, f"{tag}.png", png(), owner=f"visitor#{person.visitor_id}")
        person.ids["file"] = upload.file_id
        self.do(
            "POST",
            f"{one}/messages",
            person.token,
            {"text": f"See {tag}", "client_id": self.key(), "file_id": upload.file_id},
        )
        said = self.do("POST", f"{one}/messages", person.token, {"text": f"Wrong {tag}", "client_id": self.key()}).said
        person.ids["seq"] = said["seq"]
        change = {"seq": said["seq"], "text": f"Right {tag}", "client_id": self.key()}
        self.do("POST", f"{one}/messages/change", person.token, change)
        gone = self.do("POST", f"{one}/messages", person.token, {"text": f"Gone {tag}", "client_id": self.key()}).said
        self.do(
            "POST", f"{one}/messages/change", person.token, {"seq": gone["seq"], "text": None, "client_id": self.key()}
        )

    def _is_served(self, person: Person) -> None:
        tag, token = person.tag, self.member
        one, who = f"/v1/desk/conversations/{person.conversation_id}", f"/v1/desk/visitors/{person.visitor_id}"
        self.ask("POST", f"{one}/take", token, {})
        self.do("POST", f"{one}/messages", token, {"text": f"Dear {tag}", "client_id": self.key()})
        self.do("POST", f"{one}/notes", token, {"text": f"Note {tag}", "client_id": self.key()})
        edit = {"name": f"Known {tag}", "email": person.email, "mobile": person.mobile, "tags": ["vip"]}
        self.do("PUT", who, token, edit)
        self.do("PUT", f"{who}/fields", token, {"values": {self.field_id: f"Nick {tag}"}})
        note = self.do("POST", f"{one}/customer-notes", token, {"text": f"Card {tag}", "client_id": self.key()}).said
        changed = {"text": f"Card again {tag}", "version": note["version"]}
        self.do("PUT", f"{one}/customer-notes/{note['note_id']}", token, changed)
        ticket = {
            "client_id": self.key(), "type": "complaint", "subject": f"Subject {tag}", "text": f"Text {tag}",
            "summary": f"Alarm {tag}", "reason": f"Reason {tag}", "priority": "urgent",
            "origin": {"kind": "conversation", "id": person.conversation_id, "seqs": [person.ids["seq"]]},
            "email": person.email, "visitor_name": f"Ticket {tag}",
        }  # fmt: skip
        made = self.do("POST", "/v1/desk/tickets", token, ticket).said
        person.ids["ticket"] = made["ticket_id"]
        self.do(
            "POST",
            f"/v1/desk/tickets/{made['ticket_id']}/entries",
            token,
            {"client_id": self.key(), "text": f"Entry {tag}", "public": True},
        )
        self.do(
            "POST",
            f"/v1/widget/{PLAN}/tickets/{made['ticket_id']}/words",
            person.token,
            {"client_id": self.key(), "text": f"Add {tag}"},
        )
        proposal = {"conversation_id": person.conversation_id, "title": f"Title {tag}", "answer": f"Answer {tag}"}
        self.do(
            "POST",
            "/v1/desk/suggestions/proposals",
            token,
            proposal | {"first": person.ids["seq"], "last": person.ids["seq"]},
        )
        self.settle()

    def _is_over(self, person: Person) -> None:
        tag, one = person.tag, f"/v1/desk/conversations/{person.conversation_id}"
        record = {each: f"{each} {tag}" for each in ("problem", "steps", "result", "next")}
        self.do("POST", f"{one}/close", self.member, {"record": record})
        self.settle()
        survey_id = survey_id_of(person.conversation_id)
        answer = {"score": 1, "client_id": self.key(), "comment": f"Bad {tag}", "resolved": False}
        answer["answers"] = {"wish": f"Wish {tag}"}
        self.do("POST", f"/v1/widget/{PLAN}/surveys/{survey_id}/answer", person.token, answer)
        self.settle()
        visit = {"kind": "care", "visitor_id": person.visitor_id, "script": f"Ask {tag}", "client_id": self.key()}
        visit["due_at"] = (self.desk.now() + timedelta(hours=9)).isoformat()
        made = self.do("POST", "/v1/desk/follow-ups", self.member, visit).said
        person.ids["follow_up"] = made["followup_id"]
        call = {"outcome": "done", "client_id": self.key(), "text": f"Called {tag}"}
        self.ask("POST", f"/v1/desk/follow-ups/{made['followup_id']}/calls", self.member, call)
        boss = people.signed_in(self.desk, self.boss)
        inspection = inspecting.inspect_by_hand(self.desk, boss, person.conversation_id)
        inspection = assigning.assign(self.desk, boss, inspection.inspection_id, self.chief.agent_id)
        filled = Filled({each.key: 8 for each in SHIPPED.definition.criteria}, text=f"Inspected {tag}")
        inspecting.submit(self.desk, boss, inspection.inspection_id, filled, inspection.version, None)
        lesson = Lesson("l1", "conversation", "Case", about=person.conversation_id, first=1, last=50)
        course, _ = courses.create_course(self.desk, boss.by(""), CourseDefinition("T", lessons=(lesson,)))
        courses.publish(self.desk, boss.agent, boss.by(""), course.course_id, None)
        person.ids["course"] = course.course_id

    def _leaves_a_message(self, person: Person) -> None:
        tag = person.tag
        form = {"name": f"Left {tag}", "text": f"Message {tag}", "email": person.email, "client_id": self.key()}
        form["page"] = f"https://shop.example/{tag}/form"
        made = self.do("POST", f"/v1/widget/{PLAN}/offline-messages", person.token, form).said
        person.ids["message"] = made["message_id"]
        self.settle()
        self.ask("POST", f"/v1/desk/offline-messages/{made['message_id']}/claim", self.member, {})
        answer = {"text": f"Reply {tag}", "by": ["email", "widget"], "client_id": self.key()}
        self.ask("POST", f"/v1/desk/offline-messages/{made['message_id']}/answer", self.member, answer)

    def _writes_by_a_channel(self, person: Person) -> None:
        tag = person.tag
        form = NewChannel(kind="app", name="App", plan_key=PLAN, address="https://partner.example.com/hook")
        self.channel = getattr(self, "channel", None) or settings.create_channel(self.desk, form, BY)
        proof = self.site.token(f"user-{tag}", name=f"Name {tag}")
        sender = Sender(f"sender-{tag}", f"Sender {tag}", person.email, token=proof)
        incoming = Incoming(message_id=f"m-{tag}", sender=sender, text=f"By app {tag}")
        body, at = msgspec.json.encode(incoming), int(self.desk.now().timestamp())
        secret = self.channel.held[0].secret.encode()
        signature = f"t={at},v1={hmac.new(secret, f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"
        receiving.receive(self.desk, self.channel.channel_id, signature, body, incoming)

    def hangs_up(self, person: Person) -> None:
        """What they have open is over."""
        open_id = visitors.whole(self.desk, person.visitor_id).open_conversation_id
        if open_id is not None:
            conversations.close_by_visitor(self.desk, visitors.recognised(self.desk, person.token), PLAN, open_id)
        self.settle()

    def ends_the_day(self) -> None:
        """What is open is left open, and the day's report is compiled."""
        now = self.desk.now()
        for day in (now.date(), (now + timedelta(days=1)).date()):
            close_agent(self.desk, CloseAgent(self.agent.agent_id, day))
        wish = wish_of(self.desk, self.chief, DAILY, period_of(DAILY, now.date()), None)
        assert wish is not None
        tx = Transaction(self.desk)
        put_bulletin(tx, compiled(self.desk, wish, "bul_1"))
        tx.commit()

    # --- what is there --------------------------------------------------------------------------------------------

    def erase(self, person: Person) -> Request:
        """From the request to the end, without a waiting time."""
        self.boss = self.sign_in(self.chief)
        self.do("POST", "/v1/admin/privacy/settings", self.boss, {"wait_days": 0, "second_person": False})
        made = self.request(person, "erase")
        self.finish(made, "shown")
        self.do("POST", f"/v1/admin/privacy/requests/{made}/confirm", self.boss, {"typed": self.whole(person)})
        return self.finish(made, "done")

    def passes(self, days: int) -> None:
        """Some days go by, and all that is due then is done."""
        for _ in range(days):
            self.world.clock.forward(days=1)
            self.settle()

    def request(self, person: Person, kind: str) -> str:
        form = {"kind": kind, "visitor_id": person.visitor_id, "reason": "asked for it"}
        return str(self.do("POST", "/v1/admin/privacy/requests", self.boss, form).said["request_id"])

    def whole(self, person: Person) -> str:
        return visitors.whole(self.desk, person.visitor_id).visitor_id

    def finish(self, request_id: str, state: str) -> Request:
        for _ in range(ROUNDS):
            self.settle()
            self.world.clock.forward(minutes=2)
            found = asking.read(self.desk, request_id)
            if found.state == state:
                return found
        raise AssertionError(f"it is {found}")


def places_of(marks: tuple[str, ...], desk: Any) -> Iterator[str]:
    """Where any of these stands: in an item of a table, or in a file."""
    for model in TABLES:
        for item in every_item(model.Meta.table_name):
            said = repr(item).casefold()
            for mark in marks:
                if mark.casefold() in said:
                    at = said.index(mark.casefold())
                    yield f"{model.Meta.table_name}: …{said[max(0, at - 200) : at + 60]}… of {list(item.values())[:2]}"
                    break
    assert isinstance(desk.files, Folder)
    for path in Path(desk.files.folder).rglob("*") if desk.files.folder.exists() else ():
        if path.is_file() and any(mark.encode() in path.read_bytes() for mark in marks):
            yield f"file {path}"
