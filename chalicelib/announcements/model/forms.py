"""What is written of an announcement, checked field by field (E6). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec

from chalicelib.announcements.model.announcement import AgreedAnswer, Audience, Content
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import Id, checked_line, has_half_a_character, is_visible
from chalicelib.knowledge.model.phrases import LONGEST_SHORTCUT, LONGEST_TEXT, checked_phrase, checked_shortcut

LONGEST_TITLE, LONGEST_BODY, LONGEST_CHANGES, LONGEST_REASON = 120, 20_000, 1_000, 500
MOST_GROUPS, MOST_ROLES, MOST_PHRASES = 20, 10, 20
MOST_REACHED = 20  # groups and roles together: another audience takes four writes of a transaction for each
FARTHEST = timedelta(days=366)
LONGEST = timedelta(days=5 * 366)
LONGEST_WAIT = 30 * 24  # hours

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Title = Annotated[str, msgspec.Meta(max_length=400)]
Body = Annotated[str, msgspec.Meta(max_length=LONGEST_BODY)]
Changes = Annotated[str, msgspec.Meta(max_length=LONGEST_CHANGES)]
Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]
Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Hours = Annotated[int, msgspec.Meta(ge=0, le=LONGEST_WAIT)]
PriorityName = Literal["normal", "pinned", "urgent"]


class AnnouncementAudience(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody, or whoever is in one of these groups or has one of these roles, at most 20 together."""

    everybody: bool = False
    group_ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_GROUPS)] = ()
    role_ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_ROLES)] = ()


class AgreedAnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``texts``: what everybody answers alike, by language; none: there is no agreed answer. ``article_id``: where more
    is said; ``phrase_ids``: phrases that say it. ``shelf``: where it is kept as a phrase while it is in effect,
    ``company`` or a group's id; empty: nowhere."""

    texts: Annotated[
        Mapping[str, Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT * 2)]], msgspec.Meta(max_length=8)
    ]
    article_id: Id | None = None
    phrase_ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_PHRASES)] = ()
    shelf: Annotated[str, msgspec.Meta(max_length=100)] = ""
    shortcut: Annotated[str, msgspec.Meta(max_length=LONGEST_SHORTCUT * 2)] = ""


class WriteAnnouncement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``effective_at``: from when on; null: once it is published. ``expires_at``: until when; null: for ever.
    ``remind_hours``: who has not confirmed after so many hours is told once more; 0: nobody."""

    title: Title
    body: Body = ""
    audience: AnnouncementAudience = AnnouncementAudience(everybody=True)
    priority: PriorityName = "normal"
    effective_at: Moment | None = None
    expires_at: Moment | None = None
    remind_hours: Hours = 0
    remind_by_email: bool = False
    answer: AgreedAnswerForm | None = None


class ChangeAnnouncement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays, what is null is none. ``version``: the one that was read, if that matters."""

    title: Title | msgspec.UnsetType = msgspec.UNSET
    body: Body | msgspec.UnsetType = msgspec.UNSET
    audience: AnnouncementAudience | msgspec.UnsetType = msgspec.UNSET
    priority: PriorityName | msgspec.UnsetType = msgspec.UNSET
    effective_at: Moment | msgspec.UnsetType | None = msgspec.UNSET
    expires_at: Moment | msgspec.UnsetType | None = msgspec.UNSET
    remind_hours: Hours | msgspec.UnsetType = msgspec.UNSET
    remind_by_email: bool | msgspec.UnsetType = msgspec.UNSET
    answer: AgreedAnswerForm | msgspec.UnsetType | None = msgspec.UNSET
    version: Version | None = None


class NewAnnouncementEdition(ChangeAnnouncement, frozen=True, forbid_unknown_fields=True):
    """Of what is published: as a change, and ``changes``: what is otherwise, for those who have read it;
    ``read_again``: they are to confirm this edition too."""

    changes: Changes = ""
    read_again: bool = False


class PublishAnnouncement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``version``: the one that was read."""

    version: Version


class EndAnnouncement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reason``: why it holds no more."""

    reason: Reason = ""


class ConfirmAnnouncement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``edition``: the one that was read."""

    edition: Annotated[int, msgspec.Meta(ge=1, le=10**6)]


def checked_words(field: str, text: str, longest: int, *, needed: bool = False) -> str:
    """Words of several lines, trimmed. Raises ``Invalid``."""
    text = text.strip()
    if len(text) > longest:
        raise Invalid.field(field, f"at most {longest:,} characters")
    if "\x00" in text or has_half_a_character(text):
        raise Invalid.field(field, "no NUL character and no half of one")
    if needed and not is_visible(text):
        raise Invalid.field(field, "something that can be seen")
    return text


def checked_audience(form: AnnouncementAudience) -> Audience:
    """Whom it is for. Raises ``Invalid`` where that is nobody, or everybody and somebody."""
    groups, roles = tuple(dict.fromkeys(form.group_ids)), tuple(dict.fromkeys(form.role_ids))
    if form.everybody == bool(groups or roles):
        raise Invalid.field("audience", "everybody, or some groups or roles")
    if len(groups) + len(roles) > MOST_REACHED:
        raise Invalid.field("audience", f"at most {MOST_REACHED} groups and roles together")
    return Audience(form.everybody, groups, roles)


def checked_answer(form: AgreedAnswerForm | None) -> AgreedAnswer | None:
    """What everybody answers alike; None: nothing is agreed. Raises ``Invalid`` naming each field."""
    if form is None or not any(each.strip() for each in form.texts.values()):
        return None
    wrong, texts, shortcut = WrongFields(), dict[str, str](), ""
    for language, text in form.texts.items():
        if language not in LANGUAGES:
            wrong.add(f"answer.texts.{language[:20]}", f"in {' and '.join(LANGUAGES)}")
        elif text.strip():
            try:
                texts[language] = checked_phrase(text)
            except Invalid as refusal:
                wrong.add(f"answer.texts.{language}", refusal.errors[0].message)
    try:
        shortcut = checked_shortcut(form.shortcut)
    except Invalid as refusal:
        wrong.add("answer.shortcut", refusal.errors[0].message)
    wrong.refuse()
    kept = {each: texts[each] for each in LANGUAGES if each in texts}
    return AgreedAnswer(kept, form.article_id, tuple(dict.fromkeys(form.phrase_ids)), form.shelf.strip(), shortcut)


def checked(values: Mapping[str, Any], held: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What a form says of an announcement, as its record keeps it; ``held``: the fields as they are, where the form
    leaves them out. Raises ``Invalid`` naming each wrong field."""
    wrong, after = WrongFields(), dict(held)
    for name, value in values.items():
        with wrong:
            after[name] = _CHECKS[name](value) if name in _CHECKS else value
    with wrong:
        _refuse_times(values, after.get("effective_at"), after.get("expires_at"), now)
    wrong.refuse()
    return after


def _refuse_times(values: Mapping[str, Any], begins: datetime | None, ends: datetime | None, now: datetime) -> None:
    """Raises ``Invalid`` for times that the form says and that do not go together."""
    if begins is not None and values.get("effective_at") is not None and not now - FARTHEST < begins < now + FARTHEST:
        raise Invalid.field("effective_at", "at most a year from now, or ago")
    if ends is None:
        return
    first = max(now, begins) if begins is not None else now
    if values.get("expires_at") is not None and not first < ends <= now + LONGEST:
        raise Invalid.field("expires_at", "later than it begins, at most five years from now")
    if begins is not None and values.get("effective_at") is not None and ends <= begins:
        raise Invalid.field("effective_at", "earlier than it ends")


_CHECKS: Mapping[str, Any] = {
    "title": lambda value: checked_line("title", value, longest=LONGEST_TITLE),
    "body": lambda value: checked_words("body", value, LONGEST_BODY),
    "audience": checked_audience,
    "answer": checked_answer,
    "remind_hours": lambda value: value or None,
}


def content_in(fields: Mapping[str, Any]) -> Content:
    """The words among these fields."""
    return Content(fields["title"], fields["body"], fields["answer"])
