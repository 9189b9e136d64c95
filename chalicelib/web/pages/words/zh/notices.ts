/** 通知与订阅，中文。 */
import type { NoticesWords } from "../en/notices.ts";

export const words: NoticesWords = {
  locale: "zh-CN",
  title: "通知与订阅",
  loading: "正在加载…",
  saving: "正在保存…",
  notLoaded: "暂时无法显示。",
  tryAgain: "重试",
  news: "给您的新通知",
  read: "知道了",
  readOf: (subject) => `知道了：${subject}`,
  topics: "有消息时告诉我",
  end: "退订",
  endOf: (about) => `退订：${about}`,
  wishes: "怎样通知您",
  preferred: "首选方式",
  anyWay: "都可以",
  never: "不要通过",
  without: "不接收",
  hours: "只在这个时间段",
  begins: "从",
  ends: "到",
  channels: { email: "邮件", sms: "短信", social: "我来信的渠道", web: "在本网站" },
  kinds: { notice: "订阅内容的消息", campaign: "群发", survey: "满意度调查" },
  refused: {
    lost: "无法连接，没有改动。",
    limit_reached: "操作太频繁，请稍后再试。",
    too_many_subscriptions: "订阅太多，请先退订一项。",
    other: "没有改成。",
  },
};
