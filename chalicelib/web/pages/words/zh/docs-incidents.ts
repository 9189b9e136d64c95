/** 接口文档：应急。 */
export const words = {
  "room.incidents": "应急",
};

export const operations = {
  list_open_incidents: "当前未结束的应急事件，所有客服可见；最多晚十秒",
  list_incident_events: "可以启动的预案",
  list_incidents: "全部应急事件，最新的在前",
  declare_incident: "手动启动应急事件，并通知主管",
  read_incident: "一个应急事件：情况、处置、每十分钟的联系量；结束后即为报告",
  change_incident: "修改标题、级别、安抚回复、备用渠道；原因与改进措施在结束后也可填写",
  list_incident_entries: "事件的经过，从头开始",
  list_incident_links: "关联的会话、工单、评价、留言，最新的在前；超出范围的只显示有此一项",
  link_to_incident: "把自己可见的一项关联到事件；重复请求只算一次",
  tick_incident_step: "勾选或取消勾选一个步骤；重复请求只算一次",
  show_incident_holding: "开启或关闭对一个方案的访客的安抚回复；重复请求只算一次",
  note_on_incident: "在经过中加一条备注",
  end_incident: "结束事件，不再告知访客；重复请求只算一次",
  read_incident_settings: "突发规则、预案，以及除主管外还通知谁",
  change_incident_settings: "修改规则与预案；未填的保持不变，每个列表须给出全部",
};

export const shapes = {
  NoteOnIncident: "经过中的一条备注。",
  Backup: "访客在此期间的其他联系方式：电话、任意形式的地址，可都不填。",
  ChangeIncident:
    "未填的保持不变。`cause`、`measures`（防止再次发生的措施）结束后也可填写，其余只在进行中修改。`version`：读到的版本。",
  ChangeSettings: "未填的保持不变；每个列表须给出全部。没有 id 的规则或预案为新增。`version`：读到的版本。",
  Declare: "手动启动：某个预案，或自拟 `titles`；此处所填优先于预案。`plan_keys`：涉及的方案（空：全部）。",
  DefinedEvent: "预案，`names` 为各语言名称；`holding`：告知访客的话，每次可另行措辞。",
  DefinedEventView: "预案。",
  BackupShown: "访客在此期间的其他联系方式：电话、任意形式的地址，可都不填。",
  BurstRuleShown:
    "`minutes` 分钟内超过 `more_than` 个，且超过平常的 `times` 倍，即为突发。`kind`：按咨询分类（`category_ids` 及其下级；空：每个分类各自统计）、按访客所说的关键词（`words`），或按不高于 `at_most` 的评分。`plan_keys`：限于这些方案（空：全部）。连续 `calm_minutes` 分钟未超即平息；此后 `cool_down_minutes` 分钟内再次发生仍为同一事件。`event_id`：采用哪个预案。`since`：开始统计的时间。",
  DefinedEventShown: "预案，`names` 为各语言名称；`holding`：告知访客的话，每次可另行措辞。",
  TaskShown: "清单中的一步，以及由谁（`who`）执行，均按语言。",
  ToldShown: "收到应急通知的同事：用其语言发邮件；填了 `mobile` 还发短信。",
  EndIncident: "结束，并可填写原因与措施。",
  BurstView: "触发时的情况：`minutes` 分钟内 `count` 个，平常为 `usual` 个（null：未知）。",
  HoldingView: "出现异常时的其他联系方式；告知的话为文字 `holding`。",
  IncidentEntryView:
    "经过中的一条；`author` 为 null：系统。`ref`：相关的方案、步骤或对象；`names`：通知了谁，或修改了什么。",
  IncidentInList: "`raised_by`：启动人；null：由规则触发（`found`）。",
  IncidentLinkView: "关联的一项。`kind` 为 null：已无法关联之物。`hidden`：超出您的范围或已不存在，其余为 null。",
  IncidentSettingsView: "`shipped`：默认预案。",
  LinkByHand: "会话、工单、评价或留言的 id。",
  OpenIncidentView: "所有人可见的进行中事件；`titles` 按语言。",
  BurstRule:
    "`minutes` 分钟内超过 `more_than` 个，且超过平常的 `times` 倍，即为突发。`kind`：按咨询分类（`category_ids` 及其下级；空：每个分类各自统计）、按访客所说的关键词（`words`），或按不高于 `at_most` 的评分。`plan_keys`：限于这些方案（空：全部）。连续 `calm_minutes` 分钟未超即平息；此后 `cool_down_minutes` 分钟内再次发生仍为同一事件。`event_id`：采用哪个预案。`since`：开始统计的时间。",
  ShowHolding: "是否告知该方案的访客。",
  Task: "清单中的一步，以及由谁（`who`）执行，均按语言。",
  ContactsView: "此后十分钟、一小时或一天内的联系量。",
  TickStep: "该步骤是否完成。",
  Told: "收到应急通知的同事：用其语言发邮件；填了 `mobile` 还发短信。",
  WholeIncident:
    "一个应急事件。`holding`、`backup`：开启处告知访客的内容。`contacts`：有联系的每个时段，长度为 `span_seconds`：十分钟，时间长的为一小时或一天。",
};

export const problems = {
  incident_over: "该应急事件已结束",
  plan_held: "该方案的访客正被告知另一应急事件",
  nothing_to_tell: "请先填写安抚回复",
  too_many_open: "未结束的应急事件过多",
};
