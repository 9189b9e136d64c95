/** 管理后台：方案的外观哪里不对。 */
export const zh = {
  "wrong.look": "{message}",
  "wrong.look.shape": "请选择一项",
  "wrong.look.window": "请选择一项",
  "wrong.look.corners": "请选择一项",
  "wrong.look.color": "请填写颜色，例如 #1f6feb",
  "wrong.look.text_color": "请填写颜色，例如 #ffffff",
  "wrong.look.picture": "请留空，或填写以 https:// 开头的地址",
  "wrong.look.offset": "距离是 0 至 500 像素",
  "wrong.look.offset_x": "请填写 0 至 500 的整数",
  "wrong.look.offset_y": "请填写 0 至 500 的整数",
  "plan.suggests.while_waiting": "排队时推荐知识",
  "plan.suggests.while_waiting.hint": "访客排队时，在会话中看到可能解决问题的知识。",
  "plan.suggests.while_away": "无人时推荐知识",
  "plan.suggests.while_away.hint": "无人接待时，访客写留言的同时看到可能解决问题的知识；所写的内容会用于搜索。",
};
