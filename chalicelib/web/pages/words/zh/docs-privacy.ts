/** 接口文档：个人数据。 */
export const words = {
  "room.privacy": "个人数据",
};

export const operations = {
  ask_for_own_data: "申请导出或删除自己的个人数据：用发到本人地址的验证码证明身份，或由网站证明",
  open_own_archive: "链接对应的个人数据包，有效期内可用：转到十分钟内有效的地址；记入审计日志",
  find_persons: "按编号、邮箱或电话查找客户；其他内容查不到任何人",
  revoke_tokens: "收回此人此前在任何设备上得到的全部令牌；立即生效",
  hold_person: "冻结：解除之前，申请和规则都不会删除此人的数据；重复调用结果相同",
  end_hold: "解除冻结",
  list_holds: "数据被冻结的人",
  list_privacy_requests: "全部导出与删除申请，最新的在前",
  make_privacy_request: "导出或删除某人的个人数据：先清点有哪些数据，删除之前会显示",
  read_privacy_request: "查看一项申请",
  accept_privacy_request: "开始处理客户提出的申请",
  confirm_erasing: "等待期满后删除已显示的数据；期满前可以取消。重复调用结果相同",
  cancel_privacy_request: "不再执行，没有删除任何内容；重复调用结果相同",
  open_archive: "个人数据包的地址（十分钟内有效），以及给本人的链接；记入审计日志",
  read_privacy: "删除前等待多久、由谁确认",
  change_privacy: "修改这些设置；已确认的删除仍按原来的时间等待",
  read_retention: "全局的数据保留期限，以及到期自动清除的数据",
  change_retention: "设置数据保留多久，方案未单独设置时适用",
  list_retention_of_plans: "单独设置了保留期限的方案",
  read_retention_of_plan: "方案单独设置的保留期限",
  change_retention_of_plan: "为方案单独设置保留期限；null：与全局相同",
  foresee_removal: "某类数据下一次清理什么；带 `days` 时，若改为保留这么多天，宽限期后的第一次清理会多清理什么",
  list_removed: "已清理的数据，按日期、类别和方案各一行，最新的在前",
  list_held_things: "已冻结的会话和工单",
  hold_thing: "冻结会话或工单：解除之前不会清理；重复调用结果相同",
  end_hold_of_thing: "解除冻结：若已到期，下一次清理时移除",
};

export const details = {
  ask_for_own_data: "三十天内由客服处理。200：已发送验证码。",
  make_privacy_request: "200：此前已经提出。",
  change_retention: "缩短的期限一周后生效，且须带上将被清理的数量。",
};

export const problems = {
  request_in_the_way: "同类申请正在处理",
  not_now: "现在不能这样做，过早或过晚",
  on_hold: "此人的数据已冻结",
  needs_second_person: "须由另一人确认",
  no_address: "没有可以发送验证码的地址",
  wrong_code: "验证码无效",
  retention_shortened: "这样会清理原本要保留的数据",
  being_removed: "正在清理，或已清理",
};

export const shapes = {
  NewRequest: "`kind`：导出数据，还是删除数据。`reason`：原因。",
  ConfirmErasing: "`typed`：手工输入的客户编号。",
  CallOff: "`reason`：为什么不执行。",
  OpenArchive: "`volume`：第几个文件，从 1 开始。",
  HoldPerson: "`reason`：为什么此人的数据不能删除。",
  ChangePrivacy: "`wait_days`：确认之后等待的天数。`second_person`：确认者不能是申请者。未填的保持不变。",
  ChangeRetention:
    "`days`：各类数据的天数，7 到 36500；0：永久；null：与全局相同；未填的保持不变。`version`：读取时的版本。`seen`：缩短期限时，各类将被清理的数量。",
  HoldThing: "`reason`：为什么不能清理。",
  KeptPeriodView: "`days`：0 为永久，null 为与全局相同。`since` 之前仍按 `former` 保留。",
  RetentionRulesView: "全局或某个方案的保留期限；`plan` 为空：全局。",
  FixedPeriodView: "到期自动清除的数据，不受这里的设置影响。",
  RetentionView: "`desk`：方案未单独设置时适用。`next_run`：下一次清理的时间。`grace_days`：缩短的期限多少天后生效。",
  AgedThingView: "一项数据，`at` 为结束时间。",
  RemovalView:
    "`day`：下一次有数据被清理的日期（null：没有）；`number`：数量，`more`：不止这些；`oldest`：其中最早的结束时间。`held`：已到期但被冻结或未了结的数量。",
  RemovedView: "某天清理了多少某类、某方案的数据，以及有多少因故保留。",
  HeldThingView: "不会清理的会话或工单。",
  HandView: "`kind`：visitor（客户）、agent（客服）或 system（系统）。",
  DataCountView: "某一类数据的数量；`names`：各语言的名称。",
  PrivacyRequestView: "`counts`：有哪些数据，或删除了哪些。`late`：客户等待的时间已超过期限。",
  DataPersonView: "`ids`：此人的全部访客编号。`hold`：此人的数据已冻结。",
  ArchiveView: "`url`：十分钟内有效的地址。`link`：给本人的链接，`until` 之前有效。",
  RevokedTokensView: "有多少个访客的令牌被全部收回。",
  AskForData: "`kind`：导出自己的数据，还是删除。`code`：收到的验证码；不填则发送一个，除非网站已证明身份。",
  ArchiveAddress: "`url`：十分钟内有效的地址；`Location` 与之相同。",
  AskedView: "`request`：已受理的申请；为空：验证码已发到 `sent_to`，只显示其中一部分。",
};
