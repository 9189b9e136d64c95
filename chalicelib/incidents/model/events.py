"""The events that a desk is prepared for: what is done, who does it, what visitors are told meanwhile (F9). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import checked, has_half_a_character, is_visible
from chalicelib.incidents.model.rules import Severity

MOST_EVENTS, MOST_STEPS = 40, 20
LONGEST_NAME, LONGEST_STEP, LONGEST_HOLDING, LONGEST_BACKUP = 60, 200, 500, 120

ByLanguage = Annotated[Mapping[str, Annotated[str, msgspec.Meta(max_length=2000)]], msgspec.Meta(max_length=8)]


class Backup(msgspec.Struct, frozen=True):
    """By what other way visitors reach somebody meanwhile: a telephone number, an address of any kind; or neither."""

    phone: Annotated[str, msgspec.Meta(max_length=400)] = ""
    address: Annotated[str, msgspec.Meta(max_length=400)] = ""


class Task(msgspec.Struct, frozen=True):
    """A step of a checklist, and ``who`` does it, both by language."""

    text: ByLanguage
    who: ByLanguage = {}


class DefinedEvent(msgspec.Struct, frozen=True):
    """An event by its ``names``; ``holding``: what visitors are told, which people may word otherwise each time."""

    event_id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    names: ByLanguage
    severity: Severity = "major"
    tasks: Annotated[tuple[Task, ...], msgspec.Meta(max_length=MOST_STEPS)] = ()
    holding: ByLanguage = {}
    backup: Backup = Backup()


def _both(zh: str, en: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, (zh, en), strict=True))


def _task(zh: str, en: str, who_zh: str, who_en: str) -> Task:
    return Task(_both(zh, en), _both(who_zh, who_en))


HOLDING = _both(
    "非常抱歉给您带来不便。我们已经了解到您遇到的问题，正在紧急处理，有进展会第一时间告知您，请您稍候。",
    "We are very sorry for the trouble. We know of the problem and are working on it with all urgency; "
    "we will tell you as soon as there is news.",
)
_LEAD = ("主管", "Supervisor")
_TECH = ("技术部", "Engineering")
_DESK = ("客服组长", "Group leader")
_TOLD = _task("告知全体客服统一口径，先安抚、再解决", "Tell all agents what to say: calm first, then solve", *_DESK)
_REVIEW = _task("恢复后复盘：原因、影响、改进措施", "Afterwards: the cause, what it did, what is changed", *_LEAD)

SHIPPED = (
    DefinedEvent(
        "system_down",
        _both("系统故障", "System down"),
        "critical",
        (
            _task("确认故障范围与开始时间", "Find out what is down, and since when", *_DESK),
            _task("通知技术部并取得预计恢复时间", "Tell engineering, and ask when it will be back", *_LEAD),
            _TOLD,
            _task("开启安抚回复与备用渠道", "Switch on the holding reply and the backup channel", *_LEAD),
            _task("每 30 分钟通报一次进展", "Report how it stands every 30 minutes", *_TECH),
            _REVIEW,
        ),
        _both(
            "非常抱歉，系统出现故障，部分服务暂时无法使用。技术人员正在紧急抢修，恢复后会第一时间告知您。",
            "We are very sorry: our system has a fault and some services cannot be used at the moment. "
            "Engineers are working on it; we will tell you as soon as it is back.",
        ),
    ),
    DefinedEvent(
        "network_outage",
        _both("网络中断", "Network outage"),
        "critical",
        (
            _task("切换到备用网络或手机热点", "Change to the backup network or a mobile hotspot", *_DESK),
            _task("联系运营商报修并记录报修号", "Report it to the provider and note the number", *_TECH),
            _task("启用备用电话值守", "Have somebody at the backup telephone", *_LEAD),
            _TOLD,
            _REVIEW,
        ),
        HOLDING,
    ),
    DefinedEvent(
        "mass_complaint",
        _both("集中投诉", "Mass complaint"),
        "major",
        (
            _task("汇总投诉内容，找出共同原因", "Gather what is complained of, and what it has in common", *_DESK),
            _task("上报主管并指定第一责任人", "Tell the supervisor, and name who is responsible", *_DESK),
            _TOLD,
            _task("与责任部门确定统一解决方案与补偿口径", "Agree on one solution and on compensation", *_LEAD),
            _task("逐一回访已投诉客户", "Call back everybody who complained", *_DESK),
            _REVIEW,
        ),
        HOLDING,
    ),
    DefinedEvent(
        "data_leak",
        _both("客户信息泄露", "Customer data leak"),
        "critical",
        (
            _task("立即停用涉事账号与接口", "Close the accounts and interfaces concerned at once", *_TECH),
            _task("保全日志与证据", "Keep logs and evidence", *_TECH),
            _task(
                "上报负责人与法务，评估须报告的监管部门",
                "Tell management and legal; find out whom to report to",
                *_LEAD,
            ),
            _task("通知受影响的客户并提示防范", "Tell the customers concerned, and what to beware of", *_DESK),
            _REVIEW,
        ),
        _both(
            "我们正在核查一起信息安全事件，并已采取保护措施。请勿向任何人透露验证码与密码，如有进展会及时告知您。",
            "We are looking into a matter of information security and have taken measures. "
            "Please give codes and passwords to nobody; we will tell you what we find.",
        ),
    ),
    DefinedEvent(
        "payment_failure",
        _both("支付异常", "Payment failure"),
        "critical",
        (
            _task("确认受影响的支付方式与订单", "Find out which ways to pay and which orders are concerned", *_DESK),
            _task("联系支付渠道核对账目", "Compare the books with the payment provider", *_TECH),
            _TOLD,
            _task("为重复扣款的客户登记退款", "Register refunds for whoever paid twice", *_DESK),
            _REVIEW,
        ),
        _both(
            "非常抱歉，支付出现异常，正在紧急处理。请勿重复付款；已重复扣款的，我们会原路退回。",
            "We are very sorry: payments fail at the moment and we are working on it. "
            "Please do not pay again; what was charged twice will be returned.",
        ),
    ),
    DefinedEvent(
        "delivery_stopped",
        _both("物流受阻", "Deliveries held up"),
        "major",
        (
            _task("确认受影响的地区与订单", "Find out which regions and orders are concerned", *_DESK),
            _task("与物流公司确认恢复时间", "Ask the carrier when it goes on", "物流部", "Logistics"),
            _TOLD,
            _task("主动告知受影响客户新的送达时间", "Tell the customers concerned of the new time", *_DESK),
            _REVIEW,
        ),
        HOLDING,
    ),
    DefinedEvent(
        "product_safety",
        _both("商品安全问题", "Product safety"),
        "critical",
        (
            _task("立即停售并下架涉事批次", "Stop selling the batch at once", *_LEAD),
            _task("请客户停止使用并保留商品", "Ask customers to stop using it, and to keep it", *_DESK),
            _task("登记伤害与损失，当日上报", "Write down injuries and damage, and report them the same day", *_DESK),
            _TOLD,
            _task("公布召回与退款办法", "Publish how it is recalled and refunded", *_LEAD),
            _REVIEW,
        ),
        _both(
            "非常抱歉。请您先停止使用该商品并妥善保留，我们正在紧急核查，会尽快告知您处理办法。",
            "We are very sorry. Please stop using the product and keep it; "
            "we are looking into it urgently and will tell you what to do.",
        ),
    ),
)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in the first that there is; empty where there is none."""
    return texts.get(language) or next((texts[each] for each in LANGUAGES if texts.get(each)), "")


def checked_event(field: str, event: DefinedEvent) -> DefinedEvent:
    """The event as it is kept. Raises ``Invalid`` naming each wrong field below ``field``."""
    wrong, tasks, parts = WrongFields(), list[Task](), dict[str, Mapping[str, str]]()
    with wrong:
        parts["names"] = checked_names(f"{field}.names", event.names, longest=LONGEST_NAME)
    with wrong:
        parts["holding"] = checked_texts(f"{field}.holding", event.holding)
    for number, each in enumerate(event.tasks):
        with wrong:
            text = checked_names(f"{field}.tasks.{number}.text", each.text, longest=LONGEST_STEP)
            who = checked_names(f"{field}.tasks.{number}.who", each.who, longest=LONGEST_NAME, empty=True)
            tasks.append(Task(text, who))
    backup = event.backup
    with wrong:
        backup = checked_backup(f"{field}.backup", event.backup)
    wrong.refuse()
    return replace(event, tasks=tuple(tasks), backup=backup, **parts)


def checked_names(field: str, names: Mapping[str, str], *, longest: int, empty: bool = False) -> dict[str, str]:
    """A line by language, in one of them at least unless it may be ``empty``. Raises ``Invalid``."""
    _refuse_languages(field, names)
    held = {name: checked(f"{field}.{name}", text, longest=longest) for name, text in names.items() if text.strip()}
    if not held and not empty:
        raise Invalid.field(field, "in one language at least")
    return held


def checked_texts(field: str, texts: Mapping[str, str]) -> dict[str, str]:
    """What visitors are told, by language, of several lines perhaps; empty ones are left out. Raises ``Invalid``."""
    _refuse_languages(field, texts)
    held = {name: text.strip() for name, text in texts.items() if text.strip()}
    for name, text in held.items():
        if len(text) > LONGEST_HOLDING or not is_visible(text) or has_half_a_character(text) or "\x00" in text:
            raise Invalid.field(f"{field}.{name}", f"at most {LONGEST_HOLDING} characters that can be seen")
    return held


def checked_backup(field: str, backup: Backup) -> Backup:
    """The other way, each part a line or empty. Raises ``Invalid``."""
    phone, address = backup.phone.strip(), backup.address.strip()
    if phone:
        phone = checked(f"{field}.phone", phone, longest=LONGEST_BACKUP)
        if not any(each.isdigit() for each in phone):
            raise Invalid.field(f"{field}.phone", "a telephone number")
    if address:
        address = checked(f"{field}.address", address, longest=LONGEST_BACKUP)
    return Backup(phone, address)


def _refuse_languages(field: str, texts: Mapping[str, str]) -> None:
    for each in texts:
        if each not in LANGUAGES:
            raise Invalid.field(field, f"by language: {', '.join(LANGUAGES)}")
