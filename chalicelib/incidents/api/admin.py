"""What counts as a burst, which events the desk is prepared for, and who hears of them, for administrators."""

from __future__ import annotations

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.incidents.model.events import SHIPPED
from chalicelib.incidents.model.events import DefinedEvent as Event
from chalicelib.incidents.model.settings import ChangeSettings, Settings
from chalicelib.incidents.service import settings
from chalicelib.people import service as people

routes = Routes(__name__, of_desk=True)

SETTINGS = "/v1/admin/incident-settings"


@showing(Settings)
class IncidentSettingsView(msgspec.Struct):
    """``shipped``: the events that a desk is prepared for until it says otherwise."""

    shipped: tuple[Event, ...]


def show_settings(held: Settings) -> IncidentSettingsView:
    return shown(IncidentSettingsView, held, shipped=SHIPPED)


@routes.get(SETTINGS, caller=people.may("incidents.manage"))
def read_incident_settings(call: Call[people.Caller]) -> Answer[IncidentSettingsView]:
    """Rules for bursts, defined events, and who is told besides supervisors."""
    return Answer(show_settings(settings.read_settings(call.desk)))


@routes.put(
    SETTINGS,
    caller=people.may("incidents.manage", everywhere=True),
    body=ChangeSettings,
    raises=(ChangedMeanwhile,),
)
def change_incident_settings(call: Call[people.Caller]) -> Answer[IncidentSettingsView]:
    """Change them; what is left out stays, each list is the whole of it."""
    held = settings.change_settings(call.desk, call.caller, call.body, call.request_id)
    return Answer(show_settings(held))
