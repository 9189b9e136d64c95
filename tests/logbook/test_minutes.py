"""Minutes of meetings: a draft, then only added to; what was decided becomes tickets; found again by words (B8)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.once import Once
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.logbook.model.markdown import in_markdown
from chalicelib.logbook.model.minutes import ChangeMinutes, ConfirmMinutes, CorrectMinutes, Minutes, WriteMinutes
from chalicelib.logbook.model.records import DutyOver, TooMuchWritten
from chalicelib.logbook.service import finding, meeting
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import PermissionNeeded
from chalicelib.tickets import service as tickets
from tests.crashes import Death, at_each_write
from tests.logbook.stage import Stage
from tests.worlds import MORNING, World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage.set(world)


def write(stage: Stage, by: Agent | None = None, *, key: str | None = None, **fields: Any) -> Minutes:
    said = {
        "title": "班务会",
        "held_at": MORNING,
        "group_id": stage.sales.group_id,
        "chair_id": stage.leader.agent_id,
        "present": [stage.agent.agent_id],
        "absences": [{"agent_id": stage.colleague.agent_id, "reason": "On leave"}],
        "topics": {"service": "Answers were quick"},
        "cases": [{"title": "Refund twice", "answer": "一律先核对订单", "links": [{"kind": "ticket", "id": "tkt_1"}]}],
        "decisions": [
            {"text": "Check refunds", "agent_id": stage.agent.agent_id, "until": "2026-12-01", "ticket": True}
        ],
    } | fields
    once = Once.of("minutes", key, "") if key else None
    form = msgspec.convert(msgspec.to_builtins(said), WriteMinutes)
    return meeting.write_minutes(stage.desk, stage.now(by or stage.leader), form, once)


def confirm(stage: Stage, minutes: Minutes, key: str | None = None) -> Minutes:
    once = Once.of("confirm", key, "") if key else None
    form = ConfirmMinutes(minutes.version)
    return meeting.confirm_minutes(stage.desk, stage.now(stage.leader), minutes.minutes_id, form, once)


def change(stage: Stage, minutes: Minutes, **fields: Any) -> Minutes:
    form = msgspec.convert(fields, ChangeMinutes)
    return meeting.change_minutes(stage.desk, stage.now(stage.leader), minutes.minutes_id, form)


def find(stage: Stage, by: Agent, question: str) -> list[str]:
    found, _ = finding.find_in_log(stage.desk, stage.now(by), question, None, None)
    return [each.key for _, each in found if each is not None]


def test_a_draft_is_changed_and_confirmed_minutes_are_only_added_to(stage: Stage) -> None:
    draft = change(stage, write(stage), title="Meeting of the week", decisions=[])

    confirmed = confirm(stage, draft)
    form = CorrectMinutes("It was on Tuesday")
    corrected = meeting.correct_minutes(stage.desk, stage.now(stage.leader), draft.minutes_id, form, None)

    assert confirmed.state == "confirmed" and confirmed.confirmed_by is not None
    assert [each.text for each in corrected.corrections] == ["It was on Tuesday"]
    with pytest.raises(DutyOver):
        change(stage, draft, title="Other")
    with pytest.raises(DutyOver):
        confirm(stage, confirmed)
    with pytest.raises(DutyOver):
        meeting.correct_minutes(stage.desk, stage.now(stage.leader), write(stage).minutes_id, form, None)


def test_who_has_not_read_what_there_is_does_not_confirm_it(stage: Stage) -> None:
    draft = write(stage)
    change(stage, draft, title="Otherwise")

    with pytest.raises(ChangedMeanwhile):
        confirm(stage, draft)


def test_a_decision_becomes_one_ticket_of_who_is_responsible_wherever_it_dies(stage: Stage) -> None:
    names = iter(f"Decision {number}" for number in range(99))

    def story(death: Death) -> None:
        name = next(names)
        decision = {"text": name, "agent_id": stage.agent.agent_id, "until": "2026-12-01", "ticket": True}
        draft = write(stage, decisions=[decision, {"text": "No ticket"}])
        with death():
            confirm(stage, draft, key=name)
            stage.settle()
        confirm(stage, draft, key=name)
        stage.forward(minutes=16)

        kept = meeting.read_minutes(stage.desk, stage.now(stage.agent), draft.minutes_id)
        first, second = kept.decisions
        ticket = tickets.find(stage.desk, str(first.ticket_id))
        assert (ticket.subject, ticket.type, ticket.handler_id) == (name, "correction", stage.agent.agent_id)
        assert second.ticket_id is None and first.number == ticket.number

    at_each_write(story, least=4, step=2)


def test_agents_read_and_do_not_write_and_other_groups_do_neither(stage: Stage) -> None:
    minutes = write(stage)
    whole = write(stage, stage.supervisor, group_id=None)

    seen = [each.minutes_id for _, each in meeting.list_minutes(stage.desk, stage.now(stage.agent), None, None)[0]]
    others = [each for _, each in meeting.list_minutes(stage.desk, stage.now(stage.technician), None, None)[0]]

    assert seen == [whole.minutes_id, minutes.minutes_id] and others == [whole]
    with pytest.raises(PermissionNeeded):
        write(stage, stage.agent)
    with pytest.raises(NotYours):
        write(stage, group_id=stage.tech.group_id)
    with pytest.raises(NotYours):
        meeting.read_minutes(stage.desk, stage.now(stage.technician), minutes.minutes_id)


def test_the_log_is_found_by_words_each_by_whom_it_concerns(stage: Stage) -> None:
    minutes = write(stage)
    fault, _ = stage.report(title="打印机卡纸")
    asked = stage.ask(subject="打印机可以退款吗")
    stage.forward(minutes=1)

    assert find(stage, stage.agent, "核对订单") == [minutes.minutes_id]
    assert find(stage, stage.agent, "打印机") == [asked.instruction_id, fault.fault_id]
    assert find(stage, stage.colleague, "打印机") == [fault.fault_id], "what somebody asked is theirs"
    assert find(stage, stage.leader, "打印机") == [asked.instruction_id, fault.fault_id]
    assert find(stage, stage.technician, "打印机") == []


def test_as_text_nothing_of_it_is_markup(stage: Stage) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:y) **bold**\n# heading\n- item\n1. one"
    case = {"title": "*", "analysis": hostile, "answer": "=SUM(A1)"}
    minutes = confirm(stage, write(stage, cases=[case], decisions=[{"text": hostile, "until": date(2026, 12, 1)}]))

    text = in_markdown(minutes, "Asia/Shanghai", "en")

    assert "\\<script\\>" in text and "\\[x\\](javascript:y)" in text and "\\*\\*bold" in text
    assert "\n# heading" not in text and "\n- item" not in text and "\n1. one" not in text
    assert "## Hard cases" in text and "2026-12-01" in text


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": "\u200b"}, "title"),
        ({"present": ["agt_nobody"]}, "present"),
        ({"chair_id": "agt_nobody"}, "chair_id"),
        ({"topics": {"weather": "fine"}}, "topics.weather"),
        ({"topics": {"service": "\x00"}}, "topics.service"),
        ({"cases": [{"title": "a\nb"}]}, "cases.0.title"),
        ({"decisions": [{"text": " "}]}, "decisions.0.text"),
        ({"absences": [{"agent_id": "agt_nobody", "reason": "ill"}]}, "absences.0.agent_id"),
    ],
)
def test_minutes_that_could_not_be_meant_are_refused_by_field(stage: Stage, fields: dict[str, Any], named: str) -> None:
    with pytest.raises(Invalid) as refusal:
        write(stage, **fields)

    assert [each.field for each in refusal.value.errors] == [named]


def test_more_than_is_kept_of_one_meeting_is_refused_and_nothing_is_lost(stage: Stage) -> None:
    draft = write(stage)
    long = [{"title": "T", "analysis": "难" * 4000, "answer": "答" * 4000} for _ in range(20)]

    with pytest.raises(TooMuchWritten):
        change(stage, draft, cases=long)

    assert meeting.read_minutes(stage.desk, stage.now(stage.agent), draft.minutes_id) == draft


@pytest.mark.parametrize("held_at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_no_meeting_is_held_when_no_clock_can_say_it(stage: Stage, held_at: str) -> None:
    draft = write(stage)

    for act in (partial(write, stage, held_at=held_at), partial(change, stage, draft, held_at=held_at)):
        with pytest.raises(Invalid) as refused:
            act()

        assert [each.field for each in refused.value.errors] == ["held_at"]


@pytest.mark.parametrize("until", ["0001-01-01", "9999-12-31"])
def test_nothing_is_decided_until_a_day_that_no_ticket_can_have(stage: Stage, until: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(stage, decisions=[{"text": "One"}, {"text": "Two", "until": until, "ticket": True}])

    assert [each.field for each in refused.value.errors] == ["decisions.1.until"]


def test_what_was_decided_becomes_a_ticket_whatever_signs_stand_in_it(stage: Stage) -> None:
    words = "\u200bCheck\x01 the\u00ad refunds\nof \u202eMonday " + "\U0001f468\u200d\U0001f469 " * 60
    decided = {"text": words, "agent_id": stage.agent.agent_id, "until": "2026-12-01", "ticket": True}
    draft = write(stage, decisions=[decided])

    confirm(stage, draft)
    stage.settle()

    (decision,) = meeting.read_minutes(stage.desk, stage.now(stage.leader), draft.minutes_id).decisions
    assert decision.ticket_id is not None
    assert tickets.find(stage.desk, decision.ticket_id).subject.startswith("Check the refunds of Monday")
