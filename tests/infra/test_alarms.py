"""Whatever goes wrong wakes somebody, once, and they can read what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

import app
from chalicelib.everything import TABLES
from infra import environments
from infra.template import alarms as template
from infra.template import functions, gateway, tables
from tests.infra.conftest import Templates

MANUAL = Path(__file__).resolve().parent.parent.parent / "infra/README.md"


def test_every_alarm_tells_the_topic_when_it_begins_and_when_it_is_over(templates: Templates) -> None:
    alarms = templates.of_kind("prod", "AWS::CloudWatch::Alarm")

    for name, alarm in alarms.items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "Alarms"}], name
        assert alarm["AlarmName"].startswith("deskbell-prod-")
        assert alarm["TreatMissingData"] in ("breaching", "notBreaching", "ignore")


def rings(alarm: dict[str, Any], value: float) -> bool:
    """Whether this value in every period that it looks at sets it off."""
    above = alarm["ComparisonOperator"] == "GreaterThanThreshold"
    return value > alarm["Threshold"] if above else value < alarm["Threshold"]


def plain(templates: Templates) -> list[dict[str, Any]]:
    """The alarms that look at one figure as it comes."""
    return [each for each in templates.of_kind("prod", "AWS::CloudWatch::Alarm").values() if "MetricName" in each]


def test_every_table_and_every_index_rings_at_the_first_request_that_is_throttled(templates: Templates) -> None:
    by_what = {
        (each["MetricName"], *sorted((d["Name"], d["Value"]) for d in each["Dimensions"])): each
        for each in plain(templates)
    }

    places = [
        [("TableName", f"deskbell-prod-{tables.room(model)}"), *index]
        for model in TABLES
        for index in ([], *([("GlobalSecondaryIndexName", name)] for name in tables.indexes(model)))
    ]

    assert len(places) > len(TABLES)
    for place in places:
        for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
            alarm = by_what[(metric, *sorted(place))]
            assert (alarm["Statistic"], alarm["EvaluationPeriods"]) == ("Sum", 1)
            assert rings(alarm, 1) and not rings(alarm, 0), place


def test_a_burst_of_refusals_rings_and_a_robot_at_night_does_not(templates: Templates) -> None:
    alarm = templates.of_kind("prod", "AWS::CloudWatch::Alarm")["ApiRefusalsAlarm"]

    figures = {each["Id"]: each["MetricStat"]["Metric"] for each in alarm["Metrics"] if "MetricStat" in each}
    (share,) = (each["Expression"] for each in alarm["Metrics"] if "Expression" in each)

    formula = re.fullmatch(r"IF\((.+) >= (\d+), (.+), 0\)", share)
    assert formula is not None

    def would_ring(refused: int, asked: int) -> bool:
        at_least, counted = int(formula[2]), {"refused": refused, "asked": asked}
        assert (formula[1], formula[3]) == ("asked", "100 * refused / asked")
        return rings(alarm, 100 * counted["refused"] / counted["asked"] if counted["asked"] >= at_least else 0)

    assert {name: metric["MetricName"] for name, metric in figures.items()} == {"refused": "4XXError", "asked": "Count"}
    assert all({"Name": "Stage", "Value": "api"} in metric["Dimensions"] for metric in figures.values())
    assert would_ring(refused=2_000, asked=4_000)
    assert not would_ring(refused=50, asked=4_000)  # what a busy desk refuses all day
    assert not would_ring(refused=40, asked=40)
    assert [each["Id"] for each in alarm["Metrics"] if each.get("ReturnData", True)] == ["share"]


def test_a_firewall_that_sends_many_away_rings() -> None:
    page = environments.read("prod")
    guarded = msgspec.structs.replace(page, waf=True)

    without, made = (template.resources(app.app, each) for each in (page, guarded))

    (name,) = set(made) - set(without)
    dimensions = {each["Name"]: each["Value"] for each in made[name]["Properties"]["Dimensions"]}
    acl = gateway.resources(guarded)["Firewall"]["Properties"]
    assert dimensions["WebACL"] == acl["VisibilityConfig"]["MetricName"]


def test_every_function_and_every_table_is_watched(templates: Templates) -> None:
    watched = {(each["MetricName"], *sorted(d["Value"] for d in each["Dimensions"])) for each in plain(templates)}

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
