"""What became of a proposed article (E2)."""

from __future__ import annotations

from chalicelib.notifications.model.wordings.form import Wording

SUGGESTIONS: dict[str, dict[str, Wording]] = {
    "proposal_decided": {
        "zh-CN": Wording(
            subject="您提议的知识有了结果：{title}",
            heading="您提议的知识有了结果",
            lead="{editor} 处理了您的提议“{title}”。",
            rows=(("提议", "title"), ("结果", "done"), ("处理人", "editor"), ("说明", "reason")),
            closing="请在客服台的“知识”中查看。",
            sms="您提议的知识“{title}”有了结果：{done}。",
        ),
        "en": Wording(
            subject="What became of your proposal: {title}",
            heading="Your proposal was decided on",
            lead='{editor} decided on your proposal "{title}".',
            rows=(("Proposal", "title"), ("Outcome", "done"), ("Decided by", "editor"), ("Why", "reason")),
            closing='See it in the console under "Knowledge".',
            sms='What became of your proposal "{title}": {done}.',
        ),
    },
}
