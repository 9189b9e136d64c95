"""What the PUT routes of rosters change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.changed import Ground, Line, Value, named


@dataclass
class OfShifts(Ground):
    """One method for each PUT route, named as its operation."""

    def in_settings(self, which: str, fields: Mapping[str, Value], **body: Any) -> Line:
        """A kind of shift or a rotation, which are read all together."""
        its_id = {"kinds": "kind_id", "patterns": "pattern_id"}[which]
        root = f"/v1/admin/shifts/{'rotations' if which == 'patterns' else which}"
        made = self.made(root, its_id, **body)

        def read() -> Mapping[str, Any]:
            known = self.http.ask("GET", "/v1/admin/shifts/settings", self.boss).said[which]
            return dict(next(each for each in known if each[its_id] == made))

        return Line(f"{root}/{made}", self.boss, fields, read)

    def update_shift_kind(self) -> Line:
        fields: dict[str, Value] = {
            "name": named,
            "color": lambda n: f"#0000{n:02x}",
            "end_minute": lambda n: 900 + n,
            "archived": lambda n: n % 2 == 0,
        }
        return self.in_settings("kinds", fields, name="K", color="#000000", start_minute=480, end_minute=900)

    def update_rotation(self) -> Line:
        fields: dict[str, Value] = {"name": named, "step": lambda n: n % 50, "days": lambda n: [None] * (n % 50 + 1)}
        return self.in_settings("patterns", fields, name="R", days=[None])

    def update_shift_rules(self) -> Line:
        fields: dict[str, Value] = {
            "last_minutes": lambda n: 10 + n,
            "rest_minutes": lambda n: 100 + n,
            "rest_forbids": lambda n: n % 2 == 0,
            "per_hour": lambda n: 1 + n,
            "country": lambda n: ("CN", None, "DE")[n % 3],
        }
        group = self.made("/v1/admin/groups", "group_id", name="G", leader_id=self.agent.agent_id, member_ids=[])
        return self.record(f"/v1/admin/shifts/groups/{group}/rules", fields)

    def change_leave_settings(self) -> Line:
        fields: dict[str, Value] = {"leader_minutes": lambda n: 100 + n, "tolerance_minutes": lambda n: 1 + n}
        return self.record("/v1/admin/attendance/settings", fields)

    def plan_week(self) -> Line:
        path = "/v1/admin/shifts/groups/grp_1/weeks/2026-11-23/agents/agt_1"
        return Line(path, self.boss, {}, dict, alone="who plans a week says which version of it they saw")
