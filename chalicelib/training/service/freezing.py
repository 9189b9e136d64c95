"""What the lessons of a course show: taken from where it is when the course is published, and kept with the version."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import MESSAGE, Entry, Header
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, WrongFields
from chalicelib.knowledge.model.phrases import OWN
from chalicelib.knowledge.service import articles
from chalicelib.knowledge.service.shelves import read_shelf
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.training.model.courses import (
    ARTICLE,
    CONVERSATION,
    MOST_SHOWN,
    PHRASES,
    TEXT,
    Content,
    CourseDefinition,
    Lesson,
    Saying,
    Spoken,
    refuse_too_much,
)
from chalicelib.training.model.masking import masked_words, names_of


def contents_of(desk: Desk, author: Agent, definition: CourseDefinition) -> list[Content]:
    """What every lesson shows now, within its author's reach; a request for the articles, one or two for each shelf and
    conversation. Raises ``Invalid`` naming the lessons whose source is not there, beyond the author's reach, or too
    much to be kept.
    """
    wrong = WrongFields()
    for number, each in enumerate(definition.lessons):
        if each.kind != TEXT and not each.about:
            wrong.add(f"draft.lessons.{number}.about", "which one")
    wrong.refuse()
    ids = [each.about for each in definition.lessons if each.kind == ARTICLE]
    editions = articles.published(desk, ids) if ids else {}
    made = []
    for number, lesson in enumerate(definition.lessons):
        where = f"draft.lessons.{number}.about"
        if lesson.kind == ARTICLE:
            edition = editions.get(lesson.about)
            if edition is None:
                raise Invalid.field(where, "no article of this id is published")
            _, wording = edition.wording_in(definition.language)
            made.append(Content(lesson.lesson_id, wording.body, edition.number))
        else:
            made.append(_content(desk, author, lesson, where))
    refuse_too_much(made)
    return made


def _content(desk: Desk, author: Agent, lesson: Lesson, where: str) -> Content:
    try:
        if lesson.kind == PHRASES:
            return Content(lesson.lesson_id, lesson.text, phrases=_sayings(desk, author, lesson.about))
        if lesson.kind == CONVERSATION:
            return Content(lesson.lesson_id, lesson.text, spoken=tuple(_spoken(desk, author, lesson)))
    except NotFound:
        raise Invalid.field(where, "there is no such thing") from None
    except NotYours:
        raise Invalid.field(where, "it is beyond your reach") from None
    return Content(lesson.lesson_id, lesson.text)


def _sayings(desk: Desk, author: Agent, name: str) -> tuple[Saying, ...]:
    if name == OWN:
        raise NotFound("one's own phrases are nobody else's")
    return tuple(Saying(each.title, each.text) for each in read_shelf(desk, author, name).phrases)


def _spoken(desk: Desk, author: Agent, lesson: Lesson) -> list[Spoken]:
    """The words of a conversation between two numbers, of what people said to each other, masked."""
    header = conversations.find(desk, lesson.about)
    conversations.may_see(desk, author, header)
    page = conversations.entries_after(desk, lesson.about, lesson.first - 1, MOST_SHOWN)
    entries = [each for each in page.entries if each.seq <= lesson.last and each.kind == MESSAGE]
    lines = [each for each in entries if each.masked_words.strip()]
    if not lines:
        raise NotFound("nothing was said there")
    names = _names(header, entries)
    return [
        Spoken(
            each.author.kind,
            masked_words(each.masked_words, names),
            int((each.at - lines[0].at).total_seconds()),
        )
        for each in lines
    ]


def _names(header: Header, entries: Sequence[Entry]) -> list[str]:
    """How those who took part may be called in it: its visitor, and agents too, since it is about the work."""
    known = {header.visitor_name or "", *(each.author.name or "" for each in entries)}
    return [name for each in sorted(known) if each for name in names_of(each)]
