/** 接口文档：请假、调班与考勤。 */
export const words = {
  "room.attendance": "请假、调班与考勤",
};

export const operations = {
  list_leave_kinds: "可以申请的假期类型",
  list_leave_balances: "某人一年中各类假期的额度：自己的，或角色所及的",
  preview_leave: "请假会占用多少额度、影响哪些班次、哪些最低在岗人数将不满足；不产生申请",
  ask_for_leave: "申请请假，占用的额度随即预留；相同 `client_id` 只申请一次",
  list_shifts_to_ask_for: "所在组某天同事已发布的班次，以及可以把班次交给谁",
  ask_for_swap: "请同事对调班次，或接手一个班次；相同 `client_id` 只申请一次",
  list_leave_requests: "角色所及的某类请假与调班申请，新的在前；一页可能较短而后面还有",
  read_leave_request: "一项申请；未决时附上与之不符之处：最低在岗人数、排班规则",
  answer_swap: "接受或谢绝调班；接受之后由上级审批。重复提交只算一次",
  decide_on_leave: "批准或不批准，不能审批自己的；班表随即更新",
  withdraw_leave: "在审批之前撤回自己的申请；重复提交只算一次",
  cancel_leave: "取消已批准的请假：自己的在开始之前，他人的须写明原因；重复提交只算一次",
  list_attendance: "某人一个月的班次，计划与实际对照：自己的，或角色所及的",
  list_attendance_of_day: "一个组某天的班次，按客服排列",
  correct_attendance: "写明原因更正考勤，不能更正自己的；原记录保留",
  list_attendance_sums: "角色所及的每位客服一个月的考勤合计，或其中一位的；自己的人人可看",
  read_attendance_csv: "同样的内容，逐段输出为表格文件",
  read_leave_settings: "假期类型、谁可以批多长，以及考勤的宽限",
  change_leave_settings: "修改写明的设置；已申请的不变",
  grant_leave: "给某人某年某类假期增减额度；相同 `client_id` 只算一次",
  recount_attendance: "按记录重新计算一个月的考勤，按申请重新计算假期额度，每次一页客服",
};

export const problems = {
  leave_balance_too_small: "假期额度不足；`left` 为该年剩余分钟数",
  leave_overlaps: "该时间已有请假",
  request_over: "已经处理过了",
  swap_not_accepted: "同事还没有接受",
  shift_gone: "其中一个班次已变动或已开始",
  leave_begun: "请假已经开始",
  shift_not_over: "班次还没有结束",
};

export const shapes = {
  LeaveKind:
    "`names`：各语言的名称。`minutes_a_year`：每人每年的额度（分钟，一天按 480 计）；null 为不设额度。`unit`：按天或按小时。`every_day`：首尾之间每天都算。`active`：是否可以申请。",
  LeaveKindView:
    "`names`：各语言的名称。`minutes_a_year`：每人每年的额度（分钟）；null 为不设额度。`every_day`：每天都算。",
  LeaveSettingsView: "`leader_minutes`：更长的请假须由可批长假者审批。`version` 为修改次数。",
  LeaveKindsView: "可以申请的类型；`leader_minutes`：更长的须由可批长假者审批；`back_days`：最多可补请多少天前的。",
  LeaveBalancesView: "某人一年中各类假期的额度。",
  LeaveBalanceView: "某年某类假期的分钟数：额外给予、预留、已用；`left`：null 为不设额度。",
  LeaveAskedView: "`minutes`：按年占用的额度，一天按 480 计；`length`：合计。",
  ExchangedView: "交给他人的一个已发布班次。",
  SwapAskedView: "`gives`：申请人交给同事的班次；`takes`：换来的班次。",
  LeaveWordView: "谁说了什么、做了什么；`by`：自行失效时为 null。",
  LeaveRequestView: "请假或调班。`senior`：须由可批长假者审批。`may`：此刻可以做什么。",
  OfGroupView: "与某组规则不符之处；null 为不限某组。",
  WholeRequestView: "一项申请，以及与之不符之处：不再满足的最低在岗人数、排班规则。",
  LeavePreviewView:
    "请假的结果。`left`：各年将剩余多少（null 为不设额度）；`shifts`：受影响的班次；`findings`：不再满足的最低在岗人数。",
  PlannedView: "一个已发布班次的实际时间。",
  OfferedView: "同事的已发布班次；`start_minute`：当日 00:00 起的分钟数。",
  OffersView: "某天同事的班次，以及可以把班次交给的全体组员。",
  AttendanceFiguresView:
    "除 `absent` 和时刻外均为分钟。`planned`：计划工时；`leave`：其中请假的；`gone`：应在而离线的；`allowed`：计划的休息；`over`：休息超时；`missed`：未到班的工时。",
  AttendanceCorrectionView: "谁以什么代替了原记录，以及原因。",
  AttendanceView:
    "一个班次：计划、实际与计入的（`figures`，按最后一次更正）。`state`：结束前为 planned；dropped 为不再排定。`may_correct`：是否可以更正。",
  AttendanceMonthView: "某人一个月的考勤记录。",
  AttendanceSumsView: "某人一个月的合计：已结束的班次、分钟数与次数。",
  AttendanceCsvPart: "表格文件的若干行；`next`：下一段的游标；`done`：至此多少人。",
  RecountedAttendanceView: "`agents`：重新计算了多少人；`wrong`：其中多少人有不符并已更正；`next`：下一页的游标。",
  AskForLeave:
    "从 `first` 到 `last` 的整天，或一天的一部分（`part`）：半天，或从 `start_minute` 到 `end_minute`（当日 00:00 起的分钟数，超过 1440 为次日）。`reason`：给审批人看。",
  AskForSwap: "`gives`：自己要交给同事的班次；`takes`：换来的班次，可以没有。",
  ShiftRef: "某人已发布的班次：哪个组、哪一天、从当日 00:00 起第几分钟开始。",
  AnswerSwap: "是否接受，以及附言。",
  DecideOnLeave: "`text`：理由；不批准时必填。",
  TakeBackLeave: "`text`：理由；取消他人的请假时必填。",
  CorrectAttendance:
    "更正哪个班次，以什么代替原记录：何时到、何时走（null 为按原记录），或不予追究。`version`：所见记录的版本。",
  ChangeLeaveSettings:
    "未写的不变。`kinds`：按次序的全部类型，原有的必须保留。分钟数，一天按 480 计。`version`：所读到的版本。",
  GrantLeave: "`minutes`：该年比大家多多少分钟，一天按 480 计；负数为减少。",
  RecountAttendance: "`month`：如 2026-11；不写为本月。`cursor`：上一页的 `next`。",
};
