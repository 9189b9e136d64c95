"""What people and timers do with agents, groups, roles, seats and presence.

``access``: who is calling and may they. ``reach``: may they with this thing. ``sessions``: signing in and out, seats,
passwords. ``recovery``: a password by a link. ``tries``: failed sign-ins. ``presence``: the heartbeat. ``agents``,
``groups`` (with ``memberships``, their copies), ``roles``, ``desk``: what administrators keep.
"""

from chalicelib.people.service.access import Caller, Server, anybody, is_signed_in, may, signed_in
from chalicelib.people.service.agents import (
    create_agent,
    find_agent,
    list_agents,
    read_agent,
    update_agent,
)
from chalicelib.people.service.carrying import bring_up, bring_up_later
from chalicelib.people.service.desk import bootstrap_desk, read_desk
from chalicelib.people.service.duty import grant_duty, turn_duty
from chalicelib.people.service.groups import create_group, list_groups, read_group, scopes_of, update_group
from chalicelib.people.service.memberships import recount_memberships
from chalicelib.people.service.pictures import picture_address
from chalicelib.people.service.pools import (
    candidates,
    heads,
    name_in_plan,
    recount_pools,
    refuse_more_pools,
    somebody_free,
    somebody_there,
    use_pools,
)
from chalicelib.people.service.presence import beat, end_presence, set_presence, set_presence_of
from chalicelib.people.service.reach import Surroundings, allowed, refuse_people_beyond, refuse_unless_all
from chalicelib.people.service.recovery import agent_by_link, choose_password, forget_password
from chalicelib.people.service.sessions import StillServing, recount_seats, sign_in, sign_out
from chalicelib.people.service.signatures import read_signature
from chalicelib.people.service.training import grant_training, turn_training
from chalicelib.people.service.tries import unlock_agent
from chalicelib.people.store.announced import begin_announcing, tell_announced
from chalicelib.people.store.mentions import forget_mentions, tell_mentioned
from chalicelib.people.store.mobiles import mobiles_of
from chalicelib.people.store.presence import stays_away, stays_there
from chalicelib.people.store.reading import agents_after, directory, find_group, read_agents, roster, wanted_desk
from chalicelib.people.store.rows import AgentMoved
from chalicelib.people.store.slots import (
    MOST_PARKED,
    claim_slot,
    free_slot,
    go,
    join,
    park,
    set_conversations,
    set_counted,
    set_total,
    take_back,
)

__all__ = [
    "MOST_PARKED",
    "AgentMoved",
    "Caller",
    "Server",
    "StillServing",
    "Surroundings",
    "agent_by_link",
    "agents_after",
    "allowed",
    "anybody",
    "beat",
    "begin_announcing",
    "bootstrap_desk",
    "bring_up",
    "bring_up_later",
    "candidates",
    "choose_password",
    "claim_slot",
    "create_agent",
    "create_group",
    "directory",
    "end_presence",
    "find_agent",
    "find_group",
    "forget_mentions",
    "forget_password",
    "free_slot",
    "go",
    "grant_duty",
    "grant_training",
    "heads",
    "is_signed_in",
    "join",
    "list_agents",
    "list_groups",
    "may",
    "mobiles_of",
    "name_in_plan",
    "park",
    "picture_address",
    "read_agent",
    "read_agents",
    "read_desk",
    "read_group",
    "read_signature",
    "recount_memberships",
    "recount_pools",
    "recount_seats",
    "refuse_more_pools",
    "refuse_people_beyond",
    "refuse_unless_all",
    "roster",
    "scopes_of",
    "set_conversations",
    "set_counted",
    "set_presence",
    "set_presence_of",
    "set_total",
    "sign_in",
    "sign_out",
    "signed_in",
    "somebody_free",
    "somebody_there",
    "stays_away",
    "stays_there",
    "take_back",
    "tell_announced",
    "tell_mentioned",
    "turn_duty",
    "turn_training",
    "unlock_agent",
    "update_agent",
    "update_group",
    "use_pools",
    "wanted_desk",
]
