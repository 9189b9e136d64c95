/** Rating, in Chinese. */
import type { RatingWords } from "../en/rating.ts";

export const words: RatingWords = {
  locale: "zh-CN",
  score: "您的评分",
  scores: ["很不满意", "不满意", "一般", "满意", "非常满意"],
  reasons: "哪里让您不满意？",
  resolved: "您的问题解决了吗？",
  yes: "已解决",
  no: "未解决",
  comment: "还有什么想告诉我们的？",
  send: "提交评价",
  sending: "正在提交…",
  retrying: "连接不畅，评价已保存在本机，正在重试…",
  refused: (reason) => (reason ? `评价未能提交：${reason}` : "评价未能提交，请稍后再试。"),
  thanks: "感谢您的评价！",
  already: "您已评价过，谢谢！",
  change: "修改",
  expired: "评价时间已过，仍然感谢您！",
  gone: "这份评价邀请已不存在。",
};
