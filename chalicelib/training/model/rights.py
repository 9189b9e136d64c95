"""Who may do what with courses, attempts and orders (F11). Pure."""

from __future__ import annotations

from chalicelib.people.model.reach import EVERYWHERE, NEAR, Act

LEAD, MANAGE, GRANT = "training.lead", "training.manage", "presence.others"
REACHED = frozenset({NEAR, EVERYWHERE})  # never as the one whom it is about
SEE = Act("see_training", REACHED, (LEAD, MANAGE))
REQUIRE = Act("require_courses", REACHED, (MANAGE,))
GUIDE = Act("guide_training", REACHED, (LEAD,))
