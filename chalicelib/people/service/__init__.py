"""What people and timers do with agents, groups, roles, seats and presence.

``access``: who is calling and may they. ``reach``: may they with this thing. ``sessions``: signing in and out, seats,
passwords. ``presence``: the heartbeat. ``agents``, ``groups`` (with ``memberships``, their copies), ``desk`` (with
roles): what administrators keep.
"""

from chalicelib.people.service.access import Caller, may, signed_in
from chalicelib.people.service.agents import create_agent, list_agents, read_agent, update_agent
from chalicelib.people.service.desk import (
    create_role,
    found_desk,
    list_roles,
    read_audit,
    read_desk,
    read_role,
    roster,
    update_desk,
    update_role,
)
from chalicelib.people.service.groups import create_group, list_groups, read_group, update_group
from chalicelib.people.service.memberships import SPREAD, recount_memberships
from chalicelib.people.service.memberships import spread as spread_memberships
from chalicelib.people.service.presence import WATCH, set_presence, set_presence_of, watch_presence
from chalicelib.people.service.reach import Surroundings, allowed, refuse_people_beyond, refuse_unless_all
from chalicelib.people.service.sessions import (
    change_password,
    free_stale_seats,
    locked,
    sign_in,
    sign_out,
    unlock_agent,
)
from chalicelib.people.store import AgentMoved, claim_place, free_place, go, join, set_counted, set_serving, set_total

__all__ = [
    "SPREAD",
    "WATCH",
    "AgentMoved",
    "Caller",
    "Surroundings",
    "allowed",
    "change_password",
    "claim_place",
    "create_agent",
    "create_group",
    "create_role",
    "found_desk",
    "free_place",
    "free_stale_seats",
    "go",
    "join",
    "list_agents",
    "list_groups",
    "list_roles",
    "locked",
    "may",
    "read_agent",
    "read_audit",
    "read_desk",
    "read_group",
    "read_role",
    "recount_memberships",
    "refuse_people_beyond",
    "refuse_unless_all",
    "roster",
    "set_counted",
    "set_presence",
    "set_presence_of",
    "set_serving",
    "set_total",
    "sign_in",
    "sign_out",
    "signed_in",
    "spread_memberships",
    "unlock_agent",
    "update_agent",
    "update_desk",
    "update_group",
    "update_role",
    "watch_presence",
]
