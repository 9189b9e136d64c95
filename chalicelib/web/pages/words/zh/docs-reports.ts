/** 接口文档：统计。 */
export const words = {
  "room.reports": "统计",
};

export const operations = {
  read_report: "按时间或并列显示数据，限于角色所及的人员",
  read_report_csv: "同样的数据，作为电子表格文件，分段给出",
  list_report_facts: "一项数据背后的明细，新的在前；一页可能较短或为空而后面还有",
  list_report_definitions: "每项数据的含义",
  read_report_settings: "数据旁的目标、重复来访的天数，以及明细的保留天数",
  change_report_settings: "修改统计设置；未写的不变",
  rebuild_reports: "把尚未记入日志的内容按会话记录补上，由后台任务完成",
};

export const shapes = {
  ChangeReportSettings: "未写的不变；`targets` 为全部目标。`version`：读到的版本。",
  DefinitionView: "一项数据的名称与含义，两种语言；`lists` 表示是否可以查看其背后的明细。",
  FactView:
    "发生的一件事：`kind` 为种类，`about` 为对象（有会话时另有 `conversation_id`），以及计入谁名下。`counts`：比例类数据中是否计入。`visitor_name` 和 `state`：会话的访客与状态，看得到该会话时才有。",
  FiguresLineView:
    "`key`：2026-11-29、2026-11-29T09、2026-11；按 `clock` 为 1T09（每周一九点）；否则为对象的 id，`-` 表示无人；`name`：其名称。",
  ReportCsvPart:
    "文件的下一段；`next`：下一段的 `cursor`，null 表示这是最后一段。`done`：到此为止的行数，`of`：共多少行（null 表示到最后才知道）。各段相接即为文件，UTF-8 并带标记；数据之后是各项的含义。",
  ReportPage: "`total`：所问范围的合计，只在第一页给出。发生的事几分钟后计入。",
  ReportSettingsView:
    "`targets`：以数据名称为键，应在多少秒内做到；`contact_days`：多少天内为同一分类再来算重复；`kept_days`：明细保留的天数，汇总一直保留。",
  SumsView:
    "`counts`、`shares`（0 到 1；没有可比时为 null）、`times`、`hours`（小时数）和 `rates`（每小时多少）以各自的名称为键；`score`：评分的平均，`quality`：质检得分的平均。",
  TimesView:
    "所用的秒数：共多少次；百分位的误差不超过二十分之一。从未发生时为 null。`target`：应在多少秒内，若设了目标；`within`：做到的比例，超出不到十分之一的也算在内。",
};
