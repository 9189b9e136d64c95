"""Who reaches what the desk costs. Lines of the table in ``tests/reach.py``."""

from __future__ import annotations

# of the desk:                 holder colleague leader outsider other_leader everywhere
LINES = [
    ("read_costs", "", None, "403 403 403 403 403 200"),
    ("list_plan_costs", "", None, "403 403 403 403 403 200:0"),
    ("count_costs", "", {}, "403 403 403 403 403 204"),
    ("read_conversation_cost", "", None, "200 403 200 403 403 200"),
    ("read_cost_settings", "", None, "403 403 403 403 403 200"),
    ("change_cost_settings", "", {"budget": 5}, "403 403 403 403 403 200"),
    ("switch_costs", "", {"by_hand": "on"}, "403 403 403 403 403 200"),
]
