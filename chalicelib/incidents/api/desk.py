"""Incidents, as those who see and lead them work with them."""

from __future__ import annotations

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.incidents.api.views import (
    IncidentEntryView,
    IncidentInList,
    IncidentLinkView,
    OpenIncidentView,
    WholeIncident,
    show_entry,
    show_in_list,
    show_link,
    show_open,
    show_whole,
)
from chalicelib.incidents.model.events import DefinedEvent
from chalicelib.incidents.model.forms import (
    ChangeIncident,
    Declare,
    EndIncident,
    LinkByHand,
    NoteOnIncident,
    ShowHolding,
    TickStep,
)
from chalicelib.incidents.model.incident import IncidentOver, NothingToTell, PlanHeld, TooManyOpen
from chalicelib.incidents.service import declaring, leading, reading, settings
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.plans.model.plan import UnknownPlan

routes = Routes(__name__)

INCIDENTS = "/v1/desk/incidents"
ONE = INCIDENTS + "/{incident_id}"

see = people.may("incidents.see", "incidents.lead")
lead = people.may("incidents.lead")


class DefinedEventView(DefinedEvent, frozen=True):
    """An event that the desk is prepared for."""


def _whole(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    return Answer(show_whole(reading.report(call.desk, incident_id)))


@routes.get("/v1/desk/open-incidents", caller=people.anybody, query=PageQuery)
def list_open_incidents(call: Call[people.Caller]) -> Answer[PageOf[OpenIncidentView]]:
    """What goes wrong at the moment, for everybody who works here; ten seconds late at most."""
    return Answer(page(call, reading.list_open(call.desk), lambda each: each.incident_id, show_open))


@routes.get("/v1/desk/incident-events", caller=see, query=PageQuery)
def list_incident_events(call: Call[people.Caller]) -> Answer[PageOf[DefinedEventView]]:
    """The events that an incident can be declared as."""
    events = settings.read_settings(call.desk).events
    pairs = [(number, each) for number, each in enumerate(events, start=1)]
    return Answer(page(call, pairs, lambda each: each[0], lambda each: shown(DefinedEventView, each[1])))


@routes.get(INCIDENTS, caller=see, query=PageQuery)
def list_incidents(call: Call[people.Caller]) -> Answer[PageOf[IncidentInList]]:
    """All incidents, the newest first."""
    found, more = reading.list_incidents(call.desk, start_of(call))
    shows = page(call, found, lambda each: each[0], lambda each: show_in_list(each[1]), forward=False, more=more)
    return Answer(shows)


@routes.post(
    INCIDENTS,
    caller=lead,
    body=Declare,
    statuses=(201,),
    raises=(UnknownPlan, BeyondYourRights, TooManyOpen),
    keyed=True,
)
def declare_incident(call: Call[people.Caller]) -> Answer[WholeIncident]:
    """Begin an incident by hand; supervisors are told."""
    once = call.once(f"incident#{call.caller.agent.agent_id}")
    incident = declaring.declare(call.desk, call.caller, call.body, once, call.request_id)
    return Answer(show_whole(reading.report(call.desk, incident.incident_id)), 201)


@routes.get(ONE, caller=see)
def read_incident(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    """An incident: what it is, what was done, how many contacts there were, and afterwards its report."""
    return _whole(call, incident_id)


@routes.put(
    ONE, caller=lead, body=ChangeIncident, raises=(IncidentOver, NothingToTell, BeyondYourRights, ChangedMeanwhile)
)
def change_incident(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    """Other words, another severity; what its cause was and what is done, also once it is over."""
    after = leading.change(call.desk, call.caller, incident_id, call.body, call.request_id)
    return Answer(show_whole(reading.report_of(call.desk, after)))


@routes.get(ONE + "/entries", caller=see, query=PageQuery)
def list_incident_entries(call: Call[people.Caller], incident_id: str) -> Answer[PageOf[IncidentEntryView]]:
    """Its history, from the beginning."""
    entries, more = reading.history(call.desk, incident_id, start_of(call) or 0)
    return Answer(page(call, entries, lambda each: each.seq, show_entry, more=more))


@routes.get(ONE + "/links", caller=see, query=PageQuery)
def list_incident_links(call: Call[people.Caller], incident_id: str) -> Answer[PageOf[IncidentLinkView]]:
    """What belongs to it, the newest first; what is out of reach says no more than that it is there."""
    found, more = reading.linked(call.desk, call.caller.agent, incident_id, start_of(call))
    return Answer(page(call, found, lambda each: each.place, show_link, forward=False, more=more))


@routes.post(ONE + "/links", caller=lead, body=LinkByHand, raises=(IncidentOver, NotYours))
def link_to_incident(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    """Something that one may see belongs to it; twice is once."""
    leads_to = reading.refuse_unlinkable(call.desk, call.caller.agent, call.body.about)
    leading.link_by_hand(call.desk, call.caller.agent, incident_id, call.body.about, leads_to)
    return _whole(call, incident_id)


@routes.post(ONE + "/steps/{step_id}", caller=see, body=TickStep, raises=(IncidentOver,))
def tick_incident_step(call: Call[people.Caller], incident_id: str, step_id: str) -> Answer[WholeIncident]:
    """A step of its checklist is done, or not yet; twice is once."""
    leading.tick(call.desk, call.caller.agent, incident_id, step_id, done=call.body.done)
    return _whole(call, incident_id)


@routes.post(
    ONE + "/holding",
    caller=lead,
    body=ShowHolding,
    raises=(UnknownPlan, BeyondYourRights, IncidentOver, NothingToTell, PlanHeld),
)
def show_incident_holding(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    """Tell the visitors of a plan what the incident's holding reply says, or no more; twice is once."""
    said = call.body
    leading.show_holding(call.desk, call.caller, incident_id, said.plan_key, call.request_id, on=said.on)
    return _whole(call, incident_id)


@routes.post(ONE + "/notes", caller=see, body=NoteOnIncident, keyed=True)
def note_on_incident(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    """A line for its history."""
    once = call.once(f"incident-note#{call.caller.agent.agent_id}#{incident_id}")
    leading.add_note(call.desk, call.caller.agent, incident_id, call.body.text, once)
    return _whole(call, incident_id)


@routes.post(ONE + "/end", caller=lead, body=EndIncident, raises=(BeyondYourRights,))
def end_incident(call: Call[people.Caller], incident_id: str) -> Answer[WholeIncident]:
    """It is over; visitors are told nothing of it any more. Twice is once."""
    leading.end(call.desk, call.caller, incident_id, call.body, call.request_id)
    return _whole(call, incident_id)
