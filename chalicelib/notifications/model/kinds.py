"""What each letter is: to the desk's own people, or to a customer, and then what their wishes make of it (A11).

Every letter declares it here; ``tests/notifications/test_wishes.py`` holds that none is left out.
"""

from __future__ import annotations

from chalicelib.visitors.model.wishes import CAMPAIGN, NOTICE, OWED, REPLY, STAFF, SURVEY

OF_CUSTOMERS = {
    "channel_letter": REPLY,
    "channel_own_words": REPLY,
    "channel_text": REPLY,
    "channel_text_file": REPLY,
    "channel_unread": REPLY,
    "protected_code": REPLY,  # to whoever has opened the page at this moment
    "offline_answer": OWED,
    "ticket_opened": OWED,
    "ticket_news": OWED,
    "ticket_delayed": OWED,
    "survey_link": SURVEY,
    "survey_reminder": SURVEY,
    "order_notice": NOTICE,
    "topic_notice": NOTICE,
    "campaign_notice": CAMPAIGN,
    "questionnaire_link": SURVEY,
}
OF_STAFF = frozenset(
    (
        "privacy_due",
        "privacy_code",  # to whoever asks for their own data at this moment
        "password_invited",
        "password_forgotten",
        "callback_due",
        "callback_warning",
        "callback_overdue",
        "promise_warning",
        "promise_missed",
        "followup_due",
        "followup_reminder",
        "followup_share",
        "announcement_unread",
        "article_to_review",
        "article_sent_back",
        "article_published",
        "article_archived",
        "article_review_due",
        "leave_waits",
        "swap_asked",
        "leave_settled",
        "attendance_corrected",
        "budget_reached",
        "check_missed",
        "instruction_waiting",
        "instruction_late",
        "instruction_skipped",
        "instruction_answered",
        "shift_not_accepted",
        "incident_raised",
        "incident_again",
        "incident_over",
        "ticket_warning",
        "ticket_late",
        "ticket_late_still",
        "ticket_reason_owed",
        "answer_late",
        "offline_warning",
        "callback_last_try",
        "campaign_without_agents",
        "unfinished",
        "left_open",
        "offline_message",
        "offline_together",
        "offline_assigned",
        "offline_reminder",
        "sms_credit_empty",
        "oncall_called",
        "oncall_lead",
        "quality_result",
        "quality_appeal",
        "quality_decision",
        "bulletin",
        "audit_sealed",
        "roster_published",
        "roster_changed",
        "staff_entry",
        "staff_waits",
        "staff_refused",
        "staff_statement",
        "proposal_decided",
        "ticket_given",
        "ticket_escalated",
        "ticket_urgent",
        "ticket_customer_wrote",
        "training_ordered",
        "training_cancelled",
        "training_late",
        "training_waits",
        "training_result",
        "training_lacks",
        "certificate_ends",
        "certificate_ended",
        "certificate_revoked",
        "webhook_gone",
        "webhook_failed",
    )
)


def kind_of(what: str) -> str:
    """What this letter is: ``staff``, or one of ``visitors.model.wishes.KINDS``."""
    return STAFF if what in OF_STAFF else OF_CUSTOMERS.get(what, NOTICE)
