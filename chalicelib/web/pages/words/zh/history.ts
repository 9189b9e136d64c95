/** What was said before, in Chinese. */
import type { HistoryWords } from "../en/history.ts";

export const words: HistoryWords = {
  locale: "zh-CN",
  title: "会话与请求",
  talks: "历史会话",
  requests: "我的请求",
  data: "我的数据",
  notices: "通知",
  back: "返回聊天",
  toList: "全部会话",
  loading: "正在加载…",
  notLoaded: "暂时无法显示。",
  tryAgain: "重试",
  none: "还没有历史会话。",
  more: "查看更多",
  goingOn: "进行中",
  me: "我",
  withdrawn: "已撤回",
  who: (agent) => [agent?.name || "客服", agent?.number && `工号 ${agent.number}`].filter(Boolean).join(" · "),
};
