/** 管理后台：审计日志的文字。 */
import { zh as acts } from "./admin-acts.ts";

export const words = {
  ...acts,
  "audit.tab.acts": "操作记录",
  "audit.tab.seals": "封印",
  "seals.day": "日期（UTC）",
  "seals.goes_on": "{day}（当天仍在继续）",
  "seals.acts": "记录数",
  "seals.seal": "封印",
  "seals.state": "查验",
  "seals.none": "还没有封印。审计日志每小时封存一次。",
  "seals.letter": "邮件中的封印",
  "seals.letter.hint": "把某天收到的封印粘贴到这里，看它与保存的是否一致。",
  "seals.letter.not_one": "封印由 64 位 0–9、a–f 组成。",
  "seals.letter.same": "与 {day} 的封印一致；再查验这一天，即可知道记录是否未被改动。",
  "seals.letter.none": "列出的日期中没有这个封印。",
  "seals.as_in_letter": "与邮件一致",
  "seals.look": "查验",
  "seals.looking": "正在查验…",
  "seals.holds": "与封存时一致",
  "seals.fault.altered": "{when} 的记录 {id} 被改动过",
  "seals.fault.missing": "{when} 之前有记录被删除",
  "seals.fault.added": "{when} 的记录 {id} 是事后补写的",
  "seals.fault.chain": "第 {number} 个封印被改动过",
  "seals.fault.gap": "第 {number} 个封印之前缺少封印",
  "seals.fault.unlike_letter": "封印与邮件中的不同",
};
