"""What the survey page says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, Mapping[str, Any]] = {
    "zh-CN": {
        "title": "服务评价",
        "served_by": "为您服务的客服：",
        "number": "工号",
        "score": "您的评分",
        "scores": ("很不满意", "不满意", "一般", "满意", "非常满意"),
        "reasons": "哪里让您不满意？",
        "resolved": "您的问题解决了吗？",
        "yes": "已解决",
        "no": "未解决",
        "comment": "还有什么想告诉我们的？",
        "send": "提交评价",
        "check": "请检查标出的内容，您填写的都还在。",
        "no_score": "请选择一个评分。",
        "wrong": "内容过长或无法识别，请检查。",
        "thanks": "感谢您的评价！",
        "given": "您的评分：",
        "late": "评价提交十分钟后不能再修改，以下是我们已收到的评价。",
        "change": "修改评价",
        "changeable": "提交后十分钟内可以修改。",
        "close": "您可以关闭此页面了。",
    },
    "en": {
        "title": "Rate our service",
        "served_by": "You talked to",
        "number": "No.",
        "score": "Your rating",
        "scores": ("Very bad", "Bad", "Okay", "Good", "Great"),
        "reasons": "What was wrong?",
        "resolved": "Was your problem solved?",
        "yes": "Yes",
        "no": "No",
        "comment": "Would you like to tell us more?",
        "send": "Send rating",
        "check": "Please check what is marked; what you entered is still here.",
        "no_score": "Please choose a rating.",
        "wrong": "This is too long, or something we cannot read. Please check it.",
        "thanks": "Thank you for your rating!",
        "given": "Your rating:",
        "late": "A rating can be changed for ten minutes. This is the one we have from you.",
        "change": "Change my rating",
        "changeable": "You can change it for ten minutes after sending it.",
        "close": "You can close this page now.",
    },
}
