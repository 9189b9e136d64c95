"""What is said to customers who write by e-mail and SMS (A9)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

_WORDS = (("", "answer"), ("", "text"))  # text: of letters from before answers kept their lines
# file: the name of one that was too large for the letter, which the button leads to
_WITH_FILE_ZH = (*_WORDS, ("文件（7 天内有效）", "file"))
_WITH_FILE_EN = (*_WORDS, ("File, for seven days", "file"))
_OPEN_ZH, _OPEN = ("打开文件", "file_url"), ("Open the file", "file_url")

CHANNELS: dict[str, dict[str, Wording]] = {
    "channel_letter": {
        ZH: Wording("{subject}", "", "", "{answer}", quotes=_WITH_FILE_ZH, closing="{by}", button=_OPEN_ZH),
        EN: Wording("{subject}", "", "", "{answer}", quotes=_WITH_FILE_EN, closing="{by}", button=_OPEN),
    },
    "channel_own_words": {
        ZH: Wording(subject="{subject}", heading="", lead="", quotes=_WORDS, sms="{answer}"),
        EN: Wording(subject="{subject}", heading="", lead="", quotes=_WORDS, sms="{answer}"),
    },
    "channel_unread": {
        ZH: Wording(
            subject="{subject}",
            heading="这个邮箱无人查看",
            lead="您好！您写信的这个地址无人查看，您的来信没有送到客服。请改写至 {addresses}，我们会尽快答复。",
            sms="您写信的邮箱无人查看，请改写至 {addresses}。",
        ),
        EN: Wording(
            subject="{subject}",
            heading="This address is not read",
            lead="Thank you for writing. The address that you wrote to is not read by anybody. "
            "Please write to {addresses}, and we will answer you.",
            sms="The address that you wrote to is not read. Please write to {addresses}.",
        ),
    },
    "channel_text_file": {
        ZH: Wording(
            subject="客服回复",
            heading="客服回复",
            lead="{text}",
            sms="{text} {file} {file_url}",
            quotes=(("文件（7 天内有效）", "file"),),
            button=_OPEN_ZH,
        ),
        EN: Wording(
            subject="Our answer",
            heading="Our answer",
            lead="{text}",
            sms="{text} {file} {file_url}",
            quotes=(("File, for seven days", "file"),),
            button=_OPEN,
        ),
    },
    "channel_text": {
        ZH: Wording(subject="客服回复", heading="客服回复", lead="{text}", sms="{text}"),
        EN: Wording(subject="Our answer", heading="Our answer", lead="{text}", sms="{text}"),
    },
}
