/** 聊天窗口中的帮助文章。 */
import type { HelpWords } from "../en/help.ts";

export const words: HelpWords = {
  locale: "zh-CN",
  title: "帮助文章",
  back: "返回聊天",
  toList: "返回结果",
  search: "您想了解什么？",
  popular: "常看的文章",
  loading: "正在加载…",
  notLoaded: "暂时无法显示。",
  tryAgain: "重试",
  found: (count: number): string => `找到 ${count} 篇文章`,
  none: "没有找到相关文章。换个说法试试，或直接问我们。",
  nothing: "输入您的问题即可查找。",
  helped: "这篇文章有帮助吗？",
  yes: "有帮助",
  no: "没有帮助",
  thanks: "谢谢您的反馈。",
  sorry: "很抱歉没帮上忙。还缺什么呢？",
  missing: "您希望了解的内容",
  send: "发送",
  notSent: "没有发送成功，请重试。",
  page: "在单独的页面打开",
  notFound: "没有您要的答案？",
  ask: "联系我们",
};
