"""What people and timers do with agents, groups, roles, seats and presence.

``access``: who is calling and may they. ``reach``: may they with this thing. ``sessions``: signing in and out, seats,
passwords. ``tries``: failed sign-ins. ``presence``: the heartbeat. ``agents``, ``groups`` (with ``memberships``, their
copies), ``roles``, ``desk``: what administrators keep.
"""

from chalicelib.people.service.access import Caller, may, signed_in
from chalicelib.people.service.agents import create_agent, find_agent, list_agents, read_agent, update_agent
from chalicelib.people.service.desk import bootstrap_desk, read_desk, roster
from chalicelib.people.service.groups import create_group, list_groups, scopes_of
from chalicelib.people.service.memberships import recount_memberships
from chalicelib.people.service.presence import set_presence
from chalicelib.people.service.reach import Surroundings, allowed, refuse_people_beyond, refuse_unless_all
from chalicelib.people.service.sessions import sign_in
from chalicelib.people.service.tries import unlock_agent
from chalicelib.people.store.naming import name_in_plan
from chalicelib.people.store.rows import AgentMoved
from chalicelib.people.store.slots import claim_slot, free_slot, go, join, set_counted, set_serving, set_total

__all__ = [
    "AgentMoved",
    "Caller",
    "Surroundings",
    "allowed",
    "bootstrap_desk",
    "claim_slot",
    "create_agent",
    "create_group",
    "find_agent",
    "free_slot",
    "go",
    "join",
    "list_agents",
    "list_groups",
    "may",
    "name_in_plan",
    "read_agent",
    "read_desk",
    "recount_memberships",
    "refuse_people_beyond",
    "refuse_unless_all",
    "roster",
    "scopes_of",
    "set_counted",
    "set_presence",
    "set_serving",
    "set_total",
    "sign_in",
    "signed_in",
    "unlock_agent",
    "update_agent",
]
