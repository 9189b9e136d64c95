/** 接口文档：费用。 */
export const words = {
  "room.costs": "费用",
};

export const operations = {
  read_costs: "一个月的费用，全部或某个方案：按天、按操作种类；预算、预计与节省方式",
  list_plan_costs: "一个月里各方案的费用，按方案标识排列",
  count_costs: "立即汇总各函数实例已上报的用量；平时每小时自动进行",
  read_conversation_cost: "一个会话至今的费用",
  read_cost_settings: "价格、每月预算，以及超支时可以节省什么",
  change_cost_settings: "修改费用设置；未填的保持不变",
  switch_costs: "到月底为止放慢或恢复一项操作",
};

export const shapes = {
  ByPaid: "费用分别付给什么。",
  ChangeCostSettings: "未填的保持不变；`prices` 须给出全部。`budget` 为 0：不设预算。`version`：读到的版本。",
  ConversationCostView: "与该会话有关的一切请求（访客窗口与客服）及随后的后台任务；不含收件箱等共用部分。",
  CostSettingsView:
    "`regions`：各地区的美元价目，作为初始值；`warned_at`、`steps_at`：预算用到百分之几时提醒、再启用一项节省。",
  CostsView:
    "`days`：有用量的日子。`forecast`：预计全月费用，null：尚无法预计。`spent_percent`：本月预算 `budget` 已用的百分比，与查询的月份无关。`counted_until`：此前的都已计入，null：还没有汇总过。",
  KindCostView:
    "`kind`：访客窗口刷新 widget_polls、访客其他操作 visitors、客服台刷新 console_polls、客服其他操作 agents、管理 administration、统计 reports、搜索 search、通知 notices、后台任务 background。",
  Prices:
    "云服务的价格：每百万次接口请求 `requests`、函数调用 `invocations`、读写单位 `read_units`、`write_units` 与 GB·秒 `gigabyte_seconds`（函数内存 `megabytes`）；每千封邮件 `letters`；每段短信 `segment`，各国相差很大。",
  PricesShown:
    "云服务的价格：每百万次接口请求 `requests`、函数调用 `invocations`、读写单位 `read_units`、`write_units` 与 GB·秒 `gigabyte_seconds`（函数内存 `megabytes`）；每千封邮件 `letters`；每段短信 `segment`，各国相差很大。",
  SwitchCosts: "`by_hand`：on（放慢）或 off（照常），到月底为止；null：由预算决定。",
  SwitchView: "`on`：目前间隔为平时的 `slower` 倍；`by_hand`：由人设定；`allowed`：可由预算决定。",
  UsedView:
    "`requests`：外部请求；`invocations`：函数调用及其耗时 `milliseconds`；`calls`：数据库请求及其读写单位；`letters`、`segments`：邮件与短信段数；`conversations`：开始的会话。`cost` 按设置中的价格估算；`each`：平均每个会话，没有会话时为 null。",
};
