/** 客户的自定义字段。 */
import type { en } from "../en/admin-customers.ts";

export const zh: typeof en = {
  "section.custom-fields": "客户字段",
  "section.custom-fields.hint": "除姓名和联系方式外还需要了解的内容，由客服在访客资料中填写。",
  "custom.none": "还没有自定义字段。",
  "custom.new": "新建字段",
  "custom.create": "添加",
  "custom.kind": "类型",
  "custom.kind.hint": "之后不能修改。",
  "custom.kind.text": "文字",
  "custom.kind.number": "数字",
  "custom.kind.date": "日期",
  "custom.kind.choice": "单选",
  "custom.kind.yes_no": "是或否",
  "custom.choices": "选项",
  "custom.choices.hint": "不再使用的选项请归档；已选择的地方保持不变。",
  "custom.choices.add": "添加选项",
  "custom.choice": "选项 {number}",
  "custom.order.hint": "在资料中的次序，小的在前。",
  "custom.required": "需填写",
  "custom.required.hint": "只提醒客服填写，不妨碍任何操作。",
  "custom.archived": "已归档",
  "custom.archive": "归档",
  "custom.archive.hint": "不再填写；已填写的内容保留。",
};
