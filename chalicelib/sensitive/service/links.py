"""Protected links: made by an agent, opened by the customer, erased at their end (F8)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import Entry, Header, checked_text
from chalicelib.core import audit, limits, links, races, work
from chalicelib.core.audit import STRANGER, By
from chalicelib.core.contacts import Recipient
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import LimitReached, NotFound, existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark
from chalicelib.core.sensitive import hidden
from chalicelib.core.transactions import Transaction
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import EMAIL, SMS, Matter
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.sensitive import store
from chalicelib.sensitive.model import link as model
from chalicelib.sensitive.model.link import (
    CODE,
    EXPIRED,
    MOST_CODES,
    ONCE,
    OPEN,
    CodeRefused,
    ProtectedLink,
    ProtectWords,
)
from chalicelib.sensitive.model.words import message_with
from chalicelib.visitors import service as visitors

PURPOSE, PATH, WHAT = "protected", "/v/", "protected_code"
MADE = Limit("protected_link", most=60, within=timedelta(hours=1))


class EraseLink(Due, frozen=True):
    """A protected link ends: what it led to is erased."""

    kind = "sensitive.erase_link"

    link_id: str


def protect(
    desk: Desk, caller: people.Caller, form: ProtectWords, request_id: str = ""
) -> tuple[ProtectedLink, Entry, bool]:
    """An agent's words go out without their numbers, and with a link to a page that shows them; the link, the message,
    and whether both were there before. Who dies between the link and the message asks again.

    Raises what ``conversations.reply`` raises, ``NothingToProtect``, ``Invalid``, ``LimitReached``.
    """
    client_id = checked_client_id(form.client_id)
    header = conversations.find(desk, form.conversation_id)
    conversations.may_answer(desk, caller.agent, header)
    text = hidden(checked_text(form.text), header.replaces)
    link = _made(desk, caller, form, header, text, request_id)
    url = links.url_of(desk, PATH, PURPOSE, link.link_id)
    said = message_with(hidden(text, header.stops), url, link, link.locale)
    entry, before = conversations.reply(desk, caller.agent, form.conversation_id, said, client_id, request_id)
    return link, entry, before


def _made(
    desk: Desk, caller: people.Caller, form: ProtectWords, header: Header, text: str, request_id: str
) -> ProtectedLink:
    now = desk.now()
    kinds = model.kinds_of(text, header.stops)
    customer = visitors.whole(desk, header.visitor_id)
    email, mobile = (customer.email, customer.mobile) if form.way == CODE else (None, None)
    model.refuse_unreachable(form.way, email, mobile)
    made = ProtectedLink(
        link_id=desk.new_id("pro"),
        conversation_id=header.conversation_id,
        plan_key=header.plan_key,
        locale=header.locale,
        made_by=caller.agent.agent_id,
        made_at=now,
        expires_at=now + timedelta(hours=form.hours),
        way=form.way,
        text=text,
        kinds=kinds,
        name=header.visitor_name or "",
        email=email,
        mobile=mobile if not email else None,
    )
    asked = [hidden(text), form.way, form.hours]
    once = Once.of(f"protect#{header.conversation_id}#{caller.agent.agent_id}", form.client_id, asked)
    tx = Transaction(desk)
    mark(tx, once, {"link_id": made.link_id})
    store.put_link(tx, None, made)
    work.put(tx, EraseLink(made.link_id), at=made.expires_at)
    limits.spend(tx, MADE, "agent", caller.agent.agent_id)
    after = {"link_id": made.link_id, "kinds": [*kinds], "way": made.way, "hours": form.hours}
    audit.note(tx, caller.by(request_id), "protect_number", header.conversation_id, after=after)
    try:
        tx.commit()
    except AlreadyDone as done:
        return existing(store.link(desk, str(done.answer["link_id"])), "the link is gone")
    return made


def read_by_token(desk: Desk, token: str) -> ProtectedLink:
    """What a link leads to, as it is by now. One read. Raises ``NotFound``."""
    return _as_now(desk, existing(store.link(desk, links.read(desk, PURPOSE, token)), "no such link"))


def _as_now(desk: Desk, link: ProtectedLink) -> ProtectedLink:
    """One whose end has come leads nowhere, whether or not it was erased yet."""
    is_over = link.state == OPEN and model.state_at(link, desk.now()) == EXPIRED
    return model.erased(link, EXPIRED) if is_over else link


def send_code(desk: Desk, token: str) -> ProtectedLink:
    """A code of six digits goes to the customer's known address; the one before counts no longer. Three of a link.

    Raises ``NotFound``, ``LimitReached``.
    """
    code = f"{secrets.randbelow(1_000_000):06d}"

    def change(tx: Transaction, link: ProtectedLink) -> ProtectedLink:
        if link.way != CODE:
            raise NotFound("it needs no code")
        if link.codes >= MOST_CODES:
            raise LimitReached("protected_code", "link", 3600)
        to = Recipient(link.name, link.email, link.mobile, link.locale)
        words = {"code": code, "minutes": int(model.CODE_LASTS.total_seconds()) // 60, "plan": _plan_name(desk, link)}
        matter = Matter(what=WHAT, words=words, about=link.link_id, plan_key=link.plan_key)
        notifications.tell(tx, [to], matter, channels=(EMAIL,) if link.email else (SMS,))
        return model.with_code(link, code, desk.now())

    return _changed(desk, token, change, "send_protected_code")


def open_with(desk: Desk, token: str, code: str) -> tuple[ProtectedLink, str]:
    """What it leads to, for whoever has the code, or opens it first: the link, and the text that is shown now.

    Raises ``NotFound``, ``CodeRefused``.
    """
    shown = ""

    def change(tx: Transaction, link: ProtectedLink) -> ProtectedLink:
        nonlocal shown
        after = model.seen(link) if link.way == ONCE else model.tried(link, code, desk.now())
        shown = link.text if after.views > link.views else ""
        return after

    link = _changed(desk, token, change, "open_protected_link")
    if not shown and link.state == OPEN:
        raise CodeRefused("not the code")
    return link, shown


def _changed(
    desk: Desk, token: str, change: Callable[[Transaction, ProtectedLink], ProtectedLink], act: str
) -> ProtectedLink:
    """A link that is open still, changed; one that is over stays as it is. It is noted that a stranger did it."""

    def attempt() -> ProtectedLink:
        before = read_by_token(desk, token)
        if before.state != OPEN:
            return before
        tx = Transaction(desk)
        after = change(tx, before)
        store.put_link(tx, before, after)
        by, state = By(STRANGER, STRANGER), {"link_id": before.link_id, "state": after.state}
        counts = {"views": after.views, "tries": after.tries, "codes": after.codes}
        audit.note(tx, by, act, before.conversation_id, after={**state, **counts})
        tx.commit()
        return after

    return races.again(desk, attempt, store.LinkMoved)


def erase(desk: Desk, due: EraseLink) -> None:
    """Its end has come. Safe to repeat."""

    def attempt() -> None:
        link = store.link(desk, due.link_id)
        if link is None or link.state != OPEN or desk.now() < link.expires_at:
            return
        tx = Transaction(desk)
        store.put_link(tx, link, model.erased(link, EXPIRED))
        tx.commit()

    races.again(desk, attempt, store.LinkMoved)


def _plan_name(desk: Desk, link: ProtectedLink) -> str:
    try:
        return plans.read_plan(desk, link.plan_key).name
    except NotFound:
        return ""
