/** 接口文档：Webhook。 */
export const words = {
  "room.webhooks": "Webhook",
};

export const operations = {
  list_api_keys: "全部 API 密钥，含最近九十天内失效的",
  make_api_key: "让一台服务器以自己的名义调用接口；密钥只在此显示一次",
  read_api_key: "一个 API 密钥，不含密钥本身",
  change_api_key: "修改名称、权限或有效期；未填的保持不变",
  revoke_api_key: "吊销，从下一个请求起失效；重复调用结果相同",
  rotate_api_key: "换一个新密钥，只在此显示一次；一段时间内新旧都有效",
  list_webhook_events: "Webhook 可以订阅的全部事件，按名称排列",
  list_webhooks: "谁接收哪些事件；最多十个",
  create_webhook: "让另一个系统得知这里发生的事；密钥只在此显示一次",
  read_webhook: "一个 Webhook 及其密钥的编号",
  change_webhook: "修改 Webhook；未填的保持不变。重新启用后，推送此后发生的事",
  delete_webhook: "不再向它推送",
  rotate_webhook_secret: "生成新密钥，只在此显示一次；一段时间内仍同时用旧密钥签名",
  test_webhook: "立即发送 `webhook.test`，停用时也可以；对方的回答见返回内容",
  list_webhook_deliveries: "某一天向它的推送，最新的在前，含每次尝试；保留三十天",
  replay_webhook_deliveries: "重发一次推送，或某个时间以来的推送，编号与内容不变",
};

export const details = {
  make_api_key: "200：此前已经创建并显示过。",
  rotate_api_key: "200：此前已经更换并显示过。",
  create_webhook: "地址须为公网可访问的 https；不跟随跳转。200：此前已经创建。",
};

export const shapes = {
  MakeApiKey: "`permissions`：不得超出自己的权限；`expires_at`：null 表示长期有效。",
  ChangeApiKey: "未填的保持不变；`expires_at`：null 表示长期有效。",
  RotateApiKey: "`hours`：旧密钥与新密钥同时有效的小时数；0：旧密钥立即失效。",
  ApiKeyView:
    "`used_at`：最近一次使用，误差在一小时内。`both_until`：此前旧密钥也有效。`maker_id`：设定其权限的人，密钥的权限不会超出此人。",
  ApiKeyAndSecret: "`key`：服务器使用的令牌，只显示一次，此后为 null。",
  NewWebhook:
    "`events`：事件名称、某一类（如 `ticket.*`），或全部 `*`。`plan_keys`：只推送与这些方案有关的（空：全部方案，及与整个客服台有关的）。`personal`：附带人们写的内容和身份信息。`numbers`：其中的号码和邮箱给出全文；否则只给出首尾。`ordered`：同一对象的事件按顺序推送，前一个送达或放弃后才推送下一个。",
  ChangeWebhook: "未填的保持不变。",
  RotateSecret: "`hours`：旧密钥与新密钥同时有效的小时数；0：旧密钥立即作废。",
  SendTestEvent: "无需填写。",
  ReplayDeliveries:
    "要么给出列表中一次推送的名称 `delivery`，要么给出 `since`：重发此后开始而未送达的；`arrived_too`：已送达的也重发。",
  EventKindView: "一种事件；其结构见 `/openapi.json` 的 `webhooks`。`has_personal`：订阅个人内容时是否还有更多。",
  WebhookView: "`failing_since`：从那时起没有一次送达；null：最近一次已送达。",
  SecretOfWebhook: "`secret`：只在生成时显示一次，此后为 null。`ends_at`：null 表示尚未被替换。",
  HookDeliveryView: "`delivery`：名称，重发时用；`body`：发送的内容。`next_at`：下次尝试的时间，已有结果时为 null。",
  Replayed: "`delivery`：被重发的那一次；null：多次，逐个进行。",
  ConversationFacts:
    "`entry`：事情发生时的记录序号；`by`：由谁（visitor、agent、system）。`agent_id`：此后由谁接待；`former_agent_id`：此前是谁。",
  ConversationWords: "访客的称呼。",
  MessageFacts: "`entry`：消息序号；`changes`：修改或撤回的是哪条消息的序号。",
  MessageWords: "谁写了什么，与客服看到的一致。",
  CustomerFacts: "`visitor_ids`：属于该客户的全部访客。",
  CustomerWords: "关于该客户已知的信息。",
  TicketFacts: "`entry`：事情发生时的历史序号，及其种类。",
  TicketWords: "工单的主题，以及这一条的内容。",
  SurveyFacts: "`about`：被评价的会话、留言或工单，一至五分；`is_low`：需要回访。",
  SurveyWords: "评分之外写的话，与客服看到的一致。",
  FollowUpFacts: "`due_at`：最晚何时联系客户；`calls`：已联系的次数；`outcome`：完成后的结果。",
  FollowUpWords: "要说的内容。",
  OfflineMessageFacts: "`answers`：回复的条数。",
  OfflineMessageWords: "谁留了什么，以及最近的回复，与客服看到的一致。",
  PresenceFacts: "客服从 `at` 起的状态，以及此前的状态。",
  IncidentFacts: "`kind`：事情发生时的历史种类；`plan_keys`：涉及的方案（空：全部）。",
  IncidentWords: "事件的名称，以及这一条的内容。",
  InspectionFacts: "质检得分，满分一百；`is_fatal`：有一票否决的问题。",
  NoticeFacts: "一封邮件或一条短信已发出，或确定无法送达，见其状态。",
  ArticleFacts: "`edition`：读者现在看到的、或此前看到的版本号。",
  TriedFacts: "有人测试接收方能否收到。",
};

export const problems = {
  key_ended: "API 密钥无效：已吊销、已过期或不存在",
  not_for_servers: "API 密钥不能做这件事，需要由人来做",
  too_many_api_keys: "API 密钥太多了",
  too_many_endpoints: "Webhook 太多了",
  delivery_pending: "这次推送仍在进行",
  endpoint_disabled: "这个 Webhook 已停用，请先启用",
};
