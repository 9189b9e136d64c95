/** 接口文档：客户资料——由谁修改、合并与撤销，以及不再接待的访客。 */
export const words = {
  "room.visitors": "访客",
};

export const operations = {
  edit_visitor: "修改访客资料，立即反映到进行中的会话",
  block_visitor: "在某个时间之前或永久不再接收该访客的内容；其进行中的会话随之结束",
  unblock_visitor: "重新接待该访客；重复请求等于一次",
  list_blocked: "不再接待的访客",
  preview_merge: "若两位访客是同一位客户，会合并哪些内容；不作任何修改",
  merge_visitors: "两位访客是同一位客户，仅对客服可见；一天之内可以撤销",
  list_agreements: "客户同意或拒绝过的条款原文，最近的在前",
  list_merges: "合并到该客户的访客、时间与操作人，最近的在前；包括已撤销的",
  list_customer_fields: "自定义的客户字段，按次序，包括已归档的",
  add_customer_field: "添加由客服填写的客户字段",
  update_customer_field: "修改字段的名称、次序、可选项，或将其归档",
  read_customer_fields: "该客户的自定义字段中填写的内容",
  fill_in_fields: "填写客户的自定义字段；未提到的保持不变",
  undo_merge: "恢复为两位访客，资料如合并之前，此后修改过的除外；重复请求等于一次",
};

export const problems = {
  merged_already: "该访客已合并到另一位客户",
  both_proven: "网站证明这是两位客户",
  one_is_blocked: "其中一位访客已被拉黑",
  too_many_merged: "该客户合并的访客过多",
  too_many_fields: "字段数量已达上限",
  merge_settled: "已超过可以撤销的时间",
  merge_over: "合并之后，访客已证明了自己的身份",
};

export const details = {
  list_customer_fields: "内容没有变化时，`If-None-Match` 得到 304。",
};

export const shapes = {
  VisitorView:
    "`user_id`、`attributes`：网站对其用户所证明的内容；网站未作证时为 null 和空。`block`：从何时起不再接待、为什么、到何时为止（null：永久）；null：正常接待。`merged`：同事确认为同一客户的访客 id；`also_emails`、`also_mobiles`：这些访客留下的其他邮箱和手机。`preferred_channel`：希望优先用哪种方式通知，`refused_channels`：请勿使用哪种方式，`refused_kinds`：不要哪类消息，`hours`：何时可以联系（null：不限）。`version`：资料每次修改加一。",
  WishedHours:
    "可以联系的时间：按钟点从 `begins` 到 `ends`（如 09:00），`ends` 不晚于 `begins` 时为次日。`days`：从哪几天开始（0 为周一），空为每天。`zone`：按哪里的时间；null：按方案的时区。",
  EditVisitor: "未填的保持不变；填空则删除地址或 `preferred_channel`。",
  BlockVisitor: "`until`：null 为永久。",
  NewField: "`kind`：字段中填写什么，此后不变。`order`：不填则排在最后。`choices`：仅用于 choice。",
  ChangeField: "未填的保持不变。`choices`：全部选项；不再使用的选项请归档。",
  CustomFieldView: "`required`：提醒客服填写，但不妨碍任何操作。已归档的只在有内容时显示，不再填写。",
  FieldChoice: "可选的一项及其两种语言的名称；已归档的仍会显示，但不能再选。",
  FieldChoiceBody: "管理员所填的一项。",
  FillIn: "`values`：按字段的 id；null 为清空。`version`：所见到的版本（null：不限）。",
  FilledFieldsView: "`values`：按字段的 id，包括已归档的；未列出的为空。",
  MergeVisitors: "`other_id`：哪一位是同一客户；`version`、`other_version`：所见到的两者的版本（null：不限）。",
  MergePreview:
    "`kept`：保留哪一位——网站证明了身份的，否则是所请求的；`becomes`：合并后的资料。`conversations`、`visits`、`notes`：另一位带来多少，会话最多数到 20，`more` 说明是否还有。",
  MergeView: "`undo_until`：在此之前可以撤销；`undone_at`：何时恢复为两位。",
  MergedView: "`visitor`：保留的客户。",
  ConsentEditionView:
    "`texts`：各语言的原文；没有则表示自此不再询问，或（`kept` 为否）是开始保留版本之前的。`by`：发布人，`at`：时间；null：已无从得知。`agreed`、`refused`：开始计数以来同意和拒绝的人数。",
  CustomerConsentView: "`edition`：在该方案中的版本号；`texts`：原文，未保留（`kept` 为否）时没有。`refused`：未同意。",
};
