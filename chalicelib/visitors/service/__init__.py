"""What a visitor, or somebody who serves them, does about who they are.

``registering``: who comes. ``identifying``: whose website vouches for them. ``records``: as they are read and changed.
``keeping``: what is kept of them besides. ``merging``: two who are one. ``fields``: those of the desk's own. ``past``:
whom others knew before. ``revoking``: tokens that are taken back. ``agreeing``: to which words they agreed.
"""

from chalicelib.visitors.service.agreeing import agreements_of, note_answer
from chalicelib.visitors.service.fields import (
    Cared,
    NotWhole,
    cared_of,
    cared_of_some,
    fill_in,
    read_fields,
    values_of,
)
from chalicelib.visitors.service.identifying import identify
from chalicelib.visitors.service.keeping import (
    add_note,
    edit_note,
    former_notes,
    list_tags,
    notes_of,
    remember_tags,
    suggest_tags,
    visits_of,
)
from chalicelib.visitors.service.merging import (
    merge,
    merged_before,
    merges_of,
    parts_of,
    plan_merge,
    plan_parting,
    read_pair,
    spread,
)
from chalicelib.visitors.service.merging import write as write_merge
from chalicelib.visitors.service.past import change_known, every_one, fields_of_desk, known_ones, put_known
from chalicelib.visitors.service.records import (
    by_user,
    card,
    carded,
    edited,
    has_open,
    holder,
    is_past_of,
    level_of,
    own_ids,
    whole,
)
from chalicelib.visitors.service.registering import (
    Caller,
    as_read,
    in_name_of,
    meet,
    perhaps,
    read,
    recognised,
    register,
    same_plan,
)
from chalicelib.visitors.service.revoking import revoke_all, revoked_of
from chalicelib.visitors.service.wishing import change_wishes, wished_before
from chalicelib.visitors.store.blocking import blocked, set_block
from chalicelib.visitors.store.fields import SHARES as FILLED_SHARES
from chalicelib.visitors.store.fields import filled_ids
from chalicelib.visitors.store.following import ids_by_contact, unclaim_follow_up
from chalicelib.visitors.store.merging import PartMoved
from chalicelib.visitors.store.records import note_wishes
from chalicelib.visitors.store.visitors import (
    AskedLately,
    JoinedSince,
    NotOpen,
    VisitorBusy,
    VisitorMoved,
    check_as_read,
    claim_follow_up,
    claim_open,
    claim_survey,
    edit,
    learn,
    note_spoken,
    reachable_at,
    release_open,
    visitors,
    wanted,
    without_contact,
)

__all__ = [
    "FILLED_SHARES",
    "AskedLately",
    "Caller",
    "Cared",
    "JoinedSince",
    "NotOpen",
    "NotWhole",
    "PartMoved",
    "VisitorBusy",
    "VisitorMoved",
    "add_note",
    "agreements_of",
    "as_read",
    "blocked",
    "by_user",
    "card",
    "carded",
    "cared_of",
    "cared_of_some",
    "change_known",
    "change_wishes",
    "check_as_read",
    "claim_follow_up",
    "claim_open",
    "claim_survey",
    "edit",
    "edit_note",
    "edited",
    "every_one",
    "fields_of_desk",
    "fill_in",
    "filled_ids",
    "former_notes",
    "has_open",
    "holder",
    "identify",
    "ids_by_contact",
    "in_name_of",
    "is_past_of",
    "known_ones",
    "learn",
    "level_of",
    "list_tags",
    "meet",
    "merge",
    "merged_before",
    "merges_of",
    "note_answer",
    "note_spoken",
    "note_wishes",
    "notes_of",
    "own_ids",
    "parts_of",
    "perhaps",
    "plan_merge",
    "plan_parting",
    "put_known",
    "reachable_at",
    "read",
    "read_fields",
    "read_pair",
    "recognised",
    "register",
    "release_open",
    "remember_tags",
    "revoke_all",
    "revoked_of",
    "same_plan",
    "set_block",
    "spread",
    "suggest_tags",
    "unclaim_follow_up",
    "values_of",
    "visitors",
    "visits_of",
    "wanted",
    "whole",
    "wished_before",
    "without_contact",
    "write_merge",
]
