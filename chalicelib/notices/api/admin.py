"""Topics, mailings and notices to one customer, as administrators and servers see to them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused, Once
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import partly, showing, shown
from chalicelib.core.text import Id, among
from chalicelib.notices.model.mailings import Counts, Mailing, MailingOver, NotDraft, NoticeText, To
from chalicelib.notices.model.topics import Book, Rules, TooManyTopics, Topic
from chalicelib.notices.service import exporting, mailings, telling, topics
from chalicelib.notices.service.telling import Asked, Outcome
from chalicelib.people import service as people
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.visitors.model.wishes import WishedHours

routes = Routes(__name__)

ROOT = "/v1/admin/subscriptions"
TOPICS, MAILINGS = ROOT + "/{plan_key}/topics", ROOT + "/{plan_key}/mailings"
MAILING = ROOT + "/mailings/{mailing_id}"
MANAGE, SEND = "subscriptions.manage", "notices.send"
MAY = people.may(MANAGE, everywhere=True)

Kind = Literal["order", "price", "restock", "news", "other"]
Name = Annotated[str, msgspec.Meta(max_length=200)]
About = Annotated[str, msgspec.Meta(max_length=80)]
Long = Annotated[str, msgspec.Meta(max_length=1_000)]
Version = Annotated[int, msgspec.Meta(ge=1)]


class NoticeHours(WishedHours, frozen=True, forbid_unknown_fields=True):
    """As somebody says them."""


class NoticeTextForm(NoticeText, frozen=True, forbid_unknown_fields=True):
    """As somebody writes it; at most 80 and 500 characters."""


Texts = dict[Literal["zh-CN", "en"], NoticeTextForm]


class NewTopic(msgspec.Struct, forbid_unknown_fields=True):
    """``zh``, ``en``: what it is called. ``open``: customers may subscribe by themselves. ``group_id``: who sees to
    what they need of it; null: the plan's first group."""

    kind: Kind
    zh: Name
    en: Name
    open: bool = True
    group_id: Id | None = None


class ChangeTopic(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays."""

    kind: Kind | UnsetType = UNSET
    zh: Name | UnsetType = UNSET
    en: Name | UnsetType = UNSET
    open: bool | UnsetType = UNSET
    group_id: Id | UnsetType | None = UNSET
    archived: bool | UnsetType = UNSET
    version: Version | UnsetType = UNSET


class NoticeRules(msgspec.Struct, forbid_unknown_fields=True):
    """``within``: null, at any hour. ``a_day``: so many notices a customer gets on a day."""

    within: NoticeHours | UnsetType | None = UNSET
    a_day: Annotated[int, msgspec.Meta(ge=1, le=100)] | UnsetType = UNSET
    version: Version | UnsetType = UNSET


class NoticeRulesView(Rules, frozen=True):
    pass


class TopicView(Topic, frozen=True):
    pass


class TopicsView(msgspec.Struct):
    plan_key: str
    topics: list[TopicView]
    rules: NoticeRulesView


class AudienceQuery(msgspec.Struct, forbid_unknown_fields=True):
    topic_id: Annotated[str, msgspec.Meta(max_length=100)] = ""
    about: About = ""


class MailingAudience(msgspec.Struct):
    """``more``: there are more than were counted."""

    count: int
    more: bool


class NewMailing(msgspec.Struct, forbid_unknown_fields=True):
    """``texts``: by language, with ``{name}``, ``{plan}``, ``{topic}``, ``{about}``. ``about``: only of this thing.
    ``within``: null, the plan's hours. ``a_day``: so many customers on one day; ``a_minute``: its pace."""

    name: Name
    topic_id: Id
    texts: Texts
    about: About = ""
    starts_at: datetime | None = None
    within: NoticeHours | None = None
    a_day: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 10_000
    a_minute: Annotated[int, msgspec.Meta(ge=1, le=6_000)] = 200


@partly(NewMailing)
class ChangeMailing(msgspec.Struct):
    """What is left out stays. ``version``: the one that was read."""

    version: Version | None = None


@showing(
    Mailing,
    "mailing_id plan_key topic_id name texts about starts_at within a_day a_minute state made_at by_name started_at "
    "ended_at looked_at written withheld version",
)
class MailingView(msgspec.Struct):
    """``looked_at``: subscriptions; ``written``: letters; ``withheld``: to whom none was, by reason."""


class MailingCounts(Counts, frozen=True):
    pass


class WholeMailing(MailingView):
    """``counts``: what became of the letters; ``withheld`` there: what their wishes kept back since."""

    counts: MailingCounts


@showing(To, "customer_id at state why notice_id unsubscribed_at")
class MailingCustomer(msgspec.Struct):
    pass


class MailingCsvQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``cursor``: where the part before ended; ``language``: of what its columns and states are called."""

    cursor: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    language: Literal["zh-CN", "en"] = "zh-CN"


class MailingCsvPart(msgspec.Struct):
    """The next lines of a file; ``next``: the ``cursor`` of the part after, null: this is the last. The parts one after
    another are the file, in UTF-8 with its mark."""

    text: str
    next: str | None


class TellOne(msgspec.Struct, forbid_unknown_fields=True):
    """Either ``visitor_id`` or ``user``, whom the plan's website calls so. ``about``: the order's number, or
    whatever it is about. ``topic_id``: left out for an order's state."""

    client_id: Id
    plan_key: Id
    about: About
    texts: Texts
    topic_id: Id | None = None
    visitor_id: Id | None = None
    user: Annotated[str, msgspec.Meta(max_length=200)] = ""


class TellingOutcome(msgspec.Struct):
    """``outcome``: whether a letter was written; whether it goes out is said of it in the ledger."""

    outcome: Annotated[str, among("told", "not_subscribed", "no_such_customer", "no_address", "too_many_today")]
    notice_id: str | None


def _book(book: Book) -> TopicsView:
    return TopicsView(book.plan_key, [shown(TopicView, each) for each in book.topics], _rules(book))


def _rules(book: Book) -> NoticeRulesView:
    return shown(NoticeRulesView, book.rules)


def _said(body: Any) -> dict[str, Any]:
    """What was said in a body, by name."""
    return {name: value for name, value in msgspec.structs.asdict(body).items() if value is not UNSET}


@routes.get(TOPICS, caller=MAY, raises=(UnknownPlan,))
def list_topics(call: Call[people.Caller], plan_key: str) -> Answer[TopicsView]:
    """What a plan's customers may subscribe to, and when and how often they are told."""
    return Answer(_book(topics.read_book(call.desk, plan_key)))


@routes.post(TOPICS, caller=MAY, body=NewTopic, statuses=(200, 201), keyed=True, raises=(TooManyTopics, UnknownPlan))
def add_topic(call: Call[people.Caller], plan_key: str) -> Answer[TopicView]:
    """A topic more."""
    once = call.once(f"add_topic#{plan_key}#{call.caller.agent.agent_id}")
    topic, again = topics.add_topic(call.desk, call.caller.by(call.request_id), plan_key, _said(call.body), once)
    return Answer(shown(TopicView, topic), status=200 if again else 201)


@routes.put(TOPICS + "/{topic_id}", caller=MAY, body=ChangeTopic, raises=(ChangedMeanwhile, UnknownPlan))
def update_topic(call: Call[people.Caller], plan_key: str, topic_id: str) -> Answer[TopicView]:
    """Call it otherwise, open or close it to customers, archive it."""
    by, said = call.caller.by(call.request_id), _said(call.body)
    version = said.pop("version", None)
    return Answer(shown(TopicView, topics.update_topic(call.desk, by, plan_key, topic_id, said, version)))


@routes.get(ROOT + "/{plan_key}/rules", caller=MAY, raises=(UnknownPlan,))
def read_notice_rules(call: Call[people.Caller], plan_key: str) -> Answer[NoticeRulesView]:
    """At which hours a plan's notices go out, and how many a customer gets on a day."""
    return Answer(_rules(topics.read_book(call.desk, plan_key)))


@routes.put(ROOT + "/{plan_key}/rules", caller=MAY, body=NoticeRules, raises=(ChangedMeanwhile, UnknownPlan))
def update_notice_rules(call: Call[people.Caller], plan_key: str) -> Answer[NoticeRulesView]:
    """Other hours, or another number."""
    by, said = call.caller.by(call.request_id), _said(call.body)
    version = said.pop("version", None)
    return Answer(_rules(topics.update_rules(call.desk, by, plan_key, said, version)))


@routes.get(ROOT + "/{plan_key}/audience", caller=MAY, query=AudienceQuery, raises=(UnknownPlan,))
def count_audience(call: Call[people.Caller], plan_key: str) -> Answer[MailingAudience]:
    """How many subscribed to a topic, as of now; counted up to 500 in each of its sixteen parts."""
    count, more = mailings.how_many(call.desk, plan_key, call.query.topic_id, call.query.about)
    return Answer(MailingAudience(count, more))


@routes.get(MAILINGS, caller=MAY, query=PageQuery, raises=(UnknownPlan,))
def list_mailings(call: Call[people.Caller], plan_key: str) -> Answer[PageOf[MailingView]]:
    """A plan's mailings, the last made first."""
    found, more = mailings.list_mailings(call.desk, plan_key, start_of(call))
    view = page(call, found, lambda each: each[0], lambda each: shown(MailingView, each[1]), forward=False, more=more)
    return Answer(view)


@routes.post(MAILINGS, caller=MAY, body=NewMailing, statuses=(200, 201), keyed=True, raises=(UnknownPlan,))
def make_mailing(call: Call[people.Caller], plan_key: str) -> Answer[WholeMailing]:
    """A draft of one."""
    once = call.once(f"make_mailing#{plan_key}#{call.caller.agent.agent_id}")
    by = call.caller.by(call.request_id)
    mailing, again = mailings.make_mailing(call.desk, by, plan_key, _said(call.body), once)
    return Answer(_whole(call, mailing.mailing_id), status=200 if again else 201)


@routes.get(MAILING, caller=MAY)
def read_mailing(call: Call[people.Caller], mailing_id: str) -> Answer[WholeMailing]:
    """One of them: how far it is, and what came of it."""
    return Answer(_whole(call, mailing_id))


@routes.put(MAILING, caller=MAY, body=ChangeMailing, raises=(NotDraft, ChangedMeanwhile))
def update_mailing(call: Call[people.Caller], mailing_id: str) -> Answer[WholeMailing]:
    """Change a draft."""
    said = {name: value for name, value in _said(call.body).items() if value is not None}
    version = said.pop("version", None)
    mailings.update_mailing(call.desk, call.caller.by(call.request_id), mailing_id, said, version)
    return Answer(_whole(call, mailing_id))


@routes.post(MAILING + "/start", caller=MAY, body=Empty, raises=(NotDraft,))
def start_mailing(call: Call[people.Caller], mailing_id: str) -> Answer[WholeMailing]:
    """Write it to everybody who subscribed, in pages."""
    mailings.start_mailing(call.desk, call.caller.by(call.request_id), mailing_id)
    return Answer(_whole(call, mailing_id))


@routes.post(MAILING + "/stop", caller=MAY, body=Empty, raises=(MailingOver,))
def stop_mailing(call: Call[people.Caller], mailing_id: str) -> Answer[WholeMailing]:
    """Write it to nobody more."""
    mailings.stop_mailing(call.desk, call.caller.by(call.request_id), mailing_id)
    return Answer(_whole(call, mailing_id))


@routes.get(MAILING + "/customers", caller=MAY, query=PageQuery)
def list_mailing_customers(call: Call[people.Caller], mailing_id: str) -> Answer[PageOf[MailingCustomer]]:
    """Whom it was written to, or why not, and what became of that."""
    start = start_of(call)
    mailings.find_mailing(call.desk, mailing_id)
    found, more = mailings.list_tos(call.desk, mailing_id, start)
    view = page(call, found, lambda each: each[0], lambda each: shown(MailingCustomer, each[1]), more=more)
    return Answer(view)


@routes.get(MAILING + "/customers/csv", caller=MAY, query=MailingCsvQuery)
def export_mailing_customers(call: Call[people.Caller], mailing_id: str) -> Answer[MailingCsvPart]:
    """The same as a file for spreadsheets, in parts: what became of each, why there was no letter, who unsubscribed."""
    query, purpose = call.query, f"mailing_csv#{mailing_id}"
    after = str(unseal(call.desk, purpose, query.cursor)["after"]) if query.cursor else None
    text, following = exporting.part_of_mailing(
        call.desk, call.caller.by(call.request_id), mailing_id, query.language, after
    )
    return Answer(MailingCsvPart(text, seal(call.desk, purpose, {"after": following}) if following else None))


@routes.post(ROOT + "/notices", caller=people.may(SEND, everywhere=True), body=TellOne, raises=(KeyReused, NotFound))
def tell_subscriber(call: Call[people.Caller]) -> Answer[TellingOutcome]:
    """Tell one customer of their order's state, or of a topic, if they subscribed; the same ``client_id`` does it
    once."""
    body, by = call.body, call.caller.by(call.request_id)
    asked = Asked(body.plan_key, body.about, dict(body.texts), body.topic_id or "", body.visitor_id or "", body.user)
    once = Once.of(f"tell_subscriber#{by.agent_id}", body.client_id, msgspec.to_builtins(asked))
    outcome: Outcome = telling.tell_one(call.desk, asked, by, once)
    return Answer(TellingOutcome(outcome.outcome, outcome.notice_id))


def _whole(call: Call[people.Caller], mailing_id: str) -> WholeMailing:
    mailing, counts = mailings.read_mailing(call.desk, mailing_id)
    return shown(WholeMailing, mailing, counts=shown(MailingCounts, counts))
