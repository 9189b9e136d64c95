"""Words that files have for what the desk knows by a name of its own. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def _words(*meanings: tuple[str, str]) -> Mapping[str, str]:
    """What is meant by each word; of one meaning with bars between."""
    return {word: meant for meant, words in meanings for word in words.split("|")}


LEVEL_WORDS: Mapping[str, str] = _words(
    ("normal", "普通|普通客户|普通会员|regular|standard|0"),
    ("silver", "银|银卡|白银|银卡会员"),
    ("gold", "金|金卡|黄金|金卡会员"),
    ("vip", "贵宾|vip客户|重要客户|大客户|钻石|yes|是"),
)
CHANNEL_WORDS: Mapping[str, str] = _words(
    ("email", "邮件|邮箱|e-mail|mail"),
    ("sms", "短信|手机"),
)
OCCASION_WORDS: Mapping[str, str] = _words(
    ("opening", "开场|问候|欢迎"),
    ("holiday", "节日"),
    ("apology", "致歉|道歉"),
    ("waiting", "等候|等待"),
    ("closing", "结束|结束语"),
    ("other", "其他"),
)
STATE_WORDS: Mapping[str, str] = _words(
    ("new", "新建|待处理|未处理"),
    ("assigned", "已分配|待受理"),
    ("in_progress", "处理中|进行中|open"),
    ("waiting_for_customer", "pending|等待客户|待客户回复"),
    ("solved", "已解决|resolved|已完成|done"),
    ("closed", "已关闭|关闭"),
    ("reopened", "重新打开"),
)
TYPE_WORDS: Mapping[str, str] = _words(
    ("presale", "售前|question|咨询"),
    ("aftersale", "售后"),
    ("complaint", "投诉"),
    ("suggestion", "建议"),
    ("change_of_details", "资料变更"),
    ("repair", "维修"),
    ("green_channel", "绿色通道"),
    ("booking", "预约"),
)
PRIORITY_WORDS: Mapping[str, str] = _words(
    ("normal", "普通|一般|低|中|low|medium"),
    ("urgent", "紧急|高|high"),
    ("critical", "特急|非常紧急"),
)
AUTHOR_WORDS: Mapping[str, str] = _words(
    ("visitor", "访客|客户|用户|顾客|买家|customer|user|client|end-user|contact"),
    ("agent", "客服|坐席|卖家|staff|operator|admin"),
    ("system", "系统|机器人|bot"),
)
ARTICLE_STATE_WORDS: Mapping[str, str] = _words(
    ("draft", "草稿|待审核|in_review|archived|已归档"),
    ("published", "已发布|发布|public|live"),
)
LANGUAGE_WORDS: Mapping[str, str] = _words(
    ("zh-CN", "zh|zh-cn|中文|简体中文|chinese"),
    ("en", "en|英文|英语|english"),
)
