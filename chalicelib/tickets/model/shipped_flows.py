"""The flows that come with the product (D6, D8, D9, D11): what tickets follow until an administrator publishes others.

They are version 1 of their types, and versions never change: what is to be otherwise for everybody is another number.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.people.model.rights import ADMINISTRATOR, AGENT, GROUP_LEADER, SUPERVISOR
from chalicelib.plans.model.survey import CALENDAR
from chalicelib.tickets.model.corrections import CORRECTION_FLOW
from chalicelib.tickets.model.deadlines import Allowance
from chalicelib.tickets.model.drawn import LEADERS
from chalicelib.tickets.model.drawn import field as _field
from chalicelib.tickets.model.drawn import names as _names
from chalicelib.tickets.model.drawn import stage as _stage
from chalicelib.tickets.model.flows import ANYBODY, NO, YES, Definition, Flow, Way, Who
from chalicelib.tickets.model.settings import CHOICE, DAY, MOMENT, NUMBER, SIGNATURE, YES_NO
from chalicelib.tickets.model.ticket import (
    ASSIGNED,
    BOOKING,
    CLOSED,
    COMPLAINT,
    CORRECTION,
    GREEN_CHANNEL,
    NEW,
    REPAIR,
    SOLVED,
    SUGGESTION,
    WAITING,
)

BRANCH = Who(its_group=True)
ALSO_CUSTOMER = Who(customer=True)

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400

_AT_THE_END = ("cause", "lesson", "corrective_action", "corrective_owner", "corrective_due")

_COMPLAINT = Definition(
    _names("投诉处理", "Complaint"),
    (
        _stage("recorded", "登记", "Recorded", "sorted", state=NEW, allowed=Allowance(30 * _MINUTE)),
        _stage(
            *("sorted", "分派部门", "Sorted to a department", "first_handling"),
            state=ASSIGNED,
            needs_group=True,
            needs=("about",),
            allowed=Allowance(_HOUR),
        ),
        _stage(
            *("first_handling", "初级处理", "First handler", "proposed", "escalated"),
            needs=("apology",),  # first to soothe, then to solve
            allowed=Allowance(8 * _HOUR),
        ),
        _stage(
            *("escalated", "升级", "Escalated", Way("proposed", LEADERS), Way("first_handling", LEADERS)),
            needs=("escalation_reason",),
            allowed=Allowance(2 * _HOUR),
            escalates=True,
        ),
        _stage(
            *("proposed", "提出方案", "Solution proposed", "verdict", "first_handling", "escalated"),
            needs=("apology", "solution"),
            allowed=Allowance(4 * _HOUR),
        ),
        _stage(
            *("verdict", "等待客户意见", "Customer's verdict"),
            *(Way("follow_up", ALSO_CUSTOMER, YES), Way("escalated", ALSO_CUSTOMER, NO), "first_handling"),
            state=WAITING,
            allowed=Allowance(3 * _DAY, CALENDAR),
        ),
        _stage(
            *("follow_up", "回访", "Follow-up", "closed", "escalated"),
            state=SOLVED,
            needs=("verdict|decision",),
            allowed=Allowance(3 * _DAY, CALENDAR),
            plans="complaint",
        ),
        _stage("closed", "关闭", "Closed", state=CLOSED, needs=("verdict|decision", *_AT_THE_END)),
    ),
    (
        _field("about", "投诉事由", "What it is about", public=True),
        _field("order", "涉及订单号", "Order number", public=True),
        _field("escalation_reason", "升级原因", "Why it is escalated", set_by=ALSO_CUSTOMER),
        _field("apology", "致歉与安抚", "Apology", public=True),
        _field("solution", "处理方案", "Proposed solution", public=True),
        _field(
            *("compensation", "补偿方式", "Compensation", CHOICE),
            {
                "none": ("无", "None"),
                "refund": ("退款", "Refund"),
                "replacement": ("换货", "Replacement"),
                "voucher": ("优惠券", "Voucher"),
                "points": ("积分", "Points"),
                "gift": ("礼品", "Gift"),
            },
            public=True,
        ),
        _field(
            *("compensation_amount", "补偿金额（元）", "Compensation in yuan", NUMBER),
            public=True,
            limits={AGENT: 50.0, GROUP_LEADER: 200.0, SUPERVISOR: 2000.0, ADMINISTRATOR: None},
        ),
        _field("compensation_approved", "批准金额（元）", "Approved, in yuan", NUMBER, approves="compensation_amount"),
        _field(
            *("verdict", "客户意见", "Customer's verdict", CHOICE),
            {
                "accepted": ("接受", "Accepts it"),
                "partly": ("部分接受", "In part"),
                "refused": ("不接受", "Refuses it"),
            },
            public=True,
            set_by=ALSO_CUSTOMER,
        ),
        _field("feedback", "客户反馈", "What the customer says", public=True, set_by=ALSO_CUSTOMER),
        _field("decision", "主管决定", "Supervisor's decision", set_by=LEADERS),
        _field("cause", "根本原因", "Cause"),
        _field("lesson", "经验教训", "Lesson"),
        _field("corrective_action", "纠正措施", "Corrective action"),
        _field("corrective_owner", "措施负责人", "Who sees to it"),
        _field("corrective_due", "措施完成日期", "Done by", DAY),
    ),
    reopens_at="first_handling",
)

_SUGGESTION = Definition(
    _names("意见建议", "Suggestion"),
    (
        _stage("collected", "收集", "Collected", "classified", state=NEW, allowed=Allowance(_DAY, CALENDAR)),
        _stage("classified", "分类", "Classified", "referred", needs=("area",), allowed=Allowance(_DAY, CALENDAR)),
        _stage(
            *("referred", "转部门或管理层", "With a department or the management", "decided"),
            needs_group=True,
            needs=("referred_to",),
            allowed=Allowance(5 * _DAY, CALENDAR),
        ),
        _stage(
            *("decided", "已决定", "Decided", "answered", "referred"),
            needs=("decision", "decision_reason"),
            allowed=Allowance(_DAY, CALENDAR),
        ),
        _stage(
            *("answered", "已答复客户", "Answered to the customer", "thanked"),
            state=SOLVED,
            needs=("answer",),
            allowed=Allowance(2 * _DAY, CALENDAR),
        ),
        _stage("thanked", "已致谢", "Thanked", state=CLOSED, needs=("thanks",)),
    ),
    (
        _field(
            *("area", "建议类别", "What it is about", CHOICE),
            {
                "product": ("产品", "Product"),
                "service": ("服务", "Service"),
                "process": ("流程", "Process"),
                "price": ("价格", "Price"),
                "website": ("网站", "Website"),
                "other": ("其他", "Something else"),
            },
            public=True,
        ),
        _field(
            *("referred_to", "转交对象", "Referred to", CHOICE),
            {"department": ("责任部门", "A department"), "management": ("管理层", "The management")},
        ),
        _field(
            *("decision", "处理决定", "Decision", CHOICE),
            {
                "adopted": ("采纳", "Adopted"),
                "partly": ("部分采纳", "Adopted in part"),
                "later": ("暂缓", "Later"),
                "declined": ("不采纳", "Not adopted"),
            },
            public=True,
        ),
        _field("decision_reason", "决定理由", "Why"),
        _field("answer", "答复客户内容", "Answer to the customer", public=True),
        _field("thanks", "致谢方式", "How they were thanked"),
    ),
)

_BOOKING = Definition(
    _names("预订", "Booking"),
    (
        _stage(
            *("ordered", "已下单", "Ordered", "confirmed", "cancelled"),
            state=NEW,
            needs=("partner", "booked_at", "people"),
            allowed=Allowance(30 * _MINUTE, CALENDAR),
        ),
        _stage(
            *("confirmed", "商家已确认", "Confirmed by the partner", "checked", "cancelled"),
            needs=("confirmation",),
            allowed=Allowance(10 * _MINUTE, CALENDAR),
            counts_from="booked_at",
        ),
        _stage(
            *("checked", "到店核实", "Checked", "attended", "came_late", "cancelled", "not_come"),
            needs=("checked_with",),
            allowed=Allowance(_HOUR, CALENDAR),
        ),
        _stage("attended", "已入席", "Came", state=CLOSED),
        _stage("came_late", "晚到入席", "Came late", state=CLOSED, needs=("remark",)),
        _stage("cancelled", "已取消", "Cancelled", state=CLOSED),
        _stage("not_come", "未到", "Did not come", state=CLOSED, needs=("remark",)),
    ),
    (
        _field("partner", "合作商家", "Partner", public=True),
        _field("booked_at", "预订时间", "Booked for", MOMENT, public=True),
        _field("people", "人数", "People", NUMBER, public=True),
        _field("confirmation", "订位号", "Confirmation number", public=True),
        _field("discount", "折扣优惠", "Discount", public=True),
        _field("minimum", "最低消费", "Minimum spending", public=True),
        _field(
            *("checked_with", "核实对象", "Checked with", CHOICE),
            {"partner": ("商家", "The partner"), "customer": ("客户", "The customer")},
        ),
        _field("remark", "到店备注", "Remark"),
    ),
)

_REPAIR = Definition(
    _names("维修", "Repair"),
    (
        _stage(
            *("registration", "登记", "Registration", "assessment"),
            state=NEW,
            allowed=Allowance(2 * _HOUR),
        ),
        _stage(
            *("assessment", "评估", "Assessment", "plan"),
            needs=("product", "model", "fault"),
            allowed=Allowance(_DAY),
        ),
        _stage(
            *("plan", "方案", "Plan", "service", "assessment"),
            needs=("finding", "plan"),
            allowed=Allowance(8 * _HOUR),
        ),
        _stage(
            *("service", "服务", "Service", "acceptance", "plan"),
            needs=("appointment", "no_parts|parts_consent"),
            allowed=Allowance(3 * _DAY, CALENDAR),
            counts_from="appointment",
        ),
        _stage(
            *("acceptance", "验收", "Acceptance by the customer"),
            *(Way("survey", ALSO_CUSTOMER, YES), Way("service", ALSO_CUSTOMER, NO)),
            state=WAITING,
            needs=("work_done",),
            allowed=Allowance(3 * _DAY, CALENDAR),
        ),
        _stage(
            *("survey", "满意度调查", "Satisfaction survey", "closed", "service"),
            state=SOLVED,
            needs=("accepted_by",),
            allowed=Allowance(7 * _DAY, CALENDAR),
            asks_survey=True,
        ),
        _stage("closed", "结束", "Closed", state=CLOSED),
    ),
    (
        _field("product", "产品", "Product", public=True),
        _field("model", "型号", "Model", public=True),
        _field("fault", "故障现象", "Fault", public=True),
        _field("order", "订单号", "Order number", public=True),
        _field("parcel", "快递单号", "Parcel number", public=True),
        _field("finding", "评估结果", "Finding", public=True),
        _field("plan", "解决方案", "Plan", public=True),
        _field("appointment", "预约时间", "Appointment", MOMENT, public=True),
        _field(
            *("visit", "服务方式", "Where it is done", CHOICE),
            {
                "home": ("上门", "At the customer's"),
                "shop": ("到店", "In the shop"),
                "mail": ("寄修", "Sent in"),
            },
            public=True,
        ),
        _field("address", "上门地址", "Address of the visit", public=True),
        _field("technician", "服务人员", "Who comes", public=True),
        _field("no_parts", "无需更换配件", "No parts are replaced", YES_NO, public=True),
        _field("parts", "更换配件", "Replaced parts", public=True),
        _field(
            *("parts_consent", "同意更换配件", "Agreed to replaced parts", YES_NO),
            public=True,
            set_by=ALSO_CUSTOMER,
        ),
        _field("work_done", "服务内容", "What was done", public=True),
        _field("accepted_by", "验收签字人", "Accepted and signed by", public=True, set_by=ALSO_CUSTOMER),
        _field("signature", "验收签字", "Signature", SIGNATURE, set_by=ALSO_CUSTOMER),
    ),
    reopens_at="assessment",
)

_GREEN_CHANNEL = Definition(
    _names("绿色通道", "Green channel"),
    (
        _stage(
            *("requested", "提出", "Requested", Way("dispatched", LEADERS), Way("withdrawn", LEADERS)),
            state=NEW,
            needs=("kind",),
            allowed=Allowance(30 * _MINUTE),
        ),
        _stage(
            *("dispatched", "已派单", "Dispatched to a branch"),
            *(Way("confirmed", BRANCH), Way("returned", BRANCH), Way("withdrawn", LEADERS)),
            state=ASSIGNED,
            needs_group=True,
            needs=("request",),
            allowed=Allowance(2 * _HOUR),
        ),
        _stage(
            "returned",
            "网点退回",
            "Returned by the branch",
            *(Way("dispatched", LEADERS), Way("withdrawn", LEADERS)),
            needs=("return_reason",),
            allowed=Allowance(30 * _MINUTE),
        ),
        _stage(
            *("confirmed", "网点已确认", "Confirmed by the branch", Way("served", BRANCH), Way("returned", BRANCH)),
            needs=("confirmation",),
            allowed=Allowance(3 * _DAY, CALENDAR),
        ),
        _stage(
            "served",
            "已办理",
            "Served",
            Way("closed", ANYBODY),
            state=SOLVED,
            needs=("outcome",),
            allowed=Allowance(_DAY),
        ),
        _stage("withdrawn", "已撤销", "Withdrawn", state=CLOSED, needs=("return_reason",)),
        _stage("closed", "结束", "Closed", state=CLOSED),
    ),
    (
        _field(
            *("kind", "服务类型", "Kind of service", CHOICE),
            {
                "counter_booking": ("营业厅业务预约", "Booking at the counter"),
                "commission": ("业务委托受理", "Service on commission"),
                "reserved_goods": ("实体物品预留", "Reserved goods"),
                "device_help": ("终端支撑服务", "Help with a device"),
            },
            public=True,
        ),
        _field("request", "客户需求", "What the customer asks for", public=True),
        _field("authorised", "已完成身份鉴权", "Identity was verified", YES_NO),
        _field("appointment", "预约时间", "Appointment", MOMENT, public=True),
        _field("confirmation", "网点确认", "What the branch confirms", public=True),
        _field("return_reason", "退回或撤销原因", "Why it was returned or withdrawn"),
        _field("outcome", "办理结果", "Outcome", public=True),
    ),
    reopens_at="requested",
)

SHIPPED: Mapping[str, Flow] = {
    kind: Flow(kind, 1, definition)
    for kind, definition in (
        (COMPLAINT, _COMPLAINT),
        (SUGGESTION, _SUGGESTION),
        (BOOKING, _BOOKING),
        (REPAIR, _REPAIR),
        (GREEN_CHANNEL, _GREEN_CHANNEL),
        (CORRECTION, CORRECTION_FLOW),
    )
}
