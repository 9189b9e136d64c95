"""What is said to customers who write by e-mail and SMS (A9)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

CHANNELS: dict[str, dict[str, Wording]] = {
    "channel_letter": {
        ZH: Wording(
            subject="{subject}",
            heading="",
            lead="{text}",
            closing="{by}",
            sms="{text}",
        ),
        EN: Wording(
            subject="{subject}",
            heading="",
            lead="{text}",
            closing="{by}",
            sms="{text}",
        ),
    },
    "channel_text": {
        ZH: Wording(subject="客服回复", heading="客服回复", lead="{text}", sms="{text}"),
        EN: Wording(subject="Our answer", heading="Our answer", lead="{text}", sms="{text}"),
    },
}
