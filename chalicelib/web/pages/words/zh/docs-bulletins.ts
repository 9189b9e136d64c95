/** 接口文档：定期报告与个人日报。 */
export const words = {
  "room.bulletins": "定期报告",
};

export const operations = {
  list_bulletins: "收到的日报、周报、月报，最新的在前；角色覆盖全部时为所有报告。一页可能不满",
  read_bulletin: "其中一份，数据为生成时的样子",
  read_day_report: "自己的日报，能自动填写的已填好",
  save_day_report: "保存所写内容但不提交；已提交的可修改到次日结束",
  send_day_report: "连同此刻的数据提交给上级",
  list_day_reports: "角色所及的人员中，某天谁提交了日报、谁没有",
  read_day_report_of: "某人某天提交的日报",
  list_bulletin_subscriptions: "谁在什么时候收到哪种报告",
  create_bulletin_subscription: "设置一份定期发送的报告",
  read_bulletin_subscription: "其中一项，以及最近一次发送的情况",
  update_bulletin_subscription: "修改收件人、时间，或启用、停用",
  delete_bulletin_subscription: "不再发送；已发送的保留",
  preview_bulletin: "最近一个完整的日、周、月的报告，按自己此刻会收到的样子",
  send_test_bulletin: "把它发送到自己的邮箱",
};

export const shapes = {
  BulletinView: "一份完整的报告，为生成时的样子。",
  CellView: "`share`：0 到 1，为条形；`small`：下面的一行。",
  ChangeSubscription: "未写的保持不变。",
  DayReportOfAgent: "`state`：当天提交、迟交（`late`）、草稿（`draft`）或没有。`worked`：当天有其工作，因此缺日报。",
  DayReportView:
    "`figures` 以各自定义的名称为键：草稿为此刻的，否则为提交时的；`panels`：连同未完成的工作列成表，用所要的语言。`late`：当天结束后才提交。`may_change`：是否还可以写。",
  DayReportsPage: "`day`：是哪一天的。",
  FigureView:
    "以定义的名称表示的一项数据；`before`：前一日、上周或上月；`week`：上周同日。时间为平均秒数，比率 0 到 1；没有可比时为 null。",
  FormerView: "在那时修改之前写的内容。",
  KeptView: "列表中的一份报告。`scope`：关于谁，用所要的语言。",
  NewSubscription:
    "`at` 按工作台时区，在其后一天；`weekday`：0 为周一；`day`：次月的日期。`group_ids`、`department_ids`：月报的各组与部门，每个一份。",
  OpenWorkView: "属于其本人且未完成的；`tickets_more`、`late_more`：可能还有。",
  PanelView: "一张表：每行的格数与列数相同。",
  RecipientForm: "`mobile`：主要数据用短信发到的号码；null 为不发。",
  RunOfBulletins:
    "`of` 封中已处理 `done` 封，其中发送 `sent` 封；`left_out`：已无权收到的人。`missed_first`、`missed_last`：此前未发送的日子。",
  SendTest: "`mobile`：主要数据另发短信到的号码。",
  SubscriptionView: "`next_at`：下一份何时发送；停用时为 null；`zone`：计划所按的时区，即客服台的时区。",
  WriteDayReport: "未写的保持不变。`version`：所读到的版本；还没有保存过时为 0。",
};
