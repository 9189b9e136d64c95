/** 接口文档：订阅与通知。 */
export const words = {
  "room.notices": "订阅与通知",
};

export const operations = {
  list_topics: "方案的订阅主题，以及何时通知、每天最多几条",
  add_topic: "新增一个主题",
  update_topic: "改名、对客户开放或关闭、归档",
  read_notice_rules: "方案的通知在什么时间发送，每位客户每天最多几条",
  update_notice_rules: "修改发送时间或每日上限",
  count_audience: "现在有多少人订阅了某个主题；分十六份计数，每份最多数到 500",
  list_mailings: "方案的群发，最新的在前",
  make_mailing: "新建群发草稿",
  read_mailing: "一次群发：进度与结果",
  update_mailing: "修改草稿",
  start_mailing: "开始向所有订阅者分页发送",
  stop_mailing: "不再向其余的人发送",
  list_mailing_customers: "发给了谁、为何没有发、结果如何",
  export_mailing_customers: "同上，分段导出为表格文件：每人的结果、未写的原因、谁退订了",
  tell_subscriber: "把订单状态或某个主题的消息通知一位订阅的客户；同一 `client_id` 只发一次",
  read_wishes: "客户希望怎样联系、订阅了什么、需要什么，以及各自的依据",
  write_wishes: "登记客户希望怎样联系",
  write_subscription: "替客户订阅主题，或退订",
  write_need: "登记客户的需求，并以工单转给负责的组；同一 `client_id` 只登记一次",
  list_own_subscriptions: "可以订阅的主题与已经订阅的；希望怎样收到通知，以及在这里显示的通知",
  choose_topic: "订阅主题，或退订",
  choose_wishes: "说明希望怎样收到通知，以及这里的哪些通知已读",
  say_need: "访客说出自己的需求，转给负责的组；同一 `client_id` 只登记一次",
};

export const problems = {
  not_a_draft: "群发已经开始，不能再改",
  mailing_over: "群发没有在进行",
  too_many_topics: "主题太多",
  too_many_subscriptions: "订阅太多",
};

export const shapes = {
  NoticeText: "一种语言的内容：可用 `{name}`、`{plan}`、`{topic}`、`{about}`。",
  NewTopic: "`zh`、`en`：名称。`open`：客户可以自行订阅。`group_id`：谁处理客户在这方面的需求；null：方案的第一个组。",
  ChangeTopic: "未填的保持不变。",
  NoticeRules: "`within`：null 为不限时间。`a_day`：每位客户每天最多收到几条通知。",
  NoticeHours: "填写时的样子。",
  NoticeTextForm: "填写时的样子；主题最多 80 字，正文最多 500 字。",
  MailingAudience: "`more`：实际比数到的更多。",
  NewMailing:
    "`texts`：按语言填写，可用 `{name}`、`{plan}`、`{topic}`、`{about}`。`about`：只针对某一件。`within`：null 为方案的时间。`a_day`：每天最多发给多少客户；`a_minute`：每分钟多少。",
  ChangeMailing: "未填的保持不变。`version`：读到的版本。",
  MailingView: "`looked_at`：已查看的订阅数；`written`：已写的通知数；`withheld`：未写的人数，按原因。",
  WholeMailing: "`counts`：通知的结果；其中 `withheld` 为写好之后按客户意愿未发送的。",
  MailingCsvPart:
    "文件接下来的若干行；`next`：下一段的 `cursor`，null：这是最后一段。各段依次相接即为整个文件，UTF-8，带标记。",
  TellOne:
    "`visitor_id` 与 `user`（方案的网站对其的称呼）二选一。`about`：订单号或其他对象。`topic_id`：订单状态可不填。",
  TellingOutcome: "`outcome`：是否写了通知；是否发出，见通知台账。",
  SaidWhere: "`conversation_id` 与 `seq`：客户说这话的消息；没有时用 `quote` 说明。",
  WishedHoursForm: "填写时的样子。",
  OwnWishes: "首选哪个渠道，哪些渠道、哪些类别不收，以及什么时间。",
  OwnNotice: "在网站上告诉他们的内容，读过为止。",
  OwnSubscriptions: "`reached_by`：现在可以用哪些渠道联系。",
  ChooseWishes: "未填的保持不变；null 为取消。`read`：已经读过的通知。",
  OwnHours: "填写时的样子。",
  WriteWishes: "未填的保持不变；null 为取消。`said`：依据。",
  WriteSubscription: "`about`：只针对某一件（订单、商品）；空为整个主题。`active`：false 为退订。",
  WriteNeed: "`group_id`：由谁处理；null：主题的组，或方案的第一个组。",
  ProofView:
    "`source`：link（通知的页面）、words（会话中的话）、stop（短信）、api、hand（同事登记）、merge（随合并而来）。",
  CustomerNeedView: "`ticket_id`、`number`：转成的工单。",
  StandingView: "`past`：最近二十次变更；`stopped`：对方来信要求不再发送的地址与号码。",
  OfferedTopic: "`subscribed`：订阅了整个主题；`abouts`：只订阅了这些。",
  ChooseTopic: "`about`：只针对某一件；空为整个主题。`active`：false 为退订。",
};
