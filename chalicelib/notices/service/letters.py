"""How a notice is written: its words, and where its recipient ends such letters."""

from __future__ import annotations

from chalicelib.core.text import filled_from
from chalicelib.notices.model.topics import Book, Topic
from chalicelib.notifications.model.notice import Link, Matter
from chalicelib.plans.model.plan import Plan
from chalicelib.visitors.model.visitor import Visitor

PATH, PURPOSE = "/n/", "leave_topic"
NOBODY = "-"


def name_of_link(customer_id: str, topic_id: str, mailing_id: str | None) -> str:
    """What the link that ends a topic names."""
    return f"{customer_id}~{topic_id}~{mailing_id or NOBODY}"


def matter_of(
    plan: Plan,
    book: Book,
    topic: Topic,
    customer: Visitor,
    *,
    what: str,
    about: str,
    subject: str,
    text: str,
    thing: str,
    language: str,
    mailing_id: str | None = None,
) -> Matter:
    """A letter about a topic, which goes out within the hours of its plan and says where to end such letters."""
    filling = {
        "name": customer.name or "",
        "plan": plan.name,
        "topic": topic.name_in(language),
        "about": thing,
    }
    link = Link(PATH, PURPOSE, name_of_link(customer.visitor_id, topic.topic_id, mailing_id))
    return Matter(
        what=what,
        about=about,
        words={**filling, "subject": filled_from(subject, filling), "news": filled_from(text, filling)},
        plan_key=plan.key,
        customer_id=customer.visitor_id,
        within=book.within,
        links={"url": link},
        ending=link,
        topic_id=topic.topic_id,
    )
