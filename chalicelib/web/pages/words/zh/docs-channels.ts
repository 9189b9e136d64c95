/** 接口文档：渠道。 */
export const words = {
  "room.channels": "渠道",
};

export const operations = {
  receive_message: "客户在渠道上写的一条消息，由为渠道代言的一方发来；同一 `message_id` 只存一次",
  list_channels: "全部渠道，不含密钥；最多五十个",
  create_channel: "新建渠道及其首个密钥；密钥只显示一次",
  read_channel: "一个渠道，以及因超过每小时上限而等待的邮件数",
  change_channel: "修改或停用渠道；未填的保持不变",
  add_channel_key: "新增密钥，只显示一次；之前的密钥在停用前仍然有效",
  retire_channel_key: "停用密钥，其签名不再有效；重复请求只算一次",
  list_channel_failures: "近来未能送出、未能收下的内容，最新的在前，一个月内最近的五十条",
  read_conversation_channel: "客户通过哪个渠道联系、可以发送什么，以及已写内容的送达情况",
  unfold_letter: "该条所来自的邮件里折叠起来的部分",
  list_mails: "等待人工处理的邮件，最新的在前",
  take_in_mail: "将该邮件按人写的邮件收入会话，稍后完成；重复请求只算一次",
  drop_mail: "该邮件没有用处，连同内容一起丢弃；重复请求只算一次",
  send_again: "将未能送出的内容再发一次，或改用邮件发送；重复请求只算一次",
};

export const details = {
  add_channel_key: "服务商账号的密钥还带一个 EncodingAESKey；服务商已规定的，两者都可以填写。",
  list_mails: "收件地址无人使用、由机器发出、垃圾邮件、过多、无法读取；保留九十天。",
  receive_message:
    "由请求头 `X-Deskbell-Signature` 证明：`t=<1970 年以来的秒数>,v1=<对 t.正文 的 HMAC-SHA256，十六进制>`，用该渠道的密钥签名，五分钟内有效。",
};

export const shapes = {
  ChangeChannel: "未填的保持不变；`version`：读到的版本，已不同则拒绝。",
  ChannelFailureView: "未能送出的内容及原因；或 `sender` 所写而未能收下的 `text`。",
  ChannelKeyView: "密钥的信息，不含密钥本身，密钥只显示一次。",
  ChannelView:
    "`path`：消息发往的地址。`secret`、`aes_key`：刚生成的密钥，此后为 null；不加密的没有 `aes_key`。`waiting`、`waiting_until`：读取一个渠道时，等待下一小时的邮件数及最早的时间。`last_in_at`、`last_out_at`：最近一次收到与送出，精确到分钟。",
  AutomaticView: "客户最近来信之后，其邮箱自动回复的内容。",
  FoldedView: "邮件里折叠起来的部分：过长正文的末尾、签名、引用的往来。",
  LetterView:
    "第 `seq` 条所来自的邮件。`proved`：其自身的校验证明确由发件人的域名发出。`foreign`：发件人不是本会话的客户。`earlier`：它所答复的另一会话或工单。`left_out`：未能收下的文件。`folds`：还有折叠的部分。`reply_to`：它要求答复到的另一地址；`obeyed`：答复寄往那里。",
  MailView:
    "`why`：为什么等待处理。`size`：字节数。`channel_id`：没有渠道使用其收件地址时为空。`takeable`：能否收入会话。",
  TakeMailIn: "`channel_id`：收入哪个邮件渠道；不填则按其收件地址。",
  ConversationChannelView:
    "`until`：在此之前可以发送（null：不限）；`open`：现在能否发送。`email`：客户邮箱，未能送出的内容可改发到那里；null：不知道，或没有未送出的。`left`：客户再次来信前还可发送几条（null：不限）。",
  Incoming:
    "一条消息。`message_id`：发送方自己的编号，一个月内相同的只存一次。`thread`：它在那里所属的话题，答复时原样带回。`at`：发出的时间；短信退订与恢复以最后发出的为准。",
  NewChannel:
    "`secret`：由服务商或合作方规定时填写，否则自动生成。`app_id`、`app_secret`：在服务商处的账号。`sealed`：服务商是否加密推送，不填则按其惯例。`aes_key`：EncodingAESKey，已规定时填写，否则自动生成。",
  NewChannelKey: "`secret`、`aes_key`：服务商已规定，或其中一个不变时填写；否则自动生成。",
  ReceivedView: "它所属的会话，以及在其中的序号；拆成几条的，为最后一条的序号。",
  Sender:
    "谁在写，按渠道对其的称呼。`email`、`mobile`：渠道已验证的地址。`token`：方案所属网站为其作证的 JWT，与网页小部件所用相同。",
  ViaView: "渠道；`kind`：app、mini_program、email、sms、phone、social。",
  SendAgain: "该条的序号；`by`：再经该渠道，或在已知客户邮箱时改用邮件。",
  SentFile: "文件：名称，以及它在渠道自己主机上的 `url`，或 base64 的 `content`（最大 256 KB）。",
  ChannelLimits:
    "可以发送什么：一条的字数、附带文件数（0：不可）、每个文件的兆字节数；以及客户最后一条消息之后的小时数、条数（0：不限）。",
  ChannelLimitsShown:
    "可以发送什么：一条的字数、附带文件数（0：不可）、每个文件的兆字节数；以及客户最后一条消息之后的小时数、条数（0：不限）。",
};

export const problems = {
  unknown_channel: "没有该渠道",
  channel_off: "该渠道已停用",
  channel_refuses: "客户的渠道无法送达此内容",
  signature_refused: "签名无效",
  too_many_channels: "渠道数量已达上限",
  last_key: "这是唯一有效的密钥",
  no_channel: "该会话不经由渠道",
  not_given_up: "该条没有失败",
  no_other_way: "不知道该客户的邮箱",
  address_taken: "该地址已由另一个渠道收信",
  unknown_mail: "没有该邮件",
  not_parked: "该邮件无需处理",
  never_taken: "该邮件不能收入会话",
};
