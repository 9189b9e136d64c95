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
};
