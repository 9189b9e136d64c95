/** Sound and notifications for visitors, in Chinese. */
import type { AlertsWords } from "../en/alerts.ts";

export const words: AlertsWords = {
  title: "声音与通知",
  sound: "提示音",
  notify: "浏览器通知",
  denied: "浏览器不允许本站发送通知，您可以在浏览器设置中更改。",
  answer: "新消息",
};
