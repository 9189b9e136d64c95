"""Every refusal that the code could make is declared by the operations that it stands behind, with what it shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from chalicelib.contract import contract
from chalicelib.core.errors import DeskError
from chalicelib.everything import ROUTES
from tests.raised import refusals_of
from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parent.parent
DECLARED = [route for room in ROUTES for route in room.declared]

# what is made behind operations that never answer with it, and why
NEVER_ANSWERED = {
    "knowledge.model.unsaid.Guard.notice": "what visitors write is not refused for its words",
    "conversations.model.snoozing.refuse_unless_reopenable": "a start goes on with what can be, or begins anew",
    "bulletins.service.reading.send_test": "what was made before is there",
    "campaigns.service.definitions._find_rule": "what was made before is there",
    "campaigns.service.definitions.find_campaign": "what was made before is there",
    "conversations.model.channelled.refuse_unsent": "only what agents write is brought elsewhere",
    "conversations.model.numbers.refuse_numbers": "only what agents write is brought elsewhere",
    "conversations.model.transitions._refuse_unless_open": "who waits is assigned, not handed on",
    "conversations.model.transitions.assigned": "asked of those who wait",
    "conversations.model.transitions.refuse_closed": "what ends, or begins again, looks at the state first",
    "core.limits.spend": "only invitations to rate are counted by address; guesses wait instead",
    "attendance.service.access.find": "what was made before is there",
    "conversations.service.written.entries_after": "its header was read before",
    "core.once._answered": "what is noted once a day, or dropped once, is always the same",
    "core.races.change": "settings are always there",
    "phone.service.registering.find": "what was made before is there",
    "conversations.model.filing.refuse_unfiled": "a telephone system is not asked what it was about",
    "visitors.service.records.holder": "who telephoned before and was erased is somebody new",
    "channels.service.settings._found": "what was made before is there",
    "files.service.uploading.arrived": "by a channel, what is refused is a field of the message",
    "files.service.uploading._look_at": "by a channel, the desk has put it there itself",
    "announcements.service.access.read": "what was made before is there",
    "announcements.model.announcement.with_current": "what ends makes room",
    "incidents.service.reading.report": "what was made before is there",
    "followups.service.access.find": "what was made before is there",
    "logbook.service.saving.read": "what was made before is there",
    "notifications.service.ledger._Reach.refuse": "a list leaves out what is not in reach",
    "performance.service.access.reached": "one reaches oneself",
    "oncall.service.rotas.read_rota": "what was made before is there",
    "people.service.agents.read_agent": "what was made before is there",
    "people.service.desk.read_desk": "whoever is signed in has a desk",
    "people.service.groups._refuse_others": "who made a group may read it",
    "people.service.groups.read_group": "what was made before is there",
    "people.service.duty.refuse_off_duty": "whoever goes may go",
    "people.service.reach.refuse_people_beyond": "read for the desk itself, which reaches everybody",
    "people.service.roles.read_role": "what was made before is there",
    "shifts.service.settings.create_kind": "what was made before is there",
    "shifts.service.settings.create_pattern": "what was made before is there",
    "quality.model.inspection._refuse_submitted": "what is drawn once more is looked at first",
    "staff.service.access.find": "what was made before is there",
    "training.service.access.find": "what was made before is there",
    "training.service.access.record_of": "what was made before is there",
    "people.service.keys.read_key": "what was made before is there",
    "webhooks.service.endpoints.read_endpoint": "what was made before is there",
    "exchange.service.exporting.read": "what was made before is there",
    "tickets.service.saving.first_answer": "what was made before is there",
    "notices.model.topics.with_topic": "a topic that is changed is there, and is counted already",
    "visitors.model.fields.with_field": "a field that is changed is there, and is counted already",
    "visitors.model.merging.apart": "two who become one are not taken apart",
    "plans.model.plan.check_origin": "asked of the widget's plane alone, with an origin",
    "plans.service.reading.as_read": "nothing is deleted whose plan might be asked for",
    "plans.service.reach.refuse_beyond": "a list leaves out what is not in reach",
}


def codes_of(path: str, method: str) -> set[str]:
    """The codes that an operation declares."""
    whole = contract()
    schemas, responses = (whole["components"][name] for name in ("schemas", "responses"))
    codes = set()
    for response in whole["paths"][path][method.lower()]["responses"].values():
        known = responses[response["$ref"].rpartition("/")[2]] if "$ref" in response else {}
        for content in known.get("content", {}).values():
            options = content["schema"].get("oneOf", [content["schema"]])
            codes |= {schemas[each["$ref"].rpartition("/")[2]]["properties"]["code"]["const"] for each in options}
    return codes


def test_an_operation_declares_every_refusal_that_is_made_behind_it() -> None:
    undeclared, excused = [], set()

    for route in DECLARED:
        declared = codes_of(route.path, route.method)
        for error, place in refusals_of(route.view).items():
            if error.code not in declared:
                excused.add(place)
                undeclared += [] if place in NEVER_ANSWERED else [(route.operation, error.__name__, place)]

    assert undeclared == []
    assert excused == set(NEVER_ANSWERED)


def test_an_operation_declares_no_refusal_that_nothing_behind_it_makes() -> None:
    idle = [
        (route.operation, error.__name__)
        for route in DECLARED
        for error in route.raises
        if error.code not in {made.code for made in refusals_of(route.view)}
    ]

    assert idle == []


GENERAL = {"error", "bad_request", "conflict"}  # of what others are kinds


def kinds_of(error: type[DeskError]) -> Iterator[type[DeskError]]:
    """The error and every kind of it that the product has."""
    yield error
    for kind in error.__subclasses__():
        yield from kinds_of(kind)


def test_every_kind_of_refusal_is_declared_by_some_operation() -> None:
    codes = {kind.code for kind in kinds_of(DeskError) if kind.__module__.startswith("chalicelib")}
    schemas = contract()["components"]["schemas"]

    declared = {name.removeprefix("Problem.") for name in schemas if name.startswith("Problem.")}

    assert declared == codes - GENERAL


def shown_beside() -> Iterator[tuple[str, str, set[str]]]:
    """Where an error is made with more than its words: the place, the error, and the names of what it shows."""
    for file in sorted((ROOT / "chalicelib").rglob("*.py")):
        source = file.read_text()
        for node in nodes_of(source) if "extra" in source else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[0].isupper():
                for keyword in node.keywords:
                    if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict):
                        names = {str(key.value) for key in keyword.value.keys if isinstance(key, ast.Constant)}
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", node.func.id, names


def test_what_a_refusal_shows_beside_its_code_is_declared_with_it() -> None:
    known = {kind.__name__: set(kind.beside) for kind in kinds_of(DeskError)}

    beside = list(shown_beside())

    undeclared = [(place, name) for place, name, shown in beside if not shown <= known.get(name, set())]

    assert undeclared == []
    assert len(beside) > 10
