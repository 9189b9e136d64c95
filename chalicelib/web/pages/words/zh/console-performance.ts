/** 工作台：绩效。 */
import { words as shared } from "./performance.ts";

export const words = {
  ...shared,
  "performance.page": "绩效",
  "performance.content": "绩效内容",
  "performance.own": "我的绩效",
  "performance.team": "团队绩效",
  "performance.none": "这个月还没有你的绩效结果。",
  "performance.draft.hint": "本月结束并确认之前，数字每天更新。",
  "performance.not_computed": "无法计算",
  "performance.failed.no_answer": "没有连接上，绩效没有读到。",
  "performance.failed.beyond_your_rights": "你的角色看不到他们。",
  "performance.failed.forbidden": "你的角色看不到这些绩效。",
  "performance.failed.other": "绩效没有读到（{code}）。",
};
