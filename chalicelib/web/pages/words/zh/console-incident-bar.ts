/** 客服工作台：应急提示条的文字。 */
export const words = {
  "incident.bar.minor": "应急 · 一般",
  "incident.bar.major": "应急 · 重大",
  "incident.bar.critical": "应急 · 特别重大",
  "incident.bar.since": "{at} 起",
  "incident.bar.shown": "已告知访客",
  "incident.bar.more": "另有 {count} 起",
  "incident.bar.open": "查看",
};
