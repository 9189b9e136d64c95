"""Who subscribed, was told of something, was sent a protected link or stands in files is erased from that, too (F6)."""

from __future__ import annotations

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import links
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.runs import Choices, Wanted
from chalicelib.exchange.service import asking, exporting
from chalicelib.notices.model.leaving import TOPIC
from chalicelib.notices.model.mailings import NoticeText
from chalicelib.notices.model.topics import Topic
from chalicelib.notices.service import leaving, mailings, own, subscribing, telling
from chalicelib.notices.service.letters import PURPOSE, name_of_link
from chalicelib.notices.service.mailings import SendPage
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.questionnaires.service import answering
from chalicelib.questionnaires.service.asking import ask_by_letter, refuse_unpublished
from chalicelib.sensitive.model.link import ProtectWords
from chalicelib.sensitive.service import links as protected
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from chalicelib.visitors.model.wishes import BY_WORDS, Proof
from tests.notices.stage import BOSS, customer, drafted, topic
from tests.privacy.stage import Person, Stage, places_of
from tests.questionnaires.stage import NAME, definition, published, question
from tests.worlds import World

ONE, OTHER = ("zhugeqxv", "+8613912345678"), ("sunwukgw", "+8613987654321")
TEXTS = {"en": NoticeText("News {about}", "Dear {name}, it is there")}


def told(stage: Stage, there: Topic, person: Person) -> Person:
    """They subscribed, need something, were told of it, and were sent a number by a protected link."""
    desk, tag = stage.desk, person.tag
    who = customer(stage.world, email=person.email, mobile=person.mobile, name=f"Name {tag}")
    person.visitor_id = who.visitor_id
    proof = Proof(BY_WORDS, Author("visitor", who.visitor_id, who.name), quote=f"Please {tag}")
    subscribing.subscribe(desk, who, there, f"Thing {tag}", proof, own._by(who))
    subscribing.subscribe(desk, who, there, "", proof, own._by(who))
    subscribing.record_need(desk, who, subscribing.SaidNeed(f"Need {tag}"), proof, BOSS, "need")
    asked = telling.Asked("demo", f"Order {tag}", TEXTS, there.topic_id, who.visitor_id)
    assert telling.tell_one(desk, asked, BOSS, Once.of("tell", who.visitor_id, [])).outcome == telling.TOLD
    caller = visitors.Caller(who.visitor_id, "demo", "en")
    begun = conversations.start_conversation(desk, caller, "demo", StartConversation(text=f"I {tag}", client_id="1"))
    stage.ask("POST", f"/v1/desk/conversations/{begun.conversation_id}/take", stage.member, {})
    member = people.signed_in(desk, stage.member)
    form = ProtectWords(begun.conversation_id, "Your card is 6222029887766550033", "p1")
    made, _, _ = protected.protect(desk, member, form)
    protected.send_code(desk, links.sign(desk, protected.PURPOSE, made.link_id))
    conversations.close_by_visitor(desk, caller, "demo", begun.conversation_id)
    _asked_and_telephoned(stage, person, who)
    return person


def _asked_and_telephoned(stage: Stage, person: Person, who: Visitor) -> None:
    """They answered a campaign's questionnaire, to which a letter led, and somebody telephoned with them."""
    desk, tag = stage.desk, person.tag
    version, tx = refuse_unpublished(desk, NAME), Transaction(desk)
    plan = plans.read_plan(desk, "demo")
    response_id = ask_by_letter(tx, version, plan, who, "cpg_1", [tag[:1]])
    tx.commit()
    token = links.sign(desk, "questionnaire", (response_id or "").removeprefix("qsr_"))
    answering.answer_page(desk, token, 1, {"why": f"Because {tag}"}, ["why"])
    call = {"visitor_id": who.visitor_id, "plan_key": "demo", "direction": "in", "number": person.mobile, "seconds": 60}
    stage.do("POST", "/v1/desk/phone/calls", stage.member, {**call, "notes": f"Called {tag}"})


def in_files(stage: Stage, person: Person) -> tuple[str, str]:
    """An import that speaks of them and was told of, and an export of everybody."""
    by = By(stage.chief.agent_id, stage.chief.name, "req")
    file = f"id,name,email,level\r\nX1,Name {person.tag},{person.email},nonsense\r\nX2,Somebody,x@else.example,\r\n"
    run = asking.begin_with(
        stage.desk, stage.chief, by, "customers", "f.csv", Choices(plan_key="demo"), file.encode("utf-16")
    )
    asking.act(stage.desk, stage.chief, by, run.run_id, "check")
    export = exporting.ask(stage.desk, stage.chief, by, "customers", Wanted())
    stage.settle()
    return run.run_id, export.run_id


def test_nothing_is_left_of_who_was_told_of_something_and_stood_in_files(world: World) -> None:
    stage = Stage(world)
    stage.do("PUT", "/v1/desk/presence", stage.member, {"status": "online"})
    there = topic(world)
    published(world, definition(question("why", "text")))
    one, other = told(stage, there, Person(*ONE)), told(stage, there, Person(*OTHER))
    mailing = mailings.start_mailing(stage.desk, BOSS, drafted(world, there, texts=TEXTS).mailing_id)
    for step in range(17):
        mailings.send_page(stage.desk, SendPage(mailing.mailing_id, step))
    for each in (one, other):
        name = name_of_link(each.visitor_id, there.topic_id, mailing.mailing_id)
        leaving.leave(stage.desk, links.sign(stage.desk, PURPOSE, name), TOPIC)
    stage.settle()
    kept = in_files(stage, other)[0]
    in_files(stage, one)
    before = [*places_of(other.marks, stage.desk)]

    request = stage.erase(one)

    assert list(places_of(one.marks, stage.desk)) == []
    assert request.counts["notices.mailed"] == request.counts["questionnaires.asked"] == 1
    assert request.counts["exchange.files"] >= 2
    assert stage.desk.files.read(asking.read(stage.desk, kept).original) is not None
    assert len([*places_of(other.marks, stage.desk)]) >= len(before) - 4  # files that named both are gone
    assert mailings.read_mailing(stage.desk, mailing.mailing_id)[0].written == 2
