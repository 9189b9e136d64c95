/** 接口文档：收工检查。 */
export const words = {
  "room.handover": "收工检查",
};

export const operations = {
  list_unfinished: "自己名下还没有办完的事项，以及今天的注明",
  note_unfinished: "注明一项未完事项如何处理，并照办；同一个 `client_id` 只办一次",
  list_left_open: "某一天下班时未办完的事项及其注明，限于角色所及的人员",
};

export const problems = {
  not_open: "已经办结，或已经不在自己名下",
  too_many_notes: "当天的注明太多",
};

export const shapes = {
  NoteUnfinished:
    "`thing_id` 如何处理。`version`：所见注明的版本（0 为没有）。`hand_over`：转给 `agent_id`，或 `group_id` 中的下一位（`anyway`：无人在时转给组长），`note` 写给对方。`tell`：`until` 之前处理并告知客户：会话中发送 `message` 并搁置到那时，工单按其通知方式。`knows`：客户已经知道，`note` 说明如何知道。",
  UnfinishedDay:
    "`ends_at`：`day` 的工作时间何时结束；null 表示不知道。`tell_after_ms`：多久以后提醒，从那时到结束为 0，此外或不提醒时为 null。`more`：还有没有列出的。",
  UnfinishedLeft: "`agent` 下班时未完的事项，或方案中无人负责的；`unnoted`：其中多少没有注明。",
  UnfinishedNote:
    "`handed_over`：转给谁（`to`）或哪个组（`group`）。`tomorrow`：`until` 为时间；`told`：已告知客户，否则如 `text` 所述已经知道。`done`：是否都已办好。",
  UnfinishedThing: "`due_at`：应办的时间，或搁置到何时；`late`：已经超时。`mine`：工单由自己处理，而不只是首问负责。",
};
