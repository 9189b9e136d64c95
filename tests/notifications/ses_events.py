"""Events as SES publishes them to EventBridge (Amazon SES developer guide, "Examples of event data")."""

from __future__ import annotations

from typing import Any

GONE = {"action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}
FULL = {"action": "failed", "status": "4.2.2", "diagnosticCode": "smtp; 452 4.2.2 mailbox full"}
AWAY: dict[str, str] = {}  # an answer of somebody who is out of office: no action, no status


def bounce(
    notice_id: str, message_id: str, kind: str = "Permanent", recipient: dict[str, str] = GONE
) -> dict[str, Any]:
    """A bounce of this letter, which SES knows as ``message_id``."""
    recipients = [{"emailAddress": "mei@shop.example", **recipient}]
    told = {"bounceType": kind, "bounceSubType": "General", "bouncedRecipients": recipients}
    return event("Email Bounced", notice_id, message_id, {"eventType": "Bounce", "bounce": told})


def complaint(notice_id: str, message_id: str) -> dict[str, Any]:
    """Whoever got this letter pressed "spam"."""
    told = {"complainedRecipients": [{"emailAddress": "mei@shop.example"}], "complaintFeedbackType": "abuse"}
    return event("Email Complaint Received", notice_id, message_id, {"eventType": "Complaint", "complaint": told})


def event(detail_type: str, notice_id: str, message_id: str, told: dict[str, Any]) -> dict[str, Any]:
    """The envelope of EventBridge around it."""
    tags = {"notice": [notice_id], "ses:configuration-set": ["deskbell-test"]}
    mail = {"messageId": message_id, "source": "desk@shop.example", "destination": ["mei@shop.example"], "tags": tags}
    return {
        "version": "0",
        "id": "5c9d0d5e-8d4e-4f0b-9b39-000000000000",
        "detail-type": detail_type,
        "source": "aws.ses",
        "account": "123456789012",
        "time": "2026-11-23T09:00:00Z",
        "region": "eu-central-1",
        "resources": [],
        "detail": {"mail": mail, **told},
    }
