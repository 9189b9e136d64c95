"""Whatever goes wrong wakes somebody, once, and they can read what to do."""

from __future__ import annotations

from pathlib import Path

import app
from chalicelib.everything import TABLES
from infra.template import functions, tables
from tests.infra.conftest import Templates

MANUAL = Path(__file__).resolve().parent.parent.parent / "infra/README.md"


def test_every_alarm_tells_the_topic_when_it_begins_and_when_it_is_over(templates: Templates) -> None:
    alarms = templates.of_kind("prod", "AWS::CloudWatch::Alarm")

    for name, alarm in alarms.items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Alarms"}], name
        assert alarm["AlarmName"].startswith("deskbell-prod-")
        assert alarm["TreatMissingData"] in ("breaching", "notBreaching", "ignore")


def test_every_function_and_every_table_is_watched(templates: Templates) -> None:
    alarms = templates.of_kind("prod", "AWS::CloudWatch::Alarm").values()

    watched = {(each["MetricName"], *sorted(d["Value"] for d in each["Dimensions"])) for each in alarms}

    for function in functions.functions(app.app):
        name = f"deskbell-prod-{function.handler.replace('_', '-')}"
        assert {("Errors", name), ("Throttles", name)} <= watched
    for model in TABLES:
        name = f"deskbell-prod-{tables.room(model)}"
        assert {("ReadThrottleEvents", name), ("WriteThrottleEvents", name)} <= watched
        assert ("SystemErrors", "TransactWriteItems", name) in watched
    others = {metric for metric, *_ in watched}
    assert {"5XXError", "Latency", "WorkOldestDue", "WorkDead", "IteratorAge", "NoticesUndelivered"} <= others
    assert "ApproximateNumberOfMessagesVisible" in others


def test_a_schedule_that_stands_still_is_noticed_by_its_silence(templates: Templates) -> None:
    alarms = templates.of_kind("prod", "AWS::CloudWatch::Alarm")

    missing = alarms["TickMissingAlarm"]

    assert missing["TreatMissingData"] == "breaching"
    assert (missing["ComparisonOperator"], missing["Threshold"]) == ("LessThanThreshold", 1)
    assert missing["Dimensions"] == [{"Name": "FunctionName", "Value": "deskbell-prod-tick"}]
    loud = [name for name, alarm in alarms.items() if alarm["TreatMissingData"] == "breaching"]
    assert loud == ["TickMissingAlarm"]


def test_credit_that_is_low_stays_low_until_it_is_topped_up(templates: Templates) -> None:
    alarms = templates.of_kind("prod", "AWS::CloudWatch::Alarm")

    low = alarms["SmsCreditLowAlarm"]

    assert (low["MetricName"], low["Statistic"]) == ("SmsCredit", "Minimum")
    assert (low["ComparisonOperator"], low["Threshold"]) == ("LessThanThreshold", 1.0)
    silent = [name for name, alarm in alarms.items() if alarm["TreatMissingData"] == "ignore"]
    assert silent == ["SmsCreditLowAlarm"]


def test_where_nobody_watches_there_is_nothing_that_costs(templates: Templates) -> None:
    kinds = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard", "AWS::WAFv2::WebACL")

    made = {kind: templates.of_kind("dev", kind) for kind in kinds}

    assert made == {kind: {} for kind in kinds}


def test_the_manual_says_what_to_do_about_every_alarm(templates: Templates) -> None:
    alarms = templates.of_kind("prod", "AWS::CloudWatch::Alarm").values()
    manual = MANUAL.read_text()

    names = [alarm["AlarmName"].removeprefix("deskbell-prod-") for alarm in alarms]
    rooms = {tables.room(model) for model in TABLES}
    handlers = {each.handler.replace("_", "-") for each in functions.functions(app.app)}
    general = {
        name for name in names if name.partition("-")[0] not in rooms and name.rpartition("-")[0] not in handlers
    }

    assert {name for name in general if f"`{name}`" not in manual} == set()
    kinds = ("errors", "throttles", "late", "reads-throttled", "writes-throttled", "system-errors")
    assert [kind for kind in kinds if f"-{kind}`" not in manual] == []
