"""Requests to give out or to erase one person's data: by staff, by customers, and what becomes of them (F6)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, NotFound, Unavailable, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.plans import service as plans
from chalicelib.privacy import store, store_retention
from chalicelib.privacy.model.requests import (
    ASKED,
    CANCELLED,
    ERASE,
    REFUSED,
    SHOWN,
    TO_ANSWER,
    WAITING,
    WALKING,
    Hold,
    OnHold,
    Request,
    RequestInTheWay,
    Settings,
    TakenBack,
    confirmed,
    moved,
    refuse_unless,
)
from chalicelib.privacy.service import exporting
from chalicelib.privacy.service.erasing import Begin, Walk, forget_later, ids_of
from chalicelib.privacy.service.reminding import plan_reminders
from chalicelib.privacy.store import RequestMoved, SettingsMoved
from chalicelib.visitors import service as visitors


def ask(
    desk: Desk, by: Author, kind: str, visitor_id: str, reason: str, once: Once | None = None, request_id: str = ""
) -> tuple[Request, bool]:
    """Somebody of the desk wants a person's data given out or erased: it is looked through at once; and whether this
    was asked before.

    Raises ``NotFound``, ``RequestInTheWay``, ``OnHold`` (of an erasing).
    """
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return read(desk, str(before["request_id"])), True
    made = _new(desk, by, kind, visitor_id, reason)
    try:
        return _begin(desk, None, made, by, once, request_id), False
    except AlreadyDone as done:
        return read(desk, str(done.answer["request_id"])), True


def ask_as_customer(desk: Desk, caller: visitors.Caller, kind: str, once: Once | None = None) -> Request:
    """A customer wants their data, or wants it erased, and it is proved who they are: within thirty days somebody of
    the desk sees to it. Twice is once. Raises ``Unauthorized``, ``RequestInTheWay``."""
    visitor = visitors.read(desk, caller)
    if visitor.unwritten:
        raise NotFound("nothing is kept of you")
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return read(desk, str(before["request_id"]))
    by = Author("visitor", visitor.visitor_id)
    made = replace(_new(desk, by, kind, visitor.visitor_id, ""), due_at=desk.now() + TO_ANSWER)
    tx = Transaction(desk)
    mark(tx, once, {"request_id": made.request_id})
    store.write(tx, None, made)
    plan_reminders(tx, made)
    try:
        tx.commit()
    except AlreadyDone as done:
        return read(desk, str(done.answer["request_id"]))
    return made


def _new(desk: Desk, by: Author, kind: str, visitor_id: str, reason: str) -> Request:
    customer = visitors.whole(desk, visitor_id)
    if customer.erased_at is not None:
        raise NotFound("no such visitor")
    for before in about(desk, customer.visitor_id):
        if before.kind == kind and before.is_open:
            raise RequestInTheWay("there is one already", extra={"request": before.request_id})
    made = desk.new_id("prv")
    return Request(made, kind, customer.visitor_id, customer.plan_key, desk.now(), by, reason=reason)


def _begin(
    desk: Desk, before: Request | None, request: Request, by: Author, once: Once | None, request_id: str
) -> Request:
    """It is looked through what there is."""
    ids = ids_of(desk, request.visitor_id)
    if request.kind == ERASE:
        refuse_held(desk, ids)
    else:
        exporting.refuse_nowhere(desk)
    after = moved(request, WALKING, whole=ids, accepted_by=by)
    tx = Transaction(desk)
    mark(tx, once, {"request_id": after.request_id})
    store.write(tx, before, after)
    work.put(tx, Walk(after.request_id))
    _note(tx, by, f"{request.kind}_person", request, request_id)
    tx.commit()
    return after


def refuse_held(desk: Desk, visitor_ids: tuple[str, ...]) -> None:
    """Raises ``OnHold``."""
    if store.hold_of(desk, visitor_ids) or store_retention.holds_things_of(desk, visitor_ids):
        raise OnHold("nothing of this person's goes at the moment")


def accept(desk: Desk, by: Author, request_id: str, http_id: str = "") -> Request:
    """What a customer asked for is begun. Raises ``NotFound``, ``NotNow``, ``OnHold``."""
    before = read(desk, request_id)
    refuse_unless(before, ASKED)
    try:
        return _begin(desk, before, before, by, None, http_id)
    except RequestMoved:
        return read(desk, request_id)


def confirm(desk: Desk, by: Author, request_id: str, typed: str, http_id: str = "") -> Request:
    """The erasing is to be, once it has waited. ``typed``: the person's id, written by hand. Twice is once.

    Raises ``NotFound``, ``Invalid``, ``NotNow``, ``NeedsSecondPerson``, ``OnHold``.
    """
    before = read(desk, request_id)
    if typed.strip() != before.visitor_id:
        raise Invalid.field("typed", "the id of the person, as it is shown")
    if before.state == WAITING:
        return before
    refuse_held(desk, ids_of(desk, before.visitor_id))
    settings = store.settings(desk)

    def add(tx: Transaction, after: Request) -> None:
        work.put(tx, Begin(request_id), at=after.runs_at)

    return _change(desk, by, before, lambda each: confirmed(each, by, settings, desk.now()), http_id, "confirm", add)


def cancel(desk: Desk, by: Author, request_id: str, why: str, http_id: str = "") -> Request:
    """It is called off; of a customer's, who is told ``why`` not. Twice is once. Raises ``NotFound``, ``NotNow``."""

    def called_off(request: Request) -> Request:
        refuse_unless(request, ASKED, WALKING, SHOWN, WAITING)
        state = REFUSED if request.state == ASKED else CANCELLED
        return moved(request, state, why=why, ended_by=by, ended_at=desk.now())

    def add(tx: Transaction, _: Request) -> None:
        forget_later(tx, request_id)

    before = read(desk, request_id)
    if before.state in (CANCELLED, REFUSED):
        return before
    return _change(desk, by, before, called_off, http_id, "cancel", add)


def _change(
    desk: Desk,
    by: Author,
    before: Request,
    becomes: Callable[[Request], Request],
    http_id: str,
    act: str,
    add: Callable[[Transaction, Request], None],
) -> Request:
    def write(request: Request) -> Request:
        after = becomes(request)
        tx = Transaction(desk)
        store.write(tx, request, after)
        _note(tx, by, f"{act}_{request.kind}_person", request, http_id)
        add(tx, after)
        tx.commit()
        return after

    return races.follow(desk, before, lambda each: write(existing(each, "no such request")), RequestMoved)


def open_archive(desk: Desk, by: Author, request_id: str, volume: int, http_id: str = "") -> tuple[str, str]:
    """Where an archive is for some minutes, and a link to it for whoever it is about; audited. Raises ``NotFound``."""
    request = read(desk, request_id)
    address = exporting.address_of(desk, request, volume)
    tx = Transaction(desk)
    _note(tx, by, "open_archive", request, http_id)
    tx.commit()
    return address, exporting.token_of(desk, request)


def take_archive(desk: Desk, by: Author, request_id: str, volume: int) -> bytes:
    """The archive itself; audited. Raises ``NotFound``."""
    request = read(desk, request_id)
    content = exporting.content_of(desk, request, volume)
    tx = Transaction(desk)
    _note(tx, by, "open_archive", request, "")
    tx.commit()
    return content


def open_by_link(
    desk: Desk, plan_key: str, token: str, volume: int, origin: str | None = None, http_id: str = ""
) -> str:
    """Where it is, by the link that whoever it is about was given; audited. Raises ``UnknownPlan``,
    ``OriginNotAllowed``, ``NotFound``."""
    plans.read_plan(desk, plan_key, origin)
    request = exporting.behind(desk, token)
    if request.plan_key != plan_key:
        raise NotFound("no such archive")
    address = exporting.address_of(desk, request, volume)
    tx = Transaction(desk)
    _note(tx, Author("visitor", request.visitor_id), "open_archive", request, http_id)
    tx.commit()
    return address


def _note(tx: Transaction, by: Author, act: str, request: Request, http_id: str) -> None:
    hand = By(str(by.id), by.name or by.kind, http_id)
    audit.note(tx, hand, act, request.visitor_id, after={"request_id": request.request_id})


def read(desk: Desk, request_id: str) -> Request:
    """One request. Raises ``NotFound``."""
    return existing(store.request(desk, request_id), "no such request")


def list_requests(desk: Desk, before: str | None) -> tuple[list[tuple[str, Request]], bool]:
    """A page of all requests, the newest first; two requests."""
    return store.requests(desk, before)


def about(desk: Desk, visitor_id: str) -> list[Request]:
    """The last requests about a person; two requests."""
    return [each for _, each in store.requests(desk, None, of=visitor_id)[0]]


# --- holds, tokens and settings --------------------------------------------------------------------------------------


def hold(desk: Desk, by: Author, visitor_id: str, reason: str, http_id: str = "") -> Hold:
    """Nothing of this person's goes until somebody says so. Twice is once. Raises ``NotFound``, of who is
    erased as well."""
    customer = visitors.whole(desk, visitor_id)
    if customer.erased_at is not None:
        raise NotFound("no such visitor")
    made = Hold(customer.visitor_id, by, desk.now(), reason)
    tx = Transaction(desk)
    store.put_hold(tx, made)
    audit.note(tx, By(str(by.id), by.name or "", http_id), "hold_person", made.visitor_id, after={"reason": reason})
    try:
        tx.commit()
    except Lost:
        held = store.hold_of(desk, [made.visitor_id])
        if not held:
            raise Unavailable("the hold ended at this moment") from None
        return held[0]
    return made


def end_hold(desk: Desk, by: Author, visitor_id: str, http_id: str = "") -> None:
    """It may go again. Raises ``NotFound``."""
    tx = Transaction(desk)
    store.end_hold(tx, visitor_id)
    audit.note(tx, By(str(by.id), by.name or "", http_id), "end_hold", visitor_id)
    try:
        tx.commit()
    except Lost:
        raise NotFound("there is no hold on this person") from None


def list_held(desk: Desk, after: str | None) -> tuple[list[Hold], bool]:
    """A page of those who are held; two requests."""
    return store.held(desk, after)


def revoke(desk: Desk, by: By, visitor_id: str, once: Once | None = None) -> int:
    """None of a person's tokens counts any more; of how many visitors. It is listed once it is so, and once. Raises
    ``NotFound``."""
    before = recall(desk, once, desk.now().timestamp())
    if before is not None:
        return int(before["visitors"])
    customer = visitors.whole(desk, visitor_id)
    number = visitors.revoke_all(desk, customer.visitor_id, by)
    tx = Transaction(desk)
    taken = TakenBack(customer.visitor_id, by.agent_id, desk.now(), number)
    store.put_revoked(tx, taken, customer.visitor_id)
    mark(tx, once, {"visitors": number})
    with suppress(AlreadyDone):
        tx.commit()
    return number


def list_revoked(desk: Desk, before: str | None) -> tuple[list[tuple[str, TakenBack]], bool]:
    """A page of whose tokens were taken back, the newest first; one request."""
    return store.revoked(desk, before)


def read_settings(desk: Desk) -> Settings:
    """What the desk says of all this; one read."""
    return store.settings(desk)


def change_settings(
    desk: Desk, by: Author, wait_days: int | None, http_id: str = "", *, second_person: bool | None
) -> Settings:
    """Other settings; None stays. A read and a write."""

    def write() -> Settings:
        before = store.settings(desk)
        days = before.wait_days if wait_days is None else wait_days
        second = before.second_person if second_person is None else second_person
        after = replace(before, wait_days=days, second_person=second, version=before.version + 1)
        tx = Transaction(desk)
        store.write_settings(tx, before, after)
        said = {"wait_days": days, "second_person": second}
        audit.note(tx, By(str(by.id), by.name or "", http_id), "change_privacy", "settings", after=said)
        tx.commit()
        return after

    return races.again(desk, write, SettingsMoved)
