"""Who reaches what: one table of all routes of the product, and what each caller is answered.

A line says the route, what it is asked about, the body, and the answers: for routes of the desk of ``STAFF`` in that
order, for a visitor's routes of ``VISITORS``. Who is in reach gets an answer, others 403; a list its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from chalicelib.core.http import Route
from chalicelib.everything import ROUTES
from tests.town import PASSWORD

DECLARED = {route.operation: route for each in ROUTES for route in each.declared}


@dataclass(frozen=True)
class Line:
    """One line of the table; ``about`` names the thing if it is not the usual one, or the query of a list."""

    operation: str
    about: str
    body: Any
    answers: str

    @property
    def route(self) -> Route:
        return DECLARED[self.operation]

    def __str__(self) -> str:
        return f"{self.operation} {self.about}".strip()


NEWCOMER = {"email": "new@example.com", "name": "New", "number": "77", "password": "correct horse"}
TICKET = {"client_id": "9", "type": "aftersale", "subject": "It is cold", "email": "w@example.com"}
PHRASE = {"title": "P", "text": "Hello"}
CALIBRATION = {"conversation_id": "ended", "inspector_ids": ["leader", "everywhere"]}

# of the desk:                                        holder colleague leader outsider other_leader everywhere
TABLE = [
    # one's own session
    Line("sign_out", "", None, "409 409 204 204 204 204"),  # whoever has somebody open says first what becomes of them
    Line("sign_out_elsewhere", "", None, "204 204 204 204 204 204"),
    Line("read_session", "", None, "200 200 200 200 200 200"),
    Line("change_password", "", {"current": PASSWORD, "new": "another horse"}, "204 204 204 204 204 204"),
    Line("read_signature", "", None, "200 200 200 200 200 200"),
    Line("change_signature", "", {"text": "Tea"}, "200 200 200 200 200 200"),
    Line("beat", "", {}, "200 200 200 200 200 200"),
    Line("set_presence", "", {"status": "busy"}, "200 200 200 200 200 200"),
    Line("send_picture", "", {"name": "me.png", "size": 9}, "201 201 201 201 201 201"),
    Line("choose_picture", "", {"file_id": "fil_nothing"}, "404 404 404 404 404 404"),
    Line("remove_own_picture", "", None, "200 200 200 200 200 200"),
    # the directory: whom one may give something to
    Line("list_colleagues", "", None, "200 200 200 200 200 200"),
    Line("list_colleagues_groups", "", None, "200 200 200 200 200 200"),
    Line("list_plan_names", "", None, "200 200 200 200 200 200"),
    Line("set_presence_of", "", {"status": "break"}, "200 403 200 403 403 200"),
    # what concerns the whole desk
    Line("read_desk", "", None, "403 403 403 403 403 200"),
    Line("update_desk", "", {"seats": 9}, "403 403 403 403 403 200"),
    Line("read_departments", "", None, "200 200 200 200 200 200"),
    Line("name_departments", "", {"departments": []}, "403 403 403 403 403 200"),
    Line("list_permissions", "", None, "403 403 403 403 403 200"),
    Line("list_roles", "", None, "403 403 403 403 403 200"),
    Line("create_role", "", {"name": "R", "permissions": ["people.see"]}, "403 403 403 403 403 201"),
    Line("read_role", "", None, "403 403 403 403 403 200"),
    Line("update_role", "", {"name": "R"}, "403 403 403 403 403 200"),
    Line("read_audit", "", None, "403 403 403 403 403 200"),
    Line("replay", "", None, "403 403 403 403 403 200"),
    # accounts and groups
    Line("list_agents", "", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    Line("read_agent", "", None, "200 403 200 403 403 200"),
    Line("create_agent", "", NEWCOMER, "201 201 201 201 201 201"),
    Line("unlock_agent", "", {}, "200 403 200 403 403 200"),
    Line("invite_agent", "", {}, "200 403 200 403 403 200"),
    Line("remove_picture", "", None, "200 403 200 403 403 200"),
    Line("update_agent", "", {"name": "Renamed"}, "200 403 200 403 403 200"),
    Line("list_groups", "", None, "200:1 200:1 200:1 200:1 200:1 200:2"),
    Line("read_group", "", None, "200 200 200 403 403 200"),
    Line("update_group", "", {"name": "Green tea"}, "403 403 200 403 403 200"),
    Line("update_group", "", {"member_ids": ["outsider"]}, "403 403 403 403 403 200"),
    Line("update_group", "group_cake", {"member_ids": ["leader"]}, "403 403 403 403 403 200"),
    Line("copy_group", "", {"name": "More tea"}, "403 403 201 403 403 201"),
    Line("create_group", "", {"name": "New", "leader_id": "colleague"}, "403 201 201 403 403 201"),
    # plans
    Line("list_plans", "", None, "200:1 200:1 200:1 200:1 200:1 200:3"),
    Line("read_plan", "", None, "200 200 200 403 403 200"),
    Line("update_plan", "", {"name": "Green tea"}, "200 200 200 403 403 200"),
    Line("update_plan", "", {"group_ids": ["group_tea", "group_cake"]}, "403 403 403 403 403 200"),
    Line("update_plan", "", {"group_ids": []}, "403 403 403 403 403 200"),
    Line("create_plan", "", {"key": "new", "group_ids": ["group_tea"]}, "403 403 201 403 403 201"),
    Line("create_plan", "", {"key": "new"}, "403 403 403 403 403 201"),
    Line("copy_plan", "", {"key": "copied", "name": "Copied"}, "403 403 201 403 403 201"),
    # who is on a plan's website now; nobody is there, and the monitoring is off
    Line("list_live_plans", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("list_live_visitors", "", None, "200:0 200:0 200:0 403 403 200:0"),
    Line("invite_visitor", "", {"text": "Hello"}, "404 404 404 404 404 404"),
    Line("read_invitations", "", None, "200 200 200 403 403 200"),
    # the wall
    Line("list_wall_groups", "", None, "200:0 200:0 200:1 200:0 200:1 200:3"),
    Line("watch_group", "", None, "403 403 200 403 403 200"),
    Line("watch_plan", "", None, "403 403 200 403 403 200"),
    Line("list_ended_conversations", "?agent_id={holder}", None, "200:1 403 200:1 403 403 200:1"),
    Line("preview_plan", "", {"name": "Tea"}, "200 200 200 403 403 200"),
    Line("send_plan_picture", "", {"name": "tea.png", "size": 9}, "201 201 201 403 403 201"),
    Line("choose_plan_picture", "", {"file_id": "fil_nothing"}, "404 404 404 403 403 404"),
    Line("remove_plan_picture", "", None, "200 200 200 403 403 200"),
    Line("list_identity_keys", "", None, "200:0 200:0 200:0 403 403 200:0"),
    Line("add_identity_key", "", {"way": "HS256"}, "201 201 201 403 403 201"),
    Line("retire_identity_key", "", {}, "404 404 404 403 403 404"),
    Line("list_shop_keys", "", None, "200:0 200:0 200:0 403 403 200:0"),
    Line("add_shop_key", "", {}, "201 201 201 403 403 201"),
    Line("retire_shop_key", "", {}, "404 404 404 403 403 404"),
    # conversations: one's own, and one that waits
    Line("read_inbox", "", None, "200:2 200:2 200:1 200:0 200:0 200:1"),
    Line("count_waiting", "", None, "200 200 200 200 200 200"),
    Line("list_conversations", "?view=mine", None, "200:2 200:1 200:0 200:0 200:0 200:0"),
    Line("list_conversations", "?view=waiting", None, "200:1 200:1 200:1 200:0 200:0 200:1"),
    Line("list_conversations", "?view=all", None, "200:2 200:1 200:3 200:0 200:0 200:4"),
    Line("read_conversation", "", None, "200 403 200 403 403 200"),
    Line("read_conversation", "waiting", None, "200 200 200 403 403 200"),
    Line("read_conversation", "handed_on", None, "200 200 200 403 403 200"),  # they had it first, and answer for it
    Line("read_transcript", "handed_on", None, "200 200 200 403 403 200"),
    Line("reply", "handed_on", {"text": "Tea?", "client_id": "2"}, "403 201 201 403 403 201"),
    Line("end_conversation", "handed_on", {}, "403 200 200 403 403 200"),
    Line("read_transcript", "", None, "200 403 200 403 403 200"),
    Line("read_transcript", "waiting", None, "200 200 200 403 403 200"),
    Line("edit_visitor", "", {"name": "Wang"}, "200 403 200 403 403 200"),
    Line("edit_visitor", "waiting_visitor", {"name": "Wang"}, "200 200 200 403 403 200"),
    Line("list_visits", "", None, "200:1 403 200:1 403 403 200:1"),
    Line("list_visits", "waiting", None, "200:1 200:1 200:1 403 403 200:1"),
    Line("list_earlier_conversations", "", None, "200:1 403 200:1 403 403 200:1"),
    Line("list_orders", "", None, "409 403 409 403 403 409"),  # the website has proved nothing of its visitor
    Line("list_orders", "waiting", None, "409 409 409 403 403 409"),
    Line("read_identity_check", "", None, "409 403 409 403 403 409"),
    Line("check_identity", "", {"answers": {"name": "Li"}}, "409 403 409 403 403 409"),
    Line("list_notes", "", None, "200:0 403 200:0 403 403 200:0"),
    Line("add_note", "", {"text": "Tea", "client_id": "1"}, "201 403 201 403 403 201"),
    Line("edit_note", "", {"text": "Green tea"}, "404 403 404 403 403 404"),
    Line("list_former_notes", "", None, "404 403 404 403 403 404"),
    Line("list_tags", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("list_customer_ratings", "", None, "200:0 403 200:0 403 403 200:0"),
    Line("list_customer_follow_ups", "", None, "200:0 403 200:0 403 403 200:0"),
    Line("list_customer_messages", "", None, "200:0 403 200:0 403 403 200:0"),
    Line("reply", "", {"text": "Tea?", "client_id": "2"}, "201 403 201 403 403 201"),
    Line("reply", "waiting", {"text": "Tea?", "client_id": "2"}, "409 409 409 403 403 409"),
    Line("send_file_to_visitor", "", {"name": "a.png", "size": 9}, "201 403 201 403 403 201"),
    Line("agents_file_has_arrived", "", {}, "404 404 404 404 404 404"),  # it is its visitor's
    Line("read_file_of_conversation", "", None, "200 403 200 403 403 200"),
    Line("remove_file", "", None, "204 403 204 403 403 204"),
    Line("end_conversation", "", {}, "200 403 200 403 403 200"),
    Line("end_conversation", "waiting", {}, "409 409 200 403 403 200"),
    Line("hold", "", {}, "200 403 200 403 403 200"),
    Line("resume", "", {}, "409 403 409 403 403 409"),
    Line("invite", "", {"agent_id": "outsider"}, "200 403 200 403 403 200"),
    Line("leave", "", {}, "409 403 409 403 403 409"),
    Line("write_note", "", {"text": "Tea?", "client_id": "3"}, "201 403 201 403 403 201"),
    Line("write_note", "waiting", {"text": "Tea?", "client_id": "3"}, "403 403 201 403 403 201"),
    Line("change_reply", "", {"seq": 3, "text": "Tea!", "client_id": "3"}, "201 403 409 403 403 409"),
    Line("change_note", "", {"seq": 3, "text": "Tea!", "client_id": "4"}, "409 403 409 403 403 409"),
    Line("snooze", "", {"until": None}, "200 403 200 403 403 200"),
    Line("bring_back", "", {}, "409 403 409 403 403 409"),
    Line("reopen_conversation", "ended", {}, "200 403 200 403 403 200"),
    Line("block_visitor", "", {"reason": "abuse"}, "200 403 200 403 403 200"),
    Line("unblock_visitor", "", {}, "200 403 200 403 403 200"),
    Line("list_blocked", "", None, "403 403 403 403 403 200:0"),
    Line("preview_merge", "", None, "200 403 200 403 403 200"),
    Line("merge_visitors", "", {"other_id": "waiting_visitor"}, "201 403 201 403 403 201"),
    Line("list_merges", "", None, "200:0 403 200:0 403 403 200:0"),
    Line("undo_merge", "", {}, "404 404 404 404 404 404"),
    Line("list_customer_fields", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("add_customer_field", "", {"zh": "店铺", "en": "Shop"}, "403 403 403 403 403 201"),
    Line("update_customer_field", "", {"en": "Shop"}, "403 403 403 403 403 404"),
    Line("read_customer_fields", "", None, "200 403 200 403 403 200"),
    Line("fill_in_fields", "", {"values": {}}, "200 403 200 403 403 200"),
    Line("take_conversation", "waiting", {}, "200 200 200 403 403 200"),
    Line("transfer", "", {"agent_id": "outsider"}, "409 403 409 403 403 409"),
    Line("reassign", "", {"agent_id": "colleague"}, "200 403 200 403 403 200"),
    Line("reassign", "waiting", {"agent_id": "colleague"}, "403 403 200 403 403 200"),
    Line("explain_assignment", "", None, "200 403 200 403 403 200"),
    Line("read_survey", "ended", None, "200 403 200 403 403 200"),
    Line("read_survey_figures", "", None, "200 200 200 200 200 200"),
    # letters
    Line("list_notices", "", None, "200:5 200:1 200:8 200:0 200:1 200:10"),
    Line("read_notice", "", None, "200 403 200 403 403 200"),
    Line("resend_notice", "", {}, "200 403 200 403 403 200"),
    # categories are everybody's to choose from; what was done in conversations is for whoever reaches them
    Line("list_categories", "", None, "200 200 200 200 200 200"),
    Line("add_category", "", {"zh": "茶", "en": "Tea"}, "403 403 403 403 403 201"),
    Line("update_category", "other", {"zh": "茶"}, "403 403 403 403 403 200"),
    Line("fill_phrase", "", {"text": "{name}"}, "200 403 200 403 403 200"),
    Line("refile_conversation", "", {"category_id": "other"}, "409 403 409 403 403 409"),
    Line("edit_record", "", {"problem": "P"}, "409 403 409 403 403 409"),
    Line("list_records", "", None, "200 200 200 200 200 200"),
    # phrases: one's own, one's group's as its leader, the company's with a role that reaches everything
    Line("list_phrases", "", None, "200 200 200 200 200 200"),
    Line("list_shelf", "group_tea", None, "200 200 200 403 403 200"),
    Line("list_shelf", "company", None, "200 200 200 200 200 200"),
    Line("create_phrase", "own", PHRASE, "201 201 201 201 201 201"),
    Line("create_phrase", "group_tea", PHRASE, "403 403 201 403 403 201"),
    Line("create_phrase", "company", PHRASE, "403 403 403 403 403 201"),
    Line("update_phrase", "own", {"title": "P"}, "404 404 404 404 404 404"),
    Line("update_phrase", "group_tea", {"title": "P"}, "403 403 404 403 403 404"),
    Line("delete_phrase", "group_tea", None, "403 403 204 403 403 204"),
    Line("import_phrases", "company", {"csv": "title,text"}, "403 403 403 403 403 200"),
    Line("add_shipped_phrases", "", {}, "403 403 403 403 403 200"),
    # words that must not be said are everybody's to heed; who says them is for whoever reaches them
    Line("list_unsaid", "", None, "200 200 200 200 200 200"),
    Line("create_unsaid", "", {"words": ["w"], "kind": "negative"}, "403 403 403 403 403 201"),
    Line("update_unsaid", "", {"active": False}, "403 403 403 403 403 404"),
    Line("delete_unsaid", "", None, "403 403 403 403 403 204"),
    Line("add_shipped_unsaid", "", {}, "403 403 403 403 403 200"),
    Line("list_said", "", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    Line("list_said_by_word", "", None, "200:0 403 200:0 403 403 200:0"),
    # follow-ups, campaigns, rules
    Line("list_follow_ups", "?view=all", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    Line("list_follow_ups", "?view=campaign&campaign_id={campaign}", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("read_follow_up", "", None, "200 403 200 403 403 200"),
    Line("plan_follow_up", "", {"kind": "care", "visitor_id": "visitor"}, "201 403 201 403 403 201"),
    Line("record_call", "", {"outcome": "solved", "client_id": "1"}, "201 403 201 403 403 201"),
    Line("assign_follow_up", "", {"agent_id": "colleague"}, "403 403 200 403 403 200"),
    Line("list_campaigns", "", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    Line("create_campaign", "", {"name": "C", "plan_key": "tea", "agent_ids": ["holder"]}, "403 403 201 403 403 201"),
    Line("create_campaign", "", {"name": "C", "plan_key": "cake", "agent_ids": ["holder"]}, "403 403 403 403 403 201"),
    Line("read_campaign", "", None, "403 403 200 403 403 200"),
    Line("update_campaign", "", {"name": "C"}, "403 403 200 403 403 200"),
    Line("run_campaign", "", {}, "403 403 201 403 403 201"),
    Line("list_campaign_runs", "", None, "403 403 200:0 403 403 200:0"),
    Line("preview_campaign", "", {"plan_key": "tea", "agent_ids": ["holder"]}, "403 403 200 403 403 200"),
    Line("preview_campaign", "", {"plan_key": "cake", "agent_ids": ["holder"]}, "403 403 403 403 403 200"),
    Line("list_follow_up_rules", "", None, "200:0 200:0 200:1 200:0 200:0 200:2"),
    Line("create_follow_up_rule", "", {"name": "R", "plan_keys": ["tea"]}, "403 403 201 403 403 201"),
    Line("create_follow_up_rule", "", {"name": "R"}, "403 403 403 403 403 201"),
    Line("update_follow_up_rule", "", {"active": False}, "403 403 200 403 403 200"),
    Line("update_follow_up_rule", "rule_for_all", {"active": False}, "403 403 403 403 403 200"),
    # tickets
    Line("list_tickets", "?view=all", None, "200:1 200:0 200:1 200:0 200:1 200:2"),
    Line("list_tickets", "?about={mine}", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    Line("list_tickets", "?visitor_id={visitor}", None, "200:1 200:0 200:1 200:0 200:0 200:1"),
    Line("create_ticket", "", TICKET, "201 201 201 201 201 201"),
    Line("create_ticket", "", {**TICKET, "visitor_id": "visitor"}, "201 403 201 403 403 201"),
    Line("read_ticket", "", None, "200 403 200 403 403 200"),
    Line("change_ticket", "", {"version": 2, "level": "vip"}, "200 403 200 403 403 200"),
    Line("read_ticket_history", "", None, "200 403 200 403 403 200"),
    Line("write_ticket_entry", "", {"client_id": "1", "text": "x"}, "200 403 200 403 403 200"),
    Line("move_ticket", "", {"version": 2, "to": "in_progress"}, "200 403 200 403 403 200"),
    Line("assign_ticket", "", {"version": 2, "agent_id": "colleague"}, "200 403 200 403 403 200"),
    Line("escalate_ticket", "", {"client_id": "1", "reason": "x"}, "200 403 200 403 403 200"),
    Line("merge_tickets", "", {"version": 2, "other_id": "job"}, "409 403 409 403 403 409"),
    Line("change_tickets", "", {"act": "close", "ticket_ids": ["job"], "text": "x"}, "200 200 200 200 200 200"),
    Line("read_ticket_settings", "", None, "200 200 200 200 200 200"),
    Line("change_ticket_settings", "", {"close_days": 3}, "403 403 403 403 403 200"),
    Line("list_ticket_ways", "", None, "200 403 200 403 403 200"),
    Line("give_ticket_reason", "", {"client_id": "1", "reason": "x", "plan": "y"}, "409 403 409 403 403 409"),
    Line("tell_ticket_delay", "", {"client_id": "1", "until": "2026-11-24T09:00:00Z"}, "200 403 200 403 403 200"),
    Line("list_deadlines", "?scope=all", None, "200:2 200:1 200:3 200:0 200:0 200:3"),
    Line("list_complaints", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("read_ticket_policies", "", None, "200 200 200 200 200 200"),
    Line("read_policy_example", "?type=complaint", None, "200 200 200 200 200 200"),
    Line("change_ticket_policies", "", {"reason_minutes": 30}, "403 403 403 403 403 200"),
    Line("list_flows", "", None, "200:10 200:10 200:10 200:10 200:10 200:10"),
    Line("read_flow_version", "", None, "200 200 200 200 200 200"),
    Line("read_flow", "", None, "403 403 403 403 403 200"),
    Line("save_flow_draft", "", {"draft": {"names": {}, "stages": []}}, "403 403 403 403 403 200"),
    Line("discard_flow_draft", "", None, "403 403 403 403 403 204"),
    Line("publish_flow", "", {"version": 0}, "403 403 403 403 403 409"),
    # messages left
    Line("list_offline_messages", "?view=all", None, "200:2 200:1 200:2 200:0 200:0 200:2"),
    Line("read_offline_message", "", None, "200 403 200 403 403 200"),
    Line("read_offline_message", "fresh", None, "200 200 200 403 403 200"),
    Line("read_offline_survey", "", None, "404 403 404 403 403 404"),
    Line("claim_offline_message", "", {}, "200 409 409 403 403 409"),
    Line("claim_offline_message", "fresh", {}, "200 200 200 403 403 200"),
    Line("answer_offline_message", "", {"text": "x", "by": ["widget"], "client_id": "1"}, "201 409 409 403 403 409"),
    Line("preview_offline_answer", "", {"text": "Tea"}, "200 403 200 403 403 200"),
    Line("close_offline_message", "", {}, "200 403 200 403 403 200"),
    Line("assign_offline_message", "", {"agent_id": "colleague"}, "200 403 200 403 403 200"),
    # what was said
    Line("search_overview", "?q=13800138000", None, "200 200 200 200 200 200"),
    Line("search", "?q=tea", None, "200:2 200:1 200:2 200:0 200:0 200:2"),
    Line("rebuild_search", "", {}, "403 403 403 403 403 204"),
    # what happened, counted
    Line("read_report", "?by=plan", None, "403 403 403 403 403 200"),
    Line("read_report_csv", "?by=plan", None, "403 403 403 403 403 200"),
    Line("list_report_facts", "?by=plan&key=demo", None, "403 403 403 403 403 200"),
    Line("list_report_definitions", "", None, "200 200 200 200 200 200"),
    Line("read_report_settings", "", None, "200 200 200 200 200 200"),
    Line("change_report_settings", "", {"contact_days": 14}, "403 403 403 403 403 200"),
    Line("rebuild_reports", "", {}, "403 403 403 403 403 204"),
    # incidents: everybody may know; what is done is done with the visitors of all that they are about
    Line("list_open_incidents", "", None, "200:1 200:1 200:1 200:1 200:1 200:1"),
    Line("list_incident_events", "", None, "200 200 200 200 200 200"),
    Line("list_incidents", "", None, "200:1 200:1 200:1 200:1 200:1 200:1"),
    Line("declare_incident", "", {"event_id": "data_leak"}, "403 403 403 403 403 201"),
    Line("declare_incident", "", {"event_id": "data_leak", "plan_keys": ["tea"]}, "403 403 201 403 403 201"),
    Line("read_incident", "", None, "200 200 200 200 200 200"),
    Line("change_incident", "", {"cause": "A cable"}, "403 403 200 403 403 200"),
    Line("list_incident_entries", "", None, "200 200 200 200 200 200"),
    Line("list_incident_links", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("link_to_incident", "", {"about": "cnv_nothing"}, "404 404 404 404 404 404"),
    Line("tick_incident_step", "", {"done": True}, "200 200 200 200 200 200"),
    Line("show_incident_holding", "", {"plan_key": "tea", "on": True}, "403 403 200 403 403 200"),
    Line("note_on_incident", "", {"text": "Seen"}, "200 200 200 200 200 200"),
    Line("end_incident", "", {}, "403 403 200 403 403 200"),
    Line("read_incident_settings", "", None, "200 200 200 200 200 200"),
    Line("change_incident_settings", "", {"rules": []}, "403 403 403 403 403 200"),
    # inspections: one's own tasks, one's own work, and whom one oversees
    Line("list_inspections", "?view=own", None, "200:1 200:0 200:0 200:0 200:0 200:0"),
    Line("list_inspections", "?view=month", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    Line("list_inspections", "?view=agent&agent_id={holder}", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    Line("list_inspections", "?view=tasks", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    Line("inspect_conversation", "", {"conversation_id": "ended"}, "403 403 200 403 403 200"),
    Line("read_inspection", "", None, "200 403 200 403 403 200"),
    Line("save_inspection_draft", "", {"version": 1}, "403 403 409 403 403 403"),
    Line("submit_inspection", "", {"version": 1}, "403 403 409 403 403 403"),
    Line("appeal_inspection", "", {"text": "x"}, "200 403 403 403 403 403"),
    Line("decide_on_inspection", "", {"outcome": "upheld", "text": "x"}, "403 403 403 403 403 409"),
    Line("list_inspectors", "", None, "403 403 200:2 403 403 200:2"),
    Line("assign_inspection", "", {"agent_id": "everywhere"}, "403 403 409 403 403 409"),
    Line("list_calibrations", "", None, "200:0 200:0 200:1 200:0 200:0 200:1"),
    Line("open_calibration", "", CALIBRATION, "403 403 200 403 403 200"),
    Line("read_calibration", "", None, "403 403 200 403 403 200"),
    Line("read_quality_results", "", None, "403 403 403 403 403 200"),
    Line("read_quality_results", "?of=agent:{holder}", None, "200 403 200 403 403 200"),
    Line("read_quality_results", "?by=agent", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    Line("read_quality_results", "?by=plan", None, "403 403 403 403 403 200"),
    Line("recount_quality_results", "", {}, "403 403 403 403 403 200"),
    Line("read_quality_recount", "", None, "403 403 403 403 403 200"),
    Line("read_quality_settings", "", None, "403 403 403 403 403 200"),
    Line("change_quality_settings", "", {"appeal_days": 3}, "403 403 403 403 403 200"),
    Line("list_sheets", "", None, "200:1 200:1 200:1 200:1 200:1 200:1"),
    Line("read_sheet", "", None, "403 403 403 403 403 200"),
    Line("save_sheet_draft", "", {"draft": {"names": {}}}, "403 403 403 403 403 200"),
    Line("discard_sheet_draft", "", None, "403 403 403 403 403 204"),
    Line("publish_sheet", "", {"version": 0}, "403 403 403 403 403 409"),
    Line("read_sheet_version", "", None, "200 200 200 200 200 200"),
    # reports that are sent, and agents' own
    Line("list_bulletins", "", None, "200:0 200:0 200:0 200:0 200:0 200:0"),
    Line("read_bulletin", "", None, "404 404 404 404 404 404"),
    Line("list_bulletin_subscriptions", "", None, "403 403 403 403 403 200:1"),
    Line("create_bulletin_subscription", "", {"name": "R"}, "403 403 403 403 403 201"),
    Line("read_bulletin_subscription", "", None, "403 403 403 403 403 200"),
    Line("update_bulletin_subscription", "", {"name": "R"}, "403 403 403 403 403 200"),
    Line("delete_bulletin_subscription", "", None, "403 403 403 403 403 204"),
    Line("preview_bulletin", "", None, "403 403 403 403 403 200"),
    Line("send_test_bulletin", "", {}, "403 403 403 403 403 200"),
    Line("read_day_report", "", None, "200 200 200 200 200 200"),
    Line("save_day_report", "", {"plan": "Tea"}, "200 200 200 200 200 200"),
    Line("send_day_report", "", {"plan": "Tea"}, "200 200 200 200 200 200"),
    Line("list_day_reports", "", None, "200:1 200:1 200:3 200:1 200:2 200:6"),
    Line("read_day_report_of", "", None, "404 403 404 403 403 404"),
    # visitors:                                                                          author stranger foreigner
    Line("start_conversation", "", {"text": "Tea?", "client_id": "9"}, "201 201 401"),
    Line("send_file", "", {"name": "a.png", "size": 9}, "201 201 401"),
    Line("file_has_arrived", "", {}, "200 404 401"),
    Line("read_file", "", None, "200 404 401"),
    Line("list_own_conversations", "", None, "200:1 200:0 401"),
    Line("post_message", "", {"text": "Tea?", "client_id": "9"}, "201 404 401"),
    Line("change_message", "", {"seq": 1, "text": "Tea!", "client_id": "9"}, "201 404 401"),
    Line("read_entries", "", None, "200 404 401"),
    Line("still_here", "", {}, "200 404 401"),
    Line("close_conversation", "", {}, "200 404 401"),
    Line("read_own_survey", "", None, "404 404 401"),
    Line("answer_survey", "", {"score": 5, "client_id": "9"}, "404 404 401"),
    Line("leave_message", "", {"name": "W", "text": "x", "email": "w@example.com", "client_id": "9"}, "201 201 401"),
    Line("list_own_messages", "", None, "200:0 200:0 401"),
    Line("list_own_tickets", "", None, "200:1 200:0 401"),
    Line("read_own_ticket", "", None, "200 404 401"),
    Line("add_words", "", {"text": "x", "client_id": "9"}, "200 404 401"),
    Line("judge_own_ticket", "", {"solved": True, "client_id": "9"}, "409 404 401"),
    Line("report_page", "", {"page": "https://tea.example/"}, "200 200 401"),
    Line("accept_invitation", "", {"text": "Yes", "client_id": "9"}, "404 404 401"),
    Line("dismiss_invitation", "", {}, "404 404 401"),
]
OF_ROOMS = sorted(each.parent.name for each in Path(__file__).parent.glob("*/reach.py"))
TABLE += [Line(*each) for room in OF_ROOMS for each in import_module(f"tests.{room}.reach").LINES]
# nobody needs a token for these
OPEN_TO_ALL = {"sign_in", "read_widget_config", "register_visitor", "look_up_ticket", "receive_message"} | {
    "receive_phone_call"
}
