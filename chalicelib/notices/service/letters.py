"""How a notice is written: its words, and where its recipient ends such letters."""

from __future__ import annotations

import msgspec

from chalicelib.core.text import filled_from
from chalicelib.notices.model.mailings import NoticeText
from chalicelib.notices.model.topics import Book, Topic, offered
from chalicelib.notifications.model.notice import EMAIL, SMS, WEB, Link, Matter
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.visitor import Visitor

PATH, PURPOSE = "/n/", "leave_topic"
NOBODY = "-"


def name_of_link(customer_id: str, topic_id: str, mailing_id: str | None) -> str:
    """What the link that ends a topic names."""
    return f"{customer_id}~{topic_id}~{mailing_id or NOBODY}"


class Said(msgspec.Struct, frozen=True):
    """What is told, in one language: of which topic, about which ``thing`` of it; ``mailing_id``: by which mailing;
    ``marks``: of what is told of an order."""

    topic: Topic
    what: str
    text: NoticeText
    language: str
    thing: str = ""
    mailing_id: str | None = None
    marks: str = ""


def channels_for(customer: Visitor, book: Book) -> tuple[str, ...]:
    """For which channel a notice to them is written: what they prefer is seen to where it goes out. Who has neither
    address nor number reads it on the website, if their plan's widget shows notices (some topic is open) and they do
    not refuse that; none: nowhere."""
    if customer.email:
        return (EMAIL,)
    if customer.mobile:
        return (SMS,)
    return (WEB,) if WEB not in customer.refused_channels and offered(book) else ()


def matter_of(plan: Plan, book: Book, customer: Visitor, told: Said, about: str) -> Matter:
    """A letter about a topic, which goes out within the hours of its plan and says where to end such letters."""
    topic = told.topic
    filling = {
        "name": customer.name or "",
        "plan": plan.name,
        "topic": topic.name_in(told.language),
        "about": told.thing,
    }
    link = Link(PATH, PURPOSE, name_of_link(customer.visitor_id, topic.topic_id, told.mailing_id))
    subject, news = filled_from(told.text.subject, filling), filled_from(told.text.text, filling)
    return Matter(
        what=told.what,
        about=about,
        words={**filling, "subject": subject, "news": news, **({"marks": told.marks} if told.marks else {})},
        plan_key=plan.key,
        customer_id=customer.visitor_id,
        within=book.within,
        links={"url": link},
        ending=link,
        topic_id=topic.topic_id,
    )
