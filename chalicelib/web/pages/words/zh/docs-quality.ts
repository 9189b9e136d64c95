/** 接口文档：质检。 */
export const words = {
  "room.quality": "质检",
};

export const operations = {
  list_inspections: "角色所及的某类质检；一页可能较短而后面还有",
  inspect_conversation: "对没有抽到的会话发起质检；已抽到的保持原样",
  read_inspection: "一份质检和评分表，限于自己可看的部分",
  save_inspection_draft: "保存已填的内容，别人看不到",
  submit_inspection: "提交整张评分表，只能一次：客服可见并计入结果",
  appeal_inspection: "对自己的质检结果申诉：在期限内，写明理由，只能一次",
  decide_on_inspection: "处理申诉：维持原分或改分",
  list_inspectors: "可以接手这份质检，或参加其会话校准的人",
  assign_inspection: "交给某位质检员，或自己接下；重复无妨",
  list_calibrations: "角色所及客服的校准，新的在前；一页可能较短而后面还有",
  open_calibration: "把一个会话交给几位质检员，全部提交之前互相看不到",
  read_calibration: "一次校准；全部提交后逐项显示差异",
  read_quality_results: "质检结果：按月、按评分项，或并列；自己的人人可看",
  recount_quality_results: "由后台任务按质检记录逐页重新计算一个月或近两个月的合计；返回进度，已在进行的继续进行",
  read_quality_recount: "最近一次重新计算的进度，以及更正了多少",
  read_quality_settings: "抽检哪些会话，多少天内可以申诉",
  change_quality_settings: "修改写明的设置；已抽到的不变",
  list_sheets: "全部评分表",
  read_sheet: "一张评分表：已发布的和草稿",
  save_sheet_draft: "保存草稿，完成与否均可；发布之前不会使用。新的 id 即新的评分表",
  discard_sheet_draft: "丢弃草稿；重复无妨",
  publish_sheet: "发布草稿，此后抽到的按它评分；已抽到的仍用原版本",
  read_sheet_version: "评分表的一个版本，质检员和客服可看",
};

export const problems = {
  sheet_unpublished: "这张评分表还没有发布的版本。",
  inspection_submitted: "这份质检已经提交。",
  appeal_over: "不能再申诉：只能一次，且在期限之内。",
  inspection_not_submitted: "这份质检还没有提交。",
  no_appeal: "没有待处理的申诉。",
  no_sheet_draft: "没有可以发布的草稿。",
};

export const shapes = {
  InspectConversation: "`sheet_id`：用哪张评分表。",
  FillSheet:
    "`marks`：各项得分，不适用为 null；`fatal`：所犯致命错误的键；`comments`：对单条消息的批注，以消息编号为准。`version`：读到的质检版本。",
  Comment: "质检员对某条消息的批注，以其在会话中的编号为准。",
  AppealInspection: "`text`：申诉理由。",
  DecideOnInspection: "`marks`、`fatal`：`changed` 时的新评分；不写的不变。`text`：理由。",
  OpenCalibration: "`inspector_ids`：两到五位。",
  RecountMonth: "`month`：如 2026-11；不写为本月和上月。",
  ChangeQualitySettings: "不写的不变。`seed`：抽取结果由它决定；`version`：读到的版本。",
  Rule:
    "抽检规则；在它所指的会话中抽取千分之 `per_mille`（1000 为全部）。`share`：每位客服的会话，每周至少 `at_least` 个；`random`：全部会话；`low_score`：评分不高于 `score` 的；`long_wait`、`slow_answer`：访客等待接入、等待首次答复达到 `seconds` 秒的；`keywords`：`by` 一方说过 `words` 之一的。`plan_keys`、`group_ids`：只限这些方案、这些组的客服；空为全部。`inspector_group_ids`：由这些组的成员质检；空为所有质检员。`sheet_id`：所用的评分表。",
  RuleShown:
    "抽检规则；在它所指的会话中抽取千分之 `per_mille`（1000 为全部）。`share`：每位客服的会话，每周至少 `at_least` 个；`random`：全部会话；`low_score`：评分不高于 `score` 的；`long_wait`、`slow_answer`：访客等待接入、等待首次答复达到 `seconds` 秒的；`keywords`：`by` 一方说过 `words` 之一的。`plan_keys`、`group_ids`：只限这些方案、这些组的客服；空为全部。`inspector_group_ids`：由这些组的成员质检；空为所有质检员。`sheet_id`：所用的评分表。",
  SaveSheetDraft: "`version`：读到的记录版本。",
  QualityDefinition: "评分表的内容。`pass_mark`：达到多少分（0 到 100）为合格。",
  QualityDefinitionShown: "评分表的内容。`pass_mark`：达到多少分（0 到 100）为合格。",
  Section: "同一类的评分项。",
  SectionShown: "同一类的评分项。",
  Criterion: "给分的项目：0 到 `points`，以 `weight` 的权重计入总分。`hints`：各语言的评分要点。",
  CriterionShown: "给分的项目：0 到 `points`，以 `weight` 的权重计入总分。`hints`：各语言的评分要点。",
  Fatal: "单独决定结果的错误。`effect`：`zero` 为整张零分，`fail` 为不合格。",
  FatalShown: "单独决定结果的错误。`effect`：`zero` 为整张零分，`fail` 为不合格。",
  PublishSheet: "`version`：读到的记录版本：发布的就是看到的。",
  InspectionLineView:
    "`total`、`passed`：最终结果，申诉之后的；提交之前、以及不应看到时为 null。`saved_at`：草稿保存的时间。",
  DrawnView: "为什么抽到：哪条规则；`detail`：说到的词、秒数或评分。",
  InspectionView: "`role`：以什么身份看；`may`：现在可以做什么。`filled`、`score`：（尚）不应看到时为 null。",
  SheetVersionView: "评分表的一个版本，不再改变。",
  FilledSheetView: "`marks`：各项得分，不适用为 null；草稿可以不全。",
  MessageCommentView: "对该编号消息的批注。",
  ScoreView: "`total`：0 到 100；`sections`：各部分的得分，没有适用项时为 null；`fatal`：所犯致命错误的键。",
  RulingView: "处理结果；`marks`、`fatal`、`score` 为处理之后的。",
  GivenSheetView: "一位质检员的评分；全部提交之前 `score` 为 null，`filled` 在列表中也为 null。",
  DifferenceView: "`marks`：按质检员顺序各给多少分；`apart`：最高与最低之差占满分的比例。",
  ResultsPage: "`total`：所问范围的合计，并列时为 null。`called`：其中评分项和错误的名称。",
  ResultLineView: "`key`：月份、评分项（`<sheet>.<key>`）或对象的 id；`name`：其名称。",
  QualitySumsView:
    "`average`：总分的平均，0 到 100，没有时为 null。`fatal`：有致命错误的份数；`errors`：各错误出现的次数。",
  CriterionSumView: "某项评了多少次，得了多少分，满分多少。",
  CriterionNameView: "评分项或致命错误的各语言名称；`points`：满分。",
  RecountedView: "最近一次重新计算的进度（页数 `done`），以及不符的合计与质检员负荷各有多少。",
  QualitySettingsView: "`seed`：有规则之前为空。`version` 为修改次数。",
  SheetLineView: "`published`：正在使用的版本号；null 为没有。",
  SheetRecordView: "评分表已发布的版本和草稿。",
};
