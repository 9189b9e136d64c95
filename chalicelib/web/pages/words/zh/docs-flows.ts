/** 接口文档：工单的时效与流程。 */
export const operations = {
  read_ticket_policies: "多长时间内答复和解决工单，以及逾期时通知谁",
  change_ticket_policies: "修改时效规则，对此后开始的时限有效；未填的保持不变",
  list_flows: "每种类型的工单，以及它的流程（如果有）",
  read_flow: "某一类型工单的流程：已发布的版本和草稿",
  save_flow_draft: "保存草稿，不必写完；发布之前工单不按它走",
  discard_flow_draft: "丢弃草稿；重复请求等于一次",
  publish_flow: "发布草稿，此后的新工单按它走；进行中的工单保持开始时的版本",
  read_flow_version: "流程的一个版本：处理工单的人所见的环节和字段",
  list_ticket_ways: "请求者可以把工单转到流程的哪些环节；不走流程的工单没有",
  list_deadlines: "可见范围内何时之前须完成什么；某页可能较短而后面还有",
  give_ticket_reason: "说明工单为什么逾期，以及如何追赶",
  tell_ticket_delay: "向客户致歉，并告知新的时间",
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
};

export const shapes = {
  Allowance: "`seconds` 秒，按方案的工作时间或按自然时间计算。",
  AllowanceShown: "`seconds` 秒，按方案的工作时间或按自然时间计算。",
  ChangePolicies: "未填的保持不变；`policies` 为全部规则，按次序。`version`：读到的版本。",
  DeadlineLineView: "工单的一个时限；`state`：暂停时为 null，`due_at` 也是。",
  DeadlineView: "某张工单的一个时限。`due_at`：逾期后又暂停时为 null。",
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
  PoliciesView: "每个时限，由第一条适用于该工单并对其有规定的规则决定。",
  Policy:
    "适用于这些 `types`、`priorities` 和客户 `levels`（没有则为全部）的工单；`names` 为各语言的名称。`types` 也可以写 `conversation` 和 `offline_message`。未说明的时限由其他规则决定。",
  PolicyShown:
    "适用于这些 `types`、`priorities` 和客户 `levels`（没有则为全部）的工单；`names` 为各语言的名称。`types` 也可以写 `conversation` 和 `offline_message`。未说明的时限由其他规则决定。",
  PublishFlow: "`version`：读到的版本，发布的就是所见的。",
  SaveDraft: "`version`：读到的版本。",
  Stage:
    "工单所处的环节。`state`：用所有工单共用的说法，是什么状态。没有 `ways`：终点。`requires`：其中每一项，所列字段须填一个（是否类的须为是）。`needs_group`：转到这里的人须指定此后负责的组。`allowed`：多长时间内须继续；如果指定了 `counts_from`，从该字段的时间算起。`plans`：转到这里时安排哪种回访；`asks_survey`：请客户评价。",
  StageShown:
    "工单所处的环节。`state`：用所有工单共用的说法，是什么状态。没有 `ways`：终点。`requires`：其中每一项，所列字段须填一个（是否类的须为是）。`needs_group`：转到这里的人须指定此后负责的组。`allowed`：多长时间内须继续；如果指定了 `counts_from`，从该字段的时间算起。`plans`：转到这里时安排哪种回访；`asks_survey`：请客户评价。",
  TellDelay: "新的时间，以及除致歉外告知客户的话。",
  Way: "转到另一环节，由这些人。",
  WayShown: "转到另一环节，由这些人。",
  WaysView: "请求者可以把工单转到哪里：流程的环节，按其次序。",
  Who:
    "拥有这些 `roles` 或 `permissions` 之一，或属于这些 `groups` 之一，或（`its_group`）属于负责组的人；都没有：凡可处理此工单的人。`customer`：客户本人也可以。",
  WhoShown:
    "拥有这些 `roles` 或 `permissions` 之一，或属于这些 `groups` 之一，或（`its_group`）属于负责组的人；都没有：凡可处理此工单的人。`customer`：客户本人也可以。",
};
