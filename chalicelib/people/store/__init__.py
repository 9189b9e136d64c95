"""The table ``people``: rows in, model values out.

``rows``: the items of the table ``people``, the model values they stand for, and what can be lost.
``reading``: reading people: one by one, or everybody at once.
``agents``: agents as administrators keep them, and their passwords.
``groups``: the desk itself, groups and roles.
``sessions``: sessions and seats.
``tries``: failed sign-ins, and the places an account is used from.
``memberships``: which groups an agent is in, as a copy with the agent.
``presence``: presence and its lease.
``places``: an agent's places: the conversations they have, and those they are a guest in.
"""

from chalicelib.people.store.agents import give_role, put_agent, put_new_agent, put_own_password, stays
from chalicelib.people.store.groups import put_desk, put_group, put_role
from chalicelib.people.store.memberships import put_memberships
from chalicelib.people.store.places import claim_place, free_place, go, join, set_counted, set_serving, set_total
from chalicelib.people.store.presence import beat, set_status, watched_on, went_silent
from chalicelib.people.store.reading import (
    agent,
    agent_id_of,
    agents_after,
    desk_record,
    group,
    groups,
    password_of,
    role,
    roster,
)
from chalicelib.people.store.rows import (
    DESK,
    ROSTER,
    AgentMoved,
    AgentRow,
    ClaimRow,
    DeskMoved,
    DeskRow,
    Gone,
    GroupMoved,
    GroupRow,
    PasswordRow,
    PersonRow,
    RoleMoved,
    RoleRow,
    SeatsFull,
    Taken,
    TriesMoved,
    TriesRow,
)
from chalicelib.people.store.sessions import end_sessions, keep_seat, leave_seat, open_session, take_seat
from chalicelib.people.store.tries import (
    MOST_UNLOCKED,
    account_of,
    failed_places,
    forget_tries,
    know_place,
    put_tries,
    tries,
)

__all__ = [
    "DESK",
    "MOST_UNLOCKED",
    "ROSTER",
    "AgentMoved",
    "AgentRow",
    "ClaimRow",
    "DeskMoved",
    "DeskRow",
    "Gone",
    "GroupMoved",
    "GroupRow",
    "PasswordRow",
    "PersonRow",
    "RoleMoved",
    "RoleRow",
    "SeatsFull",
    "Taken",
    "TriesMoved",
    "TriesRow",
    "account_of",
    "agent",
    "agent_id_of",
    "agents_after",
    "beat",
    "claim_place",
    "desk_record",
    "end_sessions",
    "failed_places",
    "forget_tries",
    "free_place",
    "give_role",
    "go",
    "group",
    "groups",
    "join",
    "keep_seat",
    "know_place",
    "leave_seat",
    "open_session",
    "password_of",
    "put_agent",
    "put_desk",
    "put_group",
    "put_memberships",
    "put_new_agent",
    "put_own_password",
    "put_role",
    "put_tries",
    "role",
    "roster",
    "set_counted",
    "set_serving",
    "set_status",
    "set_total",
    "stays",
    "take_seat",
    "tries",
    "watched_on",
    "went_silent",
]
