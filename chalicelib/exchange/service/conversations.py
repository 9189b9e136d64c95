"""Rows that are conversations: transcripts as they were elsewhere, each entry with its time and author (F10, A3).

What was said is never changed by a file: one that says otherwise of a conversation that is there is told of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import (
    AUTO_REPLY,
    CLOSED,
    CLOSING,
    MESSAGE,
    OPEN,
    Entry,
    Header,
    checked_text,
    previewed,
)
from chalicelib.conversations.model.words import NOTE
from chalicelib.conversations.model.wrapping import Wrap
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.text import checked_line
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.kinds import CONVERSATIONS, CUSTOMERS
from chalicelib.exchange.model.names import Known, mark_of, marks_of, thing_id
from chalicelib.exchange.model.rows import Problem, Row
from chalicelib.exchange.model.runs import CONFLICT, CREATED, UNCHANGED
from chalicelib.exchange.model.values import WrongValue, as_moment, as_text
from chalicelib.exchange.model.words import AUTHOR_WORDS, LEVEL_WORDS
from chalicelib.exchange.service import customers
from chalicelib.exchange.service.ground import Ground, Planned, Where, claims_of, refused
from chalicelib.exchange.store import names
from chalicelib.people.model.agents import LEVELS, by_agent
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import FieldValues
from chalicelib.visitors.model.visitor import Visitor

IMPORTED = "imported"  # the ref of the note that says so
SIDES = ("visitor", "agent", "system", "note")


def plan(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    """What becomes of these rows; a few reads for each."""
    return [_planned(ground, row) for row in rows]


def _planned(ground: Ground, row: Row) -> Planned:
    claimed = claims_of(ground, row, lambda row: str(row.get("external_id", "")), lambda _: "", _checked)
    if isinstance(claimed, Planned):
        return claimed
    claims, external_id = claimed.values, claimed.external_id
    where = ground.where(claims["plan"], external_id)
    known = where[2]
    own = known.thing_id if known is not None else external_id
    if own.startswith("cnv_") and conversations.headers(ground.desk, [own]):
        is_same = known is None or known.base.get("messages") == mark_of(claims["messages"])
        told = () if is_same else (Problem("messages", "differs"),)
        return Planned(row, UNCHANGED if is_same else CONFLICT, told, name=external_id)
    return _new(ground, row, where, claims)


def _checked(ground: Ground, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as it is kept. Raises ``Invalid``."""
    wrong, claims = WrongFields(), dict(values)
    claims["plan"] = str(claims.get("plan", "") or ground.run.choices.plan_key)
    if not claims["plan"] or ground.plan(claims["plan"]) is None:
        wrong.add("plan", "there is no such plan")
    if "customer_name" in claims:
        with wrong:
            claims["customer_name"] = checked_line("customer_name", claims["customer_name"], longest=80)
    if "level" in claims:
        claims["level"] = LEVEL_WORDS.get(claims["level"].casefold(), claims["level"].casefold())
        if claims["level"] not in LEVELS:
            wrong.add("level", f"one of {', '.join(LEVELS)}")
    if "category" in claims:
        category = ground.category(claims["category"])
        claims["category"] = category.category_id if category is not None else None
        if category is None:
            wrong.add("category", "there is no such category")
    if "source" in claims:
        with wrong:
            claims["source"] = checked_line("source", claims["source"], longest=40)
    lines: list[dict[str, Any]] = []
    for number, each in enumerate(claims.get("messages", ())):
        with wrong:
            lines.append(_line(ground, number, each))
    if not lines and not wrong:
        wrong.add("messages", "one message at least")
    wrong.refuse()
    claims["messages"] = _in_order(lines, claims.get("started_at") or ground.now)
    return claims


def _line(ground: Ground, number: int, line: Mapping[str, Any]) -> dict[str, Any]:
    """One message. Raises ``Invalid``."""
    where = f"messages.{number}"
    try:
        at = as_moment(as_text(line["at"]), ground.zone, ground.now) if line.get("at") else None
        side = as_text(line.get("author") or "visitor").casefold()
        name = as_text(line.get("author_name") or line.get("name") or "")
        text = as_text(line.get("text") or "")
    except WrongValue as wrong:
        raise Invalid.field(where, str(wrong)) from None
    side = AUTHOR_WORDS.get(side, side)
    if side not in SIDES:
        raise Invalid.field(f"{where}.author", f"one of {', '.join(SIDES)}")
    return {"at": at, "author": side, "name": name[:80], "text": checked_text(text, f"{where}.text")}


def _in_order(lines: Sequence[dict[str, Any]], begin: datetime) -> list[dict[str, Any]]:
    """By their times; one without any comes right behind the one before."""
    at = next((each["at"] for each in lines if each["at"] is not None), begin)
    timed = []
    for each in lines:
        at = each["at"] or at
        timed.append({**each, "at": at})
    return sorted(timed, key=lambda each: each["at"])


def _new(ground: Ground, row: Row, where: Where, claims: Mapping[str, Any]) -> Planned:
    lookup, external_id, known = where
    messages: list[dict[str, Any]] = claims["messages"]
    began = min(claims.get("started_at") or messages[0]["at"], messages[0]["at"])
    conversation_id = thing_id(CONVERSATIONS, claims["plan"], external_id, began)
    visitor, is_new, of_whom = _visitor(ground, claims, external_id, began)
    there = conversations.headers(ground.desk, [conversation_id])
    if visitor.erased_at is not None or any(ground.is_erased(each.visitor_id) for each in there):
        return refused(row, [Problem("customer", "erased")], external_id)
    entries = _entries(ground, visitor, claims)
    header = _header(ground, conversation_id, visitor, claims, began, entries)
    becomes = Known(conversation_id, {"messages": mark_of(messages)})

    def act() -> None:
        conversations.put_past(ground.desk, header, entries)
        tx = Transaction(ground.desk)
        conversations.seal_past(tx, header)
        names.put_known(tx, lookup, external_id, known, becomes)
        if is_new:
            visitors.put_known(tx, visitor, FieldValues())
            if of_whom is not None:
                made = Known(visitor.visitor_id, marks_of(customers.present(visitor, FieldValues())))
                names.put_known(tx, *of_whom, None, made)
        tx.commit()

    return Planned(row, CREATED, act=act, found=conversation_id, name=external_id)


def _visitor(
    ground: Ground, claims: Mapping[str, Any], external_id: str, began: datetime
) -> tuple[Visitor, bool, tuple[str, str] | None]:
    """Whose it is, whether the desk does not know them yet, and by which external id it will."""
    of_whom, name = None, f"conversation#{external_id}"
    if "customer" in claims:
        name = claims["customer"]
        lookup = names.lookup(CUSTOMERS, claims["plan"], name)
        known = ground.known([lookup]).get(lookup)
        visitor_id = known.thing_id if known is not None else name if name.startswith("vis_") else None
        there = visitors.known_ones(ground.desk, [visitor_id])[1] if visitor_id is not None else {}
        if visitor_id in there and there[visitor_id][0].plan_key == claims["plan"]:
            return there[visitor_id][0], False, None
        of_whom = (lookup, name) if known is None else None
    visitor_id = thing_id(CUSTOMERS, claims["plan"], name, began)
    level = claims.get("level", "normal")
    locale = nearest_locale(claims.get("locale"))
    visitor = Visitor(visitor_id, claims["plan"], 0, began, began, locale, claims.get("customer_name"), level=level)
    there = visitors.known_ones(ground.desk, [visitor_id])[1]
    return (there[visitor_id][0], False, None) if visitor_id in there else (visitor, True, of_whom)


def _entries(ground: Ground, visitor: Visitor, claims: Mapping[str, Any]) -> list[Entry]:
    """That it was imported, for agents; what was said; that it ended."""
    messages: list[dict[str, Any]] = claims["messages"]
    note = f"导入的历史会话 · Imported history ({ground.run.name})"
    lines = [(NOTE, SYSTEM, note, messages[0]["at"])]
    for each in messages:
        kind = {"system": AUTO_REPLY, "note": NOTE}.get(each["author"], MESSAGE)
        lines.append((kind, _author(ground, visitor, each), each["text"], each["at"]))
    ended = max(claims.get("closed_at") or messages[-1]["at"], messages[-1]["at"])
    lines.append((CLOSING, SYSTEM, "", ended))
    entries = [
        Entry(number, kind, author, text, at, OPEN, visitor.visitor_id, ref=IMPORTED if number == 1 else None)
        for number, (kind, author, text, at) in enumerate(lines, 1)
    ]
    return [*entries[:-1], replace(entries[-1], state=CLOSED)]


def _author(ground: Ground, visitor: Visitor, line: Mapping[str, Any]) -> Author:
    """A colleague, the visitor, or whoever the file names, kept as a name."""
    if line["author"] == "system":
        return SYSTEM
    if line["author"] == "visitor":
        return Author("visitor", visitor.visitor_id, line["name"] or visitor.name)
    colleague = ground.colleague(line["name"]) if line["name"] else None
    return by_agent(colleague) if colleague is not None else Author("agent", None, line["name"] or None)


def _header(
    ground: Ground,
    conversation_id: str,
    visitor: Visitor,
    claims: Mapping[str, Any],
    began: datetime,
    entries: Sequence[Entry],
) -> Header:
    colleague = ground.colleague(claims["agent"]) if "agent" in claims else None
    named = Author("agent", None, claims["agent"][:80]) if "agent" in claims else None
    agent = by_agent(colleague) if colleague is not None else named
    answers = [each for each in entries if each.kind == MESSAGE and each.author.kind == "agent"]
    last = next(each for each in reversed(entries[:-1]))
    header = Header(
        conversation_id,
        visitor.plan_key,
        visitor.visitor_id,
        CLOSED,
        began,
        nearest_locale(claims.get("locale")),
        visitor_name=claims.get("customer_name") or visitor.name,
        level=claims.get("level") or visitor.level,
        agent=agent,
        owner=agent,
        source=claims.get("source", "web"),
        last_seq=len(entries),
        last_author=last.author.kind,
        last_at=last.at,
        state_at=entries[-1].at,
        closed_at=entries[-1].at,
        closed_by="system",
        first_reply_at=answers[0].at if answers else None,
        agent_answered=bool(answers),
        why_closed="closed",
        wrap=Wrap(category_id=claims.get("category")),
        pools=(),
        imported=True,
    )
    return previewed(header, last.text)
