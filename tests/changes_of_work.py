"""What the PUT routes of the day's work change: campaigns, reports, incidents, tickets, the duty log, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.core.audit import By
from chalicelib.exchange.model.runs import Choices
from chalicelib.exchange.service import asking
from chalicelib.people import service as people
from chalicelib.people.model.rights import ADMINISTRATOR
from tests.changed import Ground, Line, Value, named


@dataclass
class OfWork(Ground):
    """One method for each PUT route, named as its operation."""

    def update_campaign(self) -> Line:
        fields = {
            "name": named,
            "quota_per_agent": lambda n: 10 + n,
            "at": lambda n: f"09:{n:02}",
            "script": lambda n: {"en": named(n)},
        }
        body = {"name": "C", "plan_key": "demo", "agent_ids": [self.agent.agent_id]}
        campaign = self.made("/v1/admin/campaigns", "campaign_id", **body)
        return self.record(f"/v1/admin/campaigns/{campaign}", fields)

    def save_questionnaire_draft(self) -> Line:
        path = "/v1/admin/questionnaires/changed/draft"
        self.http.ask("PUT", path, self.boss, {"draft": {"names": {"en": "Q"}}, "version": 0})
        return Line(path, self.boss, {}, dict, alone="there is one field, all of it")

    def update_bulletin_subscription(self) -> Line:
        fields: dict[str, Value] = {
            "name": named,
            "at": lambda n: f"09:{n:02}",
            "weekday": lambda n: n % 7,
            "recipients": lambda n: [
                {"agent_id": self.agent.agent_id, "language": "en", "mobile": f"+86138001380{n:02}"}
            ],
            "active": lambda n: n % 2 == 0,
        }
        path = "/v1/admin/bulletins/subscriptions"
        return self.record(f"{path}/{self.made(path, 'subscription_id', name='R')}", fields)

    def update_topic(self) -> Line:
        fields: dict[str, Value] = {"zh": named, "en": named, "open": lambda n: n % 2 == 0}
        path = "/v1/admin/subscriptions/demo/topics"
        topic = self.made(path, "topic_id", kind="news", zh="新品", en="News")

        def read() -> Mapping[str, Any]:
            topics = self.http.ask("GET", path, self.boss).said["topics"]
            return next(dict(each) for each in topics if each["topic_id"] == topic)

        return Line(f"{path}/{topic}", self.boss, fields, read)

    def update_notice_rules(self) -> Line:
        fields: dict[str, Value] = {
            "a_day": lambda n: 1 + n,
            "within": lambda n: {"begins": f"09:{n:02}", "ends": "20:00", "days": [], "zone": None},
        }
        return self.record("/v1/admin/subscriptions/demo/rules", fields)

    def update_mailing(self) -> Line:
        fields: dict[str, Value] = {"name": named, "about": named, "a_minute": lambda n: 1 + n}
        root = "/v1/admin/subscriptions"
        topic = self.made(f"{root}/demo/topics", "topic_id", kind="news", zh="新品", en="News")
        texts = {"en": {"subject": "S", "text": "T"}}
        made = self.made(f"{root}/demo/mailings", "mailing_id", name="M", topic_id=topic, texts=texts)
        return self.record(f"{root}/mailings/{made}", fields)

    def write_wishes(self) -> Line:
        fields: dict[str, Value] = {
            "preferred_channel": lambda n: ("email", "sms")[n % 2],
            "hours": lambda n: {"begins": f"09:{n:02}", "ends": "20:00", "days": [], "zone": None},
            "refused_kinds": lambda n: [("notice", "survey", "campaign")[n % 3]],
        }
        path = f"/v1/desk/subscriptions/{self.world.known(self.world.visitor()).visitor_id}"

        def read() -> Mapping[str, Any]:
            return dict(self.http.ask("GET", path, self.boss).said["wishes"])

        return Line(f"{path}/wishes", self.boss, fields, read)

    def choose_wishes(self) -> Line:
        fields: dict[str, Value] = {
            "preferred": lambda n: ("email", "web")[n % 2],
            "hours": lambda n: {"begins": f"09:{n:02}", "ends": "20:00", "days": [], "zone": None},
            "refused_kinds": lambda n: [("notice", "survey", "campaign")[n % 3]],
        }
        path = "/v1/widget/demo/subscriptions"
        token = self.http.ask("POST", "/v1/widget/demo/visitors", None, {"locale": "en"}).said["token"]

        def read() -> Mapping[str, Any]:
            return dict(self.http.ask("GET", path, token).said["wishes"])

        return Line(path, token, fields, read)

    def change_api_key(self) -> Line:
        fields: dict[str, Value] = {
            "name": named,
            "permissions": lambda n: [("people.see", "wall.see", "notices.see")[n % 3]],
            "expires_at": lambda n: f"2030-01-01T00:00:{n:02}Z",
        }
        path = "/v1/admin/api-keys"
        return self.record(f"{path}/{self.made(path, 'key_id', name='K', permissions=['reports.see'])}", fields)

    def correct_phone_call(self) -> Line:
        fields: dict[str, Value] = {
            "notes": named,
            "number": lambda n: f"+86138001380{n:02}",
            "seconds": lambda n: 60 + n,
        }
        made = {"plan_key": "demo", "direction": "in", "seconds": 60}
        answer = self.http.ask("POST", "/v1/desk/phone/calls", self.boss, made)
        return self.record(f"/v1/desk/phone/calls/{answer.said['call_id']}", fields)

    def change_webhook(self) -> Line:
        fields: dict[str, Value] = {
            "description": named,
            "url": lambda n: f"https://hooks{n}.example.com/",
            "events": lambda n: [("ticket.*", "complaint.*", "survey.*")[n % 3]],
            "personal": lambda n: n % 2 == 0,
        }
        path = "/v1/admin/webhooks"
        made = {"url": "https://hooks.example.com/", "description": "W", "events": ["*"]}
        return self.record(f"{path}/{self.made(path, 'endpoint_id', **made)}", fields)

    def change_import(self) -> Line:
        desk, rules = self.world.desk, ("file", "desk")
        boss = next(each for each in people.list_agents(desk) if each.role == ADMINISTRATOR)
        file = (By(boss.agent_id, boss.name), "customers", "f.csv", Choices(plan_key="demo"), b"id,name\n1,A\n")
        run = asking.begin_with(desk, boss, *file)
        fields: dict[str, Value] = {
            "mapping": lambda n: {"id": "external_id", "name": ("name", "tags", "email")[n % 3]},
            "choices": lambda n: {
                "rule": rules[n % 2],
                "plan_key": ("demo", "")[n // 2 % 2],
                "invite": False,
                "publish": False,
                "deadlines": False,
            },
        }
        return self.record(f"/v1/admin/exchange/imports/{run.run_id}", fields)

    def save_day_report(self) -> Line:
        path = "/v1/desk/day-report"
        day = str(self.http.ask("GET", path, self.console).said["day"])

        def read() -> Mapping[str, Any]:
            return self.http.ask("GET", path, self.console).said

        return Line(f"{path}/{day}", self.console, dict.fromkeys(["remarks", "plan"], named), read)

    def update_follow_up_rule(self) -> Line:
        fields = {"name": named, "after_days": lambda n: 1 + n, "at": lambda n: f"10:{n:02}"}
        rule = self.made("/v1/admin/follow-up-rules", "rule_id", name="R")
        return self.listed("/v1/admin/follow-up-rules", "rule_id", rule, fields)

    def change_incident(self) -> Line:
        fields = {"titles": lambda n: {"en": named(n)}, "cause": named, "measures": named}
        fields["holding"] = lambda n: {"en": named(n)}
        incident = self.made("/v1/desk/incidents", "incident_id", event_id="system_down")
        return self.record(f"/v1/desk/incidents/{incident}", fields)

    def change_incident_settings(self) -> Line:
        told = {"agent_id": self.agent.agent_id, "language": "en"}
        event = {
            "event_id": "e",
            "severity": "major",
            "tasks": [],
            "holding": {},
            "backup": {"phone": "", "address": ""},
        }
        fields = {
            "told": lambda n: [{**told, "mobile": f"+861381234{5000 + n}"}],
            "events": lambda n: [{**event, "names": {"en": named(n)}}],
        }
        return self.record("/v1/admin/incident-settings", fields)

    def change_ticket_settings(self) -> Line:
        fields = {"reopen_days": lambda n: 1 + n, "close_days": lambda n: 100 + n}
        return self.record("/v1/admin/ticket-settings", fields)

    def change_ticket_policies(self) -> Line:
        fields = {"escalate_minutes": lambda n: 1 + n, "reason_minutes": lambda n: 100 + n}
        return self.record("/v1/admin/ticket-policies", fields)

    def change_duty_settings(self) -> Line:
        fields = {"answer_minutes": lambda n: 60 + n, "accept_minutes": lambda n: 10 + n}
        return self.record("/v1/admin/duty/settings", fields)

    def change_shift_note(self) -> Line:
        fields = {"sections.business": named, "sections.equipment": named}
        group = self.made("/v1/admin/groups", "group_id", name="H", leader_id=self.other.agent_id, member_ids=[])
        handover = self.made("/v1/desk/duty/hand-overs", "handover_id", group_id=group, sections={"other": "x"})
        return self.record(f"/v1/desk/duty/hand-overs/{handover}", fields)

    def change_check_list(self) -> Line:
        fields: dict[str, Value] = {"name": named, "minutes": lambda n: 10 + n, "weekdays": lambda n: [n % 7]}
        group = self.made("/v1/admin/groups", "group_id", name="D", leader_id=self.other.agent_id, member_ids=[])
        lists, body = "/v1/admin/duty/check-lists", {"points": [{"text": "Doors"}], "times": ["09:00"]}
        made = self.made(lists, "list_id", group_id=group, name="Round", **body)
        return self.listed(lists, "list_id", made, fields, f"{lists}?group_id={group}")

    def change_minutes(self) -> Line:
        fields = {"title": named, "topics": lambda n: {"service": named(n)}}
        minutes = self.made("/v1/desk/duty/minutes", "minutes_id", title="M", held_at="2026-11-23T09:00:00Z")
        return self.record(f"/v1/desk/duty/minutes/{minutes}", fields)

    def change_announcement(self) -> Line:
        fields: dict[str, Value] = {
            "title": named,
            "body": named,
            "priority": lambda n: ("normal", "pinned", "urgent")[n % 3],
            "remind_hours": lambda n: 1 + n,
            "remind_by_email": lambda n: n % 2 == 0,
        }
        path = "/v1/admin/announcements"
        return self.record(f"{path}/{self.made(path, 'announcement_id', title='A', body='B')}", fields)

    def change_quality_settings(self) -> Line:
        fields = {"appeal_days": lambda n: 1 + n, "seed": lambda n: f"seed {n}"}
        return self.record("/v1/admin/quality/settings", fields)

    def change_touchpoint_map(self) -> Line:
        fields: dict[str, Value] = {
            "businesses": lambda n: [{"code": "03", "zh": named(n), "en": named(n)}],
            "channels": lambda n: [{"code": "WEB", "zh": named(n), "en": named(n)}],
            "brands": lambda n: [{"code": "A", "zh": named(n), "en": named(n)}],
        }
        return self.record("/v1/admin/touchpoints", fields)

    def change_touchpoint(self) -> Line:
        fields: dict[str, Value] = {
            "offered": lambda n: n % 2 == 0,
            "draft": lambda n: {"kind": "advice", "steps": [{"zh": named(n), "en": "", "check": "", "limit": None}]},
        }
        return self.record("/v1/admin/touchpoints/cells/WEB-A-03", fields)

    def correct_touchpoint(self) -> Line:
        return Line("/v1/desk/touchpoints/about/cnv_1", self.boss, {}, dict, alone="there is one field")

    def change_staff_settings(self) -> Line:
        fields = {
            "second_person_from": lambda n: 1 + n,
            "currency": lambda n: f"A{chr(65 + n // 26)}{chr(65 + n % 26)}",
        }
        return self.record("/v1/admin/staff/settings", fields)

    def change_cost_settings(self) -> Line:
        fields = {"budget": lambda n: 100.0 + n, "currency": lambda n: ("USD", "EUR", "CNY")[n % 3]}
        return self.record("/v1/admin/cost-settings", fields)

    def switch_costs(self) -> Line:
        return Line("/v1/admin/cost-switches/reports", self.boss, {}, dict, alone="there is one field")

    def change_report_settings(self) -> Line:
        fields = {"contact_days": lambda n: 1 + n, "kept_days": lambda n: 100 + n}
        return self.record("/v1/admin/report-settings", fields)

    def change_channel(self) -> Line:
        fields: dict[str, Value] = {
            "name": named,
            "address": lambda n: f"https://partner{n}.example.com/hook",
            "host": lambda n: f"files{n}.example.com",
            "source": lambda n: f"app-{n}",
            "active": lambda n: n % 2 == 0,
            "own_words": lambda n: n % 2 == 0,
        }
        channel = self.made("/v1/admin/channels", "channel_id", kind="app", name="App", plan_key="demo")
        return self.record(f"/v1/admin/channels/{channel}", fields)
