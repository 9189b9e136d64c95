"""How soon a ticket is answered, told of, and solved: by type, priority and the level of the customer (D5, B9). Pure.

Policies are looked through in their order, for each of the three deadlines by itself: the first that fits and says
something of it holds. Conversations and messages left have deadlines only where a policy names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Annotated

import msgspec

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, checked
from chalicelib.people.model.agents import LEVELS
from chalicelib.plans.model.survey import CALENDAR
from chalicelib.tickets.model.deadlines import COUNTED, LEAST, MOST, Allowance
from chalicelib.tickets.model.lateness import FIRST_ANSWER, NEXT_UPDATE, SOLUTION
from chalicelib.tickets.model.ticket import (
    COMPLAINT,
    CONVERSATION,
    CRITICAL,
    NORMAL,
    OF_CUSTOMERS,
    OFFLINE_MESSAGE,
    PRIORITIES,
    TYPES,
    URGENT,
)

PROMISED = (FIRST_ANSWER, NEXT_UPDATE, SOLUTION)
OTHERS = (CONVERSATION, OFFLINE_MESSAGE)
THINGS = (*TYPES, *OTHERS)
MOST_POLICIES, LONGEST_NAME = 60, 60
MOST_MINUTES = 7 * 24 * 60


class Policy(msgspec.Struct, frozen=True):
    """For tickets of these ``types``, ``priorities`` and customers' ``levels`` (none: all); ``names`` by language.

    ``types`` may name ``conversation`` and ``offline_message`` too; a ``correction`` and a ``fault`` must be named. A
    deadline it says nothing of may be another's.
    """

    names: Mapping[str, str]
    types: tuple[Annotated[str, among(*THINGS)], ...] = ()
    priorities: tuple[Annotated[str, among(*PRIORITIES)], ...] = ()
    levels: tuple[Annotated[str, among(*LEVELS)], ...] = ()
    first_answer: Allowance | None = None
    next_update: Allowance | None = None
    solution: Allowance | None = None

    def fits(self, kind: str, priority: str, level: str) -> bool:
        """Whether it is about such a thing."""
        return (
            kind in (self.types or OF_CUSTOMERS)
            and (not self.priorities or priority in self.priorities)
            and (not self.levels or level in self.levels)
        )

    @property
    def allowances(self) -> Mapping[str, Allowance]:
        """What it says, by deadline."""
        said = {each: getattr(self, each) for each in PROMISED}
        return {name: allowed for name, allowed in said.items() if allowed is not None}


_TWO_HOURS = Allowance(2 * 3600)

SHIPPED = (
    Policy(
        {"zh-CN": "会话首次问候", "en": "First greeting in a conversation"},
        types=(CONVERSATION,),
        first_answer=Allowance(30, CALENDAR),
    ),
    Policy({"zh-CN": "投诉首次答复", "en": "First answer to a complaint"}, types=(COMPLAINT,), first_answer=_TWO_HOURS),
    Policy({"zh-CN": "紧急与特急", "en": "Urgent and critical"}, priorities=(URGENT, CRITICAL), solution=_TWO_HOURS),
    Policy({"zh-CN": "普通", "en": "Normal"}, priorities=(NORMAL,), solution=Allowance(24 * 3600)),
)


class Policies(msgspec.Struct, frozen=True):
    """All policies of the desk. ``escalate_minutes``: so long after a breach, of which the group's leader hears at
    once, the supervisors hear too, if it is still late. ``reason_minutes``: within which the owner says why.
    ``proposes_delay``: where nobody has told the customer of a new time when four fifths of the time for a solution are
    over, the desk does by itself. ``tells_of_conversations``: letters go out, too, where the first answer in a
    conversation is late; else that is seen in lists alone."""

    policies: tuple[Policy, ...] = SHIPPED
    escalate_minutes: int = 60
    reason_minutes: int = 60
    proposes_delay: bool = False
    tells_of_conversations: bool = False
    version: int = 0

    def allowed(self, kind: str, priority: str, level: str) -> Mapping[str, Allowance]:
        """What holds for such a thing, by deadline."""
        held: dict[str, Allowance] = {}
        for policy in self.policies:
            if policy.fits(kind, priority, level):
                held = {**policy.allowances, **held}
        return held

    def deciding(self, name: str, kind: str, priority: str, level: str) -> tuple[int, Allowance | None]:
        """Which policy, counted from 0, says of such a thing within which time; -1 and None: none does."""
        for number, policy in enumerate(self.policies):
            if policy.fits(kind, priority, level) and name in policy.allowances:
                return number, policy.allowances[name]
        return -1, None


def checked_minutes(field: str, minutes: int) -> int:
    """A number of minutes, up to a week. Raises ``Invalid``."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid.field(field, f"1 to {MOST_MINUTES}")
    return minutes


def checked_policies(policies: Sequence[Policy]) -> tuple[Policy, ...]:
    """Policies as they may be kept. Raises ``Invalid`` naming ``policies.<number>.<field>`` for all that may not, and a
    policy that never holds, since others before it say all that it says."""
    if len(policies) > MOST_POLICIES:
        raise Invalid.field("policies", f"at most {MOST_POLICIES}")
    wrong = WrongFields()
    for number, policy in enumerate(policies):
        _gather(wrong, f"policies.{number}", policy)
    wrong.refuse()
    for number in _idle(policies):
        wrong.add(f"policies.{number}", "those before it say all that it says: it never holds")
    wrong.refuse()
    return tuple(policies)


def _gather(wrong: WrongFields, where: str, policy: Policy) -> None:
    if set(policy.names) != set(LANGUAGES):
        wrong.add(f"{where}.names", f"a name in {' and '.join(LANGUAGES)}")
    for language, name in policy.names.items():
        with wrong:
            checked(f"{where}.names.{language[:20]}", name, longest=LONGEST_NAME)
    for field, known in (("types", THINGS), ("priorities", PRIORITIES), ("levels", tuple(LEVELS))):
        values = getattr(policy, field)
        if len(set(values)) < len(values) or not set(values) <= set(known):
            wrong.add(f"{where}.{field}", f"of {', '.join(known)}, each once")
    for field in PROMISED:
        allowed: Allowance | None = getattr(policy, field)
        if allowed is not None and not LEAST <= allowed.seconds <= MOST:
            wrong.add(f"{where}.{field}.seconds", f"{LEAST} to {MOST}")
        if allowed is not None and allowed.time not in COUNTED:
            wrong.add(f"{where}.{field}.time", f"one of {', '.join(COUNTED)}")
    if not policy.allowances:
        wrong.add(where, f"at least one of {', '.join(PROMISED)}")
    elif set(policy.types) & set(OTHERS) and set(policy.allowances) != {FIRST_ANSWER}:
        wrong.add(where, f"{' and '.join(OTHERS)} have a first_answer, and nothing else")


def _idle(policies: Sequence[Policy]) -> Iterator[int]:
    """Those that hold for nothing."""
    taken: set[tuple[str, ...]] = set()
    for number, policy in enumerate(policies):
        fitting = product(policy.types or OF_CUSTOMERS, policy.priorities or PRIORITIES, policy.levels or tuple(LEVELS))
        own = {(*each, name) for each, name in product(fitting, policy.allowances)}
        if own <= taken:
            yield number
        taken |= own
