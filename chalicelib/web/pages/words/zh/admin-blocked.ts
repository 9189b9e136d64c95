/** 不再接待的访客。 */
export const zh = {
  "section.blocked": "拉黑的访客",
  "section.blocked.hint": "不再接收其任何内容。在工作台的访客资料中拉黑；换用其他浏览器的，视为新的访客。",
  "blocked.none": "没有拉黑的访客。",
  "blocked.who": "访客",
  "blocked.why": "原因",
  "blocked.by": "操作人",
  "blocked.since": "开始",
  "blocked.until": "结束",
  "blocked.ever": "永久",
  "blocked.lift": "解除拉黑",
  "blocked.lifted": "已重新接待该访客。",
};
