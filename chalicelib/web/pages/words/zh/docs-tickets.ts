/** 接口文档：工单，及其时效与流程。 */
export const words = {
  "room.tickets": "工单",
};

export const operations = {
  read_ticket_policies: "多长时间内答复和解决工单，以及逾期时通知谁",
  change_ticket_policies: "修改时效规则，对此后开始的时限有效；未填的保持不变",
  read_policy_example: "按现行规则，现在收到的事项何时之前答复和解决",
  list_complaints: "可见范围内的投诉，处理中的按到期先后，其余最新的在前",
  list_flows: "每种类型的工单，以及它的流程（如果有）",
  read_flow: "某一类型工单的流程：已发布的版本和草稿",
  save_flow_draft: "保存草稿，不必写完；发布之前工单不按它走",
  discard_flow_draft: "丢弃草稿；重复请求等于一次",
  publish_flow: "发布草稿，此后的新工单按它走；进行中的工单保持开始时的版本",
  read_flow_version: "流程的一个版本：处理工单的人所见的环节和字段",
  list_ticket_ways: "请求者可以把工单转到流程的哪些环节；不走流程的工单没有",
  list_deadlines: "可见范围内的工单、会话和留言何时之前须完成什么；某页可能较短而后面还有",
  give_ticket_reason: "说明工单为什么逾期，以及如何追赶",
  tell_ticket_delay: "向客户致歉，并告知新的时间",
  list_own_tickets: "访客自己的工单：等待其回复的在前，其次是处理中的，最后是已结束的",
  read_own_ticket: "查看其中一张，以及处理过程中公开的部分",
  add_words: "为自己的工单补充说明；相同 `client_id` 只存一次",
  judge_own_ticket: "确认已解决，或说明没有解决；相同 `client_id` 只算一次",
  look_up_ticket: "用编号和联系方式查询一张工单；凡不相符的，回答都一样",
  list_tickets: "可见的工单，先到期的在前；某页可能较短而后面还有",
  create_ticket: "新建工单：手动，或由会话、留言等转来；相同 `client_id` 只建一张",
  read_ticket: "查看一张工单的现状",
  change_ticket: "修改字段；未填的保持不变",
  read_ticket_history: "工单的处理过程，按编号",
  write_ticket_entry: "写下客户可见的进展，或同事间的备注；相同 `client_id` 只写一次",
  move_ticket: "按状态表转到另一状态",
  assign_ticket: "交给在线的同事，或组内轮到的人；首问责任人不变",
  escalate_ticket: "说明原因，升级给组长或主管；相同 `client_id` 只通知一次",
  merge_tickets: "把同一客户的另一张工单并入这一张；重复请求等于一次",
  change_tickets: "批量指派、设置优先级或关闭，最多 100 张；每张各有结果",
  read_ticket_settings: "多少天内可以重新打开、何时自动关闭，以及各类型的字段",
  change_ticket_settings: "修改这些设置；未填的，以及未列出的类型的字段，保持不变",
};

export const problems = {
  not_your_field: "这个字段由他人填写",
  follows_no_flow: "这张工单不走流程",
  beyond_your_limit: "超出您可批准的额度",
  follows_flow: "这张工单按流程的环节处理",
  no_draft: "这个流程没有草稿",
  move_not_in_flow: "流程不能从当前环节转到那里",
  no_reason_owed: "这张工单不需要说明原因",
  not_your_move: "这一步由他人操作",
  already_handler: "工单已由对方处理",
  history_full: "这张工单不能再添加内容",
  move_not_allowed: "工单不能从当前状态转到那里",
  nobody_there: "组里没有人在线",
  not_mergeable: "这两张工单不能合并",
  reopened_too_late: "关闭得太久，不能再打开",
  ticket_changed: "别人刚刚修改了这张工单",
  ticket_closed: "工单已关闭",
};

export const shapes = {
  Allowance: "`seconds` 秒，按方案的工作时间或按自然时间计算。",
  AllowanceShown: "`seconds` 秒，按方案的工作时间或按自然时间计算。",
  ChangePolicies: "未填的保持不变；`policies` 为全部规则，按次序。`version`：读到的版本。",
  ComplaintView:
    "投诉处理跟踪表中的一行。`stage`、`verdict`、`compensation`：流程中的说法，两种语言；`amount`：补偿金额（元）。",
  DeadlineLineView: "工单的一个时限；`state`：暂停时为 null，`due_at` 也是。",
  DeadlineView:
    "一个时限：某张工单的，或者会话、留言的首次答复（`kind`）。`due_at`：逾期后又暂停时为 null。`handler`：由谁处理，暂时无人时为 null。`customer`：客户的名字（如已知）。`ticket`：不是工单的为 null。",
  Definition:
    "管理员所写的流程。`begun_by`：谁可以新建这样的工单。`reopens_at`：重新打开后从哪个环节继续（没有则为第一个）。",
  DefinitionShown:
    "管理员所写的流程。`begun_by`：谁可以新建这样的工单。`reopens_at`：重新打开后从哪个环节继续（没有则为第一个）。",
  Flow: "某一类型工单的流程的一个版本；永不改变。",
  FlowField:
    "流程中工单的字段。`choice_names`：选项 → 语言 → 文字。`public`：客户也能看到。`set_by`：谁可以填写。`limits`：角色 → 该角色最多可填的数（null：不限；未列出的角色：不可），除非 `approves` 本字段的字段不低于它；批准用的字段适用被批准字段的额度。",
  FlowFieldShown:
    "流程中工单的字段。`choice_names`：选项 → 语言 → 文字。`public`：客户也能看到。`set_by`：谁可以填写。`limits`：角色 → 该角色最多可填的数（null：不限；未列出的角色：不可），除非 `approves` 本字段的字段不低于它；批准用的字段适用被批准字段的额度。",
  FlowLineView: "`published`：新工单所走的版本；null：没有，按通常的方式处理。",
  GiveReason: "为什么逾期（`reason`），以及如何追赶（`plan`）。",
  PoliciesView: "每个时限，由第一条适用于该工单并对其有规定的规则决定。`shipped`：有人修改之前的默认规则。",
  PromisedView: "它将有的一个时限；`policy`：作出规定的规则的序号，从 0 起。",
  SampleView: "从 `at` 起对它适用的时限。",
  Policy:
    "适用于这些 `types`、`priorities` 和客户 `levels`（没有则为全部）的工单；`names` 为各语言的名称。`types` 也可以写 `conversation` 和 `offline_message`；`correction` 和 `fault` 须单独列出。未说明的时限由其他规则决定。",
  PolicyShown:
    "适用于这些 `types`、`priorities` 和客户 `levels`（没有则为全部）的工单；`names` 为各语言的名称。`types` 也可以写 `conversation` 和 `offline_message`；`correction` 和 `fault` 须单独列出。未说明的时限由其他规则决定。",
  PublishFlow: "`version`：读到的版本，发布的就是所见的。",
  SaveDraft: "`version`：读到的版本。",
  Stage:
    "工单所处的环节。`state`：用所有工单共用的说法，是什么状态。没有 `ways`：终点。`requires`：其中每一项，所列字段须填一个（是否类的须为是）。`needs_group`：转到这里的人须指定此后负责的组。`allowed`：多长时间内须继续；如果指定了 `counts_from`，从该字段的时间算起。`plans`：转到这里时安排哪种回访；`asks_survey`：请客户评价；`escalates`：立即通知组长或主管，附上所写的内容。",
  StageShown:
    "工单所处的环节。`state`：用所有工单共用的说法，是什么状态。没有 `ways`：终点。`requires`：其中每一项，所列字段须填一个（是否类的须为是）。`needs_group`：转到这里的人须指定此后负责的组。`allowed`：多长时间内须继续；如果指定了 `counts_from`，从该字段的时间算起。`plans`：转到这里时安排哪种回访；`asks_survey`：请客户评价；`escalates`：立即通知组长或主管，附上所写的内容。",
  TellDelay: "新的时间，以及除致歉外告知客户的话。",
  Way: "转到另一环节，由这些人。`says`：客户也可以走的路，是他们的哪种回答（yes 或 no）。",
  WayShown: "转到另一环节，由这些人。`says`：客户也可以走的路，是他们的哪种回答（yes 或 no）。",
  WaysView: "请求者可以把工单转到哪里：流程的环节，按其次序。",
  Who:
    "拥有这些 `roles` 或 `permissions` 之一，或属于这些 `groups` 之一，或（`its_group`）属于负责组的人；都没有：凡可处理此工单的人。`customer`：客户本人也可以。",
  WhoShown:
    "拥有这些 `roles` 或 `permissions` 之一，或属于这些 `groups` 之一，或（`its_group`）属于负责组的人；都没有：凡可处理此工单的人。`customer`：客户本人也可以。",
  AlarmView: "为什么紧急或特急，由谁、何时标注。",
  AssignTicket: "交给在线的同事，或组内轮到的人。`anyway`：组内无人在线时交给组长。",
  Awaited: "需要客户做什么，以及何时之前。",
  ChangeTicketSettings: "未填的保持不变；`fields` 中只修改列出的类型。`version`：读到的版本。",
  ChangeSeveral:
    "对最多 100 张工单做同一件事：`assign`（`agent_id` 或 `group_id`）、`priority` 或 `close`；`text` 为备注或结束语；标为紧急时须有 `summary` 和 `reason`。",
  ChangeTicket:
    "未填的保持不变。`version`：读到的版本。提高优先级须有 `summary` 和 `reason`；地址、分类、`tell_by` 填空则删除；`fields` 中只修改列出的字段。",
  Changed: "一条记录所修改的一个字段，用文字表示。",
  CreateTicket:
    "工单归创建者处理，除非 `handler_id` 指定了在线的同事。紧急或特急须有 `summary` 和 `reason`。未填的客户信息取自来源。",
  EscalateTicket: "`to`：所属组的组长，或主管。",
  Field: "某一类型工单的字段：各语言的 `names`，选项的 `choices`。`required`：没有它不能新建工单。",
  FieldBody: "管理员所填的字段。",
  GiveVerdict: "客户的结论：已解决则关闭，未解决则重新打开。",
  TicketHistory: "`after` 之后的记录，按次序；`more`：用最后一条的编号继续请求。",
  LookUp: "`contact`：建立工单时的邮箱或手机号。",
  LookedUp: "`path`：该工单的页面，仅供其客户使用。",
  MergeTicket: "`other_id`：并入这一张的工单。",
  MoveTicket:
    "转到哪里：`to` 为状态，或流程的 `stage`，`fields` 覆盖已有的值，并可指定此后负责的组。`text` 会告知客户；未解决就关闭时必须填写。`awaited`：需要客户做什么，`until`：何时之前。",
  Origin: "工单由什么转来：`id` 为服务台中该事物的 id；`seqs`：勾选的消息。",
  OriginForm: "工单由什么转来；`seqs`：会话中勾选的消息的编号。",
  Repeats:
    "投诉之前在设定天数内的情况：同一客户有几次，同一原因有几次（0：不足为道），各最多数到一百；`numbers`：其中最近几张的编号。",
  TicketOutcomes: "每张工单一项，按请求的次序。",
  OwnEntry: "`by`：客户或服务台，以及写者的名字。",
  OwnTicket:
    "`owner` 全程负责。`awaited`：需要客户做什么，以及何时之前。`may_write`、`may_confirm`、`may_reopen`：客户现在可以做什么；若干天后不能再重新打开。",
  OwnTicketView: "包括 `after` 之后公开的记录；`more`：用 `last_seq` 继续请求。",
  TicketInList: "`owner` 最先受理并始终负责，`handler` 现在处理。`late`：已超过期限。`repeats`：投诉是否重复。",
  TicketEntryView:
    "`author_kind`：客服、访客或系统。`public`：客户也能看到。`ref`：所引消息的会话和编号，或合并的另一张的编号。`agent`：交给了谁。",
  TicketOutcome: "其中一张的结果：工单的现状，或未能完成的代码和说明。",
  WholeTicket:
    "完整的工单。`version`：最后一条记录的编号；修改时须带上。`deadlines`：尚须完成的时限。`promised_at`：告知客户的新时间。",
  WriteTicketEntry: "客户也能看到的进展（`public`），或同事间的备注。",
  WriteWords: "客户为其工单补充的内容。",
};
