"""What the pages of questionnaires say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "language": "中文",
        "page": "第 {place} 页，共 {pages} 页",
        "needed_mark": "必填",
        "needed": "请回答这个问题。",
        "wrong": "内容无法识别或超出范围，请检查。",
        "check": "请检查标出的问题，您填写的都还在。",
        "next": "下一页",
        "back": "上一页",
        "send": "提交",
        "kept": "每页填完即已保存，可以随时离开，之后用同一个链接继续。",
        "thanks": "感谢您的回答！",
        "close": "您可以关闭此页面了。",
        "over": "这份问卷已结束",
        "over_text": "问卷已经填写过，或已过有效期。感谢您的关注。",
        "lowest": "完全不会",
        "highest": "一定会",
    },
    "en": {
        "language": "English",
        "page": "Page {place} of {pages}",
        "needed_mark": "required",
        "needed": "Please answer this question.",
        "wrong": "We cannot read this, or it is out of range. Please check it.",
        "check": "Please check what is marked; what you entered is still here.",
        "next": "Next page",
        "back": "Previous page",
        "send": "Send",
        "kept": "Each page is kept when you go on. You may leave, and go on later with the same link.",
        "thanks": "Thank you for your answers!",
        "close": "You can close this page now.",
        "over": "This questionnaire is closed",
        "over_text": "It was answered already, or its time is over. Thank you all the same.",
        "lowest": "Not at all",
        "highest": "Certainly",
    },
}
