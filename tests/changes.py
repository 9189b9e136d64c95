"""Two callers who change the same record at once, over HTTP; and what each PUT route changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.visitors import service as visitors
from tests.changed import Line, Value, named
from tests.changes_of_shifts import OfShifts
from tests.changes_of_work import OfWork


@dataclass
class Stage(OfWork, OfShifts):
    """A desk with one of everything that a PUT route changes."""

    # --- the table: one method for each PUT route, named as its operation ---------------------------------------------

    def update_desk(self) -> Line:
        zones = ("Asia/Shanghai", "Asia/Singapore", "Asia/Manila")  # it is the same day in them: others write of today
        fields = {"name": named, "seats": lambda n: 100 + n, "time_zone": lambda n: zones[n % 3]}
        return self.record("/v1/admin/desk", fields)

    def name_departments(self) -> Line:
        return Line("/v1/admin/departments", self.boss, {}, dict, alone="there is one field, all of them")

    def update_agent(self) -> Line:
        fields: dict[str, Value] = {
            "name": named,
            "active": lambda n: n % 2 == 1,
            "capacity": lambda n: 5 + n,
            "role": lambda n: ("supervisor", "agent")[n % 2],
            "number": lambda n: f"7{n}",
            "email": lambda n: f"changed{n}@example.com",
            "hidden": lambda n: n % 2 == 0,
        }
        path = f"/v1/admin/agents/{self.agent.agent_id}"
        return self.record(path, fields, ("active", "name"), ("role", "capacity"), ("capacity", "active"))

    def update_group(self) -> Line:
        levels = (["gold"], ["silver"], [])
        fields = {"name": named, "levels": lambda n: levels[n % 3], "channels": lambda n: [f"app{n}"]}
        group = self.made("/v1/admin/groups", "group_id", name="G", leader_id=self.agent.agent_id, member_ids=[])
        return self.record(f"/v1/admin/groups/{group}", fields)

    def update_role(self) -> Line:
        permissions = (["people.see"], ["audit.read"], ["plans.manage"])
        scopes = ("all", "group", "own")
        fields = {"name": named, "permissions": lambda n: permissions[n % 3], "scope": lambda n: scopes[n % 3]}
        role = self.made("/v1/admin/roles", "role_id", name="R", permissions=["people.see"], scope="own")
        return self.record(f"/v1/admin/roles/{role}", fields)

    def update_plan(self) -> Line:
        fields: dict[str, Value] = {
            "name": named,
            "open": lambda n: n % 2 == 0,
            "look.color": lambda n: f"#0000{n:02x}",
            "look.offset_x": lambda n: 10 + n,
            "texts.en.title": named,
            "texts.en.greeting": named,
            "hours.breaks": lambda n: [["12:00", f"12:{10 + n}"]],
            "hours.country": lambda n: ("CN", None)[n % 2],
            "offline.remind_after_minutes": lambda n: 10 + n,
            "survey.share": lambda n: 1 + n,
            "survey.low_score": lambda n: 1 + n % 5,
            "limits.idle_minutes": lambda n: 10 + n,
            "limits.waiting_by_address": lambda n: 40 + n,
            "wait_for_last_agent_seconds": lambda n: 10 + n,
            "watch.warn_seconds": lambda n: 20 + n,
            "watch.left_seconds": lambda n: 200 + n,
            "accept_seconds": lambda n: 100 + n,
        }
        week = {"weekly": {"mon": [["09:00", "18:00"]]}}
        self.made("/v1/admin/plans", "plan_id", key="changing", name="P", hours=week)
        pairs = ("look.color", "look.offset_x"), ("texts.en.title", "texts.en.greeting")
        more = ("hours.breaks", "hours.country"), ("survey.share", "survey.low_score")
        limits = ("limits.idle_minutes", "limits.waiting_by_address")
        watch = ("watch.warn_seconds", "watch.left_seconds")
        return self.record("/v1/admin/plans/changing", fields, *pairs, *more, limits, watch)

    def update_notice_settings(self) -> Line:
        fields = {
            "sender_name": named,
            "price_fen": lambda n: 10 + n,
            "low_balance_fen": lambda n: 200 + n,
            "letters_a_day": lambda n: 2 + n,
            "sms_by_day": lambda n: 100 + n,
            "most_cents": lambda n: 20 + n,
        }
        return self.record("/v1/admin/notice-settings", fields)

    def change_rota(self) -> Line:
        fields: dict[str, Value] = {"name": named, "step_minutes": lambda n: 1 + n, "gather_minutes": lambda n: 50 + n}
        rota = self.made("/v1/admin/on-call/rotas", "rota_id", name="R")
        return self.record(f"/v1/admin/on-call/rotas/{rota}", fields)

    def change_mobile(self) -> Line:
        path = f"/v1/admin/agents/{self.agent.agent_id}/mobile"
        line = self.record(path, {"mobile": lambda n: f"+861381234{5000 + n}"})
        line.alone = "there is one field"
        return line

    def change_own_mobile(self) -> Line:
        line = self.record("/v1/desk/mobile", {"mobile": lambda n: f"+861381234{6000 + n}"})
        line.alone = "there is one field"
        return line

    def update_phrase(self) -> Line:
        fields = {"title": named, "text": named, "shortcut": lambda n: f"s{n}"}
        path = "/v1/desk/phrases/company"
        return self.listed(path, "phrase_id", self.made(path, "phrase_id", title="P", text="Hello"), fields)

    def update_category(self) -> Line:
        path, fields = "/v1/admin/categories", {"zh": named, "en": named, "archived": lambda n: n % 2 == 0}
        return self.listed(path, "category_id", self.category("C"), fields, "/v1/desk/categories")

    def category(self, name: str) -> str:
        return self.made("/v1/admin/categories", "category_id", zh=name, en=name)

    def update_unsaid(self) -> Line:
        fields = {"advice_zh": named, "advice_en": named, "words": lambda n: [f"word{n}"]}
        path = "/v1/admin/unsaid-words"
        word = self.made(path, "word_id", words=["never"], kind="promising")
        return self.listed(path, "word_id", word, fields, "/v1/desk/unsaid-words")

    def change_article(self) -> Line:
        fields: dict[str, Value] = {
            "wordings.en.title": named,
            "wordings.zh-CN.body": named,
            "plan_keys": lambda n: [["demo"], []][n % 2],
            "category_id": lambda n: ["price", "order"][n % 2],
        }
        return self.record(f"/v1/admin/articles/{self.made('/v1/admin/articles', 'article_id')}", fields)

    def add_article_picture(self) -> Line:
        article = self.made("/v1/admin/articles", "article_id")
        return Line(f"/v1/admin/articles/{article}/pictures", self.boss, {}, dict, alone="a picture is added to others")

    def change_article_settings(self) -> Line:
        fields: dict[str, Value] = {"second_person": lambda n: n % 2 == 0, "review_days": lambda n: 1 + n}
        return self.record("/v1/admin/article-settings", fields)

    def over(self) -> tuple[str, Callable[[], Mapping[str, Any]]]:
        """A conversation that is over: its path, and how it is read."""
        path = f"/v1/desk/conversations/{self.http.begin(self.http.visit())}"
        assert self.http.ask("POST", f"{path}/close", self.console, {}).status == 200
        return path, lambda: self.http.ask("GET", path, self.boss).said

    def edit_record(self) -> Line:
        path, read = self.over()
        fields = dict.fromkeys(["problem", "steps", "result", "next"], named)
        return Line(f"{path}/record", self.boss, fields, lambda: read()["record"])

    def refile_conversation(self) -> Line:
        path, read = self.over()
        categories = [self.category(f"Of three, {number}") for number in range(3)]
        fields = {"category_id": lambda n: categories[n % 3]}
        return Line(f"{path}/category", self.boss, fields, read, alone="there is one field")

    def change_scanner(self) -> Line:
        fields = {"scanner_url": lambda n: f"https://scanner.example.com/{n}"}
        line = self.record("/v1/admin/files", fields)
        line.alone = "there is one field"
        return line

    def choose_picture(self) -> Line:
        return Line("/v1/desk/picture", self.console, {}, dict, alone="each names a file that was uploaded for it")

    def edit_visitor(self) -> Line:
        levels = ("gold", "silver", "vip")
        fields = {"name": named, "level": lambda n: levels[n % 3], "email": lambda n: f"visitor{n}@example.com"}
        token = self.http.visit()
        conversation = self.http.begin(token)
        visitor_id = visitors.recognised(self.world.desk, token).visitor_id

        def read() -> Mapping[str, Any]:
            answer = self.http.ask("GET", f"/v1/desk/conversations/{conversation}", self.boss)
            assert answer.status == 200, answer
            shown = dict(answer.said["visitor"])
            assert (answer.said["visitor_name"], answer.said["level"]) == (shown["name"], shown["level"])
            return shown

        return Line(f"/v1/desk/visitors/{visitor_id}", self.boss, fields, read)

    def update_customer_field(self) -> Line:
        fields: dict[str, Value] = {
            "zh": named,
            "en": named,
            "order": lambda n: 10 + n,
            "required": lambda n: n % 2 == 0,
        }
        path = "/v1/admin/customer-fields"
        return self.listed(
            path, "field_id", self.made(path, "field_id", zh="F", en="F"), fields, "/v1/desk/customer-fields"
        )

    def fill_in_fields(self) -> Line:
        ids = [self.made("/v1/admin/customer-fields", "field_id", zh=name, en=name) for name in ("One", "Two", "Three")]
        fields: dict[str, Value] = {f"values.{each}": named for each in ids}
        token = self.http.visit()
        path = f"/v1/desk/conversations/{self.http.begin(token)}/customer-fields"
        visitor_id = visitors.recognised(self.world.desk, token).visitor_id

        def read() -> Mapping[str, Any]:
            shown = self.http.ask("GET", path, self.boss).said["values"]
            return {f"values.{each}": shown.get(each) for each in ids}

        return Line(f"/v1/desk/visitors/{visitor_id}/fields", self.boss, fields, read)

    def edit_note(self) -> Line:
        path = f"/v1/desk/conversations/{self.http.begin(self.http.visit())}/customer-notes"
        note_id = self.made(path, "note_id", text="Likes tea", client_id="n")

        def read() -> Mapping[str, Any]:
            return dict(self.http.ask("GET", path, self.boss).said["items"][0])

        return Line(f"{path}/{note_id}", self.boss, {"text": named}, read, alone="there is one field")

    def change_signature(self) -> Line:
        line = self.record("/v1/desk/signature", {"text": named})
        line.alone = "there is one field"
        return line

    def choose_plan_picture(self) -> Line:
        path = "/v1/admin/plans/demo/pictures/icon"
        return Line(path, self.boss, {}, dict, alone="each names a file that was uploaded for it")

    def set_presence_of(self) -> Line:
        fields = {"status": lambda n: ("busy", "break", "online")[n % 3]}
        path = f"/v1/desk/agents/{self.other.agent_id}/presence"
        return Line(path, self.boss, fields, self.presence, alone="there is one field")

    def set_presence(self) -> Line:
        fields = {"status": lambda n: ("busy", "break", "online")[n % 3]}
        return Line("/v1/desk/presence", self.console, fields, self.presence, alone="there is one field")

    def presence(self) -> Mapping[str, Any]:
        return {"status": self.world.now(self.other).status}

    def change_password(self) -> Line:
        agent = self.world.agent()
        path, token = "/v1/desk/password", self.http.sign_in(agent)
        return Line(path, token, {}, dict, alone="who changes a password says the present one as well")
