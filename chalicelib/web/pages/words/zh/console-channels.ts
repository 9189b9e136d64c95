/** 会话的渠道，打开时加载。 */
import type { words as en } from "../en/console-channels.ts";

export const words: typeof en = {
  "channel.by": "通过{kind}（{name}）送达。",
  "channel.characters": "每条最多 {characters} 字。",
  "channel.no_files": "不能发送文件。",
  "channel.until": "{time} 之前可以发送。",
  "channel.closed": "已过可发送时限（{time}）。请等客户再次来信，或改用电话、邮件联系。",
  "channel.off": "该渠道已停用，无法发送；管理员可以启用。",
  "channel.failed": "第 {seq} 条未送达：{why}。",
  "channel.retrying": "第 {seq} 条将于 {time} 重试：{why}。",
  "channel.again": "重新发送",
  "channel.why.unreachable": "无法连接渠道",
  "channel.why.too_slow": "渠道响应太慢",
  "channel.why.refused": "渠道拒绝",
  "channel.why.unreadable": "渠道的响应无法识别",
  "channel.why.window_closed": "已过可发送时限",
  "channel.why.off": "渠道已停用",
  "channel.why.no_address": "渠道没有送出地址",
  "channel.why.unsure": "不确定是否已送达",
  "channel.why.too_long": "超出渠道的限制",
  "channel.why.bad_account": "渠道账号设置不正确",
  "channel.why.letter": "邮件或短信未能送达",
};
