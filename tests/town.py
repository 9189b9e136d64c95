"""A desk of two groups, each with a plan of its own, and one of everything in the first: for who reaches what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.announcements.model.forms import AnnouncementAudience, PublishAnnouncement, WriteAnnouncement
from chalicelib.announcements.service import writing
from chalicelib.attendance.model.counting import Wanted
from chalicelib.attendance.service import asking
from chalicelib.bulletins.service import subscriptions
from chalicelib.campaigns.service import definitions
from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.conversations.service import editing
from chalicelib.conversations.service.intake import Enclosed
from chalicelib.core import work
from chalicelib.everything import TABLES
from chalicelib.followups.model.forms import PlanFollowUp
from chalicelib.followups.service import planning
from chalicelib.incidents.model.forms import Declare
from chalicelib.incidents.service import declaring
from chalicelib.knowledge.model.articles import NewArticle, Wording
from chalicelib.knowledge.service import articles, publishing
from chalicelib.logbook.model.faults import ReportFault
from chalicelib.logbook.model.handing import HandOverShift
from chalicelib.logbook.model.instructions import AskInstruction
from chalicelib.logbook.model.minutes import WriteMinutes
from chalicelib.logbook.model.schedules import PointForm
from chalicelib.logbook.service import checking, checklists, faults, handing, instructing, meeting
from chalicelib.logbook.service.checklists import MakeCheckList, OpenCheck
from chalicelib.notifications import service as notifications
from chalicelib.offline.model.form import LeaveMessage
from chalicelib.offline.service import leaving, transitions
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.forms import CreateGroup
from chalicelib.people.model.rights import PERMISSIONS
from chalicelib.people.service.roles import create_role
from chalicelib.performance.model.indicators import Indicator
from chalicelib.performance.model.schemes import DESK, SchemeDefinition
from chalicelib.performance.service import running, schemes
from chalicelib.plans import service as plans
from chalicelib.quality.model.inspection import Filled
from chalicelib.quality.model.shipped import SHIPPED
from chalicelib.quality.service import assigning, calibrating, inspecting
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer
from chalicelib.staff.model.entry import Written
from chalicelib.staff.service import entering
from chalicelib.suggestions.model.proposals import Written as Draft
from chalicelib.suggestions.service import proposing
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.tickets.model.forms import CreateTicket, OriginForm
from chalicelib.tickets.service import creating
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import EditVisitor
from infra.bench.around import Watched
from tests.files.samples import png
from tests.files.senders import sent
from tests.in_process import WRITES, Answered, Asking
from tests.questionnaires.reach import asked
from tests.stored import Kept
from tests.training.reach import taught
from tests.worlds import UNWATCHED, World, in_use

STAFF = ("holder", "colleague", "leader", "outsider", "other_leader", "everywhere")
VISITORS = ("author", "stranger", "foreigner")
PASSWORD = "correct horse"


@dataclass(repr=False)
class Town(Asking):
    """``holder`` has everything that somebody has; ``colleague`` and ``leader`` are of the same group, ``outsider`` and
    ``other_leader`` of the other, ``everywhere`` of none. All may everything: only reach tells them apart. ``stuff``
    stands behind whatever people write; those in the groups lack the permissions that are ``withheld``.
    """

    world: World
    stuff: str = ""
    withheld: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        super().__init__()
        self.world.found()
        self.desk = self.world.desk
        self.ids: dict[str, str] = {}
        self.agents: dict[str, Agent] = {}
        self.tokens: dict[str, str | None] = {"anonymous": None}
        self._people()
        self._plans()
        self._conversations()
        notifications.update_settings(self.desk, {"sender_email": "desk@tea.example"}, None)
        self._tickets()
        self._messages()
        self._follow_ups()
        self._incidents()
        self._duty()
        self._announcements()
        while work.run_due(self.desk, limit=100):
            pass  # what follows from what is due
        self._inspections()
        self._performance()
        self._staff()
        self._leave()
        self._training()
        self._questionnaire()
        self._proposal()
        self._article()
        self._letters()
        self._kept = Kept(TABLES)
        self._touched: set[str] = set()
        database = in_use()
        database.behind = Watched(database.behind, before=self._note)

    # --- what there is ----------------------------------------------------------------------------------------------

    def _people(self) -> None:
        fewer = {*PERMISSIONS} - self.withheld
        roles = {
            scope: create_role(self.desk, name=scope, permissions=sorted(allowed), scope=scope).role_id
            for scope, allowed in (("own", fewer), ("group", fewer), ("all", {*PERMISSIONS}))
        }
        scopes = dict.fromkeys(STAFF, "own") | {"leader": "group", "other_leader": "group", "everywhere": "all"}
        for name in STAFF:
            agent = self.world.agent(role=roles[scopes[name]])
            self.agents[name], self.ids[name] = agent, agent.agent_id
        self.ids["role"] = roles["own"]
        for group, members in (("tea", STAFF[:3]), ("cake", STAFF[3:5])):
            ids = [self.ids[each] for each in members]
            made = people.create_group(self.desk, CreateGroup(name=group, leader_id=ids[-1], member_ids=ids))
            self.ids[f"group_{group}"] = made.group_id
        for name in STAFF:
            self.tokens[name] = self.sign_in(self.agents[name])

    def _plans(self) -> None:
        survey = {"ask": "always", "link_after_minutes": 0}
        for key in ("tea", "cake"):
            fields = {
                "group_ids": [self.ids[f"group_{key}"]],
                "accept_seconds": 86_400,
                "survey": survey,
                "watch": UNWATCHED,
            }
            plans.create_plan(self.desk, key, fields)
        self.tokens |= {"author": self.visit("tea"), "stranger": self.visit("tea"), "foreigner": self.visit("cake")}

    def caller(self, name: str) -> people.Caller:
        return people.signed_in(self.desk, self.tokens[name])

    def visitor(self, name: str) -> visitors.Caller:
        return visitors.recognised(self.desk, self.tokens[name])

    def _presence(self, name: str, status: str) -> None:
        people.set_presence(self.desk, self.caller(name), status)

    def _begin(self, visitor: visitors.Caller, text: str) -> str:
        begun = conversations.start_conversation(
            self.desk, visitor, "tea", StartConversation(text=text + self.stuff, client_id=text)
        )
        return begun.conversation_id

    def _conversations(self) -> None:
        holder = self.agents["holder"].agent_id
        self._presence("holder", "online")
        rated = visitors.recognised(self.desk, self.visit("tea"))
        self.ids["ended"] = self._begin(rated, "rated")
        agent = people.read_agent(self.desk, holder)
        conversations.reply(self.desk, agent, self.ids["ended"], f"Hello{self.stuff}", "1")
        editing.edit_visitor(
            self.desk, agent, rated.visitor_id, EditVisitor(name="Wang" + self.stuff[:30], email="wang@example.com")
        )
        conversations.end_conversation(self.desk, agent, self.ids["ended"])
        self.ids["survey"] = survey_id_of(self.ids["ended"])
        self.ids["mine"] = self._begin(self.visitor("author"), "mine")
        self.ids["visitor"] = self.visitor("author").visitor_id
        conversations.reply(
            self.desk, people.read_agent(self.desk, holder), self.ids["mine"], f"Hello{self.stuff}", "1"
        )
        upload = sent(self.desk, "a.png", png(), owner=f"visitor#{self.ids['visitor']}")
        enclosed = Enclosed(file_id=upload.file_id)
        conversations.post_message(self.desk, self.visitor("author"), "tea", self.ids["mine"], "", "f", enclosed)
        self.ids["file"] = upload.file_id
        self.ids["handed_on"] = self._begin(visitors.recognised(self.desk, self.visit("tea")), "handed on")
        self._presence("colleague", "online")
        agent, colleague = people.read_agent(self.desk, holder), self.ids["colleague"]
        routing.transfer(self.desk, agent, self.ids["handed_on"], Transfer(agent_id=colleague))
        for name in STAFF:
            self._presence(name, "busy")
        waits = visitors.recognised(self.desk, self.visit("tea"))
        self.ids["waiting"], self.ids["waiting_visitor"] = self._begin(waits, "waiting"), waits.visitor_id

    def _tickets(self) -> None:
        origin = OriginForm("conversation", self.ids["mine"], (1,))
        form = CreateTicket(client_id="1", type="aftersale", subject=f"It is cold{self.stuff}", origin=origin)
        self.ids["job"] = creating.create_ticket(self.desk, self.caller("holder"), form)[0].ticket_id

    def _messages(self) -> None:
        said = {"name": "Wang", "text": f"Where is my tea?{self.stuff}", "email": "wang@example.com"}
        for name in ("left", "fresh"):
            visitor = visitors.recognised(self.desk, self.visit("tea"))
            made = leaving.leave_message(self.desk, visitor, "tea", None, LeaveMessage(**said, client_id=name))
            self.ids[name] = made.message.message_id
        transitions.claim_message(self.desk, people.read_agent(self.desk, self.ids["holder"]), self.ids["left"])

    def _follow_ups(self) -> None:
        holder, everywhere = self.caller("holder"), self.caller("everywhere")
        due_at = self.world.clock().replace(hour=23).isoformat()
        visit, _ = planning.plan_follow_up(
            self.desk,
            holder,
            PlanFollowUp(
                kind="care",
                visitor_id=conversations.find(self.desk, self.ids["ended"]).visitor_id,
                due_at=due_at,
                script=self.stuff,
                client_id="1",
            ),
        )
        self.ids["visit"] = visit.followup_id
        report = subscriptions.create_subscription(self.desk, everywhere, {"name": "Report"})[0]
        self.ids["report"] = report.subscription_id
        campaign = {"name": "Old members", "plan_key": "tea", "agent_ids": [self.ids["holder"]]}
        self.ids["campaign"] = definitions.create_campaign(self.desk, everywhere, campaign)[0].campaign_id
        rule = {"name": "A week later", "plan_keys": ["tea"]}
        self.ids["rule"] = definitions.create_rule(self.desk, everywhere, rule)[0].rule_id
        self.ids["rule_for_all"] = definitions.create_rule(self.desk, everywhere, {"name": "Always"})[0].rule_id

    def _incidents(self) -> None:
        form = Declare(event_id="system_down", plan_keys=("tea",))
        self.ids["incident"] = declaring.declare(self.desk, self.caller("everywhere"), form, None).incident_id

    def _duty(self) -> None:
        """In the log of the tea group: a check that is due, a fault, a question of the holder's, a draft of minutes."""
        leader, holder = self.caller("leader"), people.read_agent(self.desk, self.ids["holder"])
        tea, cake = self.ids["group_tea"], self.ids["group_cake"]
        form = MakeCheckList(tea, "Round", (PointForm("Doors"),), times=("18:00",))
        checklist = checklists.make_check_list(self.desk, leader, form, None)
        due_at = checklists.next_of(self.desk, checklist) or self.world.clock()
        checklists.open_check(self.desk, OpenCheck(checklist.list_id, due_at))
        ((_, check),), _ = checking.list_checks(self.desk, leader.agent, "all", tea, None)
        fault, _ = faults.report_fault(self.desk, holder, ReportFault(f"The printer is dead{self.stuff}", cake), None)
        asked = instructing.ask_instruction(self.desk, holder, AskInstruction(f"May I?{self.stuff}", "Refund it"), None)
        meeting_form = WriteMinutes("Meeting", self.world.clock(), tea)
        minutes = meeting.write_minutes(self.desk, leader.agent, meeting_form, None)
        self.ids |= {"check_list": checklist.list_id, "check": check.check_id, "fault": fault.fault_id}
        handed = handing.hand_over(self.desk, holder, HandOverShift(sections={"business": f"Prices{self.stuff}"}), None)
        self.ids |= {"handover": handed.handover_id}
        self.ids |= {"instruction": asked.instruction_id, "minutes": minutes.minutes_id}
        self.world.clock.forward(seconds=6)  # what was written is found by its words by then

    def _announcements(self) -> None:
        """To the tea group: one that is in effect, and a draft; both are its leader's."""
        leader, audience = self.caller("leader"), AnnouncementAudience(group_ids=(self.ids["group_tea"],))
        form = WriteAnnouncement("Tea", "Warm the pot", audience)
        made, draft = (writing.write_announcement(self.desk, leader, form, None) for _ in range(2))
        writing.publish(self.desk, leader, made.key, PublishAnnouncement(made.version), None)
        self.ids |= {"announcement": made.key, "announcement_draft": draft.key}

    def _inspections(self) -> None:
        """The leader has inspected a conversation of the holder's, and is to compare another look at it."""
        leader, everywhere = self.caller("leader"), self.caller("everywhere")
        made = inspecting.inspect_by_hand(self.desk, everywhere, self.ids["ended"])
        made = assigning.assign(self.desk, everywhere, made.inspection_id, self.ids["leader"])
        filled = Filled({each.key: 8 for each in SHIPPED.definition.criteria}, text=self.stuff)
        inspecting.submit(self.desk, leader, made.inspection_id, filled, made.version, None)
        ids = [self.ids["leader"], self.ids["everywhere"]]
        compared = calibrating.open_calibration(self.desk, everywhere, self.ids["ended"], ids, "standard", None)
        self.ids["inspection"], self.ids["sheet"] = made.inspection_id, "standard"
        self.ids["calibration"] = compared.calibration.calibration_id

    def _performance(self) -> None:
        """A scheme that counts this month, and the month as it is now."""
        by, names = self.caller("everywhere").by(""), {"zh-CN": "Tea", "en": "Tea"}
        counted = SchemeDefinition(names, (Indicator("quick", names, "figure:served", 100, target=5.0),))
        made = schemes.save_draft(self.desk, by, DESK, counted, 0)
        schemes.publish(self.desk, by, DESK, made.version, "2026-11")
        running.compute(self.desk, "2026-11", "Everywhere")
        while work.run_due(self.desk, limit=100):
            pass

    def _staff(self) -> None:
        """The leader has entered something in the holder's file."""
        written = Written("praise", f"A customer wrote to thank them{self.stuff}")
        entry, _ = entering.enter(self.desk, self.caller("leader"), self.ids["holder"], written, "1")
        self.ids["entry"] = entry.entry_id

    def _training(self) -> None:
        """The holder has handed in answers that are to be judged, holds a certificate, and has a course ordered."""
        self.ids |= taught(self.desk, self.caller, self.ids["holder"])

    def _questionnaire(self) -> None:
        """The holder has begun to ask a questionnaire in their visit."""
        self.ids |= asked(self.desk, people.read_agent(self.desk, self.ids["holder"]), self.ids["visit"])

    def _leave(self) -> None:
        """The holder has asked for a day of leave."""
        day = date(2026, 11, 24)
        request, _ = asking.ask_leave(self.desk, self.caller("holder"), Wanted("annual", day, day), "1")
        self.ids["leave"] = request.request_id

    def _proposal(self) -> None:
        """The holder has proposed a conversation of theirs as an article."""
        written = Draft("How warm is it?", f"Eighty degrees.{self.stuff}")
        made, _ = proposing.propose(self.desk, self.caller("holder"), self.ids["mine"], written)
        self.ids["proposal"] = made.proposal_id

    def _article(self) -> None:
        """One of the holder's, for all plans: published once, and worked on."""
        by = self.caller("holder").by("")
        new = NewArticle({"en": Wording("Returns", "Within a week.")}, "return")
        article, _ = articles.draft_article(self.desk, by, new)
        article = publishing.publish_article(self.desk, by, article)
        articles.change_article(self.desk, by, article, {"wordings": {"en": {"body": "Within 10 days."}}})
        self.ids["article"] = article.article_id

    def _letters(self) -> None:
        found, _ = notifications.list_notices(self.desk, "", None)
        self.ids["letter"] = next(each.notice_id for each in found if each.about == self.ids["survey"])

    # --- asking -----------------------------------------------------------------------------------------------------

    def try_as(self, name: str, method: str, path: str, body: Any) -> Answered:
        """The answer; whatever it changed is as before afterwards."""
        answer = self.ask(method, path, self.tokens[name], body)
        self.put_back()
        return answer

    def touched(self) -> set[str]:
        """The tables that were written to since then."""
        return set(self._touched)

    def put_back(self) -> None:
        """Whatever was changed is as it was."""
        self._kept.put_back(list(self._touched))
        self._touched.clear()

    def _note(self, operation: str, arguments: Mapping[str, Any]) -> None:
        """Which tables were written to."""
        if operation in WRITES:
            pieces = [piece for each in arguments.get("TransactItems", [{"": arguments}]) for piece in each.values()]
            self._touched |= {piece["TableName"] for piece in pieces}
