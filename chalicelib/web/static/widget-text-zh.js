// The widget in Chinese.

const who = (agent) => [agent?.name, agent?.number && `工号 ${agent.number}`].filter(Boolean).join(" · ");

export const words = {
  locale: "zh-CN",
  chat: "在线咨询",
  messages: "消息",
  write: "请输入消息…",
  writeNew: "输入消息，开始新的会话…",
  send: "发送",
  emoji: "插入表情",
  minimise: "收起聊天窗口",
  end: "结束",
  endHint: "结束会话",
  endTitle: "结束本次会话？",
  endBody: "结束后，您可以随时开始新的会话。",
  endYes: "结束会话",
  endNo: "继续聊",
  endWait: "还有消息正在发送，请稍后再试。",
  endTrouble: "操作未成功，请再试一次。",
  ended: "会话已结束",
  startNew: "开始新的会话",
  sending: "发送中…",
  retrying: "尚未送达，正在重试…",
  slow: "发送太快了，稍后自动重发…",
  refused: (reason) => (reason ? `发送失败：${reason}` : "发送失败"),
  reasons: { forbidden: "没有权限", not_found: "无法联系到客服", origin_not_allowed: "本站未被允许使用" },
  tryAgain: "重试",
  discard: "删除",
  left: (count) => `还可输入 ${count} 字`,
  tooLong: (count) => `超出 ${count} 字`,
  lost: "连接已断开，正在重试…",
  blocked: "暂时无法在此使用在线客服。",
  online: "客服在线，很高兴为您服务",
  away: "请留言，我们会尽快回复您",
  waitingBar: (place) => (place > 1 ? `排队中，您是第 ${place} 位` : "下一位就是您"),
  waiting: (place) => {
    if (!place) return "正在为您安排客服";
    return place > 1 ? `正在为您安排客服，您是第 ${place} 位` : "正在为您安排客服，下一位就是您";
  },
  assigned: (agent) => `${who(agent) || "客服"} 为您服务`,
  who,
  me: "我",
  newMessages: "有新消息",
  today: "今天",
  yesterday: "昨天",
};
