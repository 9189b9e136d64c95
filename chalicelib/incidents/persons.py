"""Nothing is kept here of the people whom the desk serves (F6)."""

from __future__ import annotations

from chalicelib.core.colleagues import copies
from chalicelib.core.persons import Nothing
from chalicelib.incidents.store.bursts import BurstRow, CountRow, LookedRow, SeenRow, SignRow
from chalicelib.incidents.store.incidents import BoardRow, EntryRow, IncidentRow
from chalicelib.incidents.store.links import ContactsRow, LinkedRow, LinkRow
from chalicelib.incidents.store.settings import EventsRow, SettingsRow

DECLARED = (
    Nothing(
        rows=(
            BurstRow,
            CountRow,
            LookedRow,
            SeenRow,
            SignRow,
            BoardRow,
            EntryRow,
            IncidentRow,
            ContactsRow,
            LinkRow,
            LinkedRow,
            EventsRow,
            SettingsRow,
        ),
        why="what goes wrong, and what is about it, by ids",
    ),
)

AGENTS = (
    copies(EntryRow, IncidentRow),
    copies(SettingsRow, beside=(("agent_id", ("mobile",)),)),
    Nothing(
        rows=(BurstRow, CountRow, LookedRow, SeenRow, SignRow, BoardRow, ContactsRow, LinkRow, LinkedRow, EventsRow),
        why="counts, and what is defined",
    ),
)
