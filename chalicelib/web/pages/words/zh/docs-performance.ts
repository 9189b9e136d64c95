/** 接口文档：绩效。 */
export const words = {
  "room.performance": "绩效",
};

export const operations = {
  read_performance: "自己某月的绩效，以及它怎样得来",
  list_performance_ranking: "角色所及的人员，或其中一组，得分高的在前",
  read_performance_csv: "同样的内容，含每项指标，作为电子表格文件，分段给出",
  read_performance_of: "某位客服某月的绩效，以及它怎样得来",
  list_performance_sources: "指标可以衡量什么，按各项数据的显示顺序",
  list_performance_schemes: "全部方案：全台的，以及各组自己的",
  read_performance_scheme: "一个方案：草稿，以及最近发布的版本",
  read_performance_scheme_version: "某个已发布的版本",
  save_performance_draft: "保存草稿，写完与否均可；发布之前不用于计分。版本 0 为新建方案",
  discard_performance_draft: "放弃草稿；重复请求等于一次",
  publish_performance_scheme: "把草稿发布为一个版本，不再改变，从某月起适用",
  preview_performance_scheme: "用草稿试算一个月，只供查看",
  list_performance_preview: "方案最近一次试算，逐人列出，并列当月现有的结果",
  list_performance_months: "计算过或录入过的月份，最近的在前",
  read_performance_month: "一个月：草稿，以及已确认的内容",
  compute_performance: "重新计算一个月；已确认的不变。正在计算时加入其中",
  confirm_performance: "确认看过的那份草稿：成为该月的下一个版本，不再改变。重复请求等于一次",
  list_performance_values: "为角色所及的客服录入了什么，按 id 排序；没有录入的也列出",
  enter_performance_value: "为某位客服的某月录入一个数值并写明理由，或取消它",
};

export const problems = {
  month_not_over: "这个月还没有结束，或是在全部计入之前计算的",
  draft_moved: "要确认的不是看过的那份草稿，请重新计算并查看",
  no_scheme: "这个月没有适用的方案",
  no_scheme_draft: "方案没有草稿",
  too_many_revisions: "这个月更正的次数太多",
};

export const shapes = {
  BriefView: "列表中的一份结果。`place`、`of`：同方案中第几名、共几名；`bonus`：以币种的最小单位计。",
  ConfirmMonth: "`run_id`：看过的草稿；`reason`：更正的理由。",
  EnterValue: "`key`：来源为 `manual` 的指标；`value`：null 为取消。`version`：读到的该客服录入内容的版本。",
  EnteredView: "一个数值，理由，谁在何时录入。",
  FailureView: "有公式却没有奖金的原因；`position`：在第几个字符，从 0 起。",
  FlawView: "公式错在哪里；`position`：在第几个字符，从 0 起；`about`：那里写的是什么。",
  Grade: "等级：达到多少分为该等级，及其基数 `base`，可用于公式。",
  GradeShown: "等级：达到多少分为该等级，及其基数 `base`，可用于公式。",
  HeldView:
    "某位客服某月的绩效。`revision`：显示的版本，草稿为 null；`result`：没有时为 null。`first`、`last`：该月的首日与末日。",
  Indicator:
    "`source`：衡量什么（见 `sources`）；`weight`：总和为 100，0 表示只显示、供公式使用。`least_sample`：至少要有多少个样本，不足则不计分。",
  IndicatorLineView:
    "当时的指标，以及结果。`state`：`counted` 计分，`shown` 没有权重，`nothing` 没有数据，或样本太少。`figure`：统计中的名称，可查看背后的明细。",
  IndicatorShown:
    "`source`：衡量什么（见 `sources`）；`weight`：总和为 100，0 表示只显示、供公式使用。`least_sample`：至少要有多少个样本，不足则不计分。",
  PerformanceCsvPart:
    "文件的下一段；`next`：下一段的 `cursor`，null 表示最后一段。`done`：`of` 人中已处理多少。各段相接即为文件，UTF-8 并带标记。",
  PerformanceMonthLine: "列表中的一个月。",
  PerformanceMonthView:
    "一个月。`draft`：将被确认的草稿；`is_current`：方案与录入是否仍与草稿一致；`may_confirm_at`：何时全部计入、可以确认。",
  PerformanceRunView: "计算进行到哪里：`number` 人中 `measured` 人已计量，`placed` 人已排名。",
  PreviewScheme: "`version`：读到的记录版本；`month`：不写为上个月。",
  PreviewView: "`run`：进行到哪里；完成后才有内容。",
  PreviewedView: "一位客服按草稿的结果，以及该月现有的结果。",
  PublishScheme: "`version`：读到的记录版本；`first_month`：从哪个月起适用，如 2026-11。",
  PublishedView: "从 `first_month` 起适用的版本。",
  RankedView: "`place`：在此列表中的名次，同分同名次；没有得分为 null。",
  RankingView: "`of`：列表中有名次的人数；`revision`：草稿为 null。",
  ResultView: "一份结果及其全部构成；`version` 0：按方案的草稿。",
  RevisionView: "确认的内容，由谁确认，为何有下一个版本。",
  SaveSchemeDraft: "`version`：读到的记录版本。",
  SchemeDefinition:
    "方案的内容。`formula`：以 `currency` 计的奖金，空为没有；`shows_place`：是否告诉客服自己在同方案中的名次。",
  SchemeDefinitionShown:
    "方案的内容。`formula`：以 `currency` 计的奖金，空为没有；`shows_place`：是否告诉客服自己在同方案中的名次。",
  SchemeLineView: "列表中的方案：全台的（`desk`），或以其 id 为名的那个组的。",
  SchemeVersionView: "方案的一个版本，不再改变。",
  SchemeView: "一个方案：草稿，公式的错误（`flaw`），以及最近发布的版本。",
  SourceView: "`unit`：`count`、`share`（0 到 1）、`seconds`、`average`、`hours`、`rate` 或 `number`。",
  ValuesView: "为某位客服录入的数值，以指标的键为名。",
};
