// Leaving a message, in Chinese.

import { moment, soon } from "../../form/words.js";

const locale = "zh-CN";

export const words = {
  locale,
  title: "留言",
  back: "返回会话",
  mine: "我的留言",
  toMine: (unread) => (unread ? `我的留言（${unread} 条新回复）` : "我的留言"),
  newMessage: "写新留言",
  text: "您的问题",
  name: "称呼",
  ways: "联系方式（手机和邮箱至少填一项）",
  mobile: "手机",
  email: "邮箱",
  send: "提交留言",
  sending: "正在提交…",
  lost: "连接不畅，留言已保存在本机，正在重试…",
  later: (seconds) => `提交过于频繁，${seconds} 秒后自动重试…`,
  tooMany: (minutes) => `留言太多了，请约 ${minutes} 分钟后再提交；内容已为您保留。`,
  forbidden: "暂时无法在此留言。",
  gone: "这里暂时不接受留言。",
  refused: (reason) => (reason ? `留言未能提交：${reason}` : "留言未能提交，请稍后再试。"),
  check: (count) => `请检查标出的 ${count} 处内容。`,
  left: (count) => (count < 0 ? `超出 ${-count} 字` : `还可输入 ${count} 字`),
  noText: "请写下您的问题。",
  wrongText: "内容为空、过长或含有无法识别的字符。",
  noName: "请告诉我们怎么称呼您。",
  longName: (most) => `称呼最多 ${most} 字。`,
  wrongName: "称呼中有无法使用的字符。",
  noWay: "手机和邮箱请至少填写一项。",
  wrongMobile: "手机号码不正确，请检查；其他国家或地区的请以 + 和国家代码开头。",
  wrongEmail: "邮箱地址不正确，请检查。",
  opens: (at, timeZone) => {
    const { day, time, isElsewhere } = soon(at, locale, timeZone);
    return `${day} ${time} 恢复服务${isElsewhere ? "（您的当地时间）" : ""}`;
  },
  thanks: "留言已提交",
  done: "留言已收到，编号 {number}。",
  another: "再写一条",
  loading: "正在读取…",
  notLoaded: "暂时读取不到您的留言。",
  tryAgain: "重试",
  none: "这里还没有您的留言。",
  newAnswer: "新回复",
  states: { new: "已收到", claimed: "处理中", answered: "已回复", closed: "已结束" },
  number: (number) => `编号 ${number}`,
  who: (agent) => [agent?.name || "客服", agent?.number && `工号 ${agent.number}`].filter(Boolean).join(" · "),
  moment: (at) => moment(at, locale),
};
