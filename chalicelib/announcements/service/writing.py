"""Announcements as those who keep them do it: drafts, published at once or for a time, new editions, ended (E6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.announcements.model.announcement import (
    ARCHIVED,
    DRAFT,
    EFFECTIVE,
    MOST_EDITIONS,
    SCHEDULED,
    WITHDRAWN,
    AgreedAnswer,
    Announcement,
    AnnouncementOver,
    Audience,
    Content,
    Edition,
    begun,
    ended,
    expired,
    published,
    refuse_unless,
)
from chalicelib.announcements.model.forms import (
    LONGEST_BODY,
    LONGEST_CHANGES,
    LONGEST_REASON,
    LONGEST_TITLE,
    ChangeAnnouncement,
    EndAnnouncement,
    NewAnnouncementEdition,
    PublishAnnouncement,
    WriteAnnouncement,
    checked,
    checked_words,
    content_in,
)
from chalicelib.announcements.service import access, saving
from chalicelib.announcements.service.spreading import BeginAnnouncement, ExpireAnnouncement
from chalicelib.announcements.store import records
from chalicelib.announcements.store.records import AnnouncementMoved
from chalicelib.core import audit, races
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.text import in_one_line
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge.model.phrases import OWN
from chalicelib.knowledge.service import articles, shelves
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.service import Caller

FIELDS = ("audience", "priority", "effective_at", "expires_at", "remind_hours", "remind_by_email")


def fields_of(announcement: Announcement) -> dict[str, Any]:
    """What a form may say of it, as it is now."""
    content = announcement.content
    held = {name: getattr(announcement, name) for name in FIELDS}
    return {"title": content.title, "body": content.body, "answer": content.answer, **held}


def write_announcement(desk: Desk, caller: Caller, form: WriteAnnouncement, once: Once | None) -> Announcement:
    """A draft. Two requests, one more where groups, roles or a shelf are named. Raises ``Invalid`` with the fields,
    ``NotYours``, ``KeyReused``, and what speaks against the shelf."""

    def act() -> Announcement:
        agent = caller.agent
        fields = checked(msgspec.structs.asdict(form), {}, desk.now())
        _refuse(desk, agent, fields["audience"], fields["answer"], form.audience)
        kept = {name: fields[name] for name in FIELDS}
        announcement = Announcement(
            desk.new_id("ann"), content_in(fields), created_at=desk.now(), written_by=by_agent(agent), **kept
        )
        tx = Transaction(desk)
        mark(tx, once, {"announcement_id": announcement.key})
        saving.put_new(tx, announcement)
        tx.commit()
        return announcement

    return once_only(desk, once, act)


def draft_announcement(
    tx: Transaction, agent: Agent, announcement_id: str, title: str, body: str, group_id: str | None, source: str
) -> Announcement:
    """Add to the transaction: a draft with this id and these words, for a group or (None) for everybody, made from its
    ``source``. Asks nothing. Raises ``PermissionNeeded``, ``NotYours`` for who publishes nothing there."""
    audience = Audience(group_ids=(group_id,)) if group_id is not None else Audience(everybody=True)
    access.refuse_unpermitted(agent)
    access.refuse_beyond(agent, audience)
    content = Content(in_one_line(title, LONGEST_TITLE) or "-", body[:LONGEST_BODY])
    announcement = Announcement(announcement_id, content, audience, tx.desk.now(), by_agent(agent), source=source)
    saving.put_new(tx, announcement)
    return announcement


def once_only(desk: Desk, once: Once | None, act: Callable[[], Announcement]) -> Announcement:
    """What this request came to, done now or read where it was done before. Raises ``KeyReused``."""
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return access.read(desk, str(before["announcement_id"]))
    try:
        return act()
    except AlreadyDone as done:
        return access.read(desk, str(done.answer["announcement_id"]))


def change_announcement(desk: Desk, caller: Caller, announcement_id: str, form: ChangeAnnouncement) -> Announcement:
    """Other words in a draft. Two requests, one more where groups, roles or a shelf are named. Raises ``NotFound``,
    ``NotYours``, ``AnnouncementOver`` for what is published, ``Invalid``, ``ChangedMeanwhile``."""
    agent, first = caller.agent, access.read(desk, announcement_id)
    _refuse_other(agent, first, form.version)
    refuse_unless(first, desk.now(), DRAFT)
    _changed(desk, agent, first, form)

    def changed(held: Announcement) -> Announcement:
        access.refuse_beyond(agent, held.audience)
        refuse_unless(held, desk.now(), DRAFT)
        return _with(held, checked(_said(form), fields_of(held), desk.now()))

    def save(before: Announcement, after: Announcement) -> None:
        if after != before:
            tx = Transaction(desk)
            records.put(tx, before, after)
            tx.commit()

    return races.change(desk, first, _said(form), changed, save, read=lambda held, name: fields_of(held)[name])


def remove_draft(desk: Desk, caller: Caller, announcement_id: str) -> None:
    """A draft is thrown away; twice is once. Raises ``NotYours``, ``AnnouncementOver`` for what is published."""

    def once() -> None:
        held = records.find(desk, announcement_id)
        if held is None:
            return
        access.refuse_beyond(caller.agent, held.audience)
        refuse_unless(held, desk.now(), DRAFT)
        tx = Transaction(desk)
        records.remove(tx, held)
        tx.commit()

    races.again(desk, once, AnnouncementMoved)


def publish(
    desk: Desk, caller: Caller, announcement_id: str, form: PublishAnnouncement, once: Once | None, request_id: str = ""
) -> Announcement:
    """The draft is what everybody whom it is for is to read, at once or from its time on. Six requests, and those whom
    it reaches in pieces. Raises ``NotFound``, ``NotYours``, ``AnnouncementOver``, ``ChangedMeanwhile``, ``Invalid``,
    ``TooManyCurrent``, ``KeyReused``."""
    edition: Edition | None = None

    def step(held: Announcement) -> Announcement:
        nonlocal edition
        _refuse_other(caller.agent, held, form.version)
        refuse_unless(held, desk.now(), DRAFT)
        _refuse_empty(held.content)
        if held.expires_at is not None and held.expires_at <= desk.now():
            raise Invalid.field("expires_at", "it would be over before it begins")
        after, edition = published(held, by_agent(caller.agent), desk.now())
        return after

    also = _noting(caller, "publish_announcement", request_id, once, lambda: edition)
    return once_only(desk, once, lambda: saving.change(desk, announcement_id, step, also))


def publish_edition(
    desk: Desk,
    caller: Caller,
    announcement_id: str,
    form: NewAnnouncementEdition,
    once: Once | None,
    request_id: str = "",
) -> Announcement:
    """What is published is otherwise from now on; who has read it reads it again where that is said. Requests and
    refusals as of ``publish``."""
    edition: Edition | None = None
    changes = checked_words("changes", form.changes, LONGEST_CHANGES)

    def step(held: Announcement) -> Announcement:
        nonlocal edition
        _refuse_other(caller.agent, held, form.version)
        now = desk.now()
        refuse_unless(held, now, SCHEDULED, EFFECTIVE)
        if held.edition >= MOST_EDITIONS:
            raise AnnouncementOver(f"at most {MOST_EDITIONS} editions: write another one", extra={"state": held.state})
        after = _changed(desk, caller.agent, held, form)
        _refuse_empty(after.content)
        if held.standing(now) == EFFECTIVE and after.effective_at != held.effective_at:
            raise Invalid.field("effective_at", "it is in effect already")
        number = held.edition + 1
        edition = Edition(number, after.content, now, by_agent(caller.agent), changes, form.read_again)
        after = replace(after, edition=number, asked=number if form.read_again else held.asked)
        return begun(after, now) or after

    also = _noting(caller, "publish_edition", request_id, once, lambda: edition)
    return once_only(desk, once, lambda: saving.change(desk, announcement_id, step, also))


def withdraw(
    desk: Desk, caller: Caller, announcement_id: str, form: EndAnnouncement, once: Once | None, request_id: str = ""
) -> Announcement:
    """It holds no more, or never comes into effect. Raises ``NotFound``, ``NotYours``, ``AnnouncementOver``."""
    return _end(desk, caller, announcement_id, (WITHDRAWN, form.reason), once, request_id)


def archive(
    desk: Desk, caller: Caller, announcement_id: str, form: EndAnnouncement, once: Once | None, request_id: str = ""
) -> Announcement:
    """It is laid into the archive, where it is found. Raises as ``withdraw``."""
    return _end(desk, caller, announcement_id, (ARCHIVED, form.reason), once, request_id)


def _end(
    desk: Desk, caller: Caller, announcement_id: str, how: tuple[str, str], once: Once | None, request_id: str
) -> Announcement:
    state, reason = how[0], checked_words("reason", how[1], LONGEST_REASON)

    def step(held: Announcement) -> Announcement | None:
        access.refuse_beyond(caller.agent, held.audience)
        return ended(held, state, reason, by_agent(caller.agent), desk.now())

    also = _noting(caller, f"{'withdraw' if state == WITHDRAWN else 'archive'}_announcement", request_id, once)
    return once_only(desk, once, lambda: saving.change(desk, announcement_id, step, also))


def begin(desk: Desk, due: BeginAnnouncement) -> None:
    """Its time has come: who has it to read hears of it. Void for one that is otherwise by now."""
    if records.find(desk, due.announcement_id) is not None:
        saving.change(desk, due.announcement_id, lambda held: begun(held, desk.now()))


def expire(desk: Desk, due: ExpireAnnouncement) -> None:
    """Its time is over; in everybody's record it was over at that moment. Void for one that is otherwise by now."""
    if records.find(desk, due.announcement_id) is not None:
        saving.change(desk, due.announcement_id, lambda held: expired(held, desk.now()))


def _refuse_other(agent: Agent, held: Announcement, version: int | None) -> None:
    access.refuse_beyond(agent, held.audience)
    races.refuse_older(version, held)


def _said(form: ChangeAnnouncement) -> dict[str, Any]:
    """What a form says, of that which an announcement has."""
    named = {name: getattr(form, name) for name in ("title", "body", "answer", *FIELDS)}
    return {name: each for name, each in named.items() if each is not msgspec.UNSET}


def _with(held: Announcement, fields: Mapping[str, Any]) -> Announcement:
    return replace(held, content=content_in(fields), **{name: fields[name] for name in FIELDS})


def _changed(desk: Desk, agent: Agent, held: Announcement, form: ChangeAnnouncement) -> Announcement:
    """With what the form says, once it is known that they may and that groups and roles are there."""
    said = _said(form)
    after = _with(held, checked(said, fields_of(held), desk.now()))
    _refuse(desk, agent, after.audience, after.content.answer if "answer" in said else None, said.get("audience"))
    return after


def _refuse(desk: Desk, agent: Agent, audience: Audience, answer: AgreedAnswer | None, form: Any) -> None:
    """Raises for what is for others, groups and roles that are none, a shelf that others keep."""
    access.refuse_beyond(agent, audience)
    if form is not None:
        access.known(desk, form)
    if answer is not None:
        _refuse_answer(desk, agent, answer)


def _refuse_empty(content: Content) -> None:
    """Raises ``Invalid`` for what says nothing."""
    if not content.body and content.answer is None:
        raise Invalid.field("body", "something to read, or an agreed answer")


def _refuse_answer(desk: Desk, agent: Agent, answer: AgreedAnswer) -> None:
    """Raises ``Invalid`` for an article that readers do not have, a phrase that the agent does not, what speaks against
    changing the shelf."""
    if answer.shelf == OWN:
        raise Invalid.field("answer.shelf", "company, or a group")
    if answer.shelf:
        try:
            shelves.owner_to_change(desk, agent, answer.shelf)
        except NotFound:
            raise Invalid.field("answer.shelf", "no such group") from None
    if answer.article_id is not None and answer.article_id not in articles.published(desk, [answer.article_id]):
        raise Invalid.field("answer.article_id", "no such published article")
    if answer.phrase_ids:
        known = {each.phrase_id for shelf in shelves.read_shelves(desk, agent) for each in shelf.phrases}
        for each in answer.phrase_ids:
            if each not in known:
                raise Invalid.field("answer.phrase_ids", f"no such phrase: {each}")


def _noting(
    caller: Caller, act: str, request_id: str, once: Once | None, edition: Callable[[], Edition | None] = lambda: None
) -> saving.Also:
    def also(tx: Transaction, before: Announcement, after: Announcement) -> None:
        mark(tx, once, {"announcement_id": after.key})
        made = edition()
        if made is not None:
            saving.put_published(tx, after, made)
        audit.note(tx, caller.by(request_id), act, after.key, before=_told(before), after=_told(after))

    return also


def _told(announcement: Announcement) -> Mapping[str, Any]:
    """What the audit log says of it."""
    return {
        "title": announcement.content.title,
        "state": announcement.state,
        "edition": announcement.edition,
        "audience": msgspec.to_builtins(announcement.audience),
    }
