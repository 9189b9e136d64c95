"""Rows that are tickets: history as it was elsewhere, with entries in their order (F10, D4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.contacts import checked_mobile, checked_own_email, region_of
from chalicelib.core.errors import DeskError, Invalid, NotFound, WrongFields
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.text import checked_line
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.kinds import CUSTOMERS, OWN_FIELD, TICKETS
from chalicelib.exchange.model.names import Known, marks_of, thing_id
from chalicelib.exchange.model.own_fields import definition_of, ticket_value
from chalicelib.exchange.model.rows import Problem, Row
from chalicelib.exchange.model.runs import CHANGED, CONFLICT, CREATED, UNCHANGED, merged
from chalicelib.exchange.model.values import WrongValue, as_moment, as_text
from chalicelib.exchange.model.words import AUTHOR_WORDS, LEVEL_WORDS, PRIORITY_WORDS, STATE_WORDS, TYPE_WORDS
from chalicelib.exchange.service.ground import Ground, Planned, Where, claims_of, problems_of, refused, told_of
from chalicelib.exchange.store import names
from chalicelib.people.model.agents import LEVELS, Agent, by_agent
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import LONGEST_TEXT, checked_subject, checked_text
from chalicelib.tickets.model.settings import checked_values
from chalicelib.tickets.model.ticket import (
    CREATED as MADE,
)
from chalicelib.tickets.model.ticket import (
    IMPORTED,
    NEW,
    NOTE,
    OF_CUSTOMERS,
    OVER,
    PRESALE,
    PRIORITIES,
    SOLVED,
    STATES,
    STEP,
    WORDS,
    Entry,
    Origin,
    Ticket,
    Value,
)

CHANGEABLE = ("subject", "text", "category", "level", "visitor_name", "email", "mobile")
MOST_ENTRIES = 80  # with the ticket they are one transaction
_KINDS = {"visitor": WORDS, "agent": STEP, "system": NOTE}


def plan(ground: Ground, rows: Sequence[Row]) -> list[Planned]:
    """What becomes of these rows; a few reads for each."""
    return [_planned(ground, row) for row in rows]


def _planned(ground: Ground, row: Row) -> Planned:
    claimed = claims_of(
        ground, row, lambda row: str(row.get("subject", "")), lambda row: str(row.get("number", "")), _checked
    )
    if isinstance(claimed, Planned):
        return claimed
    claims, where = claimed.values, ground.where("", claimed.external_id)
    known = where[2]
    before = _standing(ground, known.thing_id if known is not None else claimed.external_id)
    if before is None:
        before = _standing(ground, thing_id(TICKETS, "", claimed.external_id, _began(ground, claims)))
    kind = before.type if before is not None else claims.get("type", PRESALE)
    others = [each for each in _own(claims) if definition_of(ground.ticket_fields, kind, each) is None]
    if others:
        return refused(row, [Problem(f"{OWN_FIELD}{each}", "unknown_field") for each in others], claimed.name)
    if ground.is_erased(before.visitor_id if before is not None else _customer(ground, claims)):
        return refused(row, [Problem("customer", "erased")], claimed.name)
    if before is not None:
        return _again(ground, row, where, before, claims)
    try:
        return _new(ground, row, where, claims)
    except DeskError as wrong:
        return refused(row, problems_of(wrong), claimed.name)


def _began(ground: Ground, claims: Mapping[str, Any]) -> datetime:
    began: datetime = claims.get("created_at") or ground.now
    return began


def _standing(ground: Ground, ticket_id: str) -> Ticket | None:
    try:
        return tickets.find(ground.desk, ticket_id) if ticket_id.startswith("tkt_") else None
    except NotFound:
        return None


def _among(
    wrong: WrongFields, claims: dict[str, Any], name: str, words: Mapping[str, str], known: Sequence[str]
) -> None:
    if name in claims:
        value = words.get(claims[name].casefold(), claims[name].casefold())
        claims[name] = value
        if value not in known:
            wrong.add(name, f"one of {', '.join(known)}")


def _checked(ground: Ground, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, as it is kept. Raises ``Invalid``."""
    wrong, claims = WrongFields(), dict(values)
    key = str(claims.get("plan", "") or ground.run.choices.plan_key)
    there = ground.plan(key) if key else None
    if key and there is None:
        wrong.add("plan", "there is no such plan")
    claims["plan"] = there.key if there is not None else None
    region = region_of(there.time_zone if there is not None else ground.zone)
    checks: dict[str, Callable[[Any], Any]] = {
        "subject": checked_subject,
        "text": lambda text: checked_text("text", text, LONGEST_TEXT),
        "visitor_name": lambda text: checked_line("visitor_name", text, longest=80),
        "email": lambda text: checked_own_email("email", text),
        "mobile": lambda text: checked_mobile("mobile", text, region),
        "locale": nearest_locale,
        "history": lambda lines: [_line(ground, number, each) for number, each in enumerate(lines)],
    }
    for name, check in checks.items():
        if name in claims:
            with wrong:
                claims[name] = check(claims[name])
    _among(wrong, claims, "type", TYPE_WORDS, OF_CUSTOMERS)
    _among(wrong, claims, "state", STATE_WORDS, STATES)
    _among(wrong, claims, "priority", PRIORITY_WORDS, PRIORITIES)
    _among(wrong, claims, "level", LEVEL_WORDS, tuple(LEVELS))
    for name, found in (("category", ground.category), ("group", ground.group_id)):
        if name in claims:
            meant = found(claims[name])
            if meant is None:
                wrong.add(name, "there is none of this name")
            claims[name] = getattr(meant, "category_id", meant)
    for name in [each for each in claims if each.startswith(OWN_FIELD)]:
        with wrong:
            claims[name] = _own_value(ground, claims.get("type"), name, claims[name])
    wrong.refuse()
    return claims


def _own_value(ground: Ground, kind: str | None, name: str, value: Any) -> Value:
    """A field of the ticket's own, as it is kept. Raises ``Invalid``."""
    key = name.removeprefix(OWN_FIELD)
    field = definition_of(ground.ticket_fields, kind, key)
    try:
        kept = ticket_value(field, value, ground.zone)
        return checked_values([field] if field is not None else [], {key: kept}, whole=False)[key]
    except WrongValue as wrong:
        raise Invalid.field(name, str(wrong)) from None
    except Invalid as wrong:
        raise Invalid.field(name, wrong.errors[0].message) from None


def _own(claims: Mapping[str, Any]) -> dict[str, Value]:
    """What a row says of the ticket's own fields, by their keys."""
    return {name.removeprefix(OWN_FIELD): value for name, value in claims.items() if name.startswith(OWN_FIELD)}


def _compared(claims: Mapping[str, Any]) -> dict[str, Any]:
    """Of what a row says, what may change of a ticket that is there."""
    return {name: value for name, value in claims.items() if name in CHANGEABLE or name.startswith(OWN_FIELD)}


def _line(ground: Ground, number: int, line: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the history. Raises ``Invalid``."""
    where = f"history.{number}"
    if number >= MOST_ENTRIES:
        raise Invalid.field("history", f"at most {MOST_ENTRIES} entries")
    try:
        at = as_moment(as_text(line.get("at", "")), ground.zone, ground.now) if line.get("at") else None
        side = as_text(line.get("author", "agent")).casefold()
        name = as_text(line.get("name") or "")
        text = as_text(line.get("text") or "")
    except WrongValue as wrong:
        raise Invalid.field(where, str(wrong)) from None
    side = AUTHOR_WORDS.get(side, side)
    if side not in _KINDS:
        raise Invalid.field(f"{where}.author", "visitor, agent or system")
    text = checked_text(f"{where}.text", text, LONGEST_TEXT, needed=True)
    public = line.get("public", True) is not False
    return {"at": at, "author": side, "name": name[:80], "text": text, "public": public}


def _new(ground: Ground, row: Row, where: Where, claims: Mapping[str, Any]) -> Planned:
    lookup, external_id, known = where
    handler = _somebody(ground, claims.get("handler"))
    owner = _somebody(ground, claims.get("owner")) if "owner" in claims else handler
    began = _began(ground, claims)
    state = claims.get("state") or (NEW if not claims.get("closed_at") else "closed")
    ended = claims.get("closed_at") or claims.get("solved_at")
    over_at = (ended or ground.now) if state in OVER else None
    own = {name: claims[name] for name in (*CHANGEABLE, "locale", "priority") if name in claims}
    ticket = Ticket(
        thing_id(TICKETS, "", external_id, began),
        "",
        claims.get("type", PRESALE),
        owner=owner,
        handler=handler,
        created_at=began,
        created_by=handler,
        time_zone=ground.zone,
        state=state,
        plan_key=claims.get("plan"),
        visitor_id=_customer(ground, claims),
        group_id=claims.get("group"),
        origin=Origin(IMPORTED, external_id),
        state_at=over_at or began,
        solved_at=claims.get("solved_at") or (over_at if state == SOLVED else None),
        closed_at=over_at if state not in (SOLVED,) and over_at is not None else None,
        imported=True,
        fields=_own(claims),
        **own,
    )
    number, day, place = tickets.free_number(ground.desk, ticket, ground.zone, str(claims.get("number", "")))
    entries = _entries(ground, ticket, claims)
    ticket = replace(ticket, number=number, version=len(entries), changed_at=entries[-1].at)
    timed = ground.run.choices.deadlines and state not in OVER
    becomes = Known(ticket.ticket_id, marks_of(_compared(claims)))

    def act() -> None:
        tx = Transaction(ground.desk)
        tickets.put_past(tx, ticket, entries, (day, place), timed=timed)
        names.put_known(tx, lookup, external_id, known, becomes)
        tx.commit()

    return Planned(row, CREATED, act=act, found=ticket.ticket_id, of=(lookup,), name=ticket.subject)


def _somebody(ground: Ground, claims: str | None) -> Author:
    """Who works on it: a colleague, or whoever imports; a name that nobody has is the importer's to look after."""
    colleague: Agent | None = ground.colleague(claims) if claims else None
    return by_agent(colleague if colleague is not None else ground.agent)


def _customer(ground: Ground, claims: Mapping[str, Any]) -> str | None:
    if "customer" not in claims:
        return None
    lookup = names.lookup(CUSTOMERS, claims.get("plan") or "", claims["customer"])
    known = ground.known([lookup]).get(lookup)
    return (
        known.thing_id if known is not None else claims["customer"] if claims["customer"].startswith("vis_") else None
    )


def _entries(ground: Ground, ticket: Ticket, claims: Mapping[str, Any]) -> list[Entry]:
    """That it was made, then what was said, in the order of their times."""
    first = Entry(1, MADE, ticket.created_by, ticket.text, ticket.created_at, NEW, public=True)
    at, lines = ticket.created_at, []
    for line in claims.get("history", ()):
        at = line["at"] or at
        lines.append({**line, "at": at})
    entries = [first]
    for line in sorted(lines, key=lambda each: each["at"]):
        author = _author(ground, ticket, line)
        kind = _KINDS[line["author"]] if line["public"] or line["author"] != "agent" else NOTE
        public = line["public"] and kind != NOTE
        entries.append(Entry(len(entries) + 1, kind, author, line["text"], line["at"], ticket.state, public=public))
    return [*entries[:-1], replace(entries[-1], state=ticket.state)]


def _author(ground: Ground, ticket: Ticket, line: Mapping[str, Any]) -> Author:
    """A colleague, or whoever the file names, kept as a name."""
    if line["author"] == "system":
        return SYSTEM
    if line["author"] == "visitor":
        return Author("visitor", ticket.visitor_id, line["name"] or ticket.visitor_name)
    colleague = ground.colleague(line["name"]) if line["name"] else None
    return by_agent(colleague) if colleague is not None else Author("agent", None, line["name"] or None)


def _again(ground: Ground, row: Row, where: Where, ticket: Ticket, claims: Mapping[str, Any]) -> Planned:
    lookup, external_id, known = where
    held = {name: getattr(ticket, name) for name in CHANGEABLE}
    held |= {f"{OWN_FIELD}{key}": value for key, value in ticket.fields.items()}
    base, wanted = known.base if known is not None else {}, _compared(claims)
    taken, differing = merged(ground.run.choices.rule, base, held, wanted, marks_of(held))
    told = told_of(held, differing)
    values = {each: wanted[each] for each in taken}
    if not values:
        return Planned(row, CONFLICT if told else UNCHANGED, told, name=ticket.subject)

    def write(tx: Transaction) -> None:
        plain = {name: value for name, value in values.items() if not name.startswith(OWN_FIELD)}
        fields = {"fields": {**ticket.fields, **_own(values)}} if _own(values) else {}
        tickets.change_past(tx, ticket, by_agent(ground.agent), plain | fields)
        after = Known(ticket.ticket_id, {**base, **marks_of(values)})
        names.put_known(tx, lookup, external_id, known, after)

    return Planned(
        row, CHANGED, told, write=write, found=ticket.ticket_id, of=(ticket.ticket_id, lookup), name=ticket.subject
    )
