/** 接口文档：员工档案。 */
export const words = {
  "room.staff": "员工档案",
};

export const operations = {
  list_staff_kinds: "奖惩的类型，以及每种可以带什么",
  list_staff_entries: "角色所及的某类奖惩记录，新的在前；一页可能较短而后面还有",
  count_unseen_entries: "自己的档案中有多少条还没有确认已阅",
  list_staff_sums: "角色所及的每位员工一个月的奖惩合计，或其中一位的；不能看别人的则为自己的",
  enter_in_staff_file: "记入一条奖惩；相同 `client_id` 只记一次",
  read_staff_entry: "一条记录：自己档案中的，或角色所及的",
  correct_staff_entry: "以新的一条更正，写明理由；两条都保留",
  withdraw_staff_entry: "撤销一条，写明理由；两条都可见，此后不再计入",
  decide_on_staff_entry: "复核等待中的记录：通过或不通过；记录人可以收回自己的",
  mark_staff_entry_seen: "确认已阅自己档案中的一条；重复无妨",
  state_to_staff_entry: "对自己档案中的一条作说明，只能一次；记录人会收到通知",
  read_staff_settings: "奖惩类型、币种，以及哪些需要复核",
  change_staff_settings: "修改写明的设置；已记入的不变",
  read_own_agreement: "自己需要接受的保密协议，以及已接受的",
  accept_agreement: "按读到的内容接受保密协议；重复无妨",
  read_agreement: "保密协议：已发布的和草稿",
  save_agreement_draft: "保存草稿，完成与否均可；发布之前不要求任何人接受",
  discard_agreement_draft: "丢弃草稿；重复无妨",
  publish_agreement: "发布草稿，立即或从某一时刻起须接受；已发布的版本不再改变",
  end_agreement: "不再要求任何人接受，直到再次发布；已接受的记录保留",
  list_agreement_versions: "发布过的全部版本，新的在前",
  list_acceptances: "谁在何时接受了某个版本",
  list_not_accepted: "谁还没有接受某个版本；一页可能较短而后面还有",
  recount_staff: "按记录重新计算一个月，返回有多少人的合计不符",
};

export const problems = {
  agreement_needed: "请先阅读并接受保密协议。",
  no_agreement_draft: "没有可以发布的草稿。",
  agreement_coming: "已发布的版本还没有生效。",
  agreement_not_asked: "不是需要接受的版本，请重新阅读。",
  staff_entry_pending: "正在等待另一人复核。",
  staff_entry_over: "这条记录已不再有效。",
  staff_entry_decided: "没有需要复核的内容。",
  statement_written: "说明只能写一次。",
};

export const shapes = {
  SessionView: "`agreement`：现在须接受的保密协议版本；null 为没有。",
  SignedIn: "`token`：工作台每次请求带上的令牌。",
  SaveAgreementDraft: "`version`：读到的记录版本。",
  AgreementDraft: "正在修改的内容：各语言的标题和正文，换行按原样保留。",
  AgreementDraftShown: "正在修改的内容：各语言的标题和正文，换行按原样保留。",
  PublishAgreement: "`version`：读到的记录版本：发布的就是看到的。`effective_at`：从何时起须接受；不写为立即。",
  EndAgreement: "`version`：读到的记录版本。",
  AcceptAgreement: "读到的 `version` 和 `digest`，以及阅读时的语言 `language`。",
  AgreementView: "一个版本。`is_asked`：为假时表示不再要求任何人接受。",
  AgreementRecordView: "已发布的和草稿。`version` 为修改次数。",
  AcceptanceView: "谁在何时接受了哪个版本，姓名和工号为当时的；`digest`：文字的 SHA-256。",
  OwnAgreementView: "`asked`：现在或接下来要接受的，null 为没有；`needed`：是否现在就要。`accepted`：最近接受的。",
  NotAcceptedView: "还没有接受某个版本的人；`agreed`：接受过的最新版本，0 为没有。",
  EnterInStaffFile: "`agent_id`：记入谁的档案。`day`：属于哪一天；不写为今天。",
  CorrectStaffEntry: "取而代之的完整内容。`money`：以币种的最小单位计；`day`：不写则与被更正的相同。",
  WithdrawStaffEntry: "`reason`：为什么撤销。",
  DecideOnStaffEntry: "`text`：理由；不通过时必填。",
  StateToStaffEntry: "`text`：说明的内容。",
  ChangeStaffSettings: "不写的不变。`kinds`：按次序的全部类型，原有的必须保留。`version`：读到的版本。",
  RecountStaff: "`month`：如 2026-11；不写为本月。",
  Kind:
    "`names`：各语言的名称。`effect`：奖励或处罚。`points`、`money`：不带、可以带或必须带。`active`：是否可以记新的。",
  KindShown:
    "`names`：各语言的名称。`effect`：奖励或处罚。`points`、`money`：不带、可以带或必须带。`active`：是否可以记新的。",
  StaffEntryView:
    "`names`：当时的类型名称。`money`：以 `currency` 的最小单位计。`about_id`：更正或撤销的是哪一条；`followed_by`：被哪一条更正或撤销，等待复核时也有。`may`：此刻可以做什么：`seen` 确认已阅，`state` 作说明，`follow` 更正或撤销，`approve` 复核，`take_back` 收回。",
  StaffStatementView: "本人的说明。",
  StaffApprovalView: "复核人的意见。",
  StaffKindsView: "可以记哪些类型，其中哪些需要复核。",
  StaffSumView: "某一类型的条数、分数和各币种的金额（最小单位）；都不为负，`effect` 说明是奖是罚。",
  StaffMonthView: "一位员工一个月的合计，按类型；`points`：奖减罚之后的分数。",
  UnseenView: "自己的档案中还没有确认已阅的条数。",
  RecountedStaffView: "`agents`：重新计算了多少人；`wrong`：其中有多少不符并已更正。",
  StaffSettingsView: "`version` 为修改次数。",
};
