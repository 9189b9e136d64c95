"""A plan's own pictures: its icon, and what stands on its card (A6). The bytes are files like any other's."""

from __future__ import annotations

from msgspec.structs import asdict, replace

from chalicelib.core import audit, races
from chalicelib.core.audit import SYSTEM, By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.once import Once
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.kinds import PICTURE
from chalicelib.files.model.upload import ATTACHED, Allowed, FileUsed, Upload, Wish, refuse_unsuitable
from chalicelib.people.model.agents import Agent
from chalicelib.plans import store
from chalicelib.plans.model.changes import difference
from chalicelib.plans.model.look import NO_PICTURES, PLACES
from chalicelib.plans.model.plan import Plan
from chalicelib.plans.service.reach import find_plan, refuse_others

OF_PLANS = Allowed(kinds=(PICTURE,), megabytes=1, an_hour=60)


def ask_for_place(
    desk: Desk, name: str, wish: Wish, once: Once | None = None, *, giver: Agent | None = None
) -> files.Ticket:
    """A place for a picture of this plan. Raises ``NotFound``, ``NotYours``, ``FileRefused``, ``FilesOff``,
    ``LimitReached``, ``Invalid``."""
    return files.ask_for(desk, _owner(find_plan(desk, name, giver)), wish, OF_PLANS, once)


def set_picture(
    desk: Desk, name: str, place: str, file_id: str, *, giver: Agent | None = None, by: By = SYSTEM
) -> Plan:
    """The plan has this picture, which was uploaded for it, as its ``icon`` or on its ``card``; the one before goes.

    Twice is once. Raises ``NotFound``, ``NotYours``, ``UnknownFile``, ``NotArrived``, ``FileRefused``, ``FileUsed``.
    """
    plan, place = find_plan(desk, name, giver), _known(place)
    upload = files.arrived(desk, _owner(plan), file_id)
    if getattr(plan.pictures, place) == file_id:
        return plan
    if upload.state == ATTACHED:
        raise FileUsed("this file is part of something else")
    refuse_unsuitable(upload)
    return _change(desk, plan, place, upload, giver, by)


def remove_picture(desk: Desk, name: str, place: str, *, giver: Agent | None = None, by: By = SYSTEM) -> Plan:
    """The plan has none any more. Twice is once. Raises ``NotFound``, ``NotYours``."""
    plan = find_plan(desk, name, giver)
    return plan if getattr(plan.pictures, _known(place)) is None else _change(desk, plan, place, None, giver, by)


def copied(desk: Desk, plan: Plan) -> tuple[Plan, list[Upload]]:
    """The plan, which is a copy, with pictures of its own, to be attached as it is stored; one that is gone is none.

    A read, a transaction and two requests to the place of files for each.
    """
    pictures, uploads = NO_PICTURES, list[Upload]()
    for place, file_id in asdict(plan.pictures).items():
        former = files.find_if_there(desk, file_id) if file_id is not None else None
        if former is not None:
            uploads.append(files.copied(desk, former, _owner(plan)))
            pictures = replace(pictures, **{place: uploads[-1].file_id})
    return replace(plan, pictures=pictures), uploads


def _change(desk: Desk, plan: Plan, place: str, upload: Upload | None, giver: Agent | None, by: By) -> Plan:
    def changed(before: Plan) -> Plan:
        refuse_others(desk, giver, before)
        chosen = {place: upload.file_id if upload is not None else None}
        return replace(before, pictures=replace(before.pictures, **chosen))

    def save(before: Plan, after: Plan) -> None:
        tx = Transaction(desk)
        was, became = difference(before, after)
        audit.note(tx, by, "update_plan", after.key, before=was, after=became)
        store.put(tx, after, before=before)
        if upload is not None:
            files.attach(tx, upload)
        former_id = getattr(before.pictures, place)
        former = files.find_if_there(desk, former_id) if former_id is not None else None
        if former is not None:
            files.take_away(tx, former)
        tx.commit_and_tell()

    return races.change(desk, plan, [f"pictures.{place}"], changed, save)


def _known(place: str) -> str:
    if place not in PLACES:
        raise NotFound("a plan has no such picture")
    return place


def _owner(plan: Plan) -> str:
    return f"plan#{plan.plan_id}"
