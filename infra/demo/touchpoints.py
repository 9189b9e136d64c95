"""The tea house's map of touch points: what is done by which channel, and how, so that a newcomer sees it work.

Some cells lack something, as on any desk: those are its gaps.
"""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.core.audit import SYSTEM
from chalicelib.core.desk import Desk
from chalicelib.touchpoints.model.flows import FlowStep, ServiceFlow
from chalicelib.touchpoints.model.matrix import MapPart, PlacingRule
from chalicelib.touchpoints.service import mapping
from chalicelib.touchpoints.service.mapping import ChangeTouchpoint, ChangeTouchpointMap

BUSINESSES = (
    MapPart("0101", "商品与价格", "Goods and prices"),
    MapPart("0102", "订单与物流", "Orders and delivery"),
    MapPart("0201", "退换货与退款", "Returns and refunds"),
    MapPart("0301", "投诉", "Complaint"),
    MapPart("0401", "建议", "Suggestion"),
)
CHANNELS = (
    MapPart("WEB", "在线咨询", "Web chat"),
    MapPart("MSG", "离线留言", "Offline message"),
    MapPart("TEL", "电话", "Phone"),
)
BRANDS = (MapPart("SL", "山岚", "Shanlan"),)
CATEGORIES = {
    "enquiry": "0101",
    "order": "0102",
    "delivery": "0102",
    "after_sales": "0201",
    "complaint": "0301",
    "suggestion": "0401",
}
SOURCES = {"web": "WEB", "offline": "MSG", "phone": "TEL"}

# its words in both languages, then the check by which the desk sees it and the limit that is not the usual one
Told = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, int]
GREET: Told = ("问候客人，报上工号", "Greet the guest and say your number", "greeted_in_time", 60)
ANSWER: Told = ("先回答客人问的，再补充", "Answer what was asked first", "answered_in_time", 90)
FILE: Told = ("结束时登记分类", "File it under its category", "category_filed")
RECORD: Told = ("填写咨询记录表：问题、经过、结果", "Fill in the record sheet", "record_filled")
GOODBYE: Told = ("道别，确认没有别的问题", "Say goodbye; ask whether anything is left", "last_word_answered")
RATE: Told = ("邀请客人评价", "Ask the guest to rate it", "survey_sent")
FLOWS: dict[str, tuple[str, tuple[Told, ...]]] = {
    "WEB-SL-0101": (
        "advice",
        (GREET, ("问清口味、用途和预算", "Ask for taste, use and budget"), ANSWER, FILE, GOODBYE, RATE),
    ),
    "WEB-SL-0102": (
        "enquiry",
        (
            GREET,
            ("核对收货人姓名或手机号后四位", "Check the consignee's name or number", "identity_verified"),
            ("查订单和物流，告诉客人到哪里了", "Look the order up and say where it is"),
            FILE,
            GOODBYE,
        ),
    ),
    "WEB-SL-0201": (
        "acceptance",
        (
            GREET,
            ("核对身份", "Verify who it is", "identity_verified"),
            ("问清原因，看照片，说明退换规则", "Ask why, look at pictures, explain the rules"),
            (
                "建立工单，告诉客人工单号和时限",
                "Make a ticket; tell its number and when it will be done",
                "ticket_made",
            ),
            FILE,
            RECORD,
        ),
    ),
    "WEB-SL-0301": (
        "complaint",
        (
            GREET,
            ("先致歉，听客人说完，不争辩", "Apologise first, let them finish, do not argue"),
            ("建立投诉工单", "Make a complaint ticket", "ticket_made", 1),
            FILE,
            RECORD,
            ("约定的时间内回访", "Follow up when it was promised", "follow_up_done"),
        ),
    ),
    "MSG-SL-0101": ("advice", (("两小时内答复留言", "Answer the message within two hours"), FILE)),
    "MSG-SL-0102": ("enquiry", (("查订单后按留言中的方式答复", "Look the order up, answer as the message asks"),)),
    "TEL-SL-0301": ("complaint", (("接听时致歉并记录", "Apologise and take notes"), ("建立投诉工单", "Make a ticket"))),
}
NOT_OFFERED = ("TEL-SL-0101", "TEL-SL-0401")


def show_map(desk: Desk, group_id: str) -> bool:
    """Fill the map of a desk that nobody has changed; whether it was filled. A start that died over it goes on with
    what is missing."""
    shown = mapping.read_map(desk)
    if shown.matrix.version == 0:
        form = ChangeTouchpointMap([*BUSINESSES], [*CHANNELS], [*BRANDS], [*_rules()])
        mapping.change_matrix(desk, SYSTEM, form)
    elif shown.matrix.version > 1 or shown.matrix.brands != BRANDS:
        return False
    cells = mapping.read_map(desk).cells
    for code, (kind, steps) in FLOWS.items():
        flow = ServiceFlow(kind, tuple(_step(*each) for each in steps))
        cell = cells.get(code)
        if cell is None or (cell.published is None and cell.draft == flow):
            group = None if code.startswith("MSG") else group_id
            made = mapping.change_cell(desk, SYSTEM, code, ChangeTouchpoint(group_id=group, draft=flow))
            mapping.publish(desk, SYSTEM, code, made.version)
    for code in NOT_OFFERED:
        if code not in cells:
            mapping.change_cell(desk, SYSTEM, code, ChangeTouchpoint(offered=False))
    return not cells


def _step(zh: str, en: str, check: str = "", limit: int | None = None) -> FlowStep:
    return FlowStep(zh, en, check, limit)


def _rules() -> Iterator[PlacingRule]:
    yield PlacingRule(brand=BRANDS[0].code)
    for source, channel in SOURCES.items():
        yield PlacingRule(source=source, channel=channel)
    for category, business in CATEGORIES.items():
        yield PlacingRule(category_id=category, business=business)
