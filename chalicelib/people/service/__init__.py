"""What people and timers do with agents, groups, roles, seats and presence.

``access``: who is calling and may they. ``reach``: may they with this thing. ``sessions``: signing in and out, seats,
passwords. ``tries``: failed sign-ins. ``presence``: the heartbeat. ``agents``, ``groups`` (with ``memberships``, their
copies), ``roles``, ``desk``: what administrators keep.
"""

from chalicelib.people.service.access import Caller, may, signed_in
from chalicelib.people.service.agents import create_agent, find_agent, list_agents, read_agent, update_agent
from chalicelib.people.service.desk import found_desk, read_audit, read_desk, roster, update_desk
from chalicelib.people.service.groups import create_group, list_groups, read_group, update_group
from chalicelib.people.service.memberships import SPREAD as SPREAD_MEMBERSHIPS
from chalicelib.people.service.memberships import recount_memberships
from chalicelib.people.service.memberships import spread as spread_memberships
from chalicelib.people.service.presence import WATCH, set_presence, set_presence_of, watch_presence
from chalicelib.people.service.reach import Surroundings, allowed, refuse_people_beyond, refuse_unless_all
from chalicelib.people.service.roles import SPREAD, create_role, list_roles, read_role, spread_role, update_role
from chalicelib.people.service.sessions import change_password, free_stale_seats, sign_in, sign_out
from chalicelib.people.service.tries import locked, unlock_agent
from chalicelib.people.store import AgentMoved, claim_place, free_place, go, join, set_counted, set_serving, set_total

__all__ = [
    "SPREAD",
    "SPREAD_MEMBERSHIPS",
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
    "find_agent",
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
    "spread_role",
    "unlock_agent",
    "update_agent",
    "update_desk",
    "update_group",
    "update_role",
    "watch_presence",
]
