"""Which deadlines hold for what, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.errors import Invalid
from chalicelib.people.model.agents import LEVELS
from chalicelib.plans.model.survey import CALENDAR, WORKING
from chalicelib.tickets.model.deadlines import Allowance
from chalicelib.tickets.model.policies import PROMISED, SHIPPED, THINGS, Policies, Policy, checked_policies
from chalicelib.tickets.model.ticket import PRIORITIES, TYPES

NAMES = {"zh-CN": "规则", "en": "Policy"}
HOUR, DAY = Allowance(3600), Allowance(86_400)


def some(values: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*values]), unique=True, max_size=3).map(tuple)


ALLOWED = st.none() | st.builds(Allowance, st.integers(10, 10_000), st.sampled_from([CALENDAR, WORKING]))
POLICIES = st.lists(
    st.builds(
        Policy,
        st.just(NAMES),
        types=some(THINGS),
        priorities=some(PRIORITIES),
        levels=some(LEVELS),
        first_answer=ALLOWED,
        next_update=ALLOWED,
        solution=ALLOWED,
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("kind", "priority", "expected"),
    [
        ("conversation", "normal", {"first_answer": Allowance(30, CALENDAR)}),
        ("complaint", "normal", {"first_answer": Allowance(7200), "solution": Allowance(86_400)}),
        ("complaint", "critical", {"first_answer": Allowance(7200), "solution": Allowance(7200)}),
        ("repair", "urgent", {"solution": Allowance(7200)}),
        ("offline_message", "normal", {}),
    ],
)
def test_what_is_shipped_is_what_the_service_promises(
    kind: str, priority: str, expected: Mapping[str, Allowance]
) -> None:
    policies = Policies()

    allowed = policies.allowed(kind, priority, "normal")

    assert allowed == expected


def test_a_level_of_its_own_comes_before_what_holds_for_all_and_leaves_the_rest_to_it() -> None:
    gold = Policy(NAMES, levels=("gold",), solution=HOUR)
    policies = Policies(checked_policies([gold, Policy(NAMES, first_answer=HOUR, solution=DAY)]))

    for_gold, for_normal = (policies.allowed("repair", "normal", level) for level in ("gold", "normal"))

    assert for_gold == {"first_answer": HOUR, "solution": HOUR}
    assert for_normal == {"first_answer": HOUR, "solution": DAY}


@given(
    policies=POLICIES,
    kind=st.sampled_from(THINGS),
    priority=st.sampled_from(PRIORITIES),
    level=st.sampled_from([*LEVELS]),
)
def test_for_each_deadline_the_first_policy_that_fits_holds(
    policies: list[Policy], kind: str, priority: str, level: str
) -> None:
    expected = {}
    for name in PROMISED:
        for each in policies:
            of_kind = kind in each.types or (not each.types and kind in TYPES and kind not in ("correction", "fault"))
            of_rest = priority in (each.priorities or PRIORITIES) and level in (each.levels or LEVELS)
            if of_kind and of_rest and getattr(each, name):
                expected[name] = getattr(each, name)
                break

    allowed = Policies(tuple(policies)).allowed(kind, priority, level)

    assert allowed == expected


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"names": {"en": "Policy"}}, "policies.4.names"),
        ({"names": {**NAMES, "en": " "}}, "policies.4.names.en"),
        ({"types": ("parcel",)}, "policies.4.types"),
        ({"priorities": ("normal", "normal")}, "policies.4.priorities"),
        ({"levels": ("platinum",)}, "policies.4.levels"),
        ({"solution": Allowance(1)}, "policies.4.solution.seconds"),
        ({"solution": Allowance(91 * 86_400)}, "policies.4.solution.seconds"),
        ({"solution": Allowance(60, "lunar")}, "policies.4.solution.time"),
        ({"solution": None}, "policies.4"),
        ({"types": ("conversation",)}, "policies.4"),
        ({"priorities": ("urgent",), "levels": ("gold",)}, "policies.4"),
    ],
)
def test_what_cannot_be_a_policy_is_refused_by_its_field(changes: dict[str, Any], field: str) -> None:
    lawful = Policy(NAMES, levels=("gold",), next_update=DAY, solution=HOUR)
    policy = replace(lawful, **{"next_update": None, **changes})

    with pytest.raises(Invalid) as refusal:
        checked_policies([*SHIPPED, policy])

    assert [each.field for each in refusal.value.errors] == [field]
