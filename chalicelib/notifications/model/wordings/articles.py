"""Articles of the knowledge base: what waits for review, what came of it, what is to be looked at again (E2)."""

from __future__ import annotations

from functools import partial

from chalicelib.notifications.model.wordings.form import Wording

_ZH = partial(Wording, rows=(("文章", "title"), ("操作人", "by")), closing="请在管理端的“文章”中查看。")
_SEE = 'See it in the administration under "Articles".'
_EN = partial(Wording, rows=(("Article", "title"), ("By", "by")), closing=_SEE)

ARTICLES: dict[str, dict[str, Wording]] = {
    "article_to_review": {
        "zh-CN": _ZH(
            subject="待审核：{title}",
            heading="有一篇文章等您审核",
            lead="{by} 提交了“{title}”，审核通过后即可发布。",
            sms="“{title}”等您审核。",
        ),
        "en": _EN(
            subject="To review: {title}",
            heading="An article waits for your review",
            lead='{by} asks you to review "{title}". Readers have it once you publish it.',
            sms='"{title}" waits for your review.',
        ),
    },
    "article_sent_back": {
        "zh-CN": _ZH(
            subject="请修改：{title}",
            heading="您的文章需要修改",
            lead="{by} 将“{title}”退回给您修改：{note}",
            sms="“{title}”被退回修改。",
        ),
        "en": _EN(
            subject="Please revise: {title}",
            heading="Your article was sent back",
            lead='{by} sent "{title}" back to you: {note}',
            sms='"{title}" was sent back to you.',
        ),
    },
    "article_published": {
        "zh-CN": _ZH(
            subject="已发布：{title}",
            heading="您的文章已发布",
            lead="{by} 发布了“{title}”，访客现在可以看到了。",
            sms="“{title}”已发布。",
        ),
        "en": _EN(
            subject="Published: {title}",
            heading="Your article is published",
            lead='{by} published "{title}". Visitors can read it now.',
            sms='"{title}" is published.',
        ),
    },
    "article_archived": {
        "zh-CN": _ZH(
            subject="已归档：{title}",
            heading="您的文章已归档",
            lead="{by} 将“{title}”归档，访客不再能看到它。",
            sms="“{title}”已归档。",
        ),
        "en": _EN(
            subject="Archived: {title}",
            heading="Your article is in the archive",
            lead='{by} put "{title}" into the archive. Visitors do not see it any more.',
            sms='"{title}" is in the archive.',
        ),
    },
    "article_review_due": {
        "zh-CN": Wording(
            subject="到期复审：{title}",
            heading="有一篇文章到了复审日期",
            lead="“{title}”定于 {day} 复审，请看看内容是否仍然正确，并定下次复审的日期。",
            rows=(("文章", "title"), ("复审日期", "day")),
            closing="请在管理端的“文章”中查看。",
            sms="“{title}”到了复审日期。",
        ),
        "en": Wording(
            subject="Review due: {title}",
            heading="An article is due for review",
            lead='"{title}" is due on {day}. Please see whether it is still right, and set the next day.',
            rows=(("Article", "title"), ("Day of review", "day")),
            closing=_SEE,
            sms='"{title}" is due for review.',
        ),
    },
}
