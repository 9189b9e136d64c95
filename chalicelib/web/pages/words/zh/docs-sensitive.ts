/** 接口文档：客户的号码。 */
export const words = {
  "room.sensitive": "客户的号码",
};

export const operations = {
  show_number: "说明理由后查看一个被遮盖的号码；谁、在哪里、为何查看记入审计日志",
  protect_words: "发送不含号码的答复，附上客户可查看号码的链接。200：之前已发送",
};

export const details = {};

export const shapes = {
  ShowNumber:
    "显示在哪里：由哪个只读的 `operation`、关于什么（`names`，同其路径）、以什么 `query`；`shown`：号码在那里显示的样子，如 138****5678，或它所在的整段文字，此时 `number` 为其中第几个（从 0 起）；`reason`：理由。",
  ShownNumber: "`value`：完整的号码或邮箱。",
  ProtectWords:
    "`text`：原来的答复，含号码；`way`：`code` 为验证码，发往客户已知的地址；`once` 为最先打开的人看一次，此后无人可看。",
  ProtectedView: "`seq`：带有链接的消息的序号。",
};

export const problems = {
  numbers_stopped: "其中的号码不能通过此渠道发送，请改用受保护的链接",
  nothing_to_protect: "没有需要保护的号码",
  several_alike: "那里有多个看起来相同的号码",
};
