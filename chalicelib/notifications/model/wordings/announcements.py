"""Announcements (E6): who has not confirmed one is told once more."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import EN, ZH, Wording

_ROWS_ZH = (("发布人", "by"), ("生效时间", "since"), ("截止时间", "due"))
_ROWS_EN = (("Published by", "by"), ("In effect since", "since"), ("Until", "due"))

ANNOUNCEMENTS: dict[str, dict[str, Wording]] = {
    "announcement_unread": {
        ZH: Wording(
            subject="{urgent}公告待确认：{title}",
            heading="有一则公告您还没有确认",
            lead="请阅读“{title}”并确认已读。",
            rows=_ROWS_ZH,
            closing="请在客服台的“公告”中阅读并确认。",
            sms="{urgent}公告“{title}”您还没有确认，请到客服台阅读。",
        ),
        EN: Wording(
            subject="{urgent}Please confirm: {title}",
            heading="An announcement waits for you",
            lead='Please read "{title}" and confirm that you have.',
            rows=_ROWS_EN,
            closing='Read and confirm it in the console under "Announcements".',
            sms="{urgent}You have not confirmed the announcement {title}.",
        ),
    },
}
