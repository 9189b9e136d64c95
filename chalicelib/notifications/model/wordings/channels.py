"""What is said to customers who write by e-mail and SMS (A9)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

_WORDS = (("", "answer"), ("", "text"))  # text: of letters from before answers kept their lines

CHANNELS: dict[str, dict[str, Wording]] = {
    "channel_letter": {
        ZH: Wording(subject="{subject}", heading="", lead="", quotes=_WORDS, closing="{by}", sms="{answer}"),
        EN: Wording(subject="{subject}", heading="", lead="", quotes=_WORDS, closing="{by}", sms="{answer}"),
    },
    "channel_own_words": {
        ZH: Wording(subject="{subject}", heading="", lead="", quotes=_WORDS, sms="{answer}"),
        EN: Wording(subject="{subject}", heading="", lead="", quotes=_WORDS, sms="{answer}"),
    },
    "channel_text": {
        ZH: Wording(subject="客服回复", heading="客服回复", lead="{text}", sms="{text}"),
        EN: Wording(subject="Our answer", heading="Our answer", lead="{text}", sms="{text}"),
    },
}
