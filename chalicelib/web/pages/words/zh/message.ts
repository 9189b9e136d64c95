/** What can be done with a message, in Chinese. */
import type { MessageWords } from "../en/message.ts";

export const words: MessageWords = {
  locale: "zh-CN",
  actions: "对这条消息的操作",
  quote: "引用",
  edit: "修改",
  withdraw: "撤回",
  quoting: "回复",
  dropQuote: "取消引用",
  editing: "修改消息",
  save: "保存",
  cancel: "取消",
  withdrawing: "撤回这条消息？",
  aboutWithdrawing: "撤回后，这里只会显示消息已撤回，不再显示您写的内容。",
  keep: "不撤回",
  close: "关闭",
  sendAsNew: "作为新消息发送",
  asking: "请稍候…",
  lost: "连接已断开，正在重试…",
  slow: "操作太快了，稍后自动重试…",
  tooLong: (count) => `超出 ${count} 字`,
  reasons: {
    too_late_to_change: "已超过两分钟，消息不能再更改。",
    conversation_closed: "会话已结束，消息不能再更改。",
    not_found: "会话已结束，消息不能再更改。",
    was_withdrawn: "这条消息已经撤回。",
  },
  failed: (reason) => (reason ? `操作未成功：${reason}` : "操作未成功。"),
};
