/** 接口文档：导入导出。 */
export const words = {
  "room.exchange": "导入导出",
};

export const operations = {
  list_exchange_kinds: "可以导入导出的类别及各自的列",
  read_exchange_template: "某一类别的导入模板：列名和一行示例",
  begin_import: "为一个文件申请上传位置，一小时内有效",
  list_imports: "全部导入记录，最新的在前；保留九十天",
  read_import: "一次导入及其进度",
  change_import: "指定文件各列的含义和选项；之后需重新检查",
  import_arrived: "文件已上传：读取文件并推测各列的含义",
  sample_import: "文件的前几行，保持原样",
  act_on_import: "检查（不写入）、开始、暂停、继续、停止；重复调用结果相同",
  list_told_rows: "未导入的行，以及与系统内容不一致的行，附原因",
  read_told_csv: "同上，作为表格文件分段给出",
  begin_export: "把权限范围内的内容写成文件；谁导出了什么记入审计日志",
  list_exports: "自己的导出记录，最新的在前；文件保留一周",
  read_export: "自己的一次导出及其进度",
  act_on_export: "暂停、继续、停止",
  link_to_export: "十分钟内有效的下载地址；记入审计日志",
};

export const shapes = {
  ImportChoices:
    "`rule`：系统与文件不一致时以 `desk`（系统）还是 `file`（文件）为准。`plan_key`：未写明方案的行所属的方案。`invite`：向新客服发送邀请。`publish`：发布文件中标为已发布的文章。`deadlines`：未结束的工单从现在起计算时限。",
  BeginImport: "`name`：文件名。",
  ChangeImport: "`mapping`：文件的列及其含义；未写出的列不导入。null 表示不变。",
  BeginExport:
    "按起始日期（客服台时区，含首尾；null：全部）、方案、客服组和标签筛选（空：全部）；`language`：列名的语言。",
  AskForExportLink: "`number`：第几个文件，从 1 开始。",
  ExportLink: "`url`：十分钟内可下载文件。",
  UploadForm: "文件以 `multipart/form-data` 提交的地址：先是这些字段，最后是 `file`。",
  FileFormView: "文件的写法；`columns`：文件自己的列名。",
  RowCounts: "到目前为止各行的结果；`conflict`：其中与系统内容不一致、或可能与已有客户重复的行。",
  ChoicesView: "所选的选项。",
  ImportView:
    "`checked`：检查结果；`counts`：已导入的结果；`progress`：百分比；`why`：失败的原因；`pace`：进行中每秒的行数；`ends_at`：按此速度预计完成的时间，null 表示未知；`kept`：文件仍在。",
  ExportView: "`written`：已写出的条数；`files`：共几个文件；`kept`：文件仍在。",
  ColumnView: "`zh`、`en`：列名。",
  ExchangeKindView: "一个可导入导出的类别及其文件的列。",
  TemplateView: "按此名称保存的 CSV。",
  SampleRow: "文件中的一行，按其自己的列名，内容已截短。",
  ToldRow: "`outcome`：refused（未导入）或 conflict（不一致），后者的 `detail` 是系统中的内容。",
  ToldPart: "表格文件的若干行；`next`：下一段的游标，null 表示这是最后一段。",
};

export const problems = {
  not_in_state: "当前状态不能这样做",
  files_gone: "文件已不再保留",
};
