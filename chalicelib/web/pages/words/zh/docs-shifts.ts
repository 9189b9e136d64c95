/** 接口文档：排班与值班。 */
export const words = {
  "room.shifts": "排班与值班",
};

export const operations = {
  read_own_shifts: "自己在各组已发布的班次，按周",
  read_shifts_today: "自己此刻的状态、接下来的班次、各组当班的同事，以及最近发布的内容",
  see_shifts: "表示已看过某周的班次；重复提交只算一次",
  read_calendar_address: "自己班次的日历订阅地址（如有）",
  make_calendar_address: "生成新的日历订阅地址，原地址随即失效",
  take_back_calendar_address: "收回日历订阅地址；重复提交只算一次",
  grant_duty: "由上级准许同事在班外上线至某时，或收回准许",
  read_shift_settings: "所有班次类型和轮班规则，含已归档的",
  create_shift_kind: "新增一种班次",
  update_shift_kind: "修改班次类型；已排的班次不变",
  create_rotation: "新增一种轮班规则",
  update_rotation: "修改轮班规则；已排的班次不变",
  read_shift_rules: "一个组的排班规则，以及班次是否约束上线",
  update_shift_rules: "修改一个组的排班规则；是否约束上线立即对全组生效",
  read_roster: "一个组若干周的班表：排定与已发布的班次、违反的规则、每小时在岗人数",
  plan_week: "排定某人一周的班次（草稿）；发布后本人才知道",
  lay_out_rotation: "按轮班规则为若干人排定若干天（草稿）；重复提交只算一次",
  copy_roster_week: "按这一周排定另一周（草稿）；重复提交只算一次",
  publish_week: "按所见发布这些人的一周，并逐一通知",
};

export const problems = {
  off_duty: "现在不在班，不能上线",
  rules_broken: "班表违反该组规则，不能发布",
  too_many: "数量已达上限",
};

export const shapes = {
  SeeShifts: "看过的内容：某组的某一周及其 `version`。",
  NewAddress: "日历所用的语言。",
  Grant: "`until`：最晚到何时，一天之内；null 表示收回。",
  NewKind: "一种班次：当日 00:00 起的分钟数（墙上时间）；超过 1440 的结束时间在次日。",
  Break:
    "从 `start_minute` 到 `end_minute` 之间（班次开始当日 00:00 起的分钟数）休息 `minutes` 分钟。`paid`：计入工时。`at_once`：同组最多几人同时休息，0 为不限。",
  BreakShown:
    "从 `start_minute` 到 `end_minute` 之间（班次开始当日 00:00 起的分钟数）休息 `minutes` 分钟。`paid`：计入工时。`at_once`：同组最多几人同时休息，0 为不限。",
  ChangeKind: "未填写的保持不变。`archived`：不再用于排班。",
  NewPattern: "轮班规则：一轮中每天的班次类型，null 为休息；`step`：后一人比前一人提前几天。",
  ChangePattern: "未填写的保持不变。",
  RulesForm: "未填写的保持不变；`country`：null 表示不按任何国家的节假日。",
  Cover:
    "这些星期几（0 为周一）从 `start_minute` 到 `end_minute`（墙上时间），至少 `least` 人在岗且不在休息；指定 `skill_id` 时只计同时属于该组的人。",
  CoverShown:
    "这些星期几（0 为周一）从 `start_minute` 到 `end_minute`（墙上时间），至少 `least` 人在岗且不在休息；指定 `skill_id` 时只计同时属于该组的人。",
  PlanLine: "某人一周的全部班次。`version`：所见的版本，0 为尚无。",
  ShiftForm: "某天的一个班次；与班次类型不同时，写明自己的起止与休息。",
  Pause: "安排好的休息，以班次开始当日 00:00 起的分钟数表示。",
  PauseShown: "安排好的休息，以班次开始当日 00:00 起的分钟数表示。",
  LayOut: "从 `first` 到 `last` 为这些人按轮班规则排班；`seen`：所见的各周版本。",
  SeenLine: "所见的某人某周的版本；0 为尚无。",
  CopyWeek: "`to`：按本周排定的那一周的周一，限这些人；`seen`：他们那一周所见的版本。",
  PublishWeek: "`versions`：发布谁的一周，各按所见的版本。`reason`：有人此前收到的不同时必填。",
  OwnShifts: "自己的各周：已发布的班次（墙上时间与实际时间）、节假日与请假。",
  Shift: "某人某天的班次（墙上时间），按排定时的班次类型。",
  DayChange: "某天与发布时不同的内容。",
  ShiftSettings: "所有班次类型和轮班规则。",
  RealPause: "一段休息的实际时间（UTC），不含结束时刻。",
  TodayView:
    "自己此刻的状态。`reason`：班次约束上线时为何不分配会话；`begins_at`：何时起不再受限；`granted_until`：上级准许在班外上线到何时；`unseen`：新的或变动的内容。",
  GrantView: "同事可在班外上线到何时；null 为不可。",
  PersonView: "班表中的人；`group_ids`：所在的组；`member`：是否属于本组。",
  RosterLine: "某人的一周：排定的与已发布的；`changed`：两者不同。",
  WeekView: "一个组的一周。`findings`：违反的规则；`hours`：每小时在岗人数。",
  PublicationView: "`left`：轮到时又被改动的人数，留待下次发布。",
  WrittenView: "排定了几周；`left`：期间被别人改动的，附现有版本。",
  CalendarAddress: "自己日历的订阅地址；null 表示没有。",
};
