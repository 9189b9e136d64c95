"""The sheet that every desk begins with: what a conversation must be, as the rules of service say it."""

from __future__ import annotations

from chalicelib.quality.model.sheets import FAIL, STANDARD, ZERO, Criterion, Definition, Fatal, Section, Sheet


def _criterion(key: str, weight: int, zh: str, en: str, hint_zh: str, hint_en: str) -> Criterion:
    return Criterion(key, {"zh-CN": zh, "en": en}, 10, weight, {"zh-CN": hint_zh, "en": hint_en})


def _section(key: str, zh: str, en: str, *criteria: Criterion) -> Section:
    return Section(key, {"zh-CN": zh, "en": en}, criteria)


def _fatal(key: str, zh: str, en: str, effect: str = ZERO) -> Fatal:
    return Fatal(key, {"zh-CN": zh, "en": en}, effect)


_GREETING = _section(
    "greeting",
    "接待与时效",
    "Greeting and speed",
    _criterion(
        "prompt", 10, "响应及时", "Prompt", "接入后 30 秒内主动问候，之后不让客户久等；要查询时先说明",
        "A greeting within 30 seconds, no long silence after it; says so when something must be looked up",
    ),
    _criterion(
        "opening", 5, "开场规范", "Opening", "问好、自我介绍并报工号，询问需要什么帮助",
        "Greets, gives name and number, asks what is needed",
    ),
    _criterion(
        "known", 5, "不重复询问", "Asks nothing twice", "先看客户资料和以往会话，不再问已经提供过的内容",
        "Has read the card and earlier conversations: what the customer gave already is not asked again",
    ),
)  # fmt: skip
_MANNERS = _section(
    "manners",
    "沟通与礼仪",
    "Manners",
    _criterion(
        "courtesy", 10, "用语礼貌", "Courtesy", "使用敬语，不说“不知道”“不清楚”，改为“我为您查询”",
        "Polite throughout; instead of \"I don't know\": \"let me find out for you\"",
    ),
    _criterion(
        "listening", 10, "倾听与确认", "Listening", "不打断、不臆断，复述确认需求，含糊时引导客户说清",
        "Does not interrupt or guess; repeats what was understood, asks where it is vague",
    ),
    _criterion(
        "empathy", 5, "先安抚再解决", "Calms first", "客户情绪激动时先致歉、先理解，再谈方案",
        "With an upset customer: understanding and an apology first, then the solution",
    ),
)  # fmt: skip
_SOLVING = _section(
    "solving",
    "处理与方案",
    "Solving",
    _criterion(
        "correct", 20, "解答准确", "Correct", "依据知识库和最新政策，信息准确完整",
        "By the knowledge base and the present policy; right and complete",
    ),
    _criterion(
        "sorted", 5, "分类与升级", "Sorted and escalated", "问题分类、紧急程度判断正确，该升级的立即升级并说明原因",
        "Right kind and urgency; what is urgent was escalated at once, with the reason",
    ),
    _criterion(
        "owned", 10, "首问负责", "Owned", "需要协作的建立工单，明确责任部门和时限，全程跟进，不推诿",
        "A ticket with department and deadline where others are needed; stays responsible, sends nobody around",
    ),
    _criterion(
        "next_step", 10, "跟进节点明确", "Next step", "当场不能解决的，说明何时、用什么方式回复；超出政策的给替代方案",
        "Says when and how the customer hears; offers something else where policy allows no more",
    ),
)  # fmt: skip
_CLOSING = _section(
    "closing",
    "结束与记录",
    "Closing and record",
    _criterion(
        "confirmed", 5, "确认与道别", "Confirmed", "确认问题是否解决、是否还有需要，礼貌道别并邀请评价",
        "Asks whether it is solved and whether there is more; says goodbye, invites to rate",
    ),
    _criterion(
        "recorded", 5, "记录完整", "Recorded", "分类正确，咨询记录写明问题、过程和结果",
        "Filed rightly; the record says problem, steps and result",
    ),
)  # fmt: skip
_FATAL = (
    _fatal("quarrel", "与客户争执、辱骂或讽刺", "Quarrelled with, abused or mocked the customer"),
    _fatal(
        "leak",
        "泄露客户信息，或未核实身份就告知账户、订单信息",
        "Gave away customer data, or told it before identity was checked",
    ),
    _fatal("false_promise", "超出权限或政策的虚假承诺", "Promised what nobody may promise"),
    _fatal("hung_up", "无故中断、挂断或拒绝服务", "Broke off or refused service without reason"),
    _fatal("insecure", "引导客户用非加密渠道发送证件、银行卡号", "Had cards or documents sent in the open", FAIL),
)  # fmt: skip

SHIPPED = Sheet(
    STANDARD,
    1,
    Definition({"zh-CN": "标准质检表", "en": "Standard sheet"}, (_GREETING, _MANNERS, _SOLVING, _CLOSING), _FATAL, 80),
)
